"""A pasted address of bsky.app leads to one post, asked for at the network's public view."""

import asyncio
import json

import pytest
from tests import make

from tablee.connectors.bluesky import CONNECTOR
from tablee.connectors.bluesky.look import PublicView, recognise
from tablee.evidence.page import Target
from tablee.outside.clock import SystemClock
from tablee.ports.fetch import Fetched, NotFetched
from tablee.wiring import memory_site

NAME = "at://did:plc:emil/app.bsky.feed.post/3l3q"
PAGE = "https://bsky.app/profile/did:plc:emil/post/3l3q"
OURS = f"https://meals.example/c/{make.SLUG}/"
TARGET = Target(make.SLUG, ("meals.example",), "#Soup")
RECORD = {"text": "soup", "tags": ["soup"], "embed": {"external": {"uri": OURS}}}
POST = {
    "uri": NAME,
    "author": {"did": "did:plc:emil", "handle": "emil.example", "displayName": "Emil"},
    "record": RECORD,
    "indexedAt": "2026-03-01T12:00:00.000Z",
}


class View:
    """The network's public view, with a few answers."""

    def __init__(self, post=POST, status=200):
        self.asked = []
        self.post = post
        self.status = status

    async def fetch(self, ask):
        self.asked.append(ask.address)
        said = {"posts": [self.post] if self.post else []}
        if "resolveHandle" in ask.address:
            said = {"did": "did:plc:emil"}
        body = self.post if isinstance(self.post, bytes) else json.dumps(said).encode()
        return Fetched(ask.address, self.status, {}, body, is_whole=True)

    async def close(self):
        pass


def see(view, name=NAME):
    site = memory_site(clock=SystemClock(), fetcher=view)
    return asyncio.run(PublicView(site).see(name, TARGET))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (PAGE, NAME),
        (f"{PAGE}/?x=1#y", NAME),
        (PAGE.replace("https", "http"), NAME),
        (PAGE.replace("did:plc", "did%3Aplc"), NAME),
        (
            "https://bsky.app/profile/Emil.Example/post/3l3q",
            NAME.replace("did:plc:emil", "emil.example"),
        ),
        ("https://bsky.app/profile/emil.example", None),
        ("https://bsky.app.evil.example/profile/emil.example/post/3l3q", None),
        ("https://evil.example/profile/emil.example/post/3l3q", None),
        ("https://x@bsky.app/profile/emil.example/post/3l3q", None),
        ("https://bsky.app:8443/profile/emil.example/post/3l3q", None),
        ("https://bsky.app/profile/em il/post/3l3q", None),
        ("https://[bsky.app/profile/emil.example/post/3l3q", None),
        ("ftp://bsky.app/profile/emil.example/post/3l3q", None),
    ],
)
def test_an_address_names_a_post_or_nothing(address, name):
    assert recognise(address) == CONNECTOR.recognise(address) == name


def test_what_a_post_shows():
    view = View()
    finding = see(view)
    assert (finding.canonical, finding.blog, finding.status) == (NAME, "did:plc:emil", 200)
    assert finding.address == PAGE
    assert finding.links == (OURS,)
    assert finding.is_naming
    assert not finding.is_opted_out
    assert (finding.display.author, finding.display.excerpt) == ("Emil", "soup")
    (asked,) = view.asked
    assert asked.startswith("https://public.api.bsky.app/xrpc/app.bsky.feed.getPosts?uris=at%3A")


def test_a_handle_is_asked_whose_it_is():
    view = View()
    assert see(view, NAME.replace("did:plc:emil", "emil.example")).canonical == NAME
    assert "resolveHandle?handle=emil.example" in view.asked[0]


def test_the_post_by_a_connector_and_by_a_form_is_one():
    assert see(View()).canonical == NAME == recognise(PAGE)


@pytest.mark.parametrize("post", [None, {"uri": NAME.replace("3l3q", "other")}])
def test_a_post_that_is_not_there_is_said_not_to_be(post):
    assert see(View(post)).status == 404


def test_authors_who_wish_no_strangers_to_read_are_heeded():
    author = {**POST["author"], "labels": [{"val": "!no-unauthenticated"}]}
    assert see(View({**POST, "author": author})).is_opted_out


@pytest.mark.parametrize("view", [View(status=502), View(b"<html>"), View(b"[]")])
def test_a_network_that_does_not_answer_is_asked_again_later(view):
    with pytest.raises(NotFetched):
        see(view)
