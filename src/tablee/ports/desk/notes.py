"""Public messages of sponsors, the association and the organiser."""

from typing import NamedTuple, Protocol


class Note(NamedTuple):
    """A dated public message of a sponsor, the association or the organiser."""

    author: str
    en: str
    fr: str
    at_ms: int


class Notes(Protocol):
    """The public messages of a campaign."""

    def post(self, campaign_id: int, note: Note) -> None:
        """Write a message down."""
        ...

    def latest(self, campaign_id: int, most: int) -> list[Note]:
        """Return the latest messages, newest first."""
        ...
