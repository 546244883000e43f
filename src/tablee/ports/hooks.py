"""Where events are sent: addresses of receivers, the secrets they know us by, how it goes."""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class Secrets:
    """What events are signed with; nothing that is printed shows it."""

    current: str = field(repr=False)
    """As receivers write it: ``whsec_`` and the base64 of its bytes."""
    former: str = field(default="", repr=False)
    former_until_ms: int = 0
    """Until when events are signed with the former one as well."""

    def good_at(self, now_ms: int) -> tuple[str, ...]:
        """Return the secrets that are good at that moment, the current one first."""
        if self.former and now_ms < self.former_until_ms:
            return self.current, self.former
        return (self.current,)


class Attempt(NamedTuple):
    """What came of sending one event."""

    at_ms: int
    status: int
    """What the receiver answered; 0 when it did not."""
    is_success: bool
    trouble: str = ""
    """What went wrong, in one line."""


@dataclass(frozen=True, slots=True)
class Hook:
    """One receiver of a campaign's events."""

    number: int
    """Given by the store; 0 before that."""
    campaign_id: int
    address: str
    secrets: Secrets
    registered_at_ms: int
    disabled_at_ms: int = 0
    """Since when nothing is sent any more; 0 while events are sent."""
    paused_until_ms: int = 0
    """Until when the receiver has asked to be left alone."""
    succeeded_at_ms: int = 0
    """When it last took an event; 0 if never."""
    last: Attempt | None = None
    failures: int = 0
    """Attempts that failed since the last one that went well."""

    @property
    def is_disabled(self) -> bool:
        """Whether nothing is sent to it any more."""
        return self.disabled_at_ms > 0


class Hooks(Protocol):
    """The receivers of events.

    What changes is written column by column: who rotates a secret and who notes a delivery at
    the same moment do not undo each other.
    """

    def add(self, hook: Hook) -> Hook:
        """Write a new receiver down; return it with its number."""
        ...

    def get(self, number: int) -> Hook | None:
        """Return one receiver, disabled or not."""
        ...

    def every(self, campaign_id: int) -> list[Hook]:
        """Return a campaign's receivers, in order of registration."""
        ...

    def listening(self) -> dict[int, list[int]]:
        """Return the numbers of the receivers that are not disabled, by campaign."""
        ...

    def rotate(self, number: int, secrets: Secrets) -> None:
        """Store other secrets."""
        ...

    def note(self, number: int, attempt: Attempt) -> None:
        """Store what came of an attempt, and count failures in a row."""
        ...

    def pause(self, number: int, until_ms: int) -> None:
        """Leave a receiver alone until then, or until the moment known before if that is later."""
        ...

    def disable(self, number: int, at_ms: int) -> None:
        """Send nothing any more; the first time stands."""
        ...

    def enable(self, number: int) -> None:
        """Send what happens from now on again; one that is not disabled stays as it is."""
        ...

    def remove(self, number: int) -> bool:
        """Forget a receiver; return whether there was one."""
        ...
