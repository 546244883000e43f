"""Events that were handed over long ago are forgotten, unless somebody is still to have them."""

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.decision import Ruling
from tablee.ports.desk import Message
from tablee.ports.tasks import Hold
from tablee.usecases.hooks.register_hook import register_hook
from tablee.usecases.hooks.spread_messages import DELIVER, spread_messages
from tablee.usecases.upkeep.prune_messages import AT_ONCE, prune_messages

DAYS = 90
EMIL = "https://emil.example/events"


@pytest.fixture
def stage():
    """A campaign in which something has happened."""
    stage = Stage()
    stage.unverified()
    stage.one("https://fay.example/1", by="Fay")
    stage.decide(2, Ruling.REVERSE)
    return stage


def prune(stage):
    return prune_messages(stage.desks, stage.clock, DAYS)


def kept(stage):
    """Topics of all messages that are kept, in order."""
    with stage.desks.read() as desk:
        letters = [desk.outbox.letter(number + 1) for number in range(1_000)]
    return [letter.message.topic for letter in letters if letter]


def test_what_was_handed_over_long_ago_is_forgotten_and_nothing_else(stage):
    count = len(kept(stage))
    spread_messages(stage.desks, stage.clock)
    stage.clock.pass_days(DAYS)
    assert prune(stage) == 0
    stage.clock.ms += 1
    stage.decide(1, Ruling.CONFIRM)
    waiting = stage.messages()
    assert waiting
    assert prune(stage) == count
    assert prune(stage) == 0
    assert stage.messages() == kept(stage) == waiting


def test_what_waits_is_never_forgotten(stage):
    waiting = stage.messages()
    stage.clock.pass_days(10 * DAYS)
    assert prune(stage) == 0
    assert stage.messages() == waiting


def test_what_a_receiver_has_not_taken_stays_however_old(stage):
    register_hook(stage.desks, stage.clock, make.SLUG, EMIL, "whsec_b25l")
    before = len(kept(stage))
    stage.decide(1, Ruling.CONFIRM)
    stage.close()
    spread_messages(stage.desks, stage.clock)
    with stage.desks.write() as desk:
        first, second = desk.tasks.take([DELIVER], Hold("us", 2**60), stage.clock.ms, 9)
        desk.tasks.bury(first, "us", "it answered 500")
    stage.clock.pass_days(DAYS + 1)
    assert prune(stage) == before
    assert kept(stage) == ["act.decided", "campaign.closed"]
    with stage.desks.write() as desk:
        desk.tasks.done([second], "us")
    assert prune(stage) == 1
    assert kept(stage) == ["act.decided"]


def test_many_are_forgotten_in_turns(stage):
    with stage.desks.write() as desk:
        for number in range(AT_ONCE + 1):
            desk.outbox.put(1, Message("topic", str(number), {}), stage.clock.ms)
    while spread_messages(stage.desks, stage.clock):
        pass
    more = len(kept(stage)) - AT_ONCE
    stage.clock.pass_days(DAYS + 1)
    assert [prune(stage) for _ in range(3)] == [AT_ONCE, more, 0]
