"""Events are sent, signed, until they are taken; what a receiver answers decides what follows."""

import asyncio
import json
from itertools import count

import pytest
from tests import make

from tablee.jobs.clerk import Clerk
from tablee.jobs.deliver import Deliveries
from tablee.outside.clock import SetClock
from tablee.ports.desk import Message
from tablee.ports.fetch import Fetched, NotFetched, Obstacle
from tablee.usecases.hooks.event import event_of
from tablee.usecases.hooks.note_deliveries import THROTTLE_MS, send_again
from tablee.usecases.hooks.register_hook import register_hook, remove_hook, rotate_secret
from tablee.usecases.hooks.retries import RETRIES_MS
from tablee.usecases.hooks.signing import secret_text
from tablee.usecases.hooks.spread_messages import DELIVER, spread_messages
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

EMIL = "https://emil.example/events"
SECRET = secret_text(b"1" * 32)
DAY_MS = 86_400_000


class Receiver:
    """Answers what it is told to, one answer after the other; the last one for ever."""

    def __init__(self, *answers):
        self.answers = [*answers]
        self.asks = []

    async def fetch(self, ask):
        self.asks.append(ask)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Obstacle):
            raise NotFetched(answer, ask.address)
        status, headers = answer if isinstance(answer, tuple) else (answer, {})
        return Fetched(ask.address, status, headers, b"", is_whole=True)

    async def close(self):
        self.asks.append("closed")


class Post:
    """A campaign with one receiver, and the worker that sends to it."""

    def __init__(self, *answers):
        self.receiver = Receiver(*answers)
        self.clock = SetClock(make.MIDDLE_MS)
        self.site = memory_site(clock=self.clock, fetcher=self.receiver)
        publish_terms(self.site.desks, self.clock, Publication(make.terms()))
        made = register_hook(self.site.desks, self.clock, make.SLUG, EMIL, SECRET)
        self.number = made.number
        self.keys = count(1)
        self.clerk = Clerk(self.site.desks, self.clock, {DELIVER: Deliveries(self.site)})

    def happen(self, times=1):
        with self.site.desks.write() as desk:
            for _ in range(times):
                key = f"key-{next(self.keys)}"
                message = Message("campaign.closed", key, {"campaign": make.SLUG, "by": "Ada"})
                desk.outbox.put(1, message, self.clock.now_ms())
        spread_messages(self.site.desks, self.clock)

    def work(self):
        """Send what is due; return how many were sent."""
        before = len(self.receiver.asks)
        begun = self.clerk.take(100, 45_000)

        async def labour():
            return await asyncio.gather(*(each.labour() for each in begun), return_exceptions=True)

        outcomes = asyncio.run(labour())
        tasks = [each.task for each in begun]
        self.clerk.report([*zip(tasks, outcomes, strict=True)])
        return len(self.receiver.asks) - before

    def wait(self, ms):
        self.clock.advance(ms)

    @property
    def hook(self):
        with self.site.desks.read() as desk:
            return desk.hooks.get(self.number)

    @property
    def queue(self):
        with self.site.desks.read() as desk:
            return [(each.waiting, each.dead) for each in desk.tasks.queues()]


def test_an_event_that_is_taken_is_over():
    post = Post(204)
    post.happen()
    assert post.work() == 1
    assert post.queue == []
    (ask,) = post.receiver.asks
    assert (ask.method, ask.address) == ("POST", EMIL)
    assert ask.headers["content-type"].startswith("application/cloudevents+json")
    event = json.loads(ask.body)
    assert event["id"] == ask.headers["webhook-id"]
    assert event["source"].endswith(f"/c/{make.SLUG}/")
    assert (post.hook.last.status, post.hook.succeeded_at_ms) == (204, make.MIDDLE_MS)


