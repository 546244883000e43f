"""A recount keeps account of acts, decisions and promises as they come, one after the other."""

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta

import pytest
from tests import make
from tests.core.leaves.teller import CLOSES, DAY, OPENS, TERMS, Teller, tag

from tablee.core.leaves.body import terms_body
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.rules import read_rules
from tablee.core.promise import Measure
from tablee.core.rulebook import as_ms

ADA, BEN = tag("judge", "Ada"), tag("judge", "Ben")
POST, DRAWING, SHARE = TERMS.kinds
FREE = replace(
    TERMS,
    kinds=(replace(POST, per_day=0, in_all=0), replace(DRAWING, opens_with=""), SHARE),
    milestones=(),
)


@pytest.fixture
def log():
    return Teller()


def refused(told, words):
    with pytest.raises(BadLeaf, match=words):
        told()


def against(log, number=1, ruling="reverse", judge=ADA, reason="spam"):
    return log.say(ruling, act=number, judge=judge, reason=reason)


def figures_of(log, kind):
    return log.recount.tally()["kinds"][kind]


def test_an_act_that_was_restored_still_blocks_its_object(log):
    against(log.act(thing="one")).say("restore", act=1, judge=BEN)
    refused(lambda: log.act(thing="one"), "was counted already, by act 1")


def test_an_act_that_was_restored_still_uses_up_the_limit(log):
    log.act(day=tag("Emil")).act(day=tag("Emil")).lay("milestone:two-posts")
    against(log).say("restore", act=1, judge=BEN)
    refused(lambda: log.act(day=tag("Emil")), "more than its person may do")


def test_an_act_that_may_be_appealed_still_uses_up_the_limit(log):
    log.act(day=tag("Emil")).act(day=tag("Emil")).lay("milestone:two-posts")
    against(log)
    refused(lambda: log.act(day=tag("Emil")), "more than its person may do")


def test_a_limit_that_was_lowered_holds_for_who_is_beyond_it_already(log):
    log.act(day=tag("Emil")).act(day=tag("Emil")).lay("milestone:two-posts")
    lower = replace(TERMS, kinds=(replace(POST, per_day=1), DRAWING, SHARE))
    log.publish(lower, 2).later(6)
    refused(lambda: log.act(day=tag("Emil")), "more than its person may do")


@pytest.mark.parametrize(("name", "limit"), [("day", "per_day"), ("who", "in_all")])
def test_while_either_terms_may_apply_the_wider_limit_does(name, limit):
    wide = replace(FREE, kinds=(replace(FREE.kinds[0], **{limit: 2}), *FREE.kinds[1:]))
    narrow = replace(FREE, kinds=(replace(FREE.kinds[0], **{limit: 1}), *FREE.kinds[1:]))
    for first, second in ((wide, narrow), (narrow, wide)):
        log = Teller(first).publish(second, 2)
        log.act(**{name: tag("Emil")}).act(**{name: tag("Emil")})
        refused(lambda log=log: log.act(**{name: tag("Emil")}), "more than its person may do")


def test_an_object_comes_again_once_for_each_act_that_left():
    log = Teller(FREE)
    for number in (1, 2, 3):
        against(log.act(thing="one"), number, reason="withdrawn")
        refused(lambda: log.act(thing="one"), f"counted already, by act {number}")
        log.say("finish", act=number, judge="verification", reason="withdrawn")
    assert log.facts.voided == 30


def test_a_kind_counts_to_the_last_minute_of_its_time():
    log = Teller(replace(FREE, grace_hours=48)).later(CLOSES - OPENS)
    log.act()
    refused(lambda: log.later(1).act(), "outside the time")


