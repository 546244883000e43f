"""Terms are published once and amended openly: never for the past, never to promise less."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests import make
from tests.usecases.stage import Stage, pool

from tablee.core.campaign import Stage as CampaignStage
from tablee.core.errors import (
    BrokenPromise,
    CampaignClosed,
    InvalidTerms,
    RetroactiveAmendment,
)
from tablee.usecases.publish_terms import Publication, publish_terms

DEARER = make.terms(kinds=(make.kind(rate=20), *make.terms().kinds[1:]))
LATER_MS = make.MIDDLE_MS + make.DAY_MS


@pytest.fixture
def stage():
    return Stage()


def versions(stage):
    with stage.desks.read() as desk:
        return desk.campaigns.see(make.SLUG).versions


def test_the_first_publication_opens_a_campaign_and_lays_its_pledges(stage):
    with stage.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
    assert (campaign.stage, campaign.latest.number) == (CampaignStage.OPEN, 1)
    assert campaign.latest.author == "Ada", "the organiser, if nobody else is named"
    assert pool(stage.tally(), "blogs").cap == 100


def test_the_same_terms_again_are_no_new_version(stage):
    again = stage.publish(make.terms())
    assert (again.version, again.is_new, again.changes) == (1, False, ())
    assert len(versions(stage)) == 1


def test_an_amendment_is_a_version_and_says_what_changes(stage):
    published = stage.publish(DEARER)
    assert (published.version, published.is_new) == (2, True)
    assert any("rate" in change for change in published.changes)
    assert "terms.published" in stage.messages()


def test_an_amendment_applies_from_its_moment_on_and_not_before(stage):
    stage.publish(DEARER, effective_at_ms=LATER_MS)
    assert stage.one("https://emil.example/1").act.units == 10
    stage.clock.ms = LATER_MS
    assert stage.one("https://emil.example/2").act.units == 20
    assert stage.act(1).units == 10, "what has been counted stays as it was counted"


@pytest.mark.parametrize("effective_at_ms", [0, make.MIDDLE_MS - 1])
def test_an_amendment_cannot_change_the_past(stage, effective_at_ms):
    with pytest.raises(RetroactiveAmendment) as refused:
        stage.publish(DEARER, effective_at_ms=effective_at_ms)
    assert refused.value.field == "amendment.effective_at"
    assert len(versions(stage)) == 1


def test_amendments_apply_in_the_order_of_their_publication(stage):
    stage.publish(DEARER, effective_at_ms=LATER_MS)
    with pytest.raises(RetroactiveAmendment):
        stage.publish(make.terms(appeal_days=3), effective_at_ms=LATER_MS - 1)
    assert stage.publish(replace(DEARER, appeal_days=3)).version == 3
    assert versions(stage)[2].effective_at_ms == LATER_MS


@pytest.mark.parametrize("missing", ["author", "reason"])
def test_an_amendment_says_who_makes_it_and_why(stage, missing):
    with pytest.raises(InvalidTerms) as refused:
        stage.publish(DEARER, **{missing: ""})
    assert refused.value.field == "amendment"


def test_a_promise_is_never_lowered(stage):
    with pytest.raises(BrokenPromise):
        stage.publish(make.terms(pledges=(make.pledge(99), make.terms().pledges[1])))
    assert len(versions(stage)) == 1
    assert pool(stage.tally(), "blogs").cap == 100


def test_a_raise_dated_before_its_publication_is_refused(stage):
    early = make.raised(effective_at=make.OPENS_AT)
    with pytest.raises(RetroactiveAmendment) as refused:
        stage.publish(make.terms(raises=(early,)))
    assert refused.value.field == "raises.effective_at"


def test_raises_published_with_the_first_version_may_have_any_date():
    stage = Stage(make.terms(raises=(make.raised(5),)))
    stage.publish(make.terms(raises=(make.raised(5),), appeal_days=9))
    assert pool(stage.tally(), "blogs").cap == 105


def test_what_an_amendment_promises_is_laid_when_it_applies(stage):
    more = make.terms(pledges=(*make.terms().pledges, make.pledge(30, name="more", Carl=1)))
    stage.publish(more, effective_at_ms=LATER_MS)
    assert pool(stage.tally(), "blogs").cap == 100
    stage.clock.ms = LATER_MS
    stage.advance()
    assert pool(stage.tally(), "blogs").cap == 130


def test_a_milestone_that_is_passed_when_it_applies_is_reached_at_once(stage):
    stage.one("https://emil.example/1")
    stage.one("https://emil.example/2")
    lays = {"pool": "blogs", "units": 7, "shares": make.shares(Carl=1)}
    stage.publish(make.terms(milestones=(make.milestone("two", 2, **lays),)))
    assert stage.tally().milestones[0].is_reached
    assert pool(stage.tally(), "blogs").cap == 107


def test_a_closed_campaign_is_not_amended(stage):
    stage.close()
    with pytest.raises(CampaignClosed):
        stage.publish(DEARER)
    assert not stage.publish(make.terms()).is_new, "the same again is no amendment"


def test_real_acts_never_become_a_replay(stage):
    with pytest.raises(InvalidTerms) as refused:
        stage.publish(DEARER, is_replay=True)
    assert refused.value.field == "replay"


def test_two_campaigns_live_side_by_side(stage):
    other = replace(make.terms(), slug="table-2027")
    assert publish_terms(stage.desks, stage.clock, Publication(other)).is_new
    stage.one()
    with stage.desks.read() as desk:
        campaign = desk.campaigns.see("table-2027")
        assert desk.journal(campaign).standing().last_number == 0
        assert [each.slug for each in desk.campaigns.every()] == ["table-2027", make.SLUG]


def test_a_replay_is_amended_at_its_own_time():
    stage = Stage(is_replay=True)
    stage.one(occurred_at_ms=LATER_MS)
    stage.clock.ms = 2**50
    stage.publish(DEARER)
    assert versions(stage)[1].effective_at_ms == LATER_MS
    at = datetime.fromtimestamp(LATER_MS // 1_000, UTC)
    stage.publish(replace(DEARER, raises=(make.raised(5, effective_at=at),)))
    assert pool(stage.tally(), "blogs").cap == 105
