"""The acts of past editions are made up, but their numbers and their days are right."""

from collections import Counter
from datetime import datetime
from itertools import islice

import pytest

from tablee.cli import roof
from tablee.cli.replay.editions import COURSES, acts_of
from tablee.core.rulebook import Rulebook, as_ms


@pytest.fixture(scope="module")
def acts_2012():
    return [*acts_of(roof.example("restos-2012"), COURSES["restos-2012"])]


@pytest.mark.parametrize(
    ("edition", "counts", "meals"),
    [
        ("restos-2010", {"blog_post": 1457, "referral": 197, "drawing": 9}, 16_675),
        ("restos-2011", {"blog_post": 2274}, 22_740),
    ],
)
def test_early_editions_have_their_published_numbers(edition, counts, meals):
    terms = roof.example(edition)
    found = Counter(act.kind for act in acts_of(terms, COURSES[edition]))
    rates = {kind.name: kind.rate for kind in terms.kinds}
    assert found == counts
    assert sum(rates[kind] * acts for kind, acts in found.items()) == meals


@pytest.mark.parametrize("edition", sorted(COURSES))
def test_every_act_is_another_happens_in_its_window_and_in_order(edition):
    terms = roof.example(edition)
    rules = Rulebook(terms).kinds
    acts = [*acts_of(terms, COURSES[edition])]
    assert len({(act.kind, act.object) for act in acts}) == len(acts)
    moments = [act.occurred_at_ms for act in acts]
    assert moments == sorted(moments)
    for act in acts:
        rule = rules[act.kind]
        assert rule.opens_ms <= act.occurred_at_ms <= rule.closes_ms


def by(acts, kind: str, moment: str) -> int:
    until_ms = as_ms(datetime.fromisoformat(moment))
    return sum(act.kind == kind and act.occurred_at_ms < until_ms for act in acts)


def test_the_days_of_2012_are_those_of_its_timeline(acts_2012):
    shares = Counter(act.kind for act in acts_2012)["share"]
    assert shares == by(acts_2012, "share", "2012-02-29T00:00+01:00") == 150_000
    day = by(acts_2012, "share", "2012-02-24T00:00+01:00")
    assert day - by(acts_2012, "share", "2012-02-23T00:00+01:00") >= 50_000
    assert by(acts_2012, "hashtag_post", "2012-02-22T11:00+01:00") < 200
    assert by(acts_2012, "hashtag_post", "2012-02-22T16:00+01:00") > 1_000


def test_ten_thousand_posts_are_made_before_the_hashtag_line_is_raised(acts_2012):
    raises = [each for each in roof.example("restos-2012").raises if each.units == 9_000]
    assert len(raises) == 1
    assert by(acts_2012, "hashtag_post", raises[0].effective_at.isoformat()) > 10_000


def test_the_same_edition_always_gives_the_same_acts():
    terms = roof.example("restos-2012")
    twice = [[*islice(acts_of(terms, COURSES["restos-2012"]), 500)] for _ in range(2)]
    assert twice[0] == twice[1]