def test_a_kind_counts_from_the_minute_in_which_it_opens():
    for opens_ms, is_in in ((OPENS * 60_000 + 59_999, True), ((OPENS + 1) * 60_000, False)):
        kinds = terms_body(make.version(kinds=FREE.kinds), b"")["kinds"]
        kinds = [{**each, "opens_ms": opens_ms} for each in kinds]
        log = Teller(is_begun=False).genesis()
        log.terms = FREE
        log.publish(FREE, kinds=kinds)
        for pledge in FREE.pledges:
            log.lay(f"pledge:{pledge.name}")
        if is_in:
            assert log.act().facts.acts == 1
        else:
            refused(log.act, "outside the time")


@pytest.mark.parametrize("minute", [*range(0, 160, 7), 255, 256, 1_000])
def test_an_act_lies_in_the_future_from_the_sixth_minute(minute):
    log = Teller(FREE).later(minute)
    log.act("share", occurred=OPENS + minute + 5)
    refused(lambda: log.act("share", occurred=OPENS + minute + 6), "lies in the future")


def test_an_act_that_neither_terms_allow_is_refused_by_the_latest():
    song = replace(DRAWING, name="song", opens_with="two-posts")
    more = replace(TERMS, kinds=(*TERMS.kinds, song))
    log = Teller().publish(more, 2)
    log.terms = more
    refused(lambda: log.act("song"), "not open yet")
    log = Teller().later(1).publish(TERMS, 2).publish(more, 3)
    log.terms = more
    refused(lambda: log.act("song"), "not open yet")


def test_each_decision_follows_from_the_last():
    log = against(Teller(FREE).act()).say("restore", act=1, judge=BEN)
    against(log, judge=BEN)
    refused(lambda: log.say("restore", act=1, judge=BEN), "by whoever had decided")
    log = against(Teller(FREE).act()).say("restore", act=1, judge=BEN)
    assert against(log, judge=BEN).say("restore", act=1, judge=ADA).facts.confirmed == 10


def test_whoever_decided_against_one_act_may_restore_another():
    log = against(against(Teller(FREE).act().act(), 1, judge=ADA), 2, judge=BEN)
    log.say("restore", act=1, judge=BEN).say("restore", act=2, judge=ADA)
    assert log.facts.confirmed == 20


def test_each_act_that_leaves_early_is_shown():
    log = Teller(FREE).act().act().act()
    for number in (1, 2):
        against(log, number, reason="withdrawn")
        log.say("finish", act=number, judge=ADA, reason="withdrawn")
    assert (log.facts.finished_early, log.facts.voided_acts) == (2, {"withdrawn": 2})


@pytest.mark.parametrize(("minutes", "early"), [(7 * DAY - 6, 1), (7 * DAY - 5, 0), (7 * DAY, 0)])
def test_an_act_leaves_early_or_not_to_the_minute(minutes, early):
    log = against(Teller(FREE).act()).later(minutes)
    assert log.recount.is_early(1, log.minute) == bool(early)
    log.say("finish", act=1, judge=ADA, reason="spam")
    assert log.facts.finished_early == early


@pytest.mark.parametrize(("days", "others"), [(1, 7), (7, 1)])
def test_while_either_terms_may_apply_the_shorter_time_of_appeal_does(days, others):
    first, second = (replace(FREE, appeal_days=each) for each in (days, others))
    log = against(Teller(first).act().publish(second, 2)).later(DAY - 5)
    assert log.say("finish", act=1, judge="clock", reason="spam").facts.voided == 10


def test_acts_beyond_the_waterline_are_paid_in_part_or_not():
    log = Teller(FREE)
    paid = [figures_of(log.act(), "post")["paid"] for _ in range(4)]
    assert paid == [10, 20, 25, 25]
    assert figures_of(log, "post") == {
        "acts": 4,
        "counted": 4,
        "counted_units": 40,
        "paid": 25,
        "pending": 0,
        "turned_away": 0,
        "left": 0,
    }


def test_an_act_begins_where_its_line_ends_however_long_it_is():
    log = Teller(FREE)
    for _ in range(30):
        log.act()
    assert log.recount.tally()["pools"]["blogs"]["offered"] == 300
    for start in (0, 299, 301):
        refused(
            lambda start=start: log.act(start=start), f"begins at {start}; its line ends at 300"
        )


