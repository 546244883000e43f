"""A basket is what its lines say, in whatever order they stand and however they are cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.jobs.tills import shop

from tablee.core.purchase.account import Progress
from tablee.core.purchase.clocks import Moments
from tablee.core.purchase.gather import Block, Dialect, Gatherer, catalogue
from tablee.core.purchase.rules import Amount, BasketRule, acts_of
from tablee.core.purchase.slip import Basket, give_back, sell

TERMS = shop.terms(shop.RULE, BasketRule("all", "purchase", amount_minor=500))
rows = st.tuples(
    st.sampled_from(["2026-03-01T12:00:00", "2026-03-01T12:00:07", "no time"]),
    st.sampled_from(["", "card 1", "card 2"]),
    st.sampled_from(["", "T0"]),
    st.sampled_from([shop.YOGHURT, shop.CREAM, shop.BREAD, "22", ""]),
    st.sampled_from(["1", "3", "-2", "0,350", "many"]),
    st.sampled_from(["1,20", "-2.40", "", "?"]),
)
baskets = st.lists(st.lists(rows, min_size=1, max_size=5), max_size=4)


def laid_out(story):
    return [
        ("0042", f"T{number}", time, card, original, "", code, pieces, amount)
        for number, basket in enumerate(story, 1)
        for time, card, original, code, pieces, amount in basket
    ]


def gathered(lines, cuts=()):
    gatherer = Gatherer(
        catalogue(TERMS.products, TERMS.baskets),
        Dialect(Moments(TERMS.zone)),
        lambda card: card.encode().ljust(16)[:16],
        Progress(),
    )
    found = []
    edges = [0, *sorted(min(cut, len(lines)) for cut in cuts), len(lines)]
    for first, last in pairwise(edges):
        block = Block(lines[first:last], range(first + 2, last + 2), (), last, last + 1)
        found += gatherer.take(block)
    found += gatherer.finish()
    return found, gatherer.progress.account


def figures(account):
    return {name: getattr(account, name) for name in ("lines", "baskets", "milli", "minor")} | {
        reason: count for reason, (count, *_) in account.refused.items()
    }


@given(story=baskets, data=st.data())
def test_the_order_of_lines_in_a_basket_changes_nothing(story, data):
    mixed = [data.draw(st.permutations(basket)) for basket in story]
    found, account = gathered(laid_out(story))
    again, account_again = gathered(laid_out(mixed))
    assert again == found
    assert figures(account_again) == figures(account)


@given(story=baskets, cuts=st.lists(st.integers(0, 20), max_size=6))
def test_wherever_a_file_is_cut_into_blocks_the_baskets_are_the_same(story, cuts):
    whole, account = gathered(laid_out(story))
    parts, account_of_parts = gathered(laid_out(story), cuts)
    assert parts == whole
    assert account_of_parts == account


@given(bought=st.integers(0, 40), returns=st.lists(st.integers(1, 10), max_size=5))
def test_returns_leave_what_is_still_earned_whatever_their_order(bought, returns):
    basket = Basket("1", "T", 2, 0, b"", {"dairy": Amount(bought * 1_000)})
    _, slip, _ = sell(None, basket, [shop.RULE])
    early = None
    for pieces in returns:
        slip, _ = give_back(slip, {"dairy": Amount(pieces * 1_000)}, [shop.RULE])
        early, _ = give_back(early, {"dairy": Amount(pieces * 1_000)}, [shop.RULE])
    left = Amount(max(0, bought - sum(returns)) * 1_000)
    assert slip.acts.get("four", 0) == acts_of(shop.RULE, left)
    _, late, _ = sell(early, basket, [shop.RULE])
    assert late.acts.get("four", 0) == acts_of(shop.RULE, left)
