"""A key that signs."""

from typing import Protocol

from tablee.core.log.note import Key


class Signer(Protocol):
    """Somebody's key, able to sign; the same message always gets the same signature."""

    @property
    def key(self) -> Key:
        """The public half, with the name of whoever signs."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        ...