def test_acts_move_up_when_those_before_them_leave():
    log = Teller(FREE).act().act().act().act("drawing")
    against(log, 1, reason="withdrawn")
    assert (figures_of(log, "post")["paid"], figures_of(log, "drawing")["paid"]) == (15, 0)
    log.say("finish", act=1, judge=ADA, reason="withdrawn")
    assert (figures_of(log, "post")["paid"], figures_of(log, "drawing")["paid"]) == (20, 3)
    assert (figures_of(log, "post")["left"], figures_of(log, "post")["acts"]) == (1, 2)
    assert (log.facts.voided, log.facts.pending, log.facts.earned) == (
        10,
        0,
        {"Dana": 12, "Carl": 11},
    )


def test_acts_in_doubt_are_paid_for_by_nobody_until_they_are_confirmed():
    log = Teller(FREE).act(evidence="C").act()
    assert figures_of(log, "post")["pending"] == 10
    assert (log.facts.earned, log.facts.pending) == ({"Dana": 5, "Carl": 5}, 10)
    log.say("confirm", act=1, judge=ADA)
    assert (log.facts.earned, log.facts.pending) == ({"Dana": 10, "Carl": 10}, 0)
    assert figures_of(log, "post")["pending"] == 0


def test_a_log_that_began_in_the_first_minute_says_its_tally_within_the_hour():
    log = Teller(is_begun=False)
    log.minute = 0
    log.genesis()
    assert not log.recount.is_tally_due(60)
    assert log.recount.is_tally_due(61)


def test_the_first_terms_promise_from_the_minute_in_which_they_stand_there():
    def told():
        return Teller(is_begun=False).genesis().publish(TERMS, at_ms=(OPENS + 90) * 60_000)

    told().later(5).turn_away()
    refused(lambda: told().later(6).turn_away(), "is not laid yet")


def test_terms_that_come_late_promise_from_the_minute_in_which_they_stand_there():
    more = replace(TERMS, pledges=(*TERMS.pledges, make.pledge(5, "shares", "more")))

    def told():
        return Teller().publish(more, 2, at_ms=(OPENS - 5) * 60_000)

    told().later(5).turn_away()
    refused(lambda: told().later(6).turn_away(), "'pledge:more' promises is not laid")


def test_what_was_promised_for_a_moment_is_not_put_off_by_later_terms():
    more = replace(TERMS, pledges=(*TERMS.pledges, make.pledge(5, "shares", "more")))

    def told():
        log = Teller().publish(more, 2, at_ms=(OPENS + 10) * 60_000)
        return log.publish(more, 3, at_ms=(OPENS + 20) * 60_000)

    told().later(15).turn_away()
    refused(lambda: told().later(16).turn_away(), "'pledge:more' promises is not laid")


def test_a_raise_is_laid_in_the_minute_in_which_it_begins_to_apply():
    moment = make.OPENS_AT + timedelta(minutes=30, seconds=30)
    log = Teller(replace(FREE, raises=(make.raised(50, "blogs-pledge", moment),)))
    cause = f"raise:blogs-pledge:{as_ms(moment)}"
    refused(lambda: log.later(29).lay(cause), "not due yet")
    log = Teller(log.terms).later(30).lay(cause).later(10).act()
    assert log.facts.pledged == 78


def test_the_cover_that_is_most_overdue_is_named():
    first, second = (make.OPENS_AT + timedelta(minutes=minutes) for minutes in (20, 10))
    raises = (make.raised(50, "blogs-pledge", first), make.raised(9, "shares-pledge", second))
    log = Teller(replace(FREE, raises=raises)).later(26)
    refused(log.act, f"'raise:shares-pledge:{as_ms(second)}' promises")


def test_a_milestone_of_units_is_reached_to_the_unit():
    goal = make.milestone("units", 11, measure=Measure.UNITS)
    log = Teller(replace(FREE, milestones=(goal,))).act()
    refused(lambda: log.lay("milestone:units"), "not reached yet")
    log = Teller(replace(FREE, milestones=(goal,))).act().act("share").lay("milestone:units")
    assert log.recount.standing.reached == {"units"}


