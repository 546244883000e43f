"""What must be told to the world after the commit."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol


class Message(NamedTuple):
    """What must be told to the world after the commit."""

    topic: str
    """``raise.published``, ``milestone.reached``, ``act.decided``, ``campaign.closed`` …"""
    key: str
    """Names the message: putting it twice is putting it once."""
    body: Mapping[str, str | int]


class Letter(NamedTuple):
    """A message as it lies in the outbox."""

    number: int
    campaign_id: int
    put_at_ms: int
    message: Message


class Outbox(Protocol):
    """Messages written in the transaction that caused them, delivered afterwards."""

    def put(self, campaign_id: int, message: Message, at_ms: int) -> None:
        """Write a message down; one with the same key is already there: nothing happens."""
        ...

    def waiting(self, most: int) -> list[tuple[int, Message]]:
        """Return the oldest messages not yet delivered, each with its number."""
        ...

    def letters(self, most: int) -> list[Letter]:
        """Return the oldest messages not yet delivered, with all that is known of them."""
        ...

    def letter(self, number: int) -> Letter | None:
        """Return one message, delivered or not."""
        ...

    def delivered(self, number: int, at_ms: int) -> None:
        """Write down that a message has been delivered."""
        ...

    def delivered_before(self, at_ms: int, after: int, most: int) -> list[int]:
        """Return the numbers of messages delivered before then, those above *after*, in order."""
        ...

    def forget(self, numbers: Collection[int]) -> None:
        """Drop messages for good."""
        ...
