"""Followers come and are told so, relays are asked and answer, and all of them can be left."""

import json

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.network import Network
from tablee.ports.networks.actors import Follower, Relay
from tablee.ports.tasks import Hold
from tablee.usecases.fediverse.following import (
    accept_follower,
    ask_relay,
    leave_relay,
    let_follower_go,
    note_answer,
)
from tablee.usecases.fediverse.names import PUBLIC, Actor, find_actor
from tablee.usecases.fediverse.sending import SEND
from tablee.usecases.fediverse.tend_actors import ASK_RELAY, tend_actor, tended, wanted_relays
from tablee.usecases.publish_terms import Publication, publish_terms

ROOT = "https://meals.example"
TAGS = "https://tags.example/user/soup"
RELAY = "https://relay.example/inbox"
ADA = Follower("https://many.example/ada", "https://many.example/ada/inbox", "", make.MIDDLE_MS)


@pytest.fixture
def stage():
    options = (("relays", f"{TAGS} {RELAY}"),)
    return Stage(make.terms(networks=(Network("activitypub", options),)))


def at(stage, do, *words, **more):
    with stage.desks.write() as desk:
        campaign = desk.campaigns.hold(make.SLUG)
        return do(desk, campaign, *words, **more)


def tasks(stage, verb=SEND):
    """Take everything that is to be done."""
    with stage.desks.write() as desk:
        taken = desk.tasks.take((verb,), Hold("Ben", 2**60), 2**60, 100)
        desk.tasks.done(taken, "Ben")
    return taken


def sent(stage):
    return [(each.body["inbox"], json.loads(each.body["activity"])) for each in tasks(stage)]


def relays(stage):
    with stage.desks.read() as desk:
        return {each.actor: each.is_accepted for each in desk.actors.relays(1)}


@pytest.fixture
def actor():
    return Actor(ROOT, make.SLUG, "summer")


@pytest.mark.conformance("AP-01")
def test_who_follows_is_written_down_and_told_so(stage, actor):
    at(stage, accept_follower, actor, ADA, "https://many.example/follows/1")
    ((inbox, said),) = sent(stage)
    assert inbox == ADA.inbox
    assert (said["type"], said["actor"]) == ("Accept", actor.id)
    assert said["object"] == {
        "type": "Follow",
        "id": "https://many.example/follows/1",
        "actor": ADA.actor,
        "object": actor.id,
    }
    at(stage, accept_follower, actor, ADA, "https://many.example/follows/1")
    assert len(sent(stage)) == 1  # the first answer may have been lost
    assert at(stage, let_follower_go, ADA.actor)
    assert not at(stage, let_follower_go, ADA.actor)


def test_a_relay_is_asked_once_and_left_with_the_same_words(stage, actor):
    relay = Relay(TAGS, "https://tags.example/inbox", is_accepted=False, asked_at_ms=5)
    at(stage, ask_relay, actor, relay)
    at(stage, ask_relay, actor, relay)
    ((inbox, asked),) = sent(stage)
    assert inbox == relay.inbox
    assert (asked["type"], asked["object"]) == ("Follow", TAGS)
    assert at(stage, note_answer, TAGS, is_yes=True)
    assert relays(stage) == {TAGS: True}
    at(stage, leave_relay, actor, relay, 9)
    ((_, undo),) = sent(stage)
    assert (undo["type"], undo["object"]["id"]) == ("Undo", asked["id"])
    assert relays(stage) == {}


def test_a_relay_known_by_its_inbox_is_asked_for_everything_and_known_when_it_answers(stage, actor):
    relay = Relay(RELAY, RELAY, is_accepted=False, asked_at_ms=5)
    at(stage, ask_relay, actor, relay)
    ((_, asked),) = sent(stage)
    assert asked["object"] == PUBLIC
    assert not at(stage, note_answer, "https://else.example/actor", is_yes=True)
    assert at(stage, note_answer, "https://relay.example/actor", is_yes=False)
    assert relays(stage) == {"https://relay.example/actor": False}


def test_relays_are_wanted_while_the_campaign_runs(stage):
    with stage.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
    assert wanted_relays(campaign, make.MIDDLE_MS) == (TAGS, RELAY)
    assert wanted_relays(campaign, 0) == ()
    assert wanted_relays(campaign, 2**50) == ()


def test_relays_are_asked_at_the_opening_and_left_at_the_close(stage, actor):
    asked = set()
    for _ in range(2):
        tend_actor(stage.desks, stage.clock, make.SLUG, ROOT, asked)
    assert {each.body["address"] for each in tasks(stage, ASK_RELAY)} == {TAGS, RELAY}
    tend_actor(stage.desks, stage.clock, make.SLUG, ROOT, asked)
    assert tasks(stage, ASK_RELAY) == []
    at(stage, ask_relay, actor, Relay(TAGS, TAGS, is_accepted=False, asked_at_ms=5))
    tasks(stage)
    tend_actor(stage.desks, stage.clock, make.SLUG, ROOT, set())
    assert {each.body["address"] for each in tasks(stage, ASK_RELAY)} == {RELAY}
    stage.clock.pass_days(1_000)
    tend_actor(stage.desks, stage.clock, make.SLUG, ROOT, asked)
    assert [said["type"] for _, said in sent(stage)] == ["Undo"]
    assert relays(stage) == {}


def test_campaigns_that_do_not_name_the_fediverse_are_left_alone(stage):
    publish_terms(stage.desks, stage.clock, Publication(make.terms(slug="quiet")))
    with stage.desks.read() as desk:
        assert [each.slug for each in tended(desk, make.MIDDLE_MS)] == [make.SLUG]
        assert find_actor(desk, "quiet", ROOT, make.MIDDLE_MS) is None
        assert find_actor(desk, make.SLUG, ROOT, make.MIDDLE_MS).slug == make.SLUG
