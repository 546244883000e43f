"""A recount refuses the first act or decision that does not follow from the rules before it."""

import pytest
from tests.core.leaves.teller import CLOSES, DAY, OPENS, Teller, tag

from tablee.core.leaves.fault import BadLeaf

ADA, BEN = tag("judge", "Ada"), tag("judge", "Ben")


@pytest.fixture
def log():
    return Teller()


def refused(log, told, words):
    with pytest.raises(BadLeaf, match=words):
        told(log)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"act": 2}, "Act 2 comes after act 0"),
        ({"units": 11}, "offers what the terms do not say"),
        ({"pool": "shares"}, "offers what the terms do not say"),
        ({"kind": "cartwheel"}, "offers what the terms do not say"),
        ({"start": 1}, "begins at 1; its line ends at 0"),
        ({"evidence": "B"}, "is a click"),
        ({"occurred": OPENS - 1}, "outside the time"),
        ({"occurred": OPENS + 6}, "lies in the future"),
    ],
)
def test_an_act_is_as_the_rules_say(log, changes, words):
    refused(log, lambda log: log.act(**changes), f"Leaf 4 .act.: .*{words}")


def test_an_act_after_the_window_is_refused_unless_it_occurred_in_it(log):
    log.later(CLOSES - OPENS + 1)
    log.act(occurred=CLOSES)
    refused(log, Teller.act, "outside the time")


def test_a_clock_may_run_ahead_by_five_minutes(log):
    assert log.act(occurred=OPENS + 5).facts.acts == 1


def test_a_kind_opens_with_its_milestone(log):
    refused(log, lambda log: log.act("drawing"), "not open yet")
    log = Teller().act().act().lay("milestone:two-posts").act("drawing")
    assert log.recount.standing.reached == {"two-posts"}


def test_a_click_counts_where_the_terms_say_so(log):
    assert log.act("share", evidence="B").facts.confirmed == 1


def test_an_object_is_counted_once_until_its_act_has_left(log):
    log.act(thing="one")
    refused(log, lambda log: log.act(thing="one"), "was counted already, by act 1")


@pytest.mark.parametrize(("name", "most"), [("day", 2), ("who", 3)])
def test_nobody_acts_more_often_than_the_limit(name, most):
    log = Teller()
    for number in range(most):
        log.act(**{name: tag("Emil")})
        if number == 1:
            log.lay("milestone:two-posts")
    refused(log, lambda log: log.act(**{name: tag("Emil")}), "more than its person may do")


def test_acts_whose_person_is_not_known_are_shown():
    log = Teller().act().act("share")
    assert log.facts.unnamed == 1


def test_a_limit_is_given_back_by_an_act_that_leaves():
    log = Teller().act(day=tag("Emil")).act(day=tag("Emil")).lay("milestone:two-posts")
    log.say("reverse", act=1, judge=ADA, reason="gone")
    log.later(7 * DAY).say("finish", act=1, judge="clock", reason="gone")
    log.act(day=tag("Emil"))
    refused(log, lambda log: log.act(day=tag("Emil")), "more than its person may do")


def test_a_limit_that_the_kind_does_not_have_is_not_used_up(log):
    refused(log, lambda log: log.act("share", day=tag("Emil")), "does not have")


def test_a_refusal_at_the_door_names_a_kind_of_the_terms(log):
    log.turn_away()
    assert log.facts.turned_away == {"daily_limit": 1}
    refused(log, lambda log: log.turn_away(kind="cartwheel"), "no kind 'cartwheel'")


def test_no_act_comes_after_the_close_unless_it_was_told_in_time(log):
    log.act().say("close").later(6)
    log.turn_away("campaign_closed")
    log.act("share", occurred=OPENS)
    assert log.facts.told_in_time == 1
    refused(log, lambda log: log.act("share"), "comes after the close")


def test_nothing_is_counted_once_the_figures_are_final(log):
    log.act().say("close").say("settle", owed={"Dana": 5, "Carl": 5})
    log.turn_away("campaign_closed")
    refused(log, lambda log: log.act(occurred=OPENS), "comes after the close")


@pytest.mark.parametrize(
    ("ruling", "evidence"),
    [("confirm", "A"), ("refuse", "A"), ("restore", "A"), ("finish", "A"), ("reverse", "C")],
)
def test_a_decision_follows_from_where_the_act_stands(log, ruling, evidence):
    log.act(evidence=evidence)
    reason = {"reason": "spam"} if ruling in {"refuse", "reverse", "finish"} else {}
    refused(
        log,
        lambda log: log.say(ruling, act=1, judge="verification", **reason),
        "cannot be subject|another reason",
    )


