"""The figures of a tally leaf: the same from a campaign's standing and from a recount.

Lines, kinds and sponsors about which there is nothing to say are left out, so that it makes no
difference who has heard of them.
"""

from collections.abc import Mapping

from tablee.core.leaves.leaf import Leaf
from tablee.core.standing import KindCount, Standing
from tablee.core.tally import pool_tally


def figures(standing: Standing, earned: Mapping[str, Mapping[str, int]]) -> Leaf:
    """Return what a tally leaf says of *standing*, but for where the tally before it is.

    *earned* are the paid places that fall to each sponsor, by pool.
    """
    pools = {name: _pool(name, standing) for name in standing.lines}
    kinds = {name: _kind(count) for name, count in standing.kinds.items()}
    paid = {
        pool: {sponsor: units for sponsor, units in shares.items() if units}
        for pool, shares in earned.items()
    }
    return {
        "through": standing.sequence,
        "acts": standing.last_number,
        "pools": {name: each for name, each in pools.items() if any(each.values())},
        "kinds": {name: each for name, each in kinds.items() if any(each.values())},
        "earned": {pool: shares for pool, shares in paid.items() if shares},
        "reached": sorted(standing.reached),
    }


def _pool(name: str, standing: Standing) -> dict[str, int]:
    tally = pool_tally(name, standing.lines[name])
    return {
        "cap": tally.cap,
        "acts": tally.acts,
        "offered": tally.offered,
        "paid": tally.paid,
        "unpaid": tally.unpaid,
        "pending": tally.pending,
    }


def _kind(count: KindCount) -> dict[str, int]:
    return {
        "acts": count.acts,
        "counted": count.counted,
        "counted_units": count.counted_units,
        "paid": count.paid,
        "pending": count.pending,
        "turned_away": count.turned_away,
        "left": count.left,
    }
