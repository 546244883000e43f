"""The acts of one campaign, in order of receipt, and where it stands."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from tablee.core.act import Act
from tablee.core.decision import Ruling
from tablee.core.line import Stretch
from tablee.core.reason import Reason
from tablee.core.segment import Segment
from tablee.core.standing import Standing
from tablee.ports.log.happenings import Happening


class AlreadyKnown(Exception):
    """One of these acts has been received before; none of them was written."""


class Allowance(NamedTuple):
    """What a limit counts: one supporter's acts of one kind, on one day or (``""``) in all."""

    kind: str
    supporter: bytes
    day: str


class LaidSegment(NamedTuple):
    """A length of cover, with what laid it and when."""

    pool: str
    segment: Segment
    cause: str
    """``pledge:NAME``, ``raise:PLEDGE:MOMENT`` or ``milestone:NAME``."""
    laid_at_ms: int


class Decided(NamedTuple):
    """One decision that was taken about one act."""

    act_number: int
    sequence: int
    ruling: Ruling
    reason: Reason
    note: str
    """A sentence for the supporter."""
    by: str
    """Who decided: a staff member's name, or ``clock``."""
    at_ms: int


class Journal(Protocol):
    """One campaign's journal, open in one transaction, with nobody else writing it."""

    def standing(self) -> Standing:
        """Return where the campaign stands."""
        ...

    def keep(self, standing: Standing) -> None:
        """Store where the campaign stands now."""
        ...

    def append(self, acts: Sequence[Act]) -> None:
        """Write new acts down.

        Raises:
            AlreadyKnown: a claim among them stands already; the transaction must be given up.
        """
        ...

    def known(self, claims: Collection[bytes]) -> dict[bytes, Act]:
        """Return the acts that stand under these claims, by claim."""
        ...

    def act(self, number: int) -> Act | None:
        """Return one act."""
        ...

    def change(self, act: Act) -> None:
        """Store an act's state, reason, claim, and whether it holds its places.

        The claim under which it came is kept aside when it takes another: see `first_claims`.
        """
        ...

    def acts_after(self, number: int, most: int) -> list[Act]:
        """Return the acts that follow act *number*, oldest first."""
        ...

    def first_claims(self, first: int, last: int) -> dict[int, bytes]:
        """Return the claims under which acts came, of those which have another by now."""
        ...

    def were_unverified(self, first: int, last: int) -> set[int]:
        """Return which acts came unverified and have been confirmed or refused since."""
        ...

    def decided(self, decision: Decided) -> None:
        """Write a decision down; decisions are never changed."""
        ...

    def decisions(self, act_number: int) -> list[Decided]:
        """Return the decisions about one act, oldest first."""
        ...

    def tell(self, happening: Happening) -> None:
        """Write down what happened, for the log; *happening* gets its number."""
        ...

    def happenings(self, after: int, most: int, leaf: str = "") -> list[Happening]:
        """Return what happened after the happening of that number, in order.

        With *leaf*, only what becomes such a leaf.
        """
        ...

    def gaps(self, pool: str, beyond: int = 0) -> list[Stretch]:
        """Return the gaps that end beyond a raw coordinate, in raw order."""
        ...

    def add_gap(self, pool: str, stretch: Stretch) -> None:
        """Write down that these places are empty for good."""
        ...

    def held(self, pool: str, beyond: int = 0) -> list[Stretch]:
        """Return the held stretches that end beyond a raw coordinate, in raw order."""
        ...

    def segments(self) -> list[LaidSegment]:
        """Return the cover of every pool, in the order in which it was laid."""
        ...

    def lay(self, laid: LaidSegment) -> None:
        """Write down a length of cover at the end of what its pool has."""
        ...

    def counted_between(self, pool: str, first: int, last: int) -> Counter[str]:
        """Return, per kind, the raw places in ``[first, last)`` that counted acts occupy."""
        ...

    def taken(self, allowances: Collection[Allowance]) -> dict[Allowance, int]:
        """Return how often each allowance has been used; those never used may be left out."""
        ...

    def add_taken(self, changes: Mapping[Allowance, int]) -> None:
        """Add to (or take from) what has been used."""
        ...

    def appeals_over(self, now_ms: int, most: int) -> list[Act]:
        """Return held acts, refused or reversed, whose time of appeal has passed."""
        ...