def test_a_milestone_of_units_that_was_passed_is_said_before_the_next_act():
    goal = make.milestone("units", 5, measure=Measure.UNITS)
    refused(Teller(replace(FREE, milestones=(goal,))).act().act, "'units' is passed")
    log = Teller(replace(FREE, milestones=(goal,))).act().lay("milestone:units").act()
    assert log.facts.acts == 2


def test_a_raise_is_laid_on_the_line_of_its_pledge():
    for pledge, other in (("blogs", "shares"), ("shares", "blogs")):
        raised = make.raised(50, f"{pledge}-pledge", make.OPENS_AT)
        cause = f"raise:{pledge}-pledge:{as_ms(make.OPENS_AT)}"
        log = Teller(replace(FREE, raises=(raised,)))
        refused(lambda log=log, c=cause, o=other: log.lay(c, pool=o), "do not promise this raise")


@pytest.mark.parametrize(("first", "second"), [(1, 3), (2, 3), (1, 2)])
def test_a_line_that_is_not_there_is_missed_however_many_speak_of_it(first, second):
    goal = make.milestone("ten", 10, pool="blogs", units=1, shares=make.shares(Dana=1))
    told = terms_body(make.version(milestones=(goal,)), bytes(32))
    changed = [
        {field: [{**told[field][0], "pool": "tills"}, *told[field][1:]]}
        for field in ("kinds", "pledges", "milestones")
    ]
    both = {**told, **changed[first - 1], **changed[second - 1]}
    refused(lambda: read_rules(both), "is called 'tills'")


def test_acts_are_turned_away_by_the_kinds_of_the_latest_terms():
    more = replace(FREE, kinds=(*FREE.kinds, make.kind("song", 1)))
    refused(lambda: Teller(FREE).turn_away(kind="song"), "no kind 'song'")
    log = Teller(FREE).publish(more, 2, at_ms=(OPENS + 90) * 60_000).turn_away(kind="song")
    assert log.facts.turned_away == {"daily_limit": 1}


@pytest.mark.parametrize("minute", [0, 1, 4, 16, 32, 60, 63])
def test_a_tally_comes_within_an_hour_whenever_that_begins(minute):
    def told(minutes):
        log = Teller(FREE).later(minute).tally().act("share")
        log.minute += minutes
        return log

    assert told(60).act("share").tally().facts.untallied == 0
    refused(told(61).tally, "comes too late")


def test_only_acts_without_a_person_are_shown_as_such():
    log = Teller().act(day=tag("Emil"), who=tag("Emil too")).act("share")
    assert log.facts.unnamed == 0
    assert log.act(day=tag("Emil")).facts.unnamed == 1


@pytest.mark.parametrize(("kind", "pool"), [("share", "blogs"), ("post", "shares")])
def test_an_act_stands_in_the_line_of_its_kind(kind, pool):
    refused(lambda: Teller(FREE).act(kind, pool=pool, start=0), "offers what the terms do not say")


def test_a_kind_counts_in_the_minute_that_begins_when_it_closes():
    closes_ms = (OPENS + 30) * 60_000
    kinds = terms_body(make.version(kinds=FREE.kinds), b"")["kinds"]
    log = Teller(FREE, is_begun=False).genesis()
    log.publish(FREE, kinds=[{**each, "closes_ms": closes_ms} for each in kinds])
    for pledge in FREE.pledges:
        log.lay(f"pledge:{pledge.name}")
    assert log.later(30).act().facts.acts == 1
    refused(log.later(1).act, "outside the time")


def test_what_was_found_does_not_change_when_the_log_goes_on():
    log = Teller(FREE).act()
    found = log.facts
    log.act()
    assert (found.acts, log.facts.acts) == (1, 2)
    with pytest.raises(FrozenInstanceError):
        found.acts = 2
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(found, "another", 1)
