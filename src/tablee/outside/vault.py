"""Secrets of others, sealed with the site's own: a copy of the database opens none of them."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tablee.core.errors import BrokenInvariant

NONCE_BYTES = 12
_KEY_BYTES = 32
_PURPOSE = b"tablee keys held for others, v1"


class SecretVault:
    """AES-256-GCM, with a key derived from the site's secret for this purpose alone."""

    def __init__(self, secret: bytes) -> None:
        derived = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_PURPOSE).derive(secret)
        self._cipher = AESGCM(derived)

    def seal(self, secret: bytes, about: str) -> bytes:
        """Return *secret* so that only this site opens it, and only for the same *about*."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """Return a secret that was sealed here.

        Raises:
            BrokenInvariant: it was not, or somebody has changed it.
        """
        nonce, content = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, content, about.encode())
        except (InvalidTag, ValueError) as error:
            message = "A key that is kept for somebody does not open with this site's secret."
            raise BrokenInvariant(message) from error
