"""RSA key pairs of our own actors: make one, and show its public half."""

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tablee.ports.desk import Desks

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


def own_key(desks: Desks, campaign_id: int) -> str:
    """Return a campaign's private key, made now if it has none yet.

    Raises:
        RuntimeError: this thread is at a desk that only reads, and a key had to be written.
    """
    with desks.read() as desk:
        kept = desk.actors.key(campaign_id)
    if kept:
        return kept
    made = new_key()
    with desks.write() as desk:
        return desk.actors.keep_key(campaign_id, made)
