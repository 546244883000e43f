"""News are sent to inboxes, signed, until they are taken; what an inbox answers decides."""

import asyncio
import base64
import hashlib
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from tests import make

from tablee.config import read_settings
from tablee.connectors.activitypub import CONNECTOR
from tablee.connectors.activitypub.tend import streams
from tablee.core.network import Network
from tablee.evidence.key_pair import own_key
from tablee.jobs.clerk import Clerk
from tablee.outside.clock import SetClock
from tablee.ports.fetch import Fetched, NotFetched, Obstacle
from tablee.ports.networks.actors import Follower, News
from tablee.usecases.fediverse.news import tell_news
from tablee.usecases.fediverse.note_sendings import MOST_GONE
from tablee.usecases.hooks.retries import RETRIES_MS
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

ROOT = "https://meals.example"
ACTOR = f"{ROOT}/c/{make.SLUG}/actor"
INBOX = "https://many.example/inbox"
TAGS = "https://tags.example/user/soup"
DAY_MS = 86_400_000
NEWS = News("news", make.MIDDLE_MS, "Something happened.", "Il s’est passé quelque chose.")


class Elsewhere:
    """Other servers: each inbox answers what it is told to, the last answer for ever."""

    def __init__(self, **answers):
        self.answers = {INBOX: [202], **answers}
        self.asks = []

    async def fetch(self, ask):
        self.asks.append(ask)
        answers = self.answers[ask.address]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Obstacle):
            raise NotFetched(answer, ask.address)
        if callable(answer):
            answer = answer(ask)
        status, headers, body = (answer, {}, b"") if isinstance(answer, int) else answer
        return Fetched(ask.address, status, headers, body, is_whole=True)

    async def close(self):
        """Nothing is open."""


class Office:
    """A campaign with two followers at one server, and the worker that sends."""

    def __init__(self, *answers, options=()):
        self.elsewhere = Elsewhere(**({INBOX: [*answers]} if answers else {}))
        self.clock = SetClock(make.MIDDLE_MS)
        settings = read_settings({"TABLEE_PUBLIC_URL": ROOT})
        self.site = memory_site(settings=settings, clock=self.clock, fetcher=self.elsewhere)
        terms = make.terms(networks=(Network("activitypub", options),))
        publish_terms(self.site.desks, self.clock, Publication(terms))
        self.follow("ada")
        self.follow("ben")
        self.clerk = Clerk(self.site.desks, self.clock, CONNECTOR.verbs(self.site))

    def follow(self, name, shared=INBOX):
        actor = f"https://many.example/{name}"
        with self.site.desks.write() as desk:
            desk.actors.follow(1, Follower(actor, f"{actor}/inbox", shared, 1))

    def tell(self, news=NEWS):
        with self.site.desks.write() as desk:
            tell_news(desk, desk.campaigns.hold(make.SLUG), news, self.clock.now_ms())
        self.work()

    def work(self):
        """Do what is due, until nothing is; return what was sent."""
        before = len(self.elsewhere.asks)
        while begun := self.clerk.take(100, 45_000):
            asyncio.run(self._labour(begun))
        return self.elsewhere.asks[before:]

    async def _labour(self, begun):
        labours = (each.labour() for each in begun)
        outcomes = await asyncio.gather(*labours, return_exceptions=True)
        self.clerk.report([*zip([each.task for each in begun], outcomes, strict=True)])

    def wait(self, ms=DAY_MS * 2):
        self.clock.advance(ms)
        return self.work()

    @property
    def sent(self):
        return self.elsewhere.asks

    @property
    def queue(self):
        with self.site.desks.read() as desk:
            return [(each.waiting, each.dead) for each in desk.tasks.queues()]

    @property
    def followers(self):
        with self.site.desks.read() as desk:
            return desk.actors.number(1)


