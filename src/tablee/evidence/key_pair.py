"""RSA key pairs of our own actors: make one, and show its public half."""

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

BITS = 2_048
"""What every server of the fediverse takes."""
_EXPONENT = 65_537


def new_key() -> str:
    """Return a new private key as PEM; it takes about a tenth of a second."""
    key = rsa.generate_private_key(public_exponent=_EXPONENT, key_size=BITS)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def public_half(pem: str) -> str:
    """Return the public key of a private one, as PEM."""
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
