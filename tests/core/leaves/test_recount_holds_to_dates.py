"""What is promised for a moment is asked for from then on, and not before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests import make
from tests.core.leaves.teller import OPENS, TERMS, Teller

from tablee.core.leaves.fault import BadLeaf
from tablee.core.rulebook import as_ms

IN_HALF_AN_HOUR = make.OPENS_AT + timedelta(minutes=30)
AT_MS = as_ms(IN_HALF_AN_HOUR)


def refused(told, words):
    with pytest.raises(BadLeaf, match=words):
        told()


def amended():
    """A log whose second terms, with one more pledge, apply in half an hour."""
    more = replace(TERMS, pledges=(*TERMS.pledges, make.pledge(5, "shares", "more")))
    log = Teller().publish(more, 2, at_ms=AT_MS)
    log.terms = more
    return log


def raised():
    """A log whose first pledge is raised in half an hour."""
    later = make.raised(50, "blogs-pledge", IN_HALF_AN_HOUR)
    return Teller(replace(TERMS, raises=(later,)))


def test_a_new_pledge_is_laid_when_its_terms_apply():
    refused(lambda: amended().later(29).lay("pledge:more"), "do not promise")
    assert amended().later(30).lay("pledge:more").facts.pledged == 33
    log = amended().later(35).act("share")
    refused(lambda: log.later(1).act("share"), "'pledge:more' promises is not laid")


def test_a_raise_is_laid_in_its_own_minute():
    cause = f"raise:blogs-pledge:{AT_MS}"
    refused(lambda: raised().later(29).lay(cause), "not due yet")
    assert raised().later(30).lay(cause).facts.pledged == 78
    log = raised().later(35).act("share")
    refused(lambda: log.later(1).act("share"), f"'{cause}' promises is not laid")
    log = raised()
    refused(lambda: log.later(30).lay(cause, pool="shares"), "do not promise this raise")


def test_a_milestone_that_comes_nearer_is_reached_when_the_new_terms_apply():
    nearer = replace(TERMS.milestones[1], threshold=3)
    terms = replace(TERMS, milestones=(TERMS.milestones[0], nearer))

    def told():
        log = Teller().act("share").act("share").act("share")
        return log.publish(terms, 2, at_ms=AT_MS)

    refused(lambda: told().later(29).lay("milestone:six"), "not reached yet")
    assert told().later(30).lay("milestone:six").facts.pledged == 32
    log = told().later(34).act("share")
    refused(lambda: log.later(1).act("share"), "'six' is passed")


def test_a_milestone_that_is_new_and_passed_already_is_reached_at_once():
    goal = make.milestone("three", 3)
    terms = replace(TERMS, milestones=(*TERMS.milestones, goal))
    log = Teller().act("share").act("share").act("share").publish(terms, 2, at_ms=AT_MS)
    assert log.later(34).act("share").minute == OPENS + 34
    refused(lambda: log.later(1).act("share"), "'three' is passed")


def test_the_sequence_rises_with_everything_that_changes_the_count():
    log = Teller().act().turn_away().say("reverse", act=1, judge="verification", reason="gone")
    log.say("restore", act=1, judge="verification").act().lay("milestone:two-posts").act("share")
    assert (log.recount.sequence, log.facts.voided_acts) == (2 + 7, {})
    log.tally().say("close").say("settle", owed={"Dana": 11, "Carl": 10})
    assert log.recount.sequence == 2 + 9
    assert log.tally().leaves


def test_a_campaign_does_not_close_before_it_says_what_it_reached():
    log = Teller().act().act()
    refused(lambda: log.say("close"), "'two-posts' is passed")


def test_figures_are_not_final_while_something_promised_is_not_laid():
    log = raised().act("share").tally().say("close").later(36)
    owed = {"Dana": 1, "Carl": 0}
    refused(lambda: log.say("settle", owed=owed), "promises is not laid")
    log = raised().act("share").tally().say("close").later(36)
    log.lay(f"raise:blogs-pledge:{AT_MS}").tally()
    assert log.say("settle", owed=owed).facts.stage == "settled"


def test_figures_are_not_final_while_a_milestone_is_passed_without_a_word():
    log = Teller().act().act(evidence="C").tally().say("close")
    log.say("confirm", act=2, judge="verification")
    refused(lambda: log.say("settle", owed={"Dana": 10, "Carl": 10}), "'two-posts' is passed")


def test_nothing_is_promised_any_more_once_the_figures_are_final():
    log = raised().say("close").say("settle", owed={"Dana": 0, "Carl": 0})
    refused(lambda: log.later(30).lay(f"raise:blogs-pledge:{AT_MS}"), "is settled")
