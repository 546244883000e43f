"""Sign requests as other servers do, by the letter of the specifications and nothing of ours.

Even the arithmetic of RSA is done here by hand (RFC 8017, 8.2.1): what our code takes for a
signature cannot be right only because both sides make the same mistake.
"""

import hashlib
import time
from base64 import b64encode
from email.utils import formatdate
from functools import cache
from typing import NamedTuple

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

_SHA_256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")


class Key(NamedTuple):
    """A key pair: its numbers, and the public one as servers show it."""

    modulus: int
    secret: int
    pem: str
    private_pem: str = ""

    def sign(self, text: str) -> str:
        """Return the signature of *text* in base 64."""
        size = (self.modulus.bit_length() + 7) // 8
        summed = _SHA_256_PREFIX + hashlib.sha256(text.encode()).digest()
        padded = b"\x00\x01" + b"\xff" * (size - len(summed) - 3) + b"\x00" + summed
        number = pow(int.from_bytes(padded, "big"), self.secret, self.modulus)
        return b64encode(number.to_bytes(size, "big")).decode()


@cache
def key(_name: str = "", bits: int = 2048) -> Key:
    """Return the key of that name, always the same while the tests run."""
    made = rsa.generate_private_key(65537, bits)
    shown = made.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    kept = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    numbers = made.private_numbers()
    return Key(numbers.public_numbers.n, numbers.d, shown.decode(), kept.decode())


class Sender(NamedTuple):
    """Whoever signs, and how."""

    key_id: str
    key: Key
    algorithm: str | None = "rsa-sha256"
    """Nothing to leave it out."""
    signed: tuple[str, ...] = ("(request-target)", "host", "date", "digest", "content-type")
    """By the draft."""
    covered: tuple[str, ...] = ("@method", "@target-uri", "content-digest")
    """By the standard."""


def by_draft(
    sender: Sender, host: str, path: str, body: bytes, at_s: float | None = None
) -> dict[str, str]:
    """Return the headers of a POST signed by draft-cavage-http-signatures-12."""
    summed = b64encode(hashlib.sha256(body).digest()).decode()
    now_s = time.time() if at_s is None else at_s
    headers = {
        "host": host,
        "date": formatdate(now_s, usegmt=True),
        "digest": f"SHA-256={summed}",
        "content-type": "application/activity+json",
    }
    special = {"(request-target)": f"post {path}", "(created)": f"{now_s:.0f}"}
    lines = [f"{name}: {special.get(name) or headers[name]}" for name in sender.signed]
    algorithm = "" if sender.algorithm is None else f'algorithm="{sender.algorithm}",'
    created = f"created={now_s:.0f}," if "(created)" in sender.signed else ""
    signature = sender.key.sign("\n".join(lines))
    headers["signature"] = (
        f'keyId="{sender.key_id}",{algorithm}{created}headers="{" ".join(sender.signed)}",'
        f'signature="{signature}"'
    )
    return headers


def by_message(
    sender: Sender, address: str, body: bytes, at_s: float | None = None, label: str = "sig1"
) -> dict[str, str]:
    """Return the headers of a POST signed by RFC 9421."""
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    now_s = time.time() if at_s is None else at_s
    values = {
        "@method": "POST",
        "@target-uri": address,
        "@authority": host,
        "@path": "/" + path.partition("?")[0],
        "@scheme": scheme,
        "content-digest": f"sha-256=:{b64encode(hashlib.sha256(body).digest()).decode()}:",
        "content-type": "application/activity+json",
    }
    names = " ".join(f'"{name}"' for name in sender.covered)
    algorithm = "" if sender.algorithm is None else ';alg="rsa-v1_5-sha256"'
    params = f'({names});created={now_s:.0f};keyid="{sender.key_id}"{algorithm}'
    lines = [f'"{name}": {values[name]}' for name in sender.covered]
    signature = sender.key.sign("\n".join([*lines, f'"@signature-params": {params}']))
    return {
        "host": host,
        "content-type": values["content-type"],
        "content-digest": values["content-digest"],
        "signature-input": f"{label}={params}",
        "signature": f"{label}=:{signature}:",
    }
