"""The end of a campaign: what sponsors owe when every act is finally decided."""

from collections.abc import Iterable, Mapping

from tablee.core.books.ledger import Entry, Posting, account
from tablee.core.line import Line
from tablee.core.promise import Sponsor


def is_settled(*, is_closed: bool, lines: Iterable[Line]) -> bool:
    """Return whether the figures are final: closed, and no place is held any more."""
    return is_closed and all(line.held == 0 for line in lines)


def owed(sponsor: Sponsor, earned: int) -> int:
    """Return what *sponsor* owes at close: what was earned, or its floor if that is more.

    >>> owed(Sponsor("Danone", floor=5_000), earned=3_200)
    5000
    """
    return max(earned, sponsor.floor)


def floor_entry(sponsors: Iterable[Sponsor], earned: Mapping[str, int]) -> Entry:
    """Return the entry that lifts each sponsor to its floor; empty when all have passed it."""
    postings: list[Posting] = []
    for sponsor in sponsors:
        missing = owed(sponsor, earned.get(sponsor.name, 0)) - earned.get(sponsor.name, 0)
        if missing:
            postings.append(Posting(account("promised", sponsor.name), -missing))
            postings.append(Posting(account("earned", sponsor.name, "floor"), missing))
    return Entry("floor at close", tuple(postings))


def remainder_entry(pledged: Mapping[str, int]) -> Entry:
    """Return the entry that voids what is left of the pledges.

    *pledged* maps ``sponsor:pool`` to the units that no act has earned.
    """
    postings: list[Posting] = []
    for name, units in pledged.items():
        if units:
            postings.append(Posting(account("pledged", name), -units))
            postings.append(Posting(account("voided", name), units))
    return Entry("remainder at close", tuple(postings))
