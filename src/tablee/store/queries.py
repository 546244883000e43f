"""What pages read: the wall of acts, the queue of moderators, published refusals."""

from collections import Counter
from typing import NamedTuple, Protocol, cast

from tablee.core.act import Act
from tablee.core.campaign import Campaign
from tablee.core.reason import Reason
from tablee.ports.desk import Desk
from tablee.ports.journal import Decided, Journal


class Refusals(NamedTuple):
    """How many acts were refused or reversed for one reason."""

    reason: Reason
    acts: int


class ReadableJournal(Journal, Protocol):
    """A journal that can also be leafed through: ours all can."""

    def acts_after(self, number: int, most: int) -> list[Act]:
        """Return the acts that follow act *number*, oldest first."""
        ...

    def acts_before(self, number: int | None, most: int) -> list[Act]:
        """Return the acts received before act *number*, or the latest, newest first."""
        ...

    def next_in_pool(self, pool: str, number: int) -> Act | None:
        """Return the first act of *pool* from act *number* on."""
        ...

    def pending_after(self, number: int, most: int) -> list[Act]:
        """Return the acts after *number* that wait for a decision, oldest first."""
        ...

    def refusals(self) -> Counter[Reason]:
        """Return how many acts stand refused or reversed, by reason."""
        ...

    def every_decision(self) -> list[Decided]:
        """Return all decisions, oldest first."""
        ...


def readable(desk: Desk, campaign: Campaign) -> ReadableJournal:
    """Return a campaign's journal, to be leafed through."""
    return cast("ReadableJournal", desk.journal(campaign))


def latest_acts(desk: Desk, campaign: Campaign, most: int, before: int | None = None) -> list[Act]:
    """Return the latest acts, newest first; *before* is the number of the last one shown."""
    return readable(desk, campaign).acts_before(before, most)


def act_on_place(desk: Desk, campaign: Campaign, pool: str, place: int) -> Act | None:
    """Return the act that lies on a raw place of a line, if there is one.

    Acts of one line lie in the order of their numbers, so halving finds the one.
    """
    journal = readable(desk, campaign)
    first, last = 1, journal.standing().last_number
    while first <= last:
        middle = (first + last) // 2
        act = journal.next_in_pool(pool, middle)
        if act is None or act.line_start > place:
            last = middle - 1
        elif act.line_start + act.units > place:
            return act
        else:
            first = act.number + 1
    return None


def pending_acts(desk: Desk, campaign: Campaign, most: int, after: int = 0) -> list[Act]:
    """Return acts that wait for a person's decision, in order of receipt."""
    return readable(desk, campaign).pending_after(after, most)


def refusals(desk: Desk, campaign: Campaign) -> list[Refusals]:
    """Return how many acts were refused or reversed, by reason, the most frequent first."""
    counts = readable(desk, campaign).refusals()
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [Refusals(reason, acts) for reason, acts in ordered]
