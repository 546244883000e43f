"""New terms may give more, and neither less nor otherwise; each name in them means something."""

from dataclasses import replace

import pytest
from tests import make
from tests.core.leaves.teller import OPENS, TERMS, Teller

from tablee.core.campaign import Version
from tablee.core.leaves.body import terms_body
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.rules import Versions, read_rules
from tablee.core.promise import Measure, Sponsor
from tablee.core.terms import Pool

POST, DRAWING, SHARE = TERMS.kinds
TWO_POSTS, SIX = TERMS.milestones


def refused(told, words):
    with pytest.raises(BadLeaf, match=words):
        told()


def leaf(terms=TERMS, number=1, at_ms=0):
    return terms_body(Version(number, at_ms, at_ms, "Ada", "as agreed", terms), bytes(32))


def with_first(field, **changes):
    """Return a field of the terms, with its first value changed."""
    first, *others = leaf()[field]
    return {field: [{**first, **changes}, *others]}


@pytest.mark.parametrize(
    "changes",
    [
        {"sponsors": (Sponsor("Dana", 1), Sponsor("Carl", 2))},
        {"sponsors": (*TERMS.sponsors, Sponsor("Eve"))},
        {"pools": (*TERMS.pools, Pool("tills", make.text("Tills")))},
        {"kinds": (POST, replace(DRAWING, opens_with=""), SHARE)},
        {"kinds": (*TERMS.kinds, make.kind("song", 2))},
        {"milestones": (replace(TWO_POSTS, threshold=1), SIX)},
        {"milestones": (TWO_POSTS, replace(SIX, measure=SIX.measure, threshold=5))},
        {"closes_at": make.CLOSES_AT.replace(day=21)},
    ],
)
def test_new_terms_may_give_more(changes):
    log = Teller().publish(replace(TERMS, **changes), 2)
    assert log.facts.stage == "open"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kinds": (POST, replace(DRAWING, opens_with="six"), SHARE)}, "another milestone"),
        ({"kinds": (POST, DRAWING, replace(SHARE, pool="blogs"))}, "another line"),
        ({"kinds": (replace(POST, pool="shares"), DRAWING, SHARE)}, "another line"),
        ({"kinds": (POST, SHARE)}, "take 'drawing' away"),
        ({"milestones": (TWO_POSTS, replace(SIX, units=3))}, "brings"),
        ({"milestones": (TWO_POSTS, replace(SIX, measure=Measure.UNITS))}, "measures"),
        ({"milestones": (replace(TWO_POSTS, kinds=("share",)), SIX)}, "measures"),
    ],
)
def test_new_terms_are_not_otherwise(changes, words):
    refused(lambda: Teller().publish(replace(TERMS, **changes), 2), words)


def test_a_kind_closes_when_it_was_to_or_later():
    closes_ms = leaf()["kinds"][0]["closes_ms"]
    later = with_first("kinds", closes_ms=closes_ms + 1)
    assert Teller().publish(TERMS, 2, **later).facts.stage == "open"
    earlier = with_first("kinds", closes_ms=closes_ms - 1)
    refused(lambda: Teller().publish(TERMS, 2, **earlier), "close it earlier")


def test_a_line_is_not_taken_away_though_nothing_stands_in_it():
    more = replace(TERMS, pools=(*TERMS.pools, Pool("tills", make.text("Tills"))))
    refused(lambda: Teller(more).publish(TERMS, 2), "a line less")


def test_a_sponsor_who_gives_nothing_anyway_is_not_left_out():
    more = replace(TERMS, sponsors=(*TERMS.sponsors, Sponsor("Eve")))
    refused(lambda: Teller(more).publish(TERMS, 2), "leave a sponsor out")


def test_each_terms_apply_from_when_those_before_them_do_or_later():
    moment_ms = (OPENS + 90) * 60_000
    for later_ms in (0, 1):
        log = Teller().publish(TERMS, 2, at_ms=moment_ms)
        assert log.publish(TERMS, 3, at_ms=moment_ms + later_ms).recount.size == 6
    log = Teller().publish(TERMS, 2, at_ms=moment_ms)
    refused(lambda: log.publish(TERMS, 3, at_ms=moment_ms - 1), "apply earlier")


@pytest.mark.parametrize("number", [1, 2, 4])
def test_terms_are_numbered_without_a_gap(number):
    log = Teller().publish(TERMS, 2)
    refused(lambda: log.publish(TERMS, number), f"are number 3, not {number}")