def test_nobody_decides_about_an_act_that_never_entered_its_line(log):
    log.turn_away()
    for number in (1, 2):
        say = lambda log, number=number: log.say("confirm", act=number, judge=ADA)  # noqa: E731
        refused(log, say, f"no act {number}")


def test_whoever_decided_against_an_act_does_not_restore_it():
    log = Teller().act().say("reverse", act=1, judge=ADA, reason="spam")
    refused(log, lambda log: log.say("restore", act=1, judge=ADA), "by whoever had decided")
    log = Teller().act().say("reverse", act=1, judge=ADA, reason="spam")
    assert log.say("restore", act=1, judge=BEN).facts.confirmed == 10
    log.say("reverse", act=1, judge="verification", reason="gone")
    assert log.say("restore", act=1, judge="verification").facts.confirmed == 10


def test_the_clock_ends_no_appeal_before_its_time():
    def finish(log):
        return log.say("finish", act=1, judge="clock", reason="spam")

    log = Teller().act().say("reverse", act=1, judge=ADA, reason="spam").later(7 * DAY - 6)
    refused(log, finish, "before its time of appeal")
    # A clock may have been set back by five minutes.
    log = Teller().act().say("reverse", act=1, judge=ADA, reason="spam").later(7 * DAY - 5)
    assert finish(log).facts.voided == 10
    assert log.facts.finished_early == 0


def test_somebody_may_let_an_act_leave_early_and_it_is_shown():
    log = Teller().act().say("reverse", act=1, judge=ADA, reason="withdrawn")
    log.say("finish", act=1, judge="verification", reason="withdrawn").act(thing=1)
    assert (log.facts.finished_early, log.facts.voided_acts) == (1, {"withdrawn": 1})


def test_an_act_leaves_for_the_reason_it_was_refused_for():
    log = Teller().act().say("reverse", act=1, judge=ADA, reason="spam").later(8 * DAY)
    finish = lambda log: log.say("finish", act=1, judge="clock", reason="gone")  # noqa: E731
    refused(log, finish, "leaves for another reason")
    log = Teller().act().say("reverse", act=1, judge=ADA, reason="gone").later(8 * DAY)
    finish = lambda log: log.say("finish", act=1, judge="clock", reason="spam")  # noqa: E731
    refused(log, finish, "leaves for another reason")


@pytest.mark.parametrize(
    ("evidence", "ruling", "reason"),
    [
        ("C", "confirm", {}),
        ("C", "refuse", {"reason": "spam"}),
        ("A", "reverse", {"reason": "spam"}),
    ],
)
def test_the_clock_decides_nothing_else(log, evidence, ruling, reason):
    log.act(evidence=evidence)
    refused(log, lambda log: log.say(ruling, act=1, judge="clock", **reason), "only ends appeals")


def test_the_clock_restores_nothing():
    log = Teller().act().say("reverse", act=1, judge=ADA, reason="spam")
    refused(log, lambda log: log.say("restore", act=1, judge="clock"), "only ends appeals")


@pytest.mark.parametrize(
    "fields",
    [
        {"judge": "evidence"},
        {"judge": "verification", "evidence": "A"},
    ],
)
def test_better_evidence_is_named(fields):
    log = Teller().act(evidence="C")
    refused(log, lambda log: log.say("confirm", act=1, **fields), "evidence that is not there")


def test_better_evidence_confirms_what_was_unverified_only():
    log = Teller().act(evidence="C").say("confirm", act=1, judge="evidence", evidence="B")
    assert log.facts.confirmed == 10
    log = Teller().act().say("reverse", act=1, judge=ADA, reason="no_link")
    restore = lambda log: log.say("restore", act=1, judge="evidence", evidence="A")  # noqa: E731
    refused(log, restore, "does not yield")
    log = Teller().act(evidence="C").say("refuse", act=1, judge=ADA, reason="spam")
    refused(log, restore, "does not yield")
    log = Teller().act(evidence="C").say("refuse", act=1, judge=ADA, reason="no_link")
    assert restore(log).facts.confirmed == 10


def test_no_decision_is_taken_once_the_figures_are_final(log):
    log.act().say("close").say("settle", owed={"Dana": 5, "Carl": 5})
    reverse = lambda log: log.say("reverse", act=1, judge=ADA, reason="spam")  # noqa: E731
    refused(log, reverse, "is settled")
