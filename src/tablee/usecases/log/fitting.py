"""Refuse terms for which the log has no room, before anybody is told of them."""

from tablee.core.campaign import Version
from tablee.core.errors import InvalidTerms
from tablee.core.leaves.body import terms_body
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.fields import MOST_MINUTE
from tablee.core.leaves.leaf import Leaf, leaf_bytes
from tablee.core.terms import Terms

WIDEST = 10**13
"""As long as any figure of a campaign gets."""
_HASH_BYTES = 32


def check_fits(version: Version) -> None:
    """Refuse terms that no leaf can say, or whose tally would outgrow a leaf one day.

    A leaf has at most 65,535 bytes, and nothing may be left out of one.

    Raises:
        InvalidTerms: it says what is too large.
    """
    try:
        leaf_bytes("terms", MOST_MINUTE, terms_body(version, bytes(_HASH_BYTES)))
        leaf_bytes("tally", MOST_MINUTE, _widest_tally(version.terms))
    except BadLeaf as fault:
        raise InvalidTerms(f"The public log has no room for these terms: {fault}") from fault


def _widest_tally(terms: Terms) -> Leaf:
    """Return a tally of these terms with figures as long as they get."""
    paying: dict[str, dict[str, int]] = {}
    promised = [(each.pool, each.shares) for each in terms.pledges]
    promised += [(each.pool, each.shares) for each in terms.milestones if each.pool]
    for pool, shares in promised:
        paying.setdefault(pool, {}).update((share.sponsor, WIDEST) for share in shares)
    pools = dict.fromkeys(("cap", "acts", "offered", "paid", "unpaid", "pending"), WIDEST)
    of_kinds = ("acts", "counted", "counted_units", "paid", "pending", "turned_away", "left")
    kinds = dict.fromkeys(of_kinds, WIDEST)
    return {
        "through": WIDEST,
        "acts": WIDEST,
        "pools": {each.name: pools for each in terms.pools},
        "kinds": {each.name: kinds for each in terms.kinds},
        "earned": paying,
        "reached": [each.name for each in terms.milestones],
        "previous": WIDEST,
    }
