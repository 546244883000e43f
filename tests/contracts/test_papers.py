"""Books, outbox, keys and notes."""

from collections import Counter

import pytest
from tests import make

from tablee.core.books.ledger import Entry, Posting
from tablee.ports.desk import Message, Note, PartnerKey
from tablee.usecases.publish_terms import Publication, publish_terms


def entry(reason="a raise", units=3, pool="blogs"):
    sides = (Posting("promised:Dana", -units), Posting(f"pledged:Dana:{pool}", units))
    return Entry(reason, sides)


def test_balances_are_the_sums_of_postings(site, campaign):
    with site.desks.write() as desk:
        assert desk.books.balances(campaign.id) == Counter()
        assert desk.books.through(campaign.id) == 0
        desk.books.write(campaign.id, entry(units=3), through=4, at_ms=1)
        desk.books.write(campaign.id, entry(units=2), through=9, at_ms=2)
        desk.books.write(campaign.id, Entry("nothing moved", ()), through=9, at_ms=3)
    with site.desks.read() as desk:
        expected = Counter({"promised:Dana": -5, "pledged:Dana:blogs": 5})
        assert desk.books.balances(campaign.id) == expected
        assert desk.books.through(campaign.id) == 9


def test_an_account_on_which_nothing_stands_is_left_out(site, campaign):
    with site.desks.write() as desk:
        desk.books.write(campaign.id, entry(units=3), through=1, at_ms=1)
        desk.books.write(campaign.id, entry(units=-3), through=2, at_ms=1)
        assert desk.books.balances(campaign.id) == Counter()


def test_books_of_two_campaigns_do_not_mix(site, campaign):
    with site.desks.write() as desk:
        other = desk.campaigns.create("other", make.version(slug="other"), is_replay=False)
        desk.books.write(other.id, entry(), through=5, at_ms=1)
        assert desk.books.balances(campaign.id) == Counter()
        assert desk.books.through(campaign.id) == 0


def test_a_message_put_twice_is_put_once(site, campaign):
    message = Message("act.decided", "act:1:7", {"act": 1, "state": "counted", "mot": "été"})
    with site.desks.write() as desk:
        desk.outbox.put(campaign.id, message, 1)
        desk.outbox.put(campaign.id, message._replace(topic="another"), 2)
    with site.desks.read() as desk:
        assert [each for _, each in desk.outbox.waiting(9)] == [message]


def test_messages_that_were_delivered_are_forgotten_for_good(site, campaign):
    with site.desks.write() as desk:
        for name in ("one", "two", "three"):
            desk.outbox.put(campaign.id, Message("topic", name, {}), 1)
        first, second, third = [number for number, _ in desk.outbox.waiting(9)]
        desk.outbox.delivered(second, 8)
        desk.outbox.delivered(first, 7)
        assert desk.outbox.delivered_before(8, 0, 9) == [first]
        assert desk.outbox.delivered_before(9, 0, 9) == [first, second]
        assert desk.outbox.delivered_before(9, 0, 1) == [first]
        assert desk.outbox.delivered_before(9, first, 9) == [second]
        desk.outbox.forget([])
        desk.outbox.forget([first])
    with site.desks.read() as desk:
        assert desk.outbox.letter(first) is None
        assert desk.outbox.letter(second) is not None
        assert desk.outbox.delivered_before(9, 0, 9) == [second]
        assert [number for number, _ in desk.outbox.waiting(9)] == [third]


def test_messages_wait_in_order_until_they_are_delivered(site, campaign):
    with site.desks.write() as desk:
        for number in range(5):
            desk.outbox.put(campaign.id, Message("topic", f"key-{number}", {}), number)
    with site.desks.write() as desk:
        waiting = desk.outbox.waiting(3)
        assert [each.key for _, each in waiting] == ["key-0", "key-1", "key-2"]
        desk.outbox.delivered(waiting[1][0], 9)
        desk.outbox.delivered(waiting[1][0], 10)
    with site.desks.read() as desk:
        assert [each.key for _, each in desk.outbox.waiting(3)] == ["key-0", "key-2", "key-3"]


@pytest.mark.usefixtures("campaign")
def test_a_key_is_found_by_its_hash(site):
    till = PartnerKey("till", make.SLUG, b"1" * 32, ("purchase", "share"))
    blogs = PartnerKey("blogs", make.SLUG, b"2" * 32, ())
    with site.desks.write() as desk:
        desk.keys.add(till, 1)
        desk.keys.add(blogs, 2)
    with site.desks.read() as desk:
        assert desk.keys.find(till.digest) == till
        assert desk.keys.find(blogs.digest) == blogs
        assert desk.keys.find(b"3" * 32) is None
        assert desk.keys.every(make.SLUG) == [till, blogs]
        assert desk.keys.every("elsewhere") == []


@pytest.mark.usefixtures("campaign")
def test_a_revoked_key_stays_on_the_list(site):
    till = PartnerKey("till", make.SLUG, b"1" * 32, ())
    with site.desks.write() as desk:
        desk.keys.add(till, 1)
        assert desk.keys.revoke(make.SLUG, "till", 2)
        assert not desk.keys.revoke(make.SLUG, "till", 3)
        assert not desk.keys.revoke(make.SLUG, "nobody", 3)
    with site.desks.read() as desk:
        assert desk.keys.find(till.digest) == till._replace(is_revoked=True)
        assert desk.keys.every(make.SLUG) == [till._replace(is_revoked=True)]


@pytest.mark.usefixtures("campaign")
def test_a_key_is_revoked_in_its_own_campaign_only(site):
    other = make.terms(slug="table-2027")
    publish_terms(site.desks, site.clock, Publication(other))
    here = PartnerKey("till", make.SLUG, b"1" * 32, ())
    there = PartnerKey("till", other.slug, b"2" * 32, ())
    with site.desks.write() as desk:
        desk.keys.add(here, 1)
        desk.keys.add(there, 1)
        assert not desk.keys.revoke("nowhere", "till", 2)
        assert desk.keys.revoke(other.slug, "till", 2)
    with site.desks.read() as desk:
        assert desk.keys.find(here.digest) == here
        assert desk.keys.find(there.digest) == there._replace(is_revoked=True)


def test_notes_come_newest_first(site, campaign):
    notes = [Note("Dana", f"hello {at}", f"bonjour {at}", at) for at in (5, 9, 9, 1)]
    with site.desks.write() as desk:
        for note in notes:
            desk.notes.post(campaign.id, note)
    with site.desks.read() as desk:
        latest = [notes[2], notes[1], notes[0]]
        assert desk.notes.latest(campaign.id, 3) == latest
