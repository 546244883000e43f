"""The keys by which partners send acts: shown once, kept only as a hash."""

from hashlib import sha256

KEY_PREFIX = "tb_"


def key_text(secret: str) -> str:
    """Return the key a partner is shown, for 43 random url-safe characters (256 bits)."""
    return KEY_PREFIX + secret


def key_digest(key: str) -> bytes:
    """Return what is kept of a key. A key has 256 random bits, so a plain hash is enough."""
    return sha256(key.encode()).digest()
