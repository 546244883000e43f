"""Keys by which partners send acts."""

from typing import NamedTuple, Protocol


class PartnerKey(NamedTuple):
    """A key by which a partner sends acts; only its hash is kept."""

    name: str
    campaign: str
    digest: bytes
    kinds: tuple[str, ...]
    """Kinds it may send; empty means all of the campaign's."""
    is_revoked: bool = False


class Keys(Protocol):
    """The keys of partners."""

    def add(self, key: PartnerKey, at_ms: int) -> None:
        """Write a new key down."""
        ...

    def find(self, digest: bytes) -> PartnerKey | None:
        """Return the key with that hash, revoked or not."""
        ...

    def revoke(self, campaign: str, name: str, at_ms: int) -> bool:
        """Write down that a campaign's key is no longer good; return whether there was one."""
        ...

    def every(self, campaign: str) -> list[PartnerKey]:
        """Return a campaign's keys, in order of issue."""
        ...
