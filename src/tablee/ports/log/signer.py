"""A key that signs."""

from typing import Protocol

from tablee.core.log.note import Key, Note, Signature

SEED_BYTES = 32
"""From so many bytes that nobody can guess a key is made, whatever its sort."""


class Signer(Protocol):
    """Somebody's key, able to sign; with Ed25519 a message always gets the same signature."""

    @property
    def key(self) -> Key:
        """The public half, with the name of whoever signs."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        ...


def signed(text: str, signer: Signer) -> Note:
    """Return *text* with the signature of *signer* under it."""
    key = signer.key
    return Note(text, (Signature(key.name, key.id, signer.sign(text.encode())),))


class KeyIsLost(Exception):
    """The key of a log cannot be read: nothing can be signed, and no other key may be made."""


class LogKeys(Protocol):
    """The keys that sign the logs of one site."""

    def signer(self, slug: str, origin: str, *, is_new: bool) -> Signer:
        """Return the key of a campaign's log, which is called *origin*.

        It is made only for a log that *is_new*: no log ever gets a second key.

        Raises:
            KeyIsLost: there is none, or none that can be read; nothing was made.
        """
        ...