@pytest.mark.parametrize(
    ("changes", "unknown"),
    [
        (with_first("kinds", pool="tills"), "tills"),
        (with_first("kinds", opens_with="ten-songs"), "ten-songs"),
        (with_first("pledges", pool="tills"), "tills"),
        (with_first("pledges", pool="tills", shares=[["Eve", 1]]), "tills"),
        (with_first("pledges", shares=[["Eve", 1], ["Bob", 1]]), "Bob"),
        (with_first("milestones", kinds=["song"]), "song"),
        ({"milestones": [{**leaf()["milestones"][1], "pool": "tills"}]}, "tills"),
        ({"milestones": [{**leaf()["milestones"][1], "shares": [["Eve", 1]]}]}, "Eve"),
        ({"raises": [{"pledge": "tills-pledge", "units": 1, "from_ms": 0}]}, "tills-pledge"),
        ({"purchase_pools": ["shares", "tills"]}, "tills"),
    ],
)
def test_every_name_in_the_terms_is_known(changes, unknown):
    kept = (
        {}
        if "milestones" not in changes or len(changes["milestones"]) > 1
        else {"kinds": [{**each, "opens_with": ""} for each in leaf()["kinds"]]}
    )
    refused(lambda: read_rules({**leaf(), **kept, **changes}), f"is called '{unknown}'")


def test_milestones_and_pledges_may_lay_cover_on_lines_of_their_own():
    """A line may be covered by a milestone alone, by a pledge alone, or by both."""
    pools = (*TERMS.pools, Pool("tills", make.text("Tills")), Pool("songs", make.text("Songs")))
    goal = make.milestone("ten", 10, pool="songs", units=1, shares=make.shares(Dana=1))
    terms = replace(
        TERMS,
        pools=pools,
        pledges=(*TERMS.pledges, make.pledge(1, "tills")),
        milestones=(*TERMS.milestones, goal),
    )
    assert read_rules(leaf(terms)).pools == ("blogs", "shares", "tills", "songs")


@pytest.mark.parametrize("field", ["pools", "sponsors", "kinds", "pledges", "milestones"])
def test_nothing_stands_twice_in_the_terms(field):
    told = leaf()
    refused(lambda: read_rules({**told, field: [*told[field], told[field][0]]}), "there twice")


def test_the_same_raise_may_come_again_at_another_moment_and_not_at_the_same():
    first = {"pledge": "blogs-pledge", "units": 1, "from_ms": 9}
    rules = read_rules({**leaf(), "raises": [first, {**first, "from_ms": 1_000}]})
    assert [each.cause for each in rules.raises] == [
        "raise:blogs-pledge:9",
        "raise:blogs-pledge:1000",
    ]
    for again in (first, {**first, "from_ms": 999}):
        refused(lambda a=again: read_rules({**leaf(), "raises": [first, a]}), "raise stands there")


def test_large_terms_are_counted_like_small_ones():
    pools = [f"line-{number}" for number in range(300)]
    sponsors = [{"name": f"Eve {number}", "floor": 0} for number in range(300)]
    raises = [{"pledge": "blogs-pledge", "units": 1, "from_ms": 1_000 * n} for n in range(300)]
    told = leaf()
    rules = read_rules(
        {
            **told,
            "pools": [*told["pools"], *pools],
            "sponsors": [*told["sponsors"], *sponsors],
            "raises": raises,
        }
    )
    assert (len(rules.pools), len(rules.floors), len(rules.raises)) == (302, 302, 300)


def test_terms_apply_in_the_minute_in_which_their_last_millisecond_begins_to():
    dearer = replace(TERMS, kinds=(replace(POST, rate=11), DRAWING, SHARE))
    for early_ms, units in ((1, 11), (0, 10)):
        log = Teller().publish(dearer, 2, at_ms=(OPENS + 1) * 60_000 - early_ms)
        assert log.act(units=units).facts.confirmed == units
    log = Teller().publish(dearer, 2, at_ms=(OPENS + 1) * 60_000)
    refused(lambda: log.act(units=11), "offers what")


@pytest.mark.parametrize("minute", [0, 1])
def test_terms_may_be_published_in_the_very_first_minutes(minute):
    log = Teller(is_begun=False)
    log.minute = minute
    log.genesis().publish(TERMS).lay("pledge:blogs-pledge")
    assert log.facts.pledged == 25


def test_versions_are_found_for_any_minute_in_any_order():
    versions = Versions()
    refused(lambda: versions.at(0), "No terms have been published")
    for number, at_ms in ((1, 0), (2, 600_000), (3, 1_200_000)):
        versions.publish(read_rules(leaf(TERMS, number, at_ms)), 0)
    found = [[each.number for each in versions.at(minute)] for minute in (30, 9, 10, 15, 20, 0, 24)]
    assert found == [[3], [1], [1, 2], [2], [2, 3], [1], [2, 3]]
