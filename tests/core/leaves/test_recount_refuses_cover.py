"""A recount refuses terms that take promises back, and cover that nobody promised."""

from dataclasses import replace

import pytest
from tests import make
from tests.core.leaves.teller import BOTH, DAY, OPENS, TERMS, Teller, tag

from tablee.core.leaves.body import terms_body
from tablee.core.leaves.fault import BadLeaf
from tablee.core.promise import Measure, Sponsor
from tablee.core.terms import Pool

RAISED = make.raised(50, "blogs-pledge", make.OPENS_AT)


@pytest.fixture
def log():
    return Teller()


def refused(told, words):
    with pytest.raises(BadLeaf, match=words):
        told()


def test_a_log_begins_with_its_genesis_and_has_no_other(log):
    refused(lambda: Teller(is_begun=False).publish(TERMS), "begins with its genesis")
    refused(log.genesis, "has no other")


def test_nothing_is_older_than_what_stands_before_it(log):
    log.minute -= 1
    refused(log.act, "older than the leaf before")


def test_nothing_is_counted_before_the_terms():
    refused(Teller(is_begun=False).genesis().act, "No terms have been published")
    refused(lambda: Teller(is_begun=False).genesis().turn_away(), "No terms")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"zone": "Europe/London"}, "time zone"),
        ({"portions": 5}, "one unit"),
        ({"closes_ms": 1_774_051_199_998}, "close earlier"),
        ({"number": 3}, "number 2, not 3"),
        ({"from_ms": (OPENS - 6) * 60_000}, "before they were published"),
        ({"purchase_pools": ["tills"]}, "called 'tills'"),
        ({"sponsors": [{"name": "Dana", "floor": 0}]}, "called 'Carl'"),
        ({"opens_ms": 2**50}, "closes before it opens"),
        ({"pools": ["blogs", "shares", "shares"]}, "stands there twice"),
    ],
)
def test_an_amendment_keeps_what_was_promised(log, changes, words):
    refused(lambda: log.publish(TERMS, 2, **changes), words)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pledges": TERMS.pledges[:1]}, "change a pledge"),
        ({"pledges": (make.pledge(24, Dana=1, Carl=1), TERMS.pledges[1])}, "change a pledge"),
        ({"kinds": (make.kind(pool="shares"), *TERMS.kinds[1:])}, "another line"),
        ({"milestones": TERMS.milestones[:1]}, "take the milestone 'six' away"),
        ({"milestones": (TERMS.milestones[0], replace(TERMS.milestones[1], threshold=7))}, "off"),
        ({"milestones": (TERMS.milestones[0], replace(TERMS.milestones[1], units=9))}, "brings"),
        (
            {"kinds": (replace(TERMS.kinds[0], opens_with="six"), *TERMS.kinds[1:])},
            "another milestone",
        ),
    ],
)
def test_terms_are_raised_and_never_lowered(log, changes, words):
    refused(lambda: log.publish(replace(TERMS, **changes), 2), words)


def test_a_floor_is_never_lowered_and_a_raise_never_taken_back():
    log = Teller(replace(TERMS, sponsors=(Sponsor("Dana", 5), Sponsor("Carl"))))
    refused(lambda: log.publish(TERMS, 2), "gives anyway")
    log = Teller().publish(replace(TERMS, raises=(RAISED,)), 2)
    refused(lambda: log.publish(TERMS, 3), "take back a raise")
    twice = [{"pledge": "blogs-pledge", "units": n, "from_ms": 9} for n in (1, 2)]
    refused(lambda: Teller().publish(TERMS, 2, raises=twice), "raise stands there twice")


def test_no_terms_overtake_those_before_them(log):
    log.publish(TERMS, 2, at_ms=(OPENS + 90) * 60_000)
    refused(lambda: log.publish(TERMS, 3), "apply earlier than those before")


