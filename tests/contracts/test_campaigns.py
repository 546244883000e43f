"""Campaigns and their versions come back exactly as they were written."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from tests import make

from tablee.core.campaign import Stage
from tablee.core.errors import UnknownCampaign
from tablee.core.promise import Measure, Sponsor


def everything():
    """Terms in which every field says something."""
    paris = ZoneInfo("Europe/Paris")
    return make.terms(
        opens_at=make.OPENS_AT.astimezone(paris),
        phases=(make.phase("first"), make.phase("second")),
        sponsors=(Sponsor("Dana", 50, make.text("bon appétit")), Sponsor("Carl")),
        kinds=(
            make.kind(per_day=2, in_all=5, opens_with="first-ten"),
            make.kind("share", 1, "shares", pays_clicks=True, phase="first"),
        ),
        raises=(make.raised(), make.raised(effective_at=make.OPENS_AT + timedelta(days=9))),
        milestones=(
            make.milestone(kinds=("share",), pool="blogs", units=7, shares=make.shares(Dana=2)),
            make.milestone("crowd", 100, measure=Measure.SUPPORTERS),
        ),
        hashtag="#table2026",
    )


def test_terms_come_back_exactly(site):
    version = replace(make.version(), terms=everything())
    with site.desks.write() as desk:
        written = desk.campaigns.create(make.SLUG, version, is_replay=True)
    with site.desks.read() as desk:
        read = desk.campaigns.see(make.SLUG)
    assert read == written
    assert read.versions == (version,)
    assert read.is_replay
    assert read.stage is Stage.OPEN


@pytest.mark.usefixtures("campaign")
def test_versions_come_back_in_order(site):
    second = replace(make.version(2, 5_000), terms=everything(), author="Ben", reason="larger")
    with site.desks.write() as desk:
        held = desk.campaigns.hold(make.SLUG)
        published = desk.campaigns.publish(held, second)
        assert desk.campaigns.see(make.SLUG) == published
    with site.desks.read() as desk:
        assert desk.campaigns.see(make.SLUG).versions == (make.version(), second)


@pytest.mark.usefixtures("campaign")
def test_a_version_that_was_rolled_back_is_forgotten(site):
    first, second = make.version(2, 5_000), make.version(2, 6_000)

    def publish(version):
        with site.desks.write() as desk:
            desk.campaigns.publish(desk.campaigns.hold(make.SLUG), version)
            assert desk.campaigns.see(make.SLUG).latest != first

    with pytest.raises(AssertionError):
        publish(first)
    publish(second)
    with site.desks.read() as desk:
        assert desk.campaigns.see(make.SLUG).latest == second


@pytest.mark.usefixtures("campaign")
def test_a_stage_stays(site):
    with site.desks.write() as desk:
        held = desk.campaigns.hold(make.SLUG)
        assert desk.campaigns.move_to(held, Stage.CLOSED).stage is Stage.CLOSED
        journal = desk.journal(held)
        standing = journal.standing()
        standing.sequence = 1
        journal.keep(standing)
    with site.desks.read() as desk:
        assert desk.campaigns.see(make.SLUG).stage is Stage.CLOSED


def test_the_latest_campaign_comes_first(site):
    with site.desks.write() as desk:
        for slug in ("2010", "2011", "2012"):
            desk.campaigns.create(slug, make.version(slug=slug), is_replay=False)
    with site.desks.read() as desk:
        assert [each.slug for each in desk.campaigns.every()] == ["2012", "2011", "2010"]


@pytest.mark.usefixtures("campaign")
def test_a_name_is_given_once(site):
    with pytest.raises(ValueError, match="already"), site.desks.write() as desk:
        desk.campaigns.create(make.SLUG, make.version(), is_replay=False)


def test_a_campaign_is_found_by_its_id(site, campaign):
    with site.desks.write() as desk:
        other = desk.campaigns.create("other", make.version(slug="other"), is_replay=True)
    with site.desks.read() as desk:
        assert desk.campaigns.by_id(campaign.id) == campaign
        assert desk.campaigns.by_id(other.id) == other
        with pytest.raises(UnknownCampaign):
            desk.campaigns.by_id(other.id + 1)
