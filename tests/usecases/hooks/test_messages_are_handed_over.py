"""Messages become one task for each receiver (spread_messages), and acts messages (count_acts)."""

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.decision import Ruling
from tablee.core.errors import InvalidTerms, UnknownCampaign
from tablee.ports.desk import Message, Note
from tablee.ports.tasks import Hold
from tablee.usecases.hooks.count_acts import count_acts
from tablee.usecases.hooks.register_hook import (
    enable_hook,
    register_hook,
    remove_hook,
    rotate_secret,
)
from tablee.usecases.hooks.spread_messages import AT_ONCE, DELIVER, spread_messages
from tablee.usecases.hooks.topics import TOPICS
from tablee.usecases.post_note import post_note

EMIL = "https://emil.example/events"
FAY = "https://fay.example/events"
HOUR_MS = 3_600_000


@pytest.fixture
def stage():
    return Stage(make.terms(appeal_days=3))


def listen(stage, address=EMIL):
    return register_hook(stage.desks, stage.clock, make.SLUG, address, "whsec_b25l").number


def spread(stage):
    return spread_messages(stage.desks, stage.clock)


def count(stage, told=None):
    return count_acts(stage.desks, stage.clock, {} if told is None else told)


def due(stage):
    """Take all that is to be delivered: topic and receiver."""
    with stage.desks.write() as desk:
        tasks = desk.tasks.take([DELIVER], Hold("us", stage.clock.ms + 9), stage.clock.ms, 9_999)
        letters = [desk.outbox.letter(task.body["message"]) for task in tasks]
    return [
        (letter.message.topic, task.body["hook"])
        for letter, task in zip(letters, tasks, strict=True)
    ]


def bodies(stage, topic):
    with stage.desks.read() as desk:
        letters = [desk.outbox.letter(number + 1) for number in range(500)]
    return [dict(each.message.body) for each in letters if each and each.message.topic == topic]


@pytest.mark.conformance("EV-01")
def test_each_receiver_is_told_of_each_change_in_order_and_once(stage):
    one, two = listen(stage), listen(stage, FAY)
    stage.unverified()
    stage.decide(1, Ruling.CONFIRM)
    stage.close()
    assert spread(stage) == 2
    assert spread(stage) == 0
    topics = ["act.decided", "campaign.closed"]
    assert due(stage) == [(topic, hook) for topic in topics for hook in (one, two)]


def test_nobody_is_told_of_what_was_before_they_listened(stage):
    stage.unverified()
    stage.decide(1, Ruling.CONFIRM)
    one = listen(stage)
    stage.unverified("https://emil.example/2")
    stage.decide(2, Ruling.REFUSE)
    listen(stage, FAY)
    spread(stage)
    assert due(stage) == [("act.decided", one)]


def test_who_comes_back_is_told_of_what_happens_from_then_on(stage):
    one = listen(stage)
    with stage.desks.write() as desk:
        desk.hooks.disable(one, stage.clock.ms)
    stage.unverified()
    stage.decide(1, Ruling.CONFIRM)
    for _ in range(2):
        hook = enable_hook(stage.desks, stage.clock, one)
        assert not hook.is_disabled
    assert enable_hook(stage.desks, stage.clock, 99) is None
    stage.close()
    spread(stage)
    assert due(stage) == [("campaign.closed", one)]


def test_what_concerns_nobody_waits_for_nobody(stage):
    assert stage.messages() == ["terms.published", "cover.laid", "cover.laid"]
    assert spread(stage) == 3
    assert stage.messages() == []
    assert due(stage) == []


def test_many_messages_are_handed_over_in_turns(stage):
    listen(stage)
    with stage.desks.write() as desk:
        for number in range(AT_ONCE + 5):
            desk.outbox.put(1, Message("topic", f"key-{number}", {}), 1)
    assert spread(stage) == AT_ONCE
    assert spread(stage) == 5
    assert len(due(stage)) == AT_ONCE + 5


def test_messages_of_one_campaign_are_not_told_to_those_of_another(stage):
    stage.publish(make.terms(slug="other"))
    listen(stage)
    register_hook(stage.desks, stage.clock, "other", FAY, "whsec_b25l")
    stage.close()
    spread(stage)
    assert due(stage) == [("campaign.closed", 1)]


