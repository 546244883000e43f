"""However a file is cut into transactions and restarts, the same acts and report follow."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make
from tests.jobs.tills import shop
from tests.usecases.stage import SetClock

from tablee.core.purchase.account import Progress
from tablee.core.purchase.clocks import Moments
from tablee.core.purchase.gather import Block, Dialect, Gatherer, catalogue
from tablee.core.purchase.rules import BasketRule
from tablee.ports.kinds.tills import FileState, TillFile
from tablee.usecases.tills.begin_file import begin_file
from tablee.usecases.tills.take_baskets import Reading, take_baskets
from tablee.wiring import memory_site

RULES = (shop.RULE, BasketRule("tenner", "purchase", amount_minor=1_000, per_basket=1))
TERMS = shop.terms(*RULES, per_day=3)
rows = st.tuples(
    st.sampled_from(["T1", "T2", "T3", "R1", "R2"]),
    st.sampled_from(["", "", "T1", "T2", "T3"]),
    st.integers(-3, 9),
    st.sampled_from(["", "Fay"]),
).map(
    lambda said: (
        "0042",
        said[0],
        shop.NOON,
        said[3],
        said[1] if said[0][0] == "R" else "",
        "",
        shop.YOGHURT,
        str(said[2]),
        "2,50",
    )
)


def read(lines, cuts):
    """Read *lines* in blocks that end at *cuts*, by a new reader each time; return what is kept."""
    site = shop.open_shop(memory_site(clock=SetClock()), *RULES, per_day=3)
    new = TillFile(1, "shop", "f", "f", len(lines), len(lines), 1, Progress())
    edges = [0, *sorted({min(cut, len(lines)) for cut in cuts}), len(lines)]
    for first, last in pairwise(edges):
        file = begin_file(site.desks, new)
        gatherer = Gatherer(
            catalogue(TERMS.products, TERMS.baskets),
            Dialect(Moments(TERMS.zone)),
            make.supporter,
            file.progress,
        )
        begun = gatherer.progress.position
        block = Block(lines[first:last], range(first + 1, last + 1), (), last, last)
        found = gatherer.take(block)
        is_last = last == len(lines)
        state = FileState.DONE if is_last else FileState.READING
        if is_last:
            found += gatherer.finish()
        reading = Reading(
            make.SLUG, file._replace(progress=gatherer.progress, state=state), begun, RULES
        )
        take_baskets(site.desks, site.clock, make.SECRET, reading, found)
        if is_last:
            break
    with site.desks.read() as desk:
        kept = desk.tills.find(1, "shop", "f")
        standing = desk.journal(desk.campaigns.see(make.SLUG)).standing()
    return shop.acts(site), kept.progress.account, standing.lines, standing.kinds


@settings(max_examples=150)
@given(lines=st.lists(rows, max_size=14), cuts=st.lists(st.integers(0, 14), max_size=6))
def test_any_cuts_give_the_same_acts_and_the_same_report(lines, cuts):
    assert read(lines, cuts) == read(lines, [])
