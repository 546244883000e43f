"""HTTP Message Signatures (RFC 9421), as Mastodon asks for them and as far as the fediverse goes.

``created``, ``@method``, ``@target-uri`` and, with a body, ``content-digest`` must be signed, with
RSA (``rsa-v1_5-sha256``). Of several signatures each that signs enough may prove the sender.
"""

from base64 import b64encode

from tablee.evidence.signature.digest import check_content_digest, content_digest
from tablee.evidence.signature.fields import (
    Component,
    Covered,
    read_inputs,
    read_signatures,
    text_of,
)
from tablee.evidence.signature.key import signature_of
from tablee.evidence.signature.request import Request, Seal, Unsigned
from tablee.evidence.signature.window import check_end, good_until_ms, read_seconds

ALGORITHM = "rsa-v1_5-sha256"
LABEL = "sig1"
MOST_TRIED = 3
"""Signatures of one request whose keys are asked for, at most."""
_MS = 1_000


def seals_of_message(request: Request, now_ms: int) -> list[Seal]:
    """Return the signatures that sign enough.

    Raises:
        Unsigned: none does; what is wrong with the last one is said.
    """
    covered = read_inputs(request.headers.get("signature-input", ""))
    signatures = read_signatures(request.headers.get("signature", ""))
    found: list[Seal] = []
    trouble = Unsigned("No signature has an input of its own.")
    for label, signature in signatures.items():
        if label not in covered:
            continue
        try:
            found.append(_seal(request, covered[label], signature, now_ms))
        except Unsigned as refusal:
            trouble = refusal
    if not found:
        raise trouble
    if request.method == "POST":
        check_content_digest(request)
    return found[:MOST_TRIED]


def sign_by_message(request: Request, key_id: str, pem: str, now_ms: int) -> dict[str, str]:
    """Return the headers to send with *request*, its signature among them.

    Raises:
        NoSuchKey: *pem* is no private key.
    """
    headers: dict[str, str] = {}
    names = ["@method", "@target-uri"]
    if request.method == "POST":
        headers["content-digest"] = content_digest(request.body)
        names.append("content-digest")
    components = " ".join(f'"{each}"' for each in names)
    parameters = f';created={now_ms // _MS};keyid="{key_id}";alg="{ALGORITHM}"'
    written = f"{LABEL}=({components}){parameters}"
    covered = read_inputs(written)[LABEL]
    signed = signed_by_message(request._replace(headers={**request.headers, **headers}), covered)
    headers["signature-input"] = written
    headers["signature"] = f"{LABEL}=:{b64encode(signature_of(pem, signed)).decode()}:"
    return headers


def signed_by_message(request: Request, covered: Covered) -> bytes:
    """Return the signature base (RFC 9421, 2.5).

    Raises:
        Unsigned: a component is not there, is signed twice, or is of a sort that we do not know.
    """
    names = [each.text for each in covered.components]
    if len(set(names)) < len(names):
        raise Unsigned("A component is signed twice.")
    lines = [f"{each.text}: {_value(request, each)}" for each in covered.components]
    return "\n".join([*lines, f'"@signature-params": {covered.text}']).encode("latin-1", "replace")


def _seal(request: Request, covered: Covered, signature: bytes, now_ms: int) -> Seal:
    words = covered.parameters
    names = {each.name for each in covered.components if not each.parameters}
    wanted = {"@method", "@target-uri"} | (
        {"content-digest"} if request.method == "POST" else set()
    )
    missing = sorted(wanted - names)
    if missing:
        raise Unsigned(f"Sign also {' '.join(missing)}.")
    if "alg" in words and text_of(words["alg"]) != ALGORITHM:
        raise Unsigned(f"Sign with {ALGORITHM}.")
    if "created" not in words:
        raise Unsigned("Say when the signature was created.")
    until_ms = good_until_ms(read_seconds(words["created"]), now_ms)
    if "expires" in words:
        check_end(read_seconds(words["expires"]), now_ms)
    key_id = text_of(words.get("keyid", ""))
    if not key_id:
        raise Unsigned("Say with which key it is signed.")
    return Seal(key_id, signed_by_message(request, covered), signature, until_ms)


def _value(request: Request, component: Component) -> str:
    if component.parameters:
        raise Unsigned(f"{component.text} is signed in a way that we do not know.")
    if component.name.startswith("@"):
        derived = _derived(request).get(component.name)
        if derived is None:
            raise Unsigned(f"{component.name} is nothing that we know.")
        return derived
    found = request.headers.get(component.name)
    if found is None:
        raise Unsigned(f"{component.name} is signed, but is not there.")
    return found.strip()


def _derived(request: Request) -> dict[str, str]:
    """Return what can be signed of a request besides its headers (RFC 9421, 2.2)."""
    return {
        "@method": request.method,
        "@target-uri": request.address.partition("#")[0],
        "@authority": request.authority,
        "@scheme": request.scheme,
        "@request-target": request.target,
        "@path": request.path,
        "@query": "?" + request.query,
    }
