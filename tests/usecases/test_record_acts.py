"""Acts are taken once each, in order of receipt, and every claim is answered for."""

import pytest
from tests import make
from tests.usecases.stage import COUNTED, PENDING, REFUSED, Stage, pool, reasons, states

from tablee.core.act import Evidence, fingerprint
from tablee.core.decision import Ruling
from tablee.core.errors import UnknownCampaign, UnknownKind
from tablee.core.promise import Measure
from tablee.core.reason import Reason
from tablee.usecases.record_acts import record_acts

LIMITED = make.terms(kinds=(make.kind(per_day=2, in_all=3), make.kind("share", 1, "shares")))


@pytest.fixture
def stage():
    return Stage()


def posts(*numbers, **changes):
    return [make.claim(f"https://emil.example/{number}", **changes) for number in numbers]


def test_an_act_with_evidence_is_counted_at_once_and_told_its_place(stage):
    first, second = stage.record(*posts(1, 2))
    assert (first.act.state, first.paid_units, first.place, first.is_new) == (COUNTED, 10, 1, True)
    assert (second.place, second.act.number, second.act.line_start) == (11, 2, 10)


def test_a_claim_without_evidence_waits_in_its_place(stage):
    waiting = stage.unverified()
    assert (waiting.act.state, waiting.paid_units, waiting.place) == (PENDING, 0, 1)
    assert stage.one("https://fay.example/").place == 11
    assert stage.tally().totals.pending == 10


def test_an_act_on_the_waterline_is_partly_paid_and_those_after_it_not_at_all():
    stage = Stage(make.terms(pledges=(make.pledge(15),)))
    results = stage.record(*posts(1, 2, 3))
    assert [result.paid_units for result in results] == [10, 5, 0]
    assert states(results) == [COUNTED] * 3


def test_an_empty_batch_changes_nothing(stage):
    before = stage.standing()
    assert stage.record() == []
    assert stage.standing().last_number == before.last_number


def test_an_unknown_campaign_is_refused(stage):
    with pytest.raises(UnknownCampaign):
        record_acts(stage.desks, stage.clock, "table-1926", posts(1), "partner")


# ── the same act again ───────────────────────────────────────────────────────


def test_the_same_act_again_is_answered_with_the_first_and_changes_nothing(stage):
    first = stage.one()
    before = stage.standing()
    again = stage.one(by="Fay", occurred_at_ms=make.MIDDLE_MS - 5)
    assert (again.act, again.place, again.paid_units) == (first.act, 1, 10)
    assert not again.is_new
    assert stage.standing() == before


def test_the_same_act_twice_in_one_batch_is_one(stage):
    one, two, three = stage.record(*posts(1, 1, 2))
    assert (one.act, one.is_new, two.is_new) == (two.act, True, False)
    assert three.act.number == 2


def test_a_batch_sent_again_with_more_in_it_adds_only_what_is_new(stage):
    stage.record(*posts(1, 2, 3))
    results = stage.record(*posts(3, 4, 1, 5))
    assert [result.is_new for result in results] == [False, True, False, True]
    assert [result.act.number for result in results] == [3, 4, 1, 5]
    assert [result.place for result in results] == [21, 31, 1, 41]


@pytest.mark.parametrize("others", [0, 1, 2], ids=["alone", "beside a known act", "and a new one"])
@pytest.mark.parametrize("end", ["limit", "close", "wrong date"])
def test_a_retry_gets_the_first_answer_also_when_it_would_be_refused_now(end, others):
    stage = Stage(LIMITED)
    stage.record(*posts(1, 2))
    if end == "close":
        stage.close()
    before = stage.standing()
    again = posts(1, **({"occurred_at_ms": 0} if end == "wrong date" else {}))
    results = stage.record(*[*again, *posts(2), *posts(3)][: others + 1])
    assert (results[0].act.number, results[0].is_new, results[0].paid_units) == (1, False, 10)
    if others < 2:
        assert stage.standing() == before


