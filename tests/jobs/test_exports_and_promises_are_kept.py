"""By the clock a log is exported each day and after the close, and names are forgotten."""

import pytest
from django.db import connections
from tests import make
from tests.sites import set_clock

from tablee.config import read_settings
from tablee.jobs.keeping.exports import keep_exports
from tablee.jobs.keeping.privacy import keep_promise_to_forget
from tablee.outside.log.exports import ExportShelf
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.usecases.settle_campaign import settle_campaign
from tablee.wiring import open_sealer, open_site


@pytest.fixture
def site(tmp_path):
    settings = read_settings({"TABLEE_HOME": str(tmp_path / "home"), "TABLEE_NAMES_DAYS": "9"})
    site = open_site(settings, clock=set_clock(), alias="clock")
    publish_terms(site.desks, site.clock, Publication(make.terms()))
    yield site
    connections["clock"].close()


@pytest.fixture
def shelf(site):
    return ExportShelf(site.settings.home)


def act_and_seal(site, name):
    record_acts(site.desks, site.clock, make.SLUG, [make.claim(name)], "form")
    open_sealer(site).seal(make.SLUG)


def names(shelf):
    return [each.name for each in shelf.every(make.SLUG)]


def test_nothing_is_exported_before_something_is_sealed(site, shelf):
    keep_exports(site)
    assert names(shelf) == []


def test_a_growing_log_is_exported_once_a_day(site, shelf):
    act_and_seal(site, "one")
    assert keep_exports(site) == [make.SLUG]
    act_and_seal(site, "two")
    assert keep_exports(site) == []
    site.clock.advance(make.DAY_MS)
    assert keep_exports(site) == [make.SLUG]
    assert names(shelf) == ["2026-03-02.zip", "2026-03-01.zip"]
    site.clock.advance(make.DAY_MS)
    assert keep_exports(site) == []


def test_a_log_that_cannot_be_exported_keeps_no_other_waiting(site, shelf, caplog):
    act_and_seal(site, "one")
    publish_terms(site.desks, site.clock, Publication(make.terms(slug="another")))
    open_sealer(site).seal("another")
    for path in (site.settings.home / "logs/another/tile").rglob("*"):
        if path.is_file():
            path.unlink()
    keep_exports(site)
    assert names(shelf) == ["2026-03-01.zip"]
    assert shelf.every("another") == []
    assert "export another" in caplog.text


def test_what_comes_after_the_close_is_exported_at_once(site, shelf):
    act_and_seal(site, "one")
    keep_exports(site)
    close_campaign(site.desks, site.clock, make.SLUG, "Ada")
    open_sealer(site).seal(make.SLUG)
    assert keep_exports(site) == [make.SLUG]
    assert keep_exports(site) == []
    assert shelf.last_checkpoint(make.SLUG) == site.logs.log(make.SLUG).read("checkpoint")
    assert names(shelf) == ["2026-03-01.zip"]


def test_names_are_forgotten_so_many_days_after_the_end(site):
    act_and_seal(site, "one")
    close_campaign(site.desks, site.clock, make.SLUG, "Ada")
    settle_campaign(site.desks, site.clock, make.SLUG)
    open_sealer(site).seal(make.SLUG)
    for days, is_known in ((8, True), (2, False)):
        site.clock.advance(days * make.DAY_MS)
        keep_promise_to_forget(site)
        with site.desks.read() as desk:
            assert bool(desk.logs.of(1).pepper) == is_known