def is_signed(office, ask):
    """Verify a signature as draft-cavage says, by hand."""
    words = dict(each.split("=", 1) for each in ask.headers["signature"].split(","))
    host, path = ask.address.removeprefix("https://").split("/", 1)
    told = {"(request-target)": f"post /{path}", "host": host, **ask.headers}
    names = words["headers"].strip('"').split()
    lines = "\n".join(f"{each}: {told[each]}" for each in names).encode()
    public = load_pem_private_key(own_key(office.site.desks, 1).encode(), None).public_key()
    given = base64.b64decode(words["signature"].strip('"'))
    try:
        public.verify(given, lines, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    digest = base64.b64encode(hashlib.sha256(ask.body).digest()).decode()
    is_whole = ask.headers["digest"] == f"SHA-256={digest}"
    return is_whole and {"(request-target)", "host", "date", "digest"} <= set(names)


@pytest.mark.conformance("AP-01")
def test_each_server_is_told_once_signed_by_the_campaign():
    office = Office()
    office.tell()
    (ask,) = office.sent
    assert (ask.method, ask.address) == ("POST", INBOX)
    assert ask.headers["content-type"] == "application/activity+json"
    assert f'keyId="{ACTOR}#main-key"' in ask.headers["signature"]
    assert is_signed(office, ask)
    told = json.loads(ask.body)
    assert (told["type"], told["actor"]) == ("Create", ACTOR)
    assert told["object"]["id"] == f"{ROOT}/c/{make.SLUG}/news/1"
    assert office.queue == []


def test_who_follows_without_a_shared_inbox_is_told_at_their_own():
    office = Office()
    office.elsewhere.answers["https://many.example/zoe/inbox"] = [202]
    office.follow("zoe", shared="")
    office.tell()
    assert [each.address for each in office.sent] == [INBOX, "https://many.example/zoe/inbox"]


def knows_only_9421(ask):
    return 202 if "signature-input" in ask.headers else 401


def test_who_refuses_the_old_signature_gets_the_new_one_and_is_remembered():
    office = Office(knows_only_9421)
    office.tell()
    assert [("signature-input" in each.headers) for each in office.sent] == [False, True]
    assert office.sent[0].body == office.sent[1].body
    office.tell(NEWS._replace(key="more"))
    assert ["signature-input" in each.headers for each in office.sent[2:]] == [True]
    assert office.queue == []


def test_what_is_not_taken_is_sent_again_under_the_same_id():
    office = Office(503, Obstacle.UNREACHABLE, Obstacle.TOO_SLOW, 202)
    office.tell()
    office.wait()
    office.wait()
    office.wait()
    assert len(office.sent) == 4
    assert len({json.loads(each.body)["id"] for each in office.sent}) == 1
    assert office.queue == []


def test_an_inbox_that_never_answers_is_given_up_after_some_days():
    office = Office(Obstacle.UNREACHABLE)
    office.tell()
    for _ in range(20):
        office.wait()
    assert len(office.sent) == len(RETRIES_MS) + 1
    assert office.queue == [(0, 1)]
    assert office.followers == 2


@pytest.mark.parametrize("status", [404, 410])
def test_an_inbox_that_is_gone_again_and_again_loses_its_followers(status):
    office = Office(status)
    office.tell()
    for _ in range(20):
        office.wait()
    assert len(office.sent) == MOST_GONE
    assert office.followers == 0
    assert office.queue == []


def test_an_inbox_that_wants_to_be_left_alone_is():
    office = Office((429, {"retry-after": "7200"}, b""), 202)
    office.tell()
    assert office.wait(3_600_000) == []
    assert len(office.wait(3_700_000)) == 1


def test_a_busy_way_is_nobodys_failure():
    office = Office(Obstacle.BUSY, 202)
    office.tell()
    assert office.queue == [(1, 0)]
    office.wait(60_000)
    assert office.queue == []


def actor_document(name=TAGS):
    said = {"id": name, "type": "Service", "inbox": f"{name}/inbox"}
    return 200, {"content-type": "application/activity+json"}, json.dumps(said).encode()


class Turn:
    """A `Watch` that does at once what it is asked."""

    def __init__(self):
        self.is_asked = asyncio.Event()

    async def ask(self, do, *words):
        self.is_asked.set()
        return do(*words)


async def tend_once(site):
    turn = Turn()
    (stream,) = streams(site)
    reading = asyncio.create_task(stream.read(turn))
    await turn.is_asked.wait()
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)


def test_a_hashtag_actor_is_followed():
    office = Office(options=(("relays", TAGS),))
    office.elsewhere.answers |= {TAGS: [actor_document()], f"{TAGS}/inbox": [202]}
    asyncio.run(tend_once(office.site))
    found, asked = office.work()
    assert (found.method, found.address) == ("GET", TAGS)
    assert "signature" in found.headers
    wish = json.loads(asked.body)
    assert (asked.address, wish["type"], wish["object"]) == (f"{TAGS}/inbox", "Follow", TAGS)
    asyncio.run(tend_once(office.site))
    assert office.work() == []
    with office.site.desks.read() as desk:
        assert [(each.actor, each.is_accepted) for each in desk.actors.relays(1)] == [(TAGS, False)]


def test_a_relay_that_is_somebody_else_is_not_followed():
    office = Office(options=(("relays", TAGS),))
    office.elsewhere.answers[TAGS] = [actor_document("https://tags.example/other")]
    asyncio.run(tend_once(office.site))
    office.work()
    with office.site.desks.read() as desk:
        assert desk.actors.relays(1) == []
        (queue,) = desk.tasks.queues()
        assert queue.waiting == 1


def test_a_relay_known_by_its_inbox_is_asked_there():
    relay = "https://relay.example/inbox"
    office = Office(options=(("relays", relay),))
    office.elsewhere.answers[relay] = [202]
    asyncio.run(tend_once(office.site))
    (asked,) = office.work()
    assert json.loads(asked.body)["object"].endswith("#Public")
