"""Hubs are confirmed what we asked for, and their news has the feed polled, nothing more."""

import hashlib
import hmac
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.receivers.porch import HOST, with_campaign

from tablee.core.post.token import OwnName
from tablee.ports.tasks import Hold
from tablee.problems.mistakes import WireMistake
from tablee.receivers.websub.read import is_signed, read_question
from tablee.usecases.blogs.note_poll import note_hub
from tablee.usecases.blogs.register_blog import Registration, register_blog

FEED = "https://emil.example/feed.xml"
SECRET = "the secret of one hub"
NEWS = b"<feed xmlns='http://www.w3.org/2005/Atom'/>"


class Hub:
    """A hub that was asked to tell of Emil's feed."""

    def __init__(self, porch) -> None:
        self.porch = porch
        site = porch.site
        asked = Registration(
            FEED, "https://emil.example/", "emil.example", "", "https://hub.example"
        )
        self.blog = register_blog(site.desks, site.clock, make.SLUG, asked)[0]
        note_hub(site.desks, self.blog.number, SECRET, 0)
        self.polls()

    def address(self, slug=make.SLUG) -> str:
        token = OwnName.WEBSUB.make(self.porch.site.secret, slug, self.blog.number)
        return f"/c/{slug}/websub/{token}"

    def asks(self, address="", **changes):
        question = {"mode": "subscribe", "topic": FEED, "challenge": "abc", "lease_seconds": 3_600}
        query = urlencode(
            {f"hub.{name}": value for name, value in {**question, **changes}.items() if value}
        )
        return self.porch.get(f"{address or self.address()}?{query}", host=HOST)

    def tells(self, body=NEWS, signature="", address=""):
        signed = signature or sign(body)
        headers = {"host": HOST, "x-hub-signature": signed}
        return self.porch.ask("POST", address or self.address(), body, headers)

    def polls(self) -> int:
        """Take the polls that are due, and return how many there are."""
        now_ms = self.porch.site.clock.now_ms()
        with self.porch.site.desks.write() as desk:
            taken = desk.tasks.take(["poll"], Hold("a test", now_ms + 1_000), now_ms, 10)
            desk.tasks.done(taken, "a test")
        return len(taken)

    def until_ms(self) -> int:
        with self.porch.site.desks.read() as desk:
            return desk.blogs.get(self.blog.number).hub_until_ms

    def becomes(self, **changes) -> None:
        with self.porch.site.desks.write() as desk:
            desk.blogs.change(desk.blogs.get(self.blog.number)._replace(**changes))


def sign(body, secret=SECRET, method="sha256") -> str:
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


@pytest.fixture
def hub(porch):
    return Hub(porch)


def test_what_we_asked_for_is_confirmed(hub):
    reply = hub.asks()
    assert (reply.status, reply.body) == (200, b"abc")
    assert hub.until_ms() == make.MIDDLE_MS + 3_600_000


@pytest.mark.parametrize("topic", ["http://emil.example/feed.xml", "https://EMIL.example/feed.xml"])
def test_the_topic_is_the_feed_however_it_is_spelt(hub, topic):
    assert hub.asks(topic=topic).status == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": "https://emil.example/other.xml"},
        {"topic": "soup"},
        {"topic": ""},
        {"mode": "unsubscribe"},
        {"mode": "soup"},
        {"mode": ""},
        {"challenge": ""},
        {"challenge": "x" * 1_025},
    ],
)
def test_nothing_else_is_confirmed(hub, changes):
    assert hub.asks(**changes).status == 404
    assert hub.until_ms() == 0


def test_what_nobody_asked_for_is_not_confirmed(hub):
    hub.becomes(hub_secret="")
    assert hub.asks().status == 404


def test_the_end_is_confirmed_once_we_have_given_up(hub):
    hub.becomes(next_poll_ms=0)
    assert hub.asks(mode="unsubscribe").body == b"abc"
    assert hub.asks().status == 404


def test_a_hub_that_denies_tells_us_no_more(hub):
    hub.asks()
    assert hub.asks(mode="denied", challenge="").status == 200
    assert hub.until_ms() == 0


@pytest.mark.parametrize(("lease", "days"), [("", 10), ("soup", 10), (10**9, 90), (10**30, 10)])
def test_a_lease_is_neither_endless_nor_without_end(hub, lease, days):
    assert hub.asks(lease_seconds=lease).status == 200
    assert hub.until_ms() == make.MIDDLE_MS + days * make.DAY_MS


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_news_has_the_feed_polled_now(hub, method):
    assert hub.tells(signature=sign(NEWS, method=method)).status == 202
    assert hub.polls() == 1


@pytest.mark.parametrize(
    "signature",
    [
        sign(NEWS, "another secret"),
        sign(NEWS + b" "),
        sign(NEWS).replace("sha256", "sha1"),
        sign(NEWS).replace("sha256", "md5"),
        "sha256=",
        "=",
        "é",
        " ",
    ],
)
def test_news_with_a_wrong_signature_is_taken_and_ignored(hub, signature):
    assert hub.tells(signature=signature).status == 202
    assert hub.polls() == 0


def test_a_hub_without_a_secret_can_sign_nothing(hub):
    hub.becomes(hub_secret="")
    assert hub.tells(signature=sign(NEWS, "")).status == 202
    assert hub.polls() == 0


def test_a_hub_nobody_needs_any_more_is_told_so(hub):
    hub.becomes(next_poll_ms=0)
    assert hub.tells().status == 410
    assert hub.polls() == 0


def test_the_address_cannot_be_guessed(hub):
    good = hub.address()
    with_campaign(hub.porch.site, "other-2026")
    for address in (good[:-1] + "x", good.replace("/1-", "/2-"), hub.address("other-2026") + "0"):
        assert hub.tells(address=address).status == 404
        assert hub.asks(address=address).status == 404
    moved = good.replace(make.SLUG, "other-2026")
    assert hub.tells(address=moved).status == 404
    assert hub.polls() == 0


def test_a_blog_that_is_not_there_is_unknown(hub):
    token = OwnName.WEBSUB.make(hub.porch.site.secret, make.SLUG, 99)
    address = f"/c/{make.SLUG}/websub/{token}"
    assert hub.tells(address=address).status == 404
    assert hub.asks(address=address).status == 404


def test_news_has_a_greatest_size(hub):
    assert hub.tells(b"x" * (4 * 1_048_576)).status == 202
    assert hub.tells(b"x" * (4 * 1_048_576 + 1)).status == 413


@given(st.binary())
def test_any_question_is_read(query):
    for content in (query, b"hub.mode=subscribe&hub.topic=x&hub.challenge=" + query):
        with suppress(WireMistake):
            assert read_question(content).mode


@given(st.binary(), st.binary())
def test_any_signature_is_read(signature, body):
    assert not is_signed(signature, SECRET, body)