def test_the_rules_in_force_are_those_of_the_minute(log):
    dearer = replace(TERMS, kinds=(make.kind(rate=11), *TERMS.kinds[1:]))
    log.publish(dearer, 2, at_ms=(OPENS + 1) * 60_000 + 30_000)
    refused(lambda: log.act(units=11), "offers what")
    for units in (10, 11):  # in the minute of the change either may be
        told = Teller().publish(dearer, 2, at_ms=(OPENS + 1) * 60_000 + 30_000).later(1)
        assert told.act(units=units).facts.confirmed == units
    assert told.later(5).act(units=10).facts.confirmed == 21  # a clock may have been set back
    told.lay("milestone:two-posts").later(1)
    refused(lambda: told.act(units=10), "offers what")


def test_new_terms_hold_in_the_minute_in_which_they_are_published(log):
    wider = replace(TERMS, kinds=(make.kind(per_day=3, in_all=3), *TERMS.kinds[1:]))
    log.act(day=tag("Emil")).act(day=tag("Emil")).lay("milestone:two-posts")
    log.publish(wider, 2).act(day=tag("Emil"))
    refused(lambda: log.act(day=tag("Emil")), "more than its person may do")


def test_cover_is_laid_once_as_promised_and_when_due(log):
    refused(lambda: log.lay("pledge:blogs-pledge"), "laid already")
    for changes in ({"units": 26}, {"pool": "shares"}, {"shares": [["Dana", 1]]}):
        refused(lambda c=changes: Teller().lay("pledge:blogs-pledge", **c), "do not promise")
    refused(lambda: log.say("pledge", name="x", pool="blogs", units=1, shares=[["Eve", 1]]), "x")


def test_a_raise_is_laid_as_promised_and_when_due():
    later = make.raised(50, "blogs-pledge", make.OPENS_AT + (make.CLOSES_AT - make.OPENS_AT) / 2)
    terms = replace(TERMS, raises=(later,))
    cause = f"raise:blogs-pledge:{int(later.effective_at.timestamp() * 1_000)}"
    log = Teller()
    log.terms = terms
    refused(lambda: log.lay(cause, from_ms=0), "do not promise this raise")
    log = Teller(terms)
    refused(lambda: log.lay(cause), "not due yet")
    log = Teller(terms).later(20 * DAY)
    assert log.lay(cause).facts.pledged == 25 + 3 + 50
    refused(lambda: log.lay(cause), "laid already")


def test_no_act_comes_while_something_promised_is_not_laid():
    log = Teller(is_begun=False).genesis().publish(TERMS).lay("pledge:blogs-pledge")
    log.later(5).act("share")
    refused(lambda: log.later(1).act("share"), "'pledge:shares-pledge' promises is not laid")


def test_a_milestone_is_reached_by_what_was_counted_and_said_at_once(log):
    refused(lambda: log.act().lay("milestone:two-posts"), "not reached yet")
    log = Teller().act().act()
    refused(log.act, "milestone 'two-posts' is passed")
    log = Teller().act().act()
    refused(lambda: log.say("reverse", act=1, judge="verification", reason="gone"), "is passed")
    log = Teller().act().act().lay("milestone:two-posts")
    refused(lambda: log.lay("milestone:two-posts"), "no milestone 'two-posts'")


def test_a_milestone_brings_what_the_terms_say():
    log = Teller()
    for _ in range(6):
        log.act("share")
    assert log.facts.unpaid == 3
    refused(lambda: log.lay("milestone:six", units=5), "brings something else")
    log = Teller()
    for _ in range(6):
        log.act("share")
    assert log.lay("milestone:six").facts.unpaid == 0
    assert log.facts.earned == {"Dana": 5, "Carl": 1}


def test_a_milestone_of_supporters_is_stated_and_not_shown():
    goal = make.milestone("people", 3, measure=Measure.SUPPORTERS)
    log = Teller(replace(TERMS, milestones=(*TERMS.milestones, goal))).act()
    assert log.lay("milestone:people").facts.stated == ("people",)


def test_a_closed_campaign_has_no_new_terms_and_closes_once(log):
    log.say("close")
    refused(lambda: log.publish(TERMS, 2), "is closed")
    refused(lambda: log.say("close"), "is closed")