@pytest.mark.conformance("EV-02")
@pytest.mark.parametrize("answer", [500, 404, 302, 100, Obstacle.UNREACHABLE, Obstacle.NOT_PUBLIC])
def test_what_is_not_taken_is_sent_again_by_the_table_and_is_dead_then(answer):
    post = Post(answer)
    post.happen()
    assert post.work() == 1
    for pause_ms in RETRIES_MS:
        post.wait(pause_ms - 1)
        assert post.work() == 0
        post.wait(pause_ms // 5 + 1)
        assert post.work() == 1
    assert post.queue == [(0, 1)]
    assert post.hook.failures == 10
    bodies = {(ask.headers["webhook-id"], ask.body) for ask in post.receiver.asks}
    assert len(bodies) == 1
    assert len({ask.headers["webhook-signature"] for ask in post.receiver.asks}) == 10


def test_what_was_given_up_is_sent_again_when_somebody_says_so():
    post = Post(*[500] * 11, 200)
    post.happen()
    for _ in range(10):
        post.work()
        post.wait(2 * DAY_MS)
    assert send_again(post.site.desks, post.clock, post.number + 1) == 0
    assert send_again(post.site.desks, post.clock, post.number) == 1
    assert post.work() == 1
    assert post.queue == [(0, 1)]
    assert send_again(post.site.desks, post.clock, post.number) == 1
    assert post.work() == 1
    assert post.queue == []
    assert post.hook.failures == 0


@pytest.mark.conformance("EV-02")
def test_a_receiver_that_is_gone_is_disabled_and_sent_nothing_more():
    post = Post(410)
    post.happen()
    post.work()
    assert post.hook.is_disabled
    assert post.queue == []
    post.happen(3)
    assert post.work() == 0
    assert post.queue == []


def test_what_waits_for_a_disabled_receiver_is_dropped():
    post = Post(500, 410)
    post.happen()
    post.work()
    post.happen()
    post.work()
    assert post.queue == [(1, 0)]
    post.wait(DAY_MS)
    assert post.work() == 0
    assert post.queue == []


@pytest.mark.conformance("EV-02")
def test_a_redirect_is_a_failure_and_says_why():
    post = Post((302, {"location": "https://elsewhere.example/"}))
    post.happen()
    post.work()
    assert post.hook.last.trouble == "it answered 302; redirects are not followed"
    assert {ask.address for ask in post.receiver.asks} == {EMIL}


@pytest.mark.conformance("EV-02")
@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_receiver_with_too_much_to_do_is_left_alone(status):
    post = Post((status, {"retry-after": "120"}), 200)
    post.happen()
    post.work()
    post.happen(2)
    post.wait(119_999)
    assert post.work() == 0
    post.wait(1)
    assert post.work() == 3
    assert post.queue == []


def test_a_receiver_that_does_not_say_for_how_long_is_left_alone_for_a_while():
    post = Post(503, 200)
    post.happen()
    post.work()
    post.wait(THROTTLE_MS - 1)
    assert post.work() == 0
    post.wait(1)
    assert post.work() == 1


def test_waiting_for_a_turn_is_no_failure():
    post = Post(*[Obstacle.BUSY] * 5, 200)
    post.happen()
    for _ in range(6):
        post.work()
        post.wait(60_000)
    assert post.queue == []
    assert (post.hook.failures, post.hook.last.status) == (0, 200)


def test_a_failure_does_not_keep_later_events():
    post = Post(500, 200)
    post.happen(2)
    assert post.work() == 2
    assert post.queue == [(1, 0)]
    post.wait(7_000)
    assert post.work() == 1
    assert post.queue == []


def test_a_removed_receiver_is_sent_nothing_more():
    post = Post(200)
    post.happen(2)
    assert remove_hook(post.site.desks, post.number)
    assert post.work() == 0
    assert post.queue == []


def test_a_secret_that_is_being_rotated_signs_twice():
    post = Post(200)
    rotate_secret(post.site.desks, post.clock, post.number, secret_text(b"2" * 32), DAY_MS)
    post.happen()
    post.work()
    post.wait(DAY_MS)
    post.happen()
    post.work()
    signatures = [ask.headers["webhook-signature"].split() for ask in post.receiver.asks]
    assert [len(each) for each in signatures] == [2, 1]


def test_events_go_out_in_the_order_in_which_things_happened():
    post = Post(200)
    post.happen(20)
    post.work()
    with post.site.desks.read() as desk:
        letters = [desk.outbox.letter(each) for each in range(1, 30)]
    happened = [each for each in letters if each and each.message.topic == "campaign.closed"]
    page = f"http://127.0.0.1:8000/c/{make.SLUG}/"
    sent = [json.loads(ask.body)["id"] for ask in post.receiver.asks]
    assert sent == [event_of(each, page).id for each in happened]
    assert len({*sent}) == 20


def test_what_waits_is_delivered_by_whoever_works_next():
    post = Post(200)
    post.happen(3)
    begun = post.clerk.take(100, 45_000)
    assert len(begun) == 3
    post.wait(45_000)
    assert post.work() == 3
    assert post.queue == []