def test_the_same_object_in_another_kind_is_another_act(stage):
    name = "https://emil.example/1"
    results = stage.record(make.claim(name), make.claim(name, "drawing"))
    assert [result.is_new for result in results] == [True, True]


def test_an_old_act_is_told_where_it_stands_now(stage):
    stage.unverified("https://gus.example/")
    stage.one()
    stage.decide(1, Ruling.REFUSE)
    assert stage.one().place == 11
    stage.clock.pass_days(7)
    stage.advance()
    assert stage.one().place == 1


def test_an_act_that_was_reversed_does_not_come_back_by_being_sent_again(stage):
    stage.one()
    stage.decide(1, Ruling.REVERSE)
    held = stage.one()
    assert (held.is_new, held.paid_units, held.place) == (False, 0, 1)
    stage.clock.pass_days(7)
    stage.advance()
    gone = stage.one()
    assert (gone.is_new, gone.paid_units, gone.place) == (False, 0, 0)


# ── half-bad batches ─────────────────────────────────────────────────────────


def test_the_good_acts_of_a_half_bad_batch_are_counted_and_each_bad_one_answered_for(stage):
    late = as_far_back_as = make.MIDDLE_MS - 60 * make.DAY_MS
    results = stage.record(
        *posts(1),
        make.claim("https://emil.example/2", "dance"),
        *posts(3, occurred_at_ms=late),
        *posts(4),
    )
    good, unknown, early, also_good = results
    assert isinstance(unknown.error, UnknownKind)
    assert unknown.act is None
    assert (early.act.state, early.act.reason) == (REFUSED, Reason.TOO_EARLY)
    assert (good.place, also_good.place) == (1, 11)
    assert stage.standing().last_number == 3, "what cannot be read is not written"
    assert early.act.occurred_at_ms == as_far_back_as


def test_a_bad_act_sent_again_is_refused_by_the_same_refusal(stage):
    wrong = posts(1, occurred_at_ms=0)
    (first,) = stage.record(*wrong)
    again, twice = stage.record(*wrong, *wrong)
    assert (again.act, twice.act, again.is_new) == (first.act, first.act, False)
    assert stage.tally().kinds[0].refused == 1


def test_a_refusal_at_the_door_does_not_block_the_same_object_later(stage):
    wrong, right = posts(1, occurred_at_ms=0)[0], posts(1)[0]
    refused, counted, refused_again = stage.record(wrong, right, wrong)
    assert states([refused, counted]) == [REFUSED, COUNTED]
    assert refused_again.act == counted.act
    assert stage.record(right)[0].act == counted.act


def test_a_closed_campaign_takes_nothing_more(stage):
    stage.close()
    refused = stage.one()
    assert (refused.act.state, refused.act.reason) == (REFUSED, Reason.CAMPAIGN_CLOSED)
    assert stage.tally().totals.offered == 0


# ── limits ───────────────────────────────────────────────────────────────────


def test_a_supporter_has_so_many_acts_a_day_and_in_all():
    stage = Stage(LIMITED)
    assert reasons(stage.record(*posts(1, 2, 3))) == ["", "", Reason.DAILY_LIMIT]
    stage.clock.pass_days(1)
    assert reasons(stage.record(*posts(4, 5))) == ["", Reason.TOTAL_LIMIT]


def test_a_limit_is_for_each_supporter_and_each_kind():
    stage = Stage(LIMITED)
    stage.record(*posts(1, 2))
    share = make.claim("https://emil.example/s", "share")
    assert states([stage.one("https://fay.example/", by="Fay"), *stage.record(share)]) == [
        COUNTED,
        COUNTED,
    ]


def test_acts_whose_source_does_not_say_who_made_them_have_no_limit():
    stage = Stage(LIMITED)
    assert set(states(stage.record(*posts(1, 2, 3, 4, by="")))) == {COUNTED}


