"""Receivers of events are kept with their secrets, and with how it goes; nothing is undone."""

from contextlib import suppress
from dataclasses import replace

from tests import make

from tablee.ports.desk import Letter, Message
from tablee.ports.hooks import Attempt, Hook, Secrets

ONE = Secrets("whsec_b25l")
TWO = Secrets("whsec_dHdv", "whsec_b25l", 9_000)
GOOD = Attempt(2_000, 204, is_success=True)
BAD = Attempt(3_000, 503, is_success=False, trouble="it answered 503")


def add(site, campaign, address="https://emil.example/events"):
    with site.desks.write() as desk:
        return desk.hooks.add(Hook(0, campaign.id, address, ONE, 1_000))


def change(site, verb, *words):
    with site.desks.write() as desk:
        return getattr(desk.hooks, verb)(*words)


def found(site, number):
    with site.desks.read() as desk:
        return desk.hooks.get(number)


def test_receivers_are_found_by_number_and_by_campaign(site, campaign, others):
    one, two = add(site, campaign), add(site, campaign, "https://fay.example/")
    assert 0 < one.number < two.number
    with site.desks.read() as desk:
        assert desk.hooks.every(campaign.id) == [one, two]
        assert desk.hooks.every(others[0]) == []
        assert desk.hooks.get(two.number) == two
        assert desk.hooks.get(two.number + 1) is None
        assert desk.hooks.listening() == {campaign.id: [one.number, two.number]}


def test_a_rotation_and_a_delivery_do_not_undo_each_other(site, campaign):
    number = add(site, campaign).number
    change(site, "rotate", number, TWO)
    change(site, "note", number, GOOD)
    hook = found(site, number)
    assert (hook.secrets, hook.last, hook.succeeded_at_ms) == (TWO, GOOD, 2_000)


def test_failures_are_counted_until_one_goes_well(site, campaign):
    number = add(site, campaign).number
    for _ in range(2):
        change(site, "note", number, BAD)
    hook = found(site, number)
    assert (hook.failures, hook.last, hook.succeeded_at_ms) == (2, BAD, 0)
    change(site, "note", number, GOOD)
    assert (found(site, number).failures, found(site, number).last) == (0, GOOD)


def test_a_pause_is_never_made_shorter(site, campaign):
    number = add(site, campaign).number
    change(site, "pause", number, 5_000)
    change(site, "pause", number, 4_000)
    assert found(site, number).paused_until_ms == 5_000


def test_a_disabled_receiver_listens_no_more_and_is_still_known(site, campaign):
    hook = add(site, campaign)
    change(site, "disable", hook.number, 4_000)
    change(site, "disable", hook.number, 5_000)
    assert found(site, hook.number) == replace(hook, disabled_at_ms=4_000)
    with site.desks.read() as desk:
        assert desk.hooks.listening() == {}


def test_a_receiver_that_is_let_back_in_listens_again(site, campaign):
    hook = add(site, campaign)
    change(site, "disable", hook.number, 4_000)
    change(site, "enable", hook.number)
    change(site, "enable", 99)
    assert found(site, hook.number) == hook
    with site.desks.read() as desk:
        assert desk.hooks.listening() == {hook.campaign_id: [hook.number]}


def test_a_removed_receiver_is_forgotten_and_its_number_not_given_again(site, campaign):
    hook = add(site, campaign)
    assert change(site, "remove", hook.number)
    assert not change(site, "remove", hook.number)
    assert found(site, hook.number) is None
    for verb, word in (("note", GOOD), ("pause", 1), ("disable", 1), ("rotate", TWO)):
        change(site, verb, hook.number, word)
    assert found(site, hook.number) is None
    assert add(site, campaign).number != hook.number


def test_what_fails_is_taken_back_whole(site, campaign):
    hook = add(site, campaign)
    with suppress(LookupError), site.desks.write() as desk:
        desk.hooks.note(hook.number, BAD)
        desk.hooks.remove(hook.number)
        desk.hooks.add(hook)
        raise LookupError
    with site.desks.read() as desk:
        assert desk.hooks.every(campaign.id) == [hook]


def test_nothing_that_is_printed_shows_a_secret(site, campaign):
    hook = replace(add(site, campaign), secrets=TWO)
    assert "whsec" not in f"{hook} {hook!r} {hook.secrets}"


def test_both_secrets_are_good_until_the_former_one_is_over():
    assert TWO.good_at(8_999) == ("whsec_dHdv", "whsec_b25l")
    assert TWO.good_at(9_000) == ("whsec_dHdv",)
    assert ONE.good_at(0) == ("whsec_b25l",)


def test_a_letter_tells_its_campaign_and_moment(site, campaign, others):
    message = Message("campaign.closed", "closed", {"by": "Ada", "mot": "été"})
    with site.desks.write() as desk:
        desk.outbox.put(others[0], message, 7)
        desk.outbox.put(campaign.id, message, make.MIDDLE_MS)
    with site.desks.write() as desk:
        first, second = desk.outbox.letters(9)
        assert first[1:] == (others[0], 7, message)
        assert second == Letter(second.number, campaign.id, make.MIDDLE_MS, message)
        desk.outbox.delivered(first.number, 9)
    with site.desks.read() as desk:
        assert desk.outbox.letters(9) == [second]
        assert desk.outbox.letter(first.number) == first
        assert desk.outbox.letter(second.number + 1) is None
