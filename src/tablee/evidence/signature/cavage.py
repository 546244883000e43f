"""Signatures by draft-cavage-http-signatures-12, as nearly all of the fediverse makes them.

One header ``Signature`` names the key, the headers that are signed in their order, and the
signature. What must be signed is what Mastodon asks for: without the target, the host, a time and
the body's digest a signature could be used again elsewhere, later, or for something else.
"""

import binascii
import re
from base64 import b64decode, b64encode

from tablee.evidence.signature.digest import check_digest, digest
from tablee.evidence.signature.key import signature_of
from tablee.evidence.signature.request import Request, Seal, Unsigned
from tablee.evidence.signature.window import (
    check_end,
    good_until_ms,
    read_date,
    read_seconds,
    write_date,
)

LONGEST_HEADER = 8_192
MOST_HEADERS = 32
TARGET, CREATED, EXPIRES = "(request-target)", "(created)", "(expires)"
_ALGORITHMS = frozenset({"", "rsa-sha256", "hs2019"})
"""``hs2019`` says that the key says it, and keys here are RSA; nobody means SHA-512 by it."""
_PART = re.compile(r'\s*([A-Za-z]{1,20})=(?:"([^"\\]*)"|([0-9]{1,12}(?:\.[0-9]{1,6})?))\s*(?:,|$)')


def seals_of_draft(request: Request, now_ms: int) -> list[Seal]:
    """Return the signature in the header ``Signature``.

    Raises:
        Unsigned: it is none, signs too little, is too old, or its digest is another body's.
    """
    words = _read(request.headers.get("signature", ""))
    names = words.get("headers", "date").lower().split()
    if words.get("algorithm", "").lower() not in _ALGORITHMS:
        raise Unsigned("Sign with rsa-sha256.")
    _check_names(request, names, words)
    made_at_ms = _made_at_ms(request, names, words)
    if "expires" in words:
        check_end(read_seconds(words["expires"].partition(".")[0]), now_ms)
    until_ms = good_until_ms(made_at_ms, now_ms)
    if request.method == "POST":
        check_digest(request)
    try:
        signature = b64decode(words.get("signature", ""), validate=True)
    except (binascii.Error, ValueError):
        raise Unsigned("The signature is not in base 64.") from None
    return [
        Seal(words.get("keyId", ""), signed_by_draft(request, names, words), signature, until_ms)
    ]


def sign_by_draft(request: Request, key_id: str, pem: str, now_ms: int) -> dict[str, str]:
    """Return the headers to send with *request*, its signature among them.

    Raises:
        NoSuchKey: *pem* is no private key.
    """
    headers = {"host": request.authority, "date": write_date(now_ms)}
    if request.method == "POST":
        headers["digest"] = digest(request.body)
    names = [TARGET, *headers]
    signed = signed_by_draft(request._replace(headers={**request.headers, **headers}), names, {})
    signature = b64encode(signature_of(pem, signed)).decode()
    del headers["host"]
    headers["signature"] = (
        f'keyId="{key_id}",algorithm="rsa-sha256",headers="{" ".join(names)}",'
        f'signature="{signature}"'
    )
    return headers


def signed_by_draft(request: Request, names: list[str], words: dict[str, str]) -> bytes:
    """Return the bytes that a signature over the headers *names* signs.

    Raises:
        Unsigned: a header is not there.
    """
    lines = [f"{each}: {_value(request, each, words)}" for each in names]
    return "\n".join(lines).encode("latin-1", "replace")  # as the bytes of headers are read


def _read(header: str) -> dict[str, str]:
    """Return the parts of the header, each of which stands there once."""
    words: dict[str, str] = {}
    position = 0
    while len(header) <= LONGEST_HEADER and position < len(header):
        found = _PART.match(header, position)
        if found is None or found[1] in words:
            break
        words[found[1]] = found[2] if found[2] is not None else found[3]
        position = found.end()
    if not words.get("keyId") or position < len(header):
        raise Unsigned("The header Signature cannot be read.")
    return words


def _check_names(request: Request, names: list[str], words: dict[str, str]) -> None:
    wanted = {TARGET, "host"} | ({"digest"} if request.method == "POST" else set())
    missing = sorted(wanted - set(names))
    if missing:
        raise Unsigned(f"Sign also {' '.join(missing)}.")
    is_modern = words.get("algorithm", "").lower() == "hs2019"
    if not is_modern and {CREATED, EXPIRES} & set(names):
        raise Unsigned("With that algorithm neither (created) nor (expires) can be signed.")
    if len(names) > MOST_HEADERS:
        raise Unsigned("That signs too many headers.")


def _made_at_ms(request: Request, names: list[str], words: dict[str, str]) -> int:
    if "date" in names:
        return read_date(request.headers.get("date", ""))
    if CREATED in names:
        return read_seconds(words.get("created", "").partition(".")[0])
    raise Unsigned("Sign also date.")


def _value(request: Request, name: str, words: dict[str, str]) -> str:
    if name == TARGET:
        return f"{request.method.lower()} {request.target}"
    is_word = name in {CREATED, EXPIRES}
    found = words.get(name.strip("()")) if is_word else request.headers.get(name)
    if found is None:
        raise Unsigned(f"{name} is signed, but is not there.")
    return found.strip()