def test_an_act_uses_up_the_day_on_which_it_occurred_where_the_campaign_is():
    """23:30 and 00:30 in Paris are the same day in London, and two days here."""
    stage = Stage(make.terms(kinds=(make.kind(per_day=1),)))
    evening_ms = make.MIDDLE_MS - make.DAY_MS // 2 - 90 * 60_000
    at = [{"occurred_at_ms": evening_ms + hour * 3_600_000} for hour in (0, 1, 2)]
    claims = [posts(number, **when)[0] for number, when in enumerate(at)]
    assert reasons(stage.record(*claims)) == ["", "", Reason.DAILY_LIMIT]


def test_what_has_left_the_line_for_good_gives_its_limit_back():
    stage = Stage(LIMITED)
    stage.record(*posts(1, 2))
    stage.decide(1, Ruling.REVERSE)
    assert reasons(stage.record(*posts(3))) == [Reason.DAILY_LIMIT]
    stage.clock.pass_days(7)
    stage.advance()
    sent = {"occurred_at_ms": make.MIDDLE_MS}
    assert reasons(stage.record(*posts(3, **sent))) == [""]


def test_a_limit_holds_after_a_claim_in_the_same_batch_was_confirmed():
    stage = Stage(LIMITED)
    stage.record(*posts(1, 2))
    stage.unverified("https://fay.example/", by="Fay")
    confirming = make.claim("https://fay.example/", by="Fay")
    assert reasons(stage.record(confirming, *posts(3))) == ["", Reason.DAILY_LIMIT]


# ── evidence ─────────────────────────────────────────────────────────────────


def test_evidence_confirms_an_unverified_claim_in_the_place_it_held(stage):
    stage.unverified()
    stage.one("https://fay.example/")
    verified = stage.one()
    assert (verified.act.number, verified.act.state, verified.place) == (1, COUNTED, 1)
    assert verified.act.evidence is Evidence.PUBLIC
    assert (verified.is_new, verified.paid_units) == (False, 10)
    assert stage.receipt(1).decisions[-1].by == "partner"


def test_evidence_restores_a_claim_refused_for_want_of_it(stage):
    stage.unverified()
    stage.decide(1, Ruling.REFUSE, Reason.NOT_FOUND)
    verified = stage.one()
    assert (verified.act.number, verified.act.state, verified.act.reason) == (1, COUNTED, "")
    assert stage.receipt(1).decisions[-1].ruling is Ruling.RESTORE


def test_a_claim_finally_refused_makes_way_for_a_verified_act(stage):
    stage.unverified()
    stage.decide(1, Ruling.REFUSE, Reason.NO_LINK)
    stage.clock.pass_days(7)
    stage.advance()
    verified = stage.one()
    assert (verified.act.number, verified.is_new, verified.place) == (2, True, 1)


def test_a_verified_act_that_was_taken_back_does_not_make_way_for_itself(stage):
    stage.one()
    stage.decide(1, Ruling.REVERSE, Reason.NOT_FOUND)
    stage.clock.pass_days(7)
    stage.advance()
    assert stage.one().act.number == 1


def test_an_act_refused_for_what_it_is_stays_refused(stage):
    stage.unverified()
    stage.decide(1, Ruling.REFUSE, Reason.UNLAWFUL)
    again = stage.one()
    assert (again.act.state, again.is_new) == (REFUSED, False)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"occurred_at_ms": 0}, "it shows that the act was made before the campaign"),
        ({"evidence": Evidence.CLICK}, "the terms pay no clicks"),
    ],
)
def test_evidence_that_would_not_count_by_itself_confirms_nothing(stage, changes, why):
    stage.unverified()
    assert stage.one(**changes).act.state is PENDING, why


def test_evidence_within_the_window_confirms_also_after_an_early_close(stage):
    stage.unverified()
    stage.close()
    assert stage.one().act.state is COUNTED


def test_a_claim_never_unsettles_a_verified_act(stage):
    stage.one()
    assert stage.unverified().act.state is COUNTED


# ── milestones and raises, exactly ───────────────────────────────────────────


