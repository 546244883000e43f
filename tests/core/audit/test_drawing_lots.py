"""Which acts are looked at again follows from seeds that nobody knew, and from nothing else."""

from collections import Counter
from hashlib import sha256

import pytest

from tablee.core.audit.draw import Urn
from tablee.core.audit.seed import Lots, NotDrawable, seed_of
from tablee.core.log.checkpoint import Checkpoint


def act(number, units=1, **more):
    return {"leaf": "act", "act": number, "units": units, "evidence": "A", **more}


def urn_of(*leaves):
    urn = Urn()
    for leaf in leaves:
        urn.take(leaf)
    return urn


def seed(number):
    return sha256(f"simulated draw {number}".encode()).digest()


def test_the_same_seed_draws_the_same_acts():
    urn = urn_of(*(act(number, 10) for number in range(1, 1001)))
    assert urn.draw(seed(1), 299) == urn.draw(seed(1), 299)
    assert urn.draw(seed(1), 299) != urn.draw(seed(2), 299)


def test_the_first_lots_stay_when_more_are_drawn():
    urn = urn_of(*(act(number, 10) for number in range(1, 1001)))
    assert urn.draw(seed(1), 299)[:149] == urn.draw(seed(1), 149)


def test_an_act_is_drawn_in_proportion_to_its_units():
    urn = urn_of(act(1, 1), act(2, 15), act(3, 4))
    drawn = Counter(each.act for each in urn.draw(seed(3), 20_000))
    assert abs(drawn[1] - 1_000) < 150
    assert abs(drawn[2] - 15_000) < 300
    assert abs(drawn[3] - 4_000) < 300


def test_acts_that_are_not_counted_are_never_drawn():
    urn = urn_of(
        act(1),
        {"leaf": "act", "act": 2, "reason": "too_late", "evidence": "A"},
        act(3, evidence="C"),
        act(4),
        {"leaf": "reverse", "act": 4},
        act(5, evidence="C"),
        {"leaf": "confirm", "act": 5},
    )
    assert {each.act for each in urn.draw(seed(4), 200)} == {1, 5}
    assert urn.units == 2


def test_a_drawn_act_is_named_by_its_leaf():
    urn = urn_of({"leaf": "genesis"}, {"leaf": "terms"}, act(1))
    assert urn.draw(seed(5), 1)[0].leaf == 2


def test_nothing_is_drawn_from_an_empty_log():
    with pytest.raises(NotDrawable):
        Urn().draw(seed(1), 1)


def test_the_drill_finds_two_percent_of_planted_fakes_with_149_lots():
    """2 % of 10,000 acts are invented; a draw finds them if one lot falls on one of them."""
    urn = urn_of(*(act(number, 10) for number in range(1, 10_001)))
    fakes = set(range(25, 10_001, 50))
    assert len(fakes) == 200
    found = [
        any(each.act in fakes for each in urn.draw(seed(number), 149)) for number in range(1_000)
    ]
    assert sum(found[:100]) >= 95
    assert sum(found) >= 940


SEEDS = {by: sha256(by.encode()).digest() for by in ("Danone", "Les Restos", "a university")}


def lots_of(*, is_closed=True, revealed=SEEDS):
    lots = Lots()
    for by, secret in SEEDS.items():
        hashed = sha256(secret).hexdigest()
        lots.take({"leaf": "audit", "step": "commit", "by": by, "hash": hashed})
    if is_closed:
        lots.take({"leaf": "close"})
    lots.take({"leaf": "tally"})
    for by in reversed(revealed):
        lots.take({"leaf": "audit", "step": "reveal", "by": by, "seed": SEEDS[by].hex()})
    return lots


def test_seeds_are_taken_in_the_order_of_their_hashes():
    assert lots_of().seeds() == [*SEEDS.values()]


def test_a_seed_that_is_not_in_the_log_yet_may_be_given():
    lots = lots_of(revealed=["Danone"])
    assert lots.seeds([SEEDS["Les Restos"], SEEDS["a university"]]) == [*SEEDS.values()]


def test_no_draw_without_every_seed():
    with pytest.raises(NotDrawable, match="a university"):
        lots_of(revealed=["Danone", "Les Restos"]).seeds([b"another"])


def test_no_draw_before_the_close():
    with pytest.raises(NotDrawable, match="closed"):
        lots_of(is_closed=False).seeds()


def test_what_is_drawn_from_is_fixed_by_the_first_tally_after_the_close():
    lots = lots_of()
    assert lots.size == 5
    lots.take({"leaf": "tally"})
    assert lots.size == 5


def test_a_hash_written_down_after_the_close_comes_too_late():
    lots = Lots()
    lots.take({"leaf": "close"})
    lots.take({"leaf": "tally"})
    lots.take({"leaf": "audit", "step": "commit", "by": "late", "hash": "0" * 64})
    with pytest.raises(NotDrawable):
        lots.seeds()


def test_the_seed_changes_with_the_log_and_with_each_party():
    checkpoint = Checkpoint("tablee.example/c/x/log", 5, bytes(32))
    seeds = [*SEEDS.values()]
    drawn = {
        seed_of(checkpoint, seeds),
        seed_of(checkpoint._replace(size=6), seeds),
        seed_of(checkpoint, seeds[::-1]),
    }
    assert len(drawn) == 3
    assert seed_of(checkpoint, seeds) == sha256(str(checkpoint).encode() + b"".join(seeds)).digest()


def test_a_settlement_before_any_seed_is_said_fixes_it_anew():
    lots = lots_of(revealed=[])
    for kind in ("settle", "tally", "tally"):
        lots.take({"leaf": kind})
    assert lots.size == 7


def test_a_settlement_after_a_seed_was_said_moves_nothing():
    lots = lots_of(revealed=["Danone"])
    for kind in ("settle", "incident", "tally"):
        lots.take({"leaf": kind})
    assert lots.size == 5
