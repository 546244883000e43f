"""How readers of networks fare, as organisers are told."""

from enum import StrEnum
from typing import NamedTuple, Protocol


class Condition(StrEnum):
    """How a reader fares."""

    READING = "reading"
    LISTENING = "listening"
    """Told of posts as they are made."""
    WAITING = "waiting"
    """The network asks us to come back later."""
    CLOSED = "closed"
    """The network shows its posts to nobody, or not to us."""
    NO_TOKEN = "no_token"  # noqa: S105 - a word, no secret
    """The site has no token for it, or one that is not taken."""
    SPENT = "spent"
    """The spend limit is reached: nothing more is asked."""
    TROUBLE = "trouble"
    """It failed, and tries again by itself."""


class Bulletin(NamedTuple):
    """What a reader last said of itself."""

    reader: str
    condition: Condition
    words: str
    """Details for whoever repairs it; never a token."""
    at_ms: int
    """When it said so."""
    read_at_ms: int = 0
    """When something was last read; 0 leaves what was said of that before."""


class Bulletins(Protocol):
    """The latest bulletin of each reader."""

    def post(self, campaign_id: int, bulletin: Bulletin) -> None:
        """Put up a bulletin in place of the reader's last one."""
        ...

    def every(self, campaign_id: int) -> list[Bulletin]:
        """Return the bulletins of a campaign, by reader."""
        ...
