"""Whatever honest people do, and whatever their clocks show, the log goes on and verifies."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from tests import make
from tests.usecases.log.sealery import Sealery

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.errors import InvalidTerms
from tablee.core.leaves.body import Sample
from tablee.core.reason import Reason
from tablee.usecases.auditing.write_audit import (
    NotForTheLog,
    commit_seed,
    publish_result,
    reveal_seed,
)
from tablee.usecases.privacy.forget_names import forget_names
from tablee.usecases.record_acts import record_told

HOUR_MS = 3_600_000
SEED = bytes(32)


@pytest.fixture
def stage():
    return Sealery()


@pytest.fixture
def goes_on(stage, tmp_path):
    """See that all is sealed and published, and that a stranger finds nothing wrong."""
    yield
    found = stage.seal()
    assert (found.stopped, found.is_published) == ("", True)
    stage.check(tmp_path)


def with_rate(terms, rate):
    return replace(terms, kinds=(replace(terms.kinds[0], rate=rate), *terms.kinds[1:]))


@pytest.mark.usefixtures("goes_on")
def test_an_act_from_before_1970_is_turned_away_and_sealed(stage):
    stage.one(occurred_at_ms=-1)


@pytest.mark.usefixtures("goes_on")
def test_limits_that_begin_in_the_millisecond_of_acts(stage):
    stage.one()
    stage.one("https://emil.example/2")
    limited = make.kind(per_day=1, in_all=1)
    stage.publish(replace(stage.terms, kinds=(limited, *stage.terms.kinds[1:])))
    stage.one("https://emil.example/3")
    stage.one("https://emil.example/4")


@pytest.mark.usefixtures("goes_on")
@pytest.mark.parametrize("name", ["clock", "verification", "evidence", ""])
def test_whoever_decides_is_called_like_a_machine(stage, name):
    stage.unverified()
    stage.decide(1, Ruling.REFUSE, by=name)
    stage.decide(1, Ruling.RESTORE, by="Ada")
    stage.decide(1, Ruling.REVERSE, by=name)


@pytest.mark.usefixtures("goes_on")
def test_a_refusal_while_the_clock_was_set_back_ends_in_time(stage):
    stage.unverified()
    stage.clock.ms += 2 * HOUR_MS
    stage.one("https://emil.example/2")
    stage.seal()
    stage.clock.ms -= 2 * HOUR_MS
    stage.decide(1, Ruling.REFUSE)
    stage.clock.pass_days(7)
    stage.advance()
    assert stage.act(1).has_place is False


@pytest.mark.usefixtures("goes_on")
@pytest.mark.parametrize("ahead_ms", [HOUR_MS, 24 * HOUR_MS])
def test_amendments_and_raises_after_the_clock_was_set_back(stage, ahead_ms):
    stage.one()
    stage.clock.ms += ahead_ms
    stage.one("https://emil.example/2")
    stage.seal()
    stage.clock.ms -= ahead_ms
    stage.publish(with_rate(stage.terms, 11))
    stage.one("https://emil.example/3")
    stage.clock.ms += 600_000
    at = datetime.fromtimestamp(stage.clock.ms // 1_000 + 600, UTC)
    stage.lift(make.raised(50, effective_at=at))
    stage.one("https://emil.example/4")
    stage.clock.ms += 2 * ahead_ms
    stage.one("https://emil.example/5")


@pytest.mark.usefixtures("goes_on")
def test_an_amendment_stays_in_force_when_the_clock_is_set_back_before_it(stage):
    later_ms = stage.clock.ms + HOUR_MS
    stage.publish(with_rate(stage.terms, 11), effective_at_ms=later_ms)
    stage.one()
    stage.clock.ms += 2 * HOUR_MS
    stage.one("https://emil.example/2")
    stage.seal()
    stage.clock.ms -= 2 * HOUR_MS
    stage.one("https://emil.example/3")
    assert [stage.act(number).units for number in (1, 2, 3)] == [10, 11, 11]


@pytest.mark.usefixtures("goes_on")
def test_a_clock_that_was_years_ahead_for_a_moment(stage):
    stage.unverified()
    stage.clock.ms += 4_000 * 24 * HOUR_MS
    stage.one("https://emil.example/2")
    stage.seal()
    stage.clock.ms -= 4_000 * 24 * HOUR_MS
    stage.one("https://emil.example/3")
    stage.decide(1, Ruling.REFUSE)
    stage.clock.pass_days(8)
    stage.advance()
    stage.one("https://emil.example/4")
    stage.close()
    assert stage.settle()


@pytest.mark.usefixtures("goes_on")
def test_told_in_the_minute_before_the_close_by_a_clock_that_runs_ahead(stage):
    stage.clock.ms += 58_000 - stage.clock.ms % 60_000
    stage.close()
    with stage.desks.write() as desk:
        campaign = desk.campaigns.hold(make.SLUG)
        claim = make.claim(occurred_at_ms=stage.clock.ms + 5_000)
        (found,) = record_told(desk, campaign, [claim], "form", stage.clock.ms + 9_000)
    assert found.act.state is State.COUNTED


@pytest.mark.usefixtures("goes_on")
def test_an_act_after_names_are_forgotten(stage):
    stage.one()
    stage.close()
    stage.settle()
    stage.seal()
    stage.clock.pass_days(400)
    assert forget_names(stage.desks, stage.clock, 90) == [make.SLUG]
    stage.seal()
    assert stage.one("https://emil.example/2").act.reason is Reason.CAMPAIGN_CLOSED


@pytest.mark.usefixtures("goes_on")
@pytest.mark.parametrize("count", [420, 800])
def test_terms_for_which_the_log_has_no_room_are_refused(stage, count):
    many = tuple(make.kind(f"kind-{n}", 2) for n in range(count))
    with pytest.raises(InvalidTerms, match="no room"):
        stage.publish(replace(stage.terms, kinds=(*stage.terms.kinds, *many)))
    with pytest.raises(InvalidTerms, match="no room"):
        Sealery(make.terms(kinds=(*stage.terms.kinds, *many)))


@pytest.mark.usefixtures("goes_on")
@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_seed_of_nobody_in_particular_is_refused(stage, name):
    with pytest.raises(NotForTheLog):
        commit_seed(stage.desks, stage.clock, make.SLUG, name, "00" * 32)


@pytest.mark.usefixtures("goes_on")
@pytest.mark.parametrize("numbers", [(10**9, 3, 2, 1), (3, 3, 2, 2), (3, -1, 0, 0), (0, 1, 0, 0)])
def test_an_audit_that_cannot_be_is_refused(stage, numbers):
    size, draws, invalid, unverifiable = numbers
    commit_seed(stage.desks, stage.clock, make.SLUG, "Ada", sha256(SEED).hexdigest())
    stage.close()
    reveal_seed(stage.desks, stage.clock, make.SLUG, "Ada", SEED.hex())
    stage.seal()
    sample = Sample(size, bytes(32), draws, invalid, unverifiable, bytes(32))
    with pytest.raises(NotForTheLog):
        publish_result(stage.desks, stage.clock, make.SLUG, sample)