def test_acts_are_told_of_many_at_a_time_with_where_the_campaign_stands(stage):
    listen(stage)
    stage.record(*(make.claim(f"https://emil.example/{n}") for n in range(12)))
    assert count(stage) == 1
    assert count(stage) == 0
    stage.unverified("https://fay.example/1", by="Fay")
    assert count(stage) == 1
    first, second = bodies(stage, "acts.recorded")
    assert first == {
        "campaign": make.SLUG,
        "first": 1,
        "last": 12,
        "acts": 12,
        "paid": 100,
        "unpaid": 20,
        "pending": 0,
    }
    assert (second["first"], second["last"], second["pending"]) == (13, 13, 10)


def test_the_door_writes_no_message_for_an_act(stage):
    listen(stage)
    stage.record(*(make.claim(f"https://emil.example/{n}") for n in range(300)))
    assert stage.messages() == []
    assert count(stage) == 1
    assert stage.messages() == ["acts.recorded"]


def test_acts_are_told_of_without_gap_or_overlap_whoever_counts(stage):
    listen(stage)
    told, others = {}, {}
    for number in range(6):
        stage.one(f"https://emil.example/{number}")
        count(stage, told if number % 2 else others)
    spans = [(each["first"], each["last"]) for each in bodies(stage, "acts.recorded")]
    assert spans == [(number, number) for number in range(1, 7)]


def test_acts_are_counted_for_nobody_where_nobody_listens(stage):
    stage.one()
    assert count(stage) == 0
    hook = listen(stage)
    told = {}
    assert count(stage, told) == 1
    assert remove_hook(stage.desks, hook)
    stage.one("https://emil.example/2")
    assert count(stage, told) == 0


@pytest.mark.conformance("EV-01")
def test_every_change_of_a_campaign_has_its_event(stage):
    listen(stage)
    stage.record(*(make.unverified(f"https://emil.example/{n}") for n in range(2)))
    stage.decide(1, Ruling.CONFIRM)
    stage.decide(2, Ruling.REFUSE)
    count(stage)
    post_note(stage.desks, make.SLUG, Note("Dana", "Well done!", "Bravo !", stage.clock.ms))
    stage.lift(make.raised(effective_at=make.CLOSES_AT))
    stage.clock.pass_days(4)
    stage.advance()
    stage.close()
    stage.settle()
    with stage.desks.read() as desk:
        topics = {desk.outbox.letter(n + 1).message.topic for n in range(len(stage.messages()) + 3)}
    elsewhere = {"appeal.received", "appeal.answered", "milestone.reached", "hook.tried"}
    elsewhere |= {"codes.guessed", "act.chosen", "document.signed"}
    assert topics | elsewhere == {each.name for each in TOPICS}


def test_both_secrets_sign_until_the_former_one_is_over(stage):
    hook = listen(stage)
    rotated = rotate_secret(stage.desks, stage.clock, hook, "whsec_dHdv", HOUR_MS)
    assert rotated.secrets.good_at(stage.clock.ms) == ("whsec_dHdv", "whsec_b25l")
    assert rotated.secrets.good_at(stage.clock.ms + HOUR_MS) == ("whsec_dHdv",)
    with stage.desks.read() as desk:
        assert desk.hooks.get(hook) == rotated
    assert rotate_secret(stage.desks, stage.clock, 99, "whsec_dHdv", 0) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "emil.example",
        "ftp://emil.example/",
        "https://",
        "https://emil:secret@emil.example/",
        "https://emil.example/a b",
        "https://emil.example/\r\nx: y",
        "https://[::1/",
        f"https://emil.example/{'x' * 2_000}",
    ],
)
def test_what_is_no_address_is_not_registered(stage, address):
    with pytest.raises(InvalidTerms):
        listen(stage, address)
    with stage.desks.read() as desk:
        assert desk.hooks.every(1) == []


def test_nobody_listens_to_a_campaign_that_is_not_there(stage):
    with pytest.raises(UnknownCampaign):
        register_hook(stage.desks, stage.clock, "nothing", EMIL, "whsec_b25l")
