"""A desk is one transaction: all of it or nothing, and a reader sees one moment."""

from threading import Thread

import pytest
from django.conf import settings
from django.db import connections
from tests import make

from tablee.core.campaign import Stage
from tablee.core.errors import UnknownCampaign
from tablee.ports.desk import Message, Note, PartnerKey
from tablee.store.memory import MemoryDesks


class Interrupted(Exception):
    pass


def slugs(site):
    with site.desks.read() as desk:
        return [campaign.slug for campaign in desk.campaigns.every()]


def test_leaving_a_desk_commits(site):
    with site.desks.write() as desk:
        desk.campaigns.create("one", make.version(slug="one"), is_replay=False)
    assert slugs(site) == ["one"]


def test_an_exception_rolls_everything_back(site, campaign):
    digest = b"d" * 32

    def write_everything():
        with site.desks.write() as desk:
            desk.campaigns.create("two", make.version(slug="two"), is_replay=False)
            desk.notes.post(campaign.id, Note("Ada", "hello", "bonjour", 1))
            desk.outbox.put(campaign.id, Message("topic", "key", {}), 1)
            desk.keys.add(PartnerKey("till", make.SLUG, digest, ()), 1)
            desk.campaigns.move_to(campaign, Stage.CLOSED)
            raise Interrupted

    with pytest.raises(Interrupted):
        write_everything()
    with site.desks.read() as desk:
        assert [each.slug for each in desk.campaigns.every()] == [make.SLUG]
        assert desk.notes.latest(campaign.id, 9) == []
        assert desk.outbox.waiting(9) == []
        assert desk.keys.find(digest) is None
        assert desk.campaigns.see(make.SLUG).stage is Stage.OPEN


def test_what_a_reader_writes_is_taken_back(site, campaign):
    with site.desks.read() as desk:
        desk.campaigns.move_to(campaign, Stage.CLOSED)
    with site.desks.read() as desk:
        assert desk.campaigns.see(make.SLUG).stage is Stage.OPEN


def test_whoever_reads_cannot_write_by_mistake(site):
    with (
        site.desks.read(),
        pytest.raises(RuntimeError, match="before you write"),
        site.desks.write(),
    ):
        pass
    with site.desks.write() as desk:
        assert desk.campaigns.every() == []


def test_a_campaign_that_is_not_there_is_unknown(site):
    with site.desks.write() as desk, pytest.raises(UnknownCampaign):
        desk.campaigns.hold("nowhere")
    with site.desks.read() as desk, pytest.raises(UnknownCampaign):
        desk.campaigns.see("nowhere")


@pytest.mark.usefixtures("campaign")
def test_writers_wait_for_each_other(site):
    """Thirty threads count on one number; none is lost."""

    def count():
        with site.desks.write() as desk:
            held = desk.campaigns.hold(make.SLUG)
            journal = desk.journal(held)
            standing = journal.standing()
            standing.clock_ms += 1
            journal.keep(standing)
        close_connections()

    threads = [Thread(target=count) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with site.desks.read() as desk:
        assert desk.journal(desk.campaigns.see(make.SLUG)).standing().clock_ms == 30


def test_a_reader_sees_one_moment(site, campaign):
    """What is written meanwhile stays unseen until the next desk; memory's readers wait instead."""
    if isinstance(site.desks, MemoryDesks):
        pytest.skip("in memory a writer waits for the reader")
    with site.desks.read() as desk:
        before = desk.campaigns.see(make.SLUG).stage

        def close():
            with site.desks.write() as other:
                other.campaigns.move_to(other.campaigns.hold(make.SLUG), Stage.CLOSED)
                held = other.journal(campaign)
                standing = held.standing()
                standing.sequence += 1
                held.keep(standing)
            close_connections()

        writer = Thread(target=close)
        writer.start()
        writer.join()
        assert desk.campaigns.see(make.SLUG).stage is before
    with site.desks.read() as desk:
        assert desk.campaigns.see(make.SLUG).stage is Stage.CLOSED


def close_connections():
    """A thread that ends takes its connections with it; memory has none."""
    if settings.configured:
        connections.close_all()
