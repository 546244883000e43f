"""RSA keys of servers: sign, and see who signed (RSASSA-PKCS1-v1_5 with SHA-256)."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

LEAST_BITS = 2_048
MOST_BITS = 8_192
"""A larger key costs more to try than anybody needs."""
MOST_EXPONENT_BITS = 33
"""Nearly all are 65537; whoever chooses a long one makes every try cost a hundred times more."""
LONGEST_PEM = 8_192


class NoSuchKey(ValueError):
    """That is no RSA key of a usual size."""


def is_signed_by(pem: str, signed: bytes, signature: bytes) -> bool:
    """Return whether the owner of the public key *pem* signed these bytes.

    Raises:
        NoSuchKey: *pem* is no key that we use.
    """
    try:
        _public(pem).verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def signature_of(pem: str, signed: bytes) -> bytes:
    """Return the signature of these bytes by the private key *pem*.

    Raises:
        NoSuchKey: *pem* is no key that we use.
    """
    return _private(pem).sign(signed, padding.PKCS1v15(), hashes.SHA256())


@lru_cache(maxsize=1_024)
def _public(pem: str) -> rsa.RSAPublicKey:
    if len(pem) > LONGEST_PEM:
        raise NoSuchKey
    try:
        key = serialization.load_pem_public_key(pem.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        raise NoSuchKey from None
    if not isinstance(key, rsa.RSAPublicKey) or not LEAST_BITS <= key.key_size <= MOST_BITS:
        raise NoSuchKey
    if key.public_numbers().e.bit_length() > MOST_EXPONENT_BITS:
        raise NoSuchKey
    return key


@lru_cache(maxsize=64)
def _private(pem: str) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NoSuchKey from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise NoSuchKey
    return key
