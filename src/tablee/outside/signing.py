"""Signatures, made and checked: the one place where the log meets cryptography.

Ed25519 for logs, notes and cosignatures, ML-DSA-44 (FIPS 204) for cosignatures that shall outlast
quantum computers.
"""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from tablee.core.log.note import COSIGNATURE, ED25519, ML_DSA_44, Key


def verify(key: Key, message: bytes, signature: bytes) -> bool:
    """Return whether *key* made this signature of *message*; it never raises."""
    try:
        if key.sort == ML_DSA_44:
            MLDSA44PublicKey.from_public_bytes(key.public).verify(signature, message)
        elif key.sort in {ED25519, COSIGNATURE}:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


class KeySigner:
    """A key in this process's memory."""

    def __init__(self, name: str, seed: bytes, sort: int = ED25519) -> None:
        """Take the 32 bytes from which the key is made; whoever has them can sign."""
        private: Ed25519PrivateKey | MLDSA44PrivateKey
        if sort == ML_DSA_44:
            private = MLDSA44PrivateKey.from_seed_bytes(seed)
        else:
            private = Ed25519PrivateKey.from_private_bytes(seed)
        self._private = private
        self._key = Key(name, sort, private.public_key().public_bytes_raw())

    @property
    def key(self) -> Key:
        """The public half, with the name of whoever signs."""
        return self._key

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message: by Ed25519 always the same, by ML-DSA never."""
        return self._private.sign(message)
