"""The door opens and closes to the second, and days are days where the campaign is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from tablee.core.act import Evidence
from tablee.core.errors import UnknownKind
from tablee.core.promise import Measure
from tablee.core.reason import Reason
from tablee.core.rulebook import HOUR_MS, SKEW_MS, KindRule, Rulebook, as_ms

OPENS_MS, CLOSES_MS = as_ms(make.OPENS_AT), as_ms(make.CLOSES_AT)


def judged(occurred_at_ms, now_ms=None, *, terms=None, reached=(), **changes):
    rules = Rulebook(terms or make.terms())
    said = make.claim(occurred_at_ms=occurred_at_ms, **changes)
    verdict = rules.judge(said, now_ms or occurred_at_ms or make.MIDDLE_MS, set(reached))
    return "taken" if isinstance(verdict, KindRule) else verdict


@pytest.mark.parametrize(
    ("moment_ms", "verdict"),
    [
        (OPENS_MS - 1, Reason.TOO_EARLY),
        (OPENS_MS, "taken"),
        (CLOSES_MS, "taken"),
        (CLOSES_MS + 999, "taken"),
        (CLOSES_MS + 1_000, Reason.TOO_LATE),
    ],
)
def test_the_window_is_kept_to_the_second(moment_ms, verdict):
    assert judged(moment_ms) == verdict


def test_a_window_whose_end_has_a_fraction_ends_with_that_second():
    terms = make.terms(closes_at=make.CLOSES_AT.replace(microsecond=600_000))
    assert judged(CLOSES_MS + 999, terms=terms) == "taken"
    assert judged(CLOSES_MS + 1_000, terms=terms) == Reason.TOO_LATE


def test_an_act_without_a_date_occurs_when_it_is_received():
    assert judged(None, make.MIDDLE_MS) == "taken"
    assert judged(None, OPENS_MS - 1) == Reason.TOO_EARLY
    assert judged(None, CLOSES_MS + 1_000) == Reason.TOO_LATE


@pytest.mark.parametrize(
    ("late_ms", "verdict"),
    [
        (24 * HOUR_MS + 999, "taken"),
        (24 * HOUR_MS + 1_000, Reason.TOO_LATE),
    ],
)
def test_a_late_batch_is_taken_within_the_grace_for_acts_that_occurred_inside(late_ms, verdict):
    assert judged(CLOSES_MS, CLOSES_MS + late_ms) == verdict
    assert judged(CLOSES_MS + 1_000, CLOSES_MS + late_ms) == Reason.TOO_LATE


def test_without_grace_nothing_is_taken_after_the_close():
    terms = make.terms(grace_hours=0)
    assert judged(CLOSES_MS, CLOSES_MS + 999, terms=terms) == "taken"
    assert judged(CLOSES_MS, CLOSES_MS + 1_000, terms=terms) == Reason.TOO_LATE


def test_clocks_may_differ_by_five_minutes_and_no_more():
    now_ms = make.MIDDLE_MS
    assert judged(now_ms + SKEW_MS, now_ms) == "taken"
    assert judged(now_ms + SKEW_MS + 1, now_ms) == Reason.IN_THE_FUTURE


def test_a_kind_is_open_in_its_phase_only():
    middle = make.OPENS_AT + timedelta(days=10)
    terms = make.terms(
        phases=(make.phase("second", opens_at=middle),),
        kinds=(make.kind(phase="second"), make.kind("share", 1, "shares")),
    )
    before_ms = as_ms(middle) - 1
    assert judged(before_ms, terms=terms) == Reason.TOO_EARLY
    assert judged(before_ms + 1, terms=terms) == "taken"
    assert judged(before_ms, terms=terms, kind="share") == "taken"


def test_a_kind_may_wait_for_a_milestone():
    terms = make.terms(
        milestones=(make.milestone("crowd"),),
        kinds=(make.kind(opens_with="crowd"),),
    )
    assert judged(make.MIDDLE_MS, terms=terms) == Reason.KIND_NOT_OPEN
    assert judged(make.MIDDLE_MS, terms=terms, reached=["crowd"]) == "taken"


def test_a_click_pays_only_where_the_terms_say_so():
    terms = make.terms(kinds=(make.kind(), make.kind("share", 1, pays_clicks=True)))
    click = {"terms": terms, "evidence": Evidence.CLICK}
    assert judged(make.MIDDLE_MS, **click) == Reason.EVIDENCE_TOO_WEAK
    assert judged(make.MIDDLE_MS, kind="share", **click) == "taken"


def test_an_unknown_kind_is_the_senders_mistake_and_names_the_known_ones():
    with pytest.raises(UnknownKind, match="post, drawing, share; not 'dance'") as refused:
        judged(make.MIDDLE_MS, kind="dance")
    assert refused.value.field == "kind"


ZONES = ["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]
moments = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the time zone is beside them


@given(moment=moments, zone=st.sampled_from(ZONES))
def test_a_day_is_a_day_of_the_campaigns_time_zone(moment, zone):
    rules = Rulebook(make.terms(time_zone=zone))
    expected = moment.astimezone(ZoneInfo(zone)).date().isoformat()
    assert rules.day(as_ms(moment)) == expected
    assert rules.day(as_ms(moment)) == expected, "the second time it comes from memory"


@pytest.mark.parametrize(
    ("month", "day", "hours"),
    [(3, 29, 23), (10, 25, 25), (7, 14, 24)],
    ids=["clocks go forward", "clocks go back", "any day"],
)
def test_a_day_is_as_long_as_the_clocks_make_it(month, day, hours):
    rules = Rulebook(make.terms(time_zone="Europe/Paris"))
    midnight = datetime(2026, month, day, tzinfo=ZoneInfo("Europe/Paris"))
    start_ms = as_ms(midnight.astimezone(UTC))
    name = midnight.date().isoformat()
    assert rules.day(start_ms - 1) != name
    assert rules.day(start_ms) == name
    assert rules.day(start_ms + hours * HOUR_MS - 1) == name
    assert rules.day(start_ms + hours * HOUR_MS) != name


@given(moment_ms=st.integers(-(10**12), 4 * 10**12), below_us=st.integers(0, 999), hours=st.data())
def test_moments_become_whole_milliseconds_without_rounding(moment_ms, below_us, hours):
    start = datetime(1970, 1, 1, tzinfo=UTC)
    moment = start + timedelta(milliseconds=moment_ms, microseconds=below_us)
    zone = hours.draw(st.sampled_from(ZONES))
    assert as_ms(moment) == as_ms(moment.astimezone(ZoneInfo(zone))) == moment_ms


def test_whether_supporters_are_counted_is_known_beforehand():
    watching = make.milestone("crowd", measure=Measure.SUPPORTERS)
    assert Rulebook(make.terms(milestones=(watching,))).counts_supporters
    assert not Rulebook(make.terms(milestones=(make.milestone(),))).counts_supporters
