"""Double-entry books, in units.

Every movement is an *entry*: postings whose units sum to zero. A posting adds to one account; a
negative amount takes from it. Units go from a sponsor's ``promised`` account to ``pledged``, are
``earned`` when an act brings them; what is left over at the end, or taken back after it, is
``voided``. What sponsors have ``paid`` and the association has ``delivered`` moves by signed
receipts only, against ``owed`` and ``due``.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tablee.core.errors import Unbalanced


class Posting(NamedTuple):
    """So many units to one account; fewer than none takes from it."""

    account: str
    units: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement in the books. It balances, or it cannot be made.

    >>> Entry("a slip of the pen", (Posting("earned:Danone:blogs", 10),))
    Traceback (most recent call last):
    ...
    tablee.core.errors.Unbalanced: The entry 'a slip of the pen' is off by 10.
    """

    reason: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        off_by = sum(posting.units for posting in self.postings)
        if off_by:
            raise Unbalanced(f"The entry '{self.reason}' is off by {off_by}.")


def account(name: str, *rest: str) -> str:
    """Return the full name of an account.

    >>> account("earned", "Danone", "blogs")
    'earned:Danone:blogs'
    """
    return ":".join((name, *rest))


def pledged(pool: str, shares: Mapping[str, int], reason: str) -> Entry:
    """Return the entry for a new length of cover: so many units promised by each sponsor."""
    postings: list[Posting] = []
    for sponsor, units in shares.items():
        postings.append(Posting(account("promised", sponsor), -units))
        postings.append(Posting(account("pledged", sponsor, pool), units))
    return Entry(reason, tuple(postings))


def earned(pool: str, change: Mapping[str, int], reason: str) -> Entry:
    """Return the entry for a change in the paid places of each sponsor.

    A place that is taken back before the close is open again: its unit returns to the pledge.
    """
    postings: list[Posting] = []
    for sponsor, units in change.items():
        if units:
            postings.append(Posting(account("pledged", sponsor, pool), -units))
            postings.append(Posting(account("earned", sponsor, pool), units))
    return Entry(reason, tuple(postings))


def paid(sponsor: str, units: int, reason: str) -> Entry:
    """Return the entry for a payment that a sponsor signed for.

    It says nothing of lines, so it leaves ``earned`` as it is: what a sponsor still owes is what
    it earned less what stands on ``paid``.
    """
    postings = (Posting(account("owed", sponsor), -units), Posting(account("paid", sponsor), units))
    return Entry(reason, postings)


def delivered(beneficiary: str, units: int, reason: str) -> Entry:
    """Return the entry for a delivery that the association signed for."""
    given, to_give = account("delivered", beneficiary), account("due", beneficiary)
    return Entry(reason, (Posting(to_give, -units), Posting(given, units)))


def balances(entries: list[Entry]) -> Counter[str]:
    """Return what stands on each account after *entries*; all together it is zero."""
    totals = Counter[str]()
    for entry in entries:
        for posting in entry.postings:
            totals[posting.account] += posting.units
    return totals
