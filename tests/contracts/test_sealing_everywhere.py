"""Logs are sealed alike whatever stores them; sealers side by side never fork one."""

from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import pytest
from django import conf
from django.db import connections
from tests import make

from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.decide_act import Judgement, decide_act
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.usecases.settle_campaign import settle_campaign
from tablee.wiring import open_sealer

SEALERS = 3
TURNS = 6


@pytest.fixture
def opened(site):
    """A site with Ada's campaign, published as people publish it."""
    kinds = (make.kind(per_day=60, in_all=90), make.kind("share", 1, "shares"))
    publish_terms(site.desks, site.clock, Publication(make.terms(kinds=kinds, appeal_days=0)))
    return site


def record(site, name, count=30):
    claims = [make.claim(f"https://emil.example/{name}/{n}") for n in range(count)]
    record_acts(site.desks, site.clock, make.SLUG, claims, "partner")


def campaign_of(site):
    with site.desks.read() as desk:
        return desk.campaigns.see(make.SLUG)


def test_a_campaign_is_sealed_to_its_end(opened):
    sealer = open_sealer(opened)
    record(opened, "first", 40)
    assert sealer.seal(make.SLUG).is_published
    judgement = Judgement(7, Ruling.REVERSE, Reason.SPAM, "", "Ben")
    decide_act(opened.desks, opened.clock, make.SLUG, judgement)
    record(opened, "second", 30)
    assert sealer.seal(make.SLUG).is_published
    close_campaign(opened.desks, opened.clock, make.SLUG, "Ada")
    assert settle_campaign(opened.desks, opened.clock, make.SLUG)
    found = sealer.seal(make.SLUG)
    assert found.is_published
    # Whoever opens the log reads and counts all of it again.
    record_nothing = open_sealer(opened).seal(make.SLUG)
    assert record_nothing == found._replace(leaves=0)
    with opened.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        assert desk.logs.of(campaign.id).sequence == desk.journal(campaign).standing().sequence
        assert len({desk.logs.place(campaign.id, number) for number in range(1, 71)}) == 70
        assert desk.books.balances(campaign.id)["earned:Dana:blogs"] == 100


class Crowded:
    """Logs whose sealers do not wait for each other."""

    def __init__(self, shelf):
        self.log = shelf.log

    @contextmanager
    def alone(self, _slug):
        yield


@pytest.mark.parametrize("is_alone", [True, False])
def test_sealers_side_by_side_never_fork_a_log(opened, is_alone):
    site = opened if is_alone else replace(opened, logs=Crowded(opened.logs))
    open_sealer(site).seal(make.SLUG)
    results, failures = [], []

    def seal_often():
        sealer = open_sealer(site)
        try:
            results.extend(sealer.seal(make.SLUG) for _ in range(TURNS))
        except Exception as failure:  # noqa: BLE001 - told by the test
            failures.append(failure)
        finally:
            if conf.settings.configured:
                connections.close_all()

    threads = [Thread(target=seal_often) for _ in range(SEALERS)]
    for thread in threads:
        thread.start()
    for part in range(5):
        record(site, f"part-{part}", 10)
    for thread in threads:
        thread.join()
    assert failures == []
    assert {each.stopped for each in results} == {""}
    # Somebody who never saw any of it reads, hashes and counts it all.
    found = open_sealer(site).seal(make.SLUG)
    assert found.is_published
    by_size = {}
    for each in [*results, found]:
        by_size.setdefault(each.size, set()).add(each.root)
    assert all(len(roots) == 1 for roots in by_size.values())
    with site.desks.read() as desk:
        standing = desk.journal(campaign_of(site)).standing()
        assert desk.books.through(campaign_of(site).id) == standing.sequence
