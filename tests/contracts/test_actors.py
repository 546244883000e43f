"""Actors: what a campaign keeps as an actor of the fediverse."""

import pytest

from tablee.ports.networks.actors import Follower, News, Relay

FIRST_MS, LATER_MS, EVER = 1_000, 2_000, 2**60
SHARED = "https://many.example/inbox"


def follower(name, shared=SHARED, at_ms=FIRST_MS):
    actor = f"https://many.example/users/{name}"
    return Follower(actor, f"{actor}/inbox", shared, at_ms)


@pytest.fixture
def kept(site, campaign):
    """Do something with the actors in a transaction of its own."""

    def do(what, *words, of=campaign.id):
        with site.desks.write() as desk:
            return getattr(desk.actors, what)(of, *words)

    return do


def test_whoever_makes_a_key_first_wins(kept):
    assert kept("key") == ""
    assert kept("keep_key", "one") == "one"
    assert kept("keep_key", "two") == "one"
    assert kept("key") == "one"


def test_a_key_can_be_changed(kept, others):
    kept("keep_key", "one")
    kept("keep_key", "other", of=others[0])
    kept("rotate_key", "two")
    assert kept("key") == "two"
    assert kept("key", of=others[0]) == "other"
    kept("rotate_key", "first", of=others[1])
    assert kept("key", of=others[1]) == "first"


def test_followers_come_and_go(kept, others):
    ada, ben = follower("ada"), follower("ben", "")
    kept("follow", ben)
    kept("follow", ada)
    kept("follow", ada, of=others[0])
    assert kept("followers", "", 10) == [ada, ben]
    assert kept("followers", ada.actor, 10) == [ben]
    assert kept("followers", "", 1) == [ada]
    assert kept("number") == 2
    assert kept("unfollow", ada.actor)
    assert not kept("unfollow", ada.actor)
    assert kept("followers", "", 10) == [ben]
    assert kept("number", of=others[0]) == 1


def test_who_follows_again_has_moved_and_is_known_since_the_first_time(kept):
    kept("follow", follower("ada"))
    kept("follow", follower("ada", "https://new.example/inbox", LATER_MS))
    moved = follower("ada", "https://new.example/inbox", FIRST_MS)
    assert kept("followers", "", 10) == [moved]


def test_each_server_is_told_once(kept, others):
    alone = follower("zoe", "")
    for each in (follower("ada"), follower("ben"), alone):
        kept("follow", each)
    kept("follow", follower("eve", "https://else.example/inbox"), of=others[0])
    assert kept("ears", "", 10) == [SHARED, alone.inbox]
    assert kept("ears", SHARED, 10) == [alone.inbox]
    assert kept("ears", "", 1) == [SHARED]
    assert kept("drop_ear", SHARED) == 2
    assert kept("drop_ear", SHARED) == 0
    assert kept("followers", "", 10) == [alone]


def test_relays_are_asked_and_answer(kept, others):
    tags = "https://tags.example"
    asked = Relay(f"{tags}/soup", f"{tags}/inbox", is_accepted=False, asked_at_ms=FIRST_MS)
    other = asked._replace(actor="https://relay.example/actor", asked_at_ms=LATER_MS)
    kept("keep_relay", asked)
    kept("keep_relay", other)
    kept("keep_relay", asked._replace(is_accepted=True))
    assert kept("relays") == [asked._replace(is_accepted=True), other]
    assert kept("relays", of=others[0]) == []
    assert kept("drop_relay", asked.actor)
    assert not kept("drop_relay", asked.actor)
    assert kept("relays") == [other]


def test_news_are_told_once_and_found_again(kept, others):
    first = kept("tell", News("closed", FIRST_MS, "It is over.", "C’est fini."))
    assert kept("tell", News("closed", LATER_MS, "Again.", "Encore.")) is None
    other = kept("tell", News("closed", LATER_MS, "Over.", "Fini."), of=others[0])
    last = kept("tell", News("settled", LATER_MS, "Settled.", "Soldée."))
    assert kept("news", EVER, 10) == [last, first]
    assert kept("news", EVER, 1) == [last]
    assert kept("news", last.number, 10) == [first]
    assert kept("told", first.number) == first
    assert kept("told", other.number) is None
    assert (kept("number_of_news"), kept("number_of_news", of=others[1])) == (2, 0)


def test_what_is_given_up_is_not_kept(site, campaign, kept):
    def give_up():
        with site.desks.write() as desk:
            desk.actors.keep_key(campaign.id, "one")
            desk.actors.follow(campaign.id, follower("ada"))
            desk.actors.tell(campaign.id, News("closed", 1, "It is over.", "C’est fini."))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    assert (kept("key"), kept("number"), kept("number_of_news")) == ("", 0, 0)