def test_figures_are_final_when_nothing_is_held_and_everybody_owes_its_due():
    owed = {"Dana": 7, "Carl": 5}
    terms = replace(TERMS, sponsors=(Sponsor("Dana", 7), Sponsor("Carl")))
    refused(lambda: Teller(terms).act().say("settle", owed=owed), "Only a closed campaign")
    held = Teller(terms).act(evidence="C").say("close")
    refused(lambda: held.say("settle", owed=owed), "still wait")
    for wrong in ({"Dana": 5, "Carl": 5}, {"Dana": 7}, {**owed, "Eve": 1}):
        log = Teller(terms).act().say("close")
        refused(lambda w=wrong, told=log: told.say("settle", owed=w), "What sponsors owe is")
    log = Teller(terms).act().say("close").say("settle", owed=owed)
    assert (log.facts.stage, log.facts.owed) == ("settled", owed)
    refused(lambda: log.say("settle", owed=owed), "Only a closed campaign")
    refused(lambda: log.lay("milestone:two-posts"), "not reached|settled")


def test_a_line_may_be_added(log):
    more = replace(TERMS, pools=(*TERMS.pools, Pool("tills", make.text("Tills"))))
    assert log.publish(more, 2).recount.size == 5


def test_a_tally_says_what_is_counted_again(log):
    log.act()
    right = log.recount.tally()
    assert right["earned"] == {"blogs": {"Dana": 5, "Carl": 5}}
    for wrong in (
        {"through": 4},
        {"acts": 2},
        {"pools": {}},
        {"earned": {"blogs": {"Dana": 6, "Carl": 4}}},
        {"reached": ["six"]},
        {"previous": 0},
    ):
        told = Teller().act()
        refused(lambda w=wrong, told=told: told.tally(**w), next(iter(wrong)))
    assert BOTH["shares"][0].sponsor == "Dana"


def test_a_tally_comes_every_512_leaves(log):
    while not log.recount.is_tally_due(log.minute):
        log.turn_away()
    assert len(log.leaves) == 512
    refused(log.turn_away, "A tally should have come")
    log = Teller()
    while not log.recount.is_tally_due(log.minute):
        log.turn_away()
    log.tally()
    assert log.recount.tally()["previous"] == 512
    while not log.recount.is_tally_due(log.minute):
        log.turn_away()
    assert len(log.leaves) == 1_024


def test_a_tally_comes_within_the_hour_of_what_it_counts():
    log = Teller()
    log.minute += 60
    assert log.act().facts.untallied == 5
    log.minute += 1
    refused(log.act, "A tally should have come")
    log = Teller()
    log.minute += 61
    refused(log.tally, "comes too late")
    log = Teller().tally().later(40 * DAY)
    assert log.turn_away().facts.untallied == 1


def one_more(field, number):
    """Return a field of the terms, with its first value once more or changed."""
    first = terms_body(make.version(), b"")[field][0]
    return first if number is None else {**first, "shares": [["Dana", number], ["Carl", number]]}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kinds": [one_more("kinds", None)] * 2}, "kind 'post' stands there twice"),
        ({"pledges": [one_more("pledges", 9_000)]}, "sum to at most"),
        ({"opens_ms": 5, "closes_ms": 5, "last_call_ms": 9}, "closes before it opens"),
        ({"opens_ms": 5, "closes_ms": 9, "last_call_ms": 8}, "closes before it opens"),
    ],
)
def test_terms_do_not_contradict_themselves(changes, words):
    refused(lambda: Teller(is_begun=False).genesis().publish(TERMS, **changes), words)


def test_the_last_call_may_be_the_close():
    ends = {"closes_ms": OPENS * 60_000 + 1, "last_call_ms": OPENS * 60_000 + 1}
    assert Teller(is_begun=False).genesis().publish(TERMS, **ends).recount.size == 2


def test_terms_may_be_late_by_what_a_clock_is_set_back(log):
    assert log.publish(TERMS, 2, at_ms=(OPENS - 5) * 60_000).recount.size == 5


def test_the_second_terms_may_apply_before_the_first_were_to():
    log = Teller(is_begun=False).genesis().publish(TERMS, at_ms=(OPENS + 90) * 60_000)
    assert log.publish(TERMS, 2).recount.size == 3


def test_a_log_without_terms_has_found_nothing():
    refused(lambda: Teller(is_begun=False).genesis().facts, "No terms have been published")
