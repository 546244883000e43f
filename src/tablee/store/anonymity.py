"""Names for people and objects that nobody can find out, not even whoever runs the site."""

from collections.abc import Callable
from hashlib import blake2b
from secrets import token_bytes

NAME_BYTES = 16

Rename = Callable[[bytes], bytes]
"""Gives every name another; the same each time, as long as it is held."""


def forgetful() -> Rename:
    """Return a way to rename that works as long as it is held: its key is nowhere else."""
    key = token_bytes(32)

    def renamed(name: bytes) -> bytes:
        return blake2b(name, key=key, digest_size=NAME_BYTES).digest()

    return renamed
