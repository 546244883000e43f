"""The documents that sponsors and the association signed."""

from typing import NamedTuple, Protocol


class Kept(NamedTuple):
    """A document that was verified when it came, and is kept to the letter."""

    campaign_id: int
    kind: str
    party: str
    """The sponsor, or the beneficiary."""
    digest: str
    """SHA-256 of its text, in hexadecimal: the same word, signed twice, is one."""
    whole: str
    """Text and signature."""
    key_number: int
    """The key that signed it: see `tablee.ports.promises.parties`."""
    at_ms: int
    number: int = 0
    """Given by the store."""


class Documents(Protocol):
    """The documents of all campaigns; they are added, never changed."""

    def add(self, kept: Kept) -> Kept:
        """Write a document down, which must not be there yet; return it with its number."""
        ...

    def every(self, campaign_id: int) -> list[Kept]:
        """Return a campaign's documents, in order."""
        ...
