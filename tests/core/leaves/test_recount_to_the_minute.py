"""The first and the last minute of what may be done count, and the minute beyond them does not."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from tests import make
from tests.core.leaves.teller import CLOSES, OPENS, TERMS, Teller

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.recount import Recount
from tablee.core.promise import Measure, Sponsor
from tablee.outside.signing import verify

IN_GRACE = replace(TERMS, grace_hours=48)
SETTLED = {"Dana": 0, "Carl": 0}


@pytest.fixture
def log():
    return Teller()


def refused(told, words):
    with pytest.raises(BadLeaf, match=words):
        told()


def test_a_count_begins_with_nothing():
    nothing = Recount(verify)
    assert (nothing.size, nothing.minute, nothing.sequence, nothing.earned()) == (0, 0, 0, {})


def test_a_log_may_begin_in_any_minute():
    log = Teller(is_begun=False)
    log.minute = 0
    assert log.genesis().recount.size == 1


def test_whoever_acts_in_the_minute_of_the_last_call_needs_no_word_for_it():
    for minutes, told in ((48 * 60, 0), (48 * 60 + 1, 1)):
        log = Teller(IN_GRACE).later(CLOSES - OPENS + minutes)
        assert log.act(occurred=CLOSES).facts.told_in_time == told


def test_the_last_call_is_that_of_the_latest_terms():
    longer = replace(IN_GRACE, grace_hours=72)
    for terms, told in ((IN_GRACE, 1), (longer, 0)):
        log = Teller(IN_GRACE).publish(terms, 2).later(CLOSES - OPENS + 49 * 60)
        assert log.act(occurred=CLOSES).facts.told_in_time == told


@pytest.mark.parametrize("minute", range(8))
def test_whoever_told_within_five_minutes_of_the_close_told_in_time(minute):
    log = Teller().later(minute).say("close").later(30)
    assert log.act(occurred=OPENS + minute + 5).facts.told_in_time == 1
    refused(lambda: log.act(occurred=OPENS + minute + 6), "after the close")


def test_an_act_is_judged_by_when_it_occurred_once_the_campaign_is_closed():
    log = Teller().say("close").later(5)
    assert log.act("share").facts.told_in_time == 1
    refused(lambda: log.later(1).act("share"), "after the close")


def test_a_settled_campaign_has_no_new_terms_and_is_not_closed_again():
    for again in (lambda log: log.publish(TERMS, 2), lambda log: log.say("close")):
        log = Teller().say("close").say("settle", owed=SETTLED)
        refused(lambda log=log, again=again: again(log), "is closed")


def test_a_milestone_that_brings_nothing_is_not_said_once_figures_are_final():
    people = make.milestone("people", 1, measure=Measure.SUPPORTERS)
    terms = replace(TERMS, milestones=(*TERMS.milestones, people))
    assert Teller(terms).say("close").lay("milestone:people").facts.stage == "closed"
    log = Teller(terms).say("close").say("settle", owed=SETTLED)
    refused(lambda: log.lay("milestone:people"), "is settled")


def test_what_was_promised_for_later_is_not_asked_for_once_figures_are_final():
    later = make.raised(50, "blogs-pledge", make.OPENS_AT + timedelta(minutes=30))
    log = Teller(replace(TERMS, raises=(later,))).say("close").say("settle", owed=SETTLED)
    assert log.later(40).turn_away("campaign_closed").facts.acts == 1


def test_seeds_are_revealed_after_the_settlement_too():
    seed = bytes(32)
    log = Teller().say("audit", step="commit", by="Dana", hash=sha256(seed).hexdigest())
    log.say("close").say("settle", owed=SETTLED)
    log.say("audit", step="reveal", by="Dana", seed=seed.hex())
    assert log.facts.seeds == {"Dana": seed.hex()}
    refused(lambda: log.say("audit", step="commit", by="Carl", hash="0" * 64), "before the close")


def test_acts_are_numbered_without_a_gap_and_without_going_back(log):
    log.act("share").act("share")
    for number in (1, 2, 4):
        refused(lambda number=number: log.act("share", act=number), "comes after act 2")


def test_terms_wait_for_a_tally_that_is_due_like_everything_else(log):
    log.minute += 61
    refused(lambda: log.publish(TERMS, 2), "A tally should have come")


def test_a_wrong_tally_is_told_by_the_first_figure_that_is_wrong(log):
    refused(lambda: log.tally(acts=7, reached=["six"]), "'acts' is 7; counted again it is 0")


def test_each_refusal_at_the_door_is_counted_for_its_kind(log):
    log.turn_away().turn_away().turn_away(kind="share")
    counts = log.recount.tally()["kinds"]
    assert {name: each["turned_away"] for name, each in counts.items()} == {"post": 2, "share": 1}


@pytest.mark.parametrize("limits", [{"per_day": 2}, {"in_all": 2}, {"per_day": 1, "in_all": 2}])
def test_acts_without_a_person_are_shown_whatever_the_limit_of_their_kind(limits):
    kinds = (make.kind(**limits), *TERMS.kinds[1:])
    assert Teller(replace(TERMS, kinds=kinds)).act().facts.unnamed == 1


def test_what_sponsors_give_anyway_is_that_of_the_latest_terms_that_may_apply():
    more = replace(TERMS, sponsors=(Sponsor("Dana", 9), Sponsor("Carl", 3)))
    log = Teller().publish(more, 2, at_ms=OPENS * 60_000)
    assert (log.facts.owed, log.facts.floors) == ({"Dana": 9, "Carl": 3},) * 2
    assert log.recount.owed() == {"Dana": 9, "Carl": 3}
    log.say("close")
    refused(lambda: log.say("settle", owed={"Dana": 1}), "What sponsors owe is {'Dana': 9, 'Carl'")
    # In this minute it is not known which terms hold: either may be meant.
    assert log.say("settle", owed=SETTLED).facts.stage == "settled"