def test_the_act_that_crosses_a_milestone_opens_the_kind_for_the_next_one():
    stage = Stage(
        make.terms(
            milestones=(make.milestone("crowd", 2, kinds=("post",)),),
            kinds=(make.kind(), make.kind("drawing", 3, opens_with="crowd")),
        )
    )
    draw = [make.claim(f"https://fay.example/{n}", "drawing") for n in range(3)]
    first, second = posts(1, 2)
    results = stage.record(first, draw[0], second, draw[1])
    assert reasons(results) == ["", Reason.KIND_NOT_OPEN, "", ""]
    assert stage.messages().count("milestone.reached") == 1
    assert stage.one("https://fay.example/0", "drawing").act.state is COUNTED


def test_the_crossing_act_is_paid_by_the_cover_its_milestone_lays():
    lays = {"pool": "blogs", "units": 10, "shares": make.shares(Carl=1)}
    terms = make.terms(pledges=(make.pledge(10),), milestones=(make.milestone("two", 2, **lays),))
    results = Stage(terms).record(*posts(1, 2, 3))
    assert [result.paid_units for result in results] == [10, 10, 0]


def test_distinct_supporters_are_counted_for_the_milestone_that_asks():
    stage = Stage(make.terms(milestones=(make.milestone("crowd", 2, measure=Measure.SUPPORTERS),)))
    stage.record(*posts(1, 2), *posts(3, by=""))
    assert stage.standing().supporters == 1
    stage.unverified("https://fay.example/", by="Fay")
    assert stage.standing().reached == set()
    stage.one("https://fay.example/", by="Fay")
    assert stage.standing().reached == {"crowd"}


def test_a_raise_that_is_due_pays_waiting_acts_before_the_next_one():
    raised = make.raised(15)
    stage = Stage(make.terms(pledges=(make.pledge(5),), raises=(raised,)))
    assert pool(stage.tally(), "blogs").cap == 20, "its moment has passed"


# ── replays: the time of each act is the clock ───────────────────────────────


def moment(days):
    return {"occurred_at_ms": make.MIDDLE_MS + days * make.DAY_MS}


def test_in_a_replay_a_raise_comes_when_its_time_comes_in_the_acts():
    at = make.OPENS_AT.replace(month=3, day=3)
    terms = make.terms(pledges=(make.pledge(10),), raises=(make.raised(15, effective_at=at),))
    stage = Stage(terms, is_replay=True)
    stage.clock.ms = 0
    early = stage.record(*posts(1, 2, **moment(0)))
    assert [result.paid_units for result in early] == [10, 0]
    (late,) = stage.record(*posts(3, **moment(4)))
    assert (late.paid_units, stage.receipt(2).paid_units) == (5, 10)
    assert late.act.received_at_ms == moment(4)["occurred_at_ms"]


def test_in_a_replay_other_terms_apply_from_their_moment_within_one_batch():
    stage = Stage(is_replay=True)
    stage.record(*posts(0, **moment(0)))
    dearer = make.terms(kinds=(make.kind(rate=20, per_day=1), *stage.terms.kinds[1:]))
    stage.publish(dearer, effective_at_ms=moment(2)["occurred_at_ms"])
    results = stage.record(*posts(1, **moment(1)), *posts(2, **moment(2)), *posts(3, **moment(2)))
    assert [result.act.units for result in results] == [10, 20, 0]
    assert reasons(results)[-1] == Reason.DAILY_LIMIT


def test_in_a_replay_time_never_runs_backwards():
    stage = Stage(is_replay=True)
    first, second = stage.record(*posts(1, **moment(3)), *posts(2, **moment(1)))
    assert first.act.received_at_ms == second.act.received_at_ms
    assert second.act.occurred_at_ms == moment(1)["occurred_at_ms"]


def test_in_a_replay_an_act_outside_the_window_does_not_move_the_clock():
    stage = Stage(is_replay=True)
    results = stage.record(*posts(1, **moment(400)), *posts(2, occurred_at_ms=0), *posts(3))
    assert reasons(results) == [Reason.TOO_LATE, Reason.TOO_EARLY, ""]


def test_one_object_has_one_fingerprint_by_every_door():
    assert make.claim("x").fingerprint == fingerprint(make.SLUG, "post", "x")
