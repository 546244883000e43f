"""Where secrets of others are kept while nobody needs them."""

from typing import Protocol


class Vault(Protocol):
    """Seals secrets so that rows and backups alone open none of them."""

    def seal(self, secret: bytes, about: str) -> bytes:
        """Return *secret* so that only this site opens it, and only for the same *about*."""
        ...

    def open(self, sealed: bytes, about: str) -> bytes:
        """Return a secret that was sealed here.

        Raises:
            BrokenInvariant: it was not, or somebody has changed it.
        """
        ...
