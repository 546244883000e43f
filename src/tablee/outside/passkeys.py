"""Passkeys: a person shows that they are there, and that they want just this.

The protocol is WebAuthn; its server half is the library `webauthn`. What a passkey signs is a
challenge of ours: with the hash of a document in it, it stands for that document alone.

Source: https://www.w3.org/TR/webauthn-3/
"""

from collections.abc import Iterable
from typing import NamedTuple

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tablee.ports.promises.signatories import Passkey

LONGEST_ANSWER = 20_000
_BAD = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)


class Here(NamedTuple):
    """For which site a passkey is good: browsers let it be used nowhere else."""

    host: str
    origin: str


class NewPasskey(NamedTuple):
    """What a browser made."""

    credential: str
    public_key: bytes
    uses: int


def making_options(
    here: Here, account: tuple[int, str], challenge: bytes, known: Iterable[Passkey]
) -> str:
    """Return as JSON what a browser is asked to make a passkey for an account's number and name."""
    number, name = account
    return options_to_json(
        generate_registration_options(
            rp_id=here.host,
            rp_name="Tablée",
            user_name=name,
            user_id=f"tablee-{number}".encode(),
            challenge=challenge,
            exclude_credentials=_described(known),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
    )


def made(here: Here, challenge: bytes, answer: str) -> NewPasskey | None:
    """Return the passkey that a browser made for that challenge; nothing if it did not."""
    try:
        found = verify_registration_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge,
            expected_rp_id=here.host,
            expected_origin=here.origin,
            require_user_verification=True,
        )
    except _BAD:
        return None
    credential = bytes_to_base64url(found.credential_id)
    return NewPasskey(credential, found.credential_public_key, found.sign_count)


def using_options(here: Here, challenge: bytes, known: Iterable[Passkey]) -> str:
    """Return as JSON what a browser is asked to have signed by one of these passkeys."""
    return options_to_json(
        generate_authentication_options(
            rp_id=here.host,
            challenge=challenge,
            allow_credentials=_described(known),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def used(here: Here, challenge: bytes, answer: str, passkey: Passkey) -> int | None:
    """Return the counter that *passkey* shows, having signed that challenge; nothing if not."""
    try:
        found = verify_authentication_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge,
            expected_rp_id=here.host,
            expected_origin=here.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except _BAD:
        return None
    is_same = bytes_to_base64url(found.credential_id) == passkey.credential
    return found.new_sign_count if is_same else None


def _described(known: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential)) for each in known]
