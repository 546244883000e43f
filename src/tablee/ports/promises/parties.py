"""Keys of sponsors, of the association, of witnesses and auditors."""

from dataclasses import dataclass, field
from typing import Protocol

from tablee.core.promising.party import PartyKey


@dataclass(frozen=True, slots=True)
class Registered:
    """A key that was registered for a campaign; nothing that is printed shows its secret."""

    number: int
    """Given by the store; 0 before that."""
    campaign_id: int
    party: PartyKey
    added_at_ms: int
    revoked_at_ms: int = 0
    """Since when it is good for nothing new; 0 while it is good."""
    sealed: bytes = field(default=b"", repr=False)
    """Its secret, sealed, where the site keeps it; empty where only its owner has it."""

    compare_at: str = ""
    """An address where its owner publishes its fingerprint; empty where none was named."""

    @property
    def is_valid(self) -> bool:
        """Whether what is signed with it now is taken."""
        return not self.revoked_at_ms


class Parties(Protocol):
    """The keys of those whose word is in a campaign's log."""

    def add(self, key: Registered) -> Registered:
        """Write a key down, which the campaign must not have yet; return it with its number."""
        ...

    def revoke(self, number: int, at_ms: int) -> None:
        """Write down that a key is good for nothing new; the first time stands."""
        ...

    def every(self, campaign_id: int) -> list[Registered]:
        """Return a campaign's keys, revoked or not, in order of registration."""
        ...
