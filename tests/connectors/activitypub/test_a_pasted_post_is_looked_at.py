"""A pasted address of the fediverse is asked at its origin: its id is its name."""

import asyncio
import json

import pytest
from tests import make

from tablee.connectors.activitypub.look import Origin, recognise
from tablee.evidence.page import Target
from tablee.outside.clock import SetClock
from tablee.ports.fetch import Fetched, NotFetched, Obstacle
from tablee.ports.verb import NotOfThisNetwork
from tablee.wiring import memory_site

SHOWN = "https://social.example/@emil/112233445566778899"
NAME = "https://social.example/users/emil/statuses/112233445566778899"
EMIL = "https://social.example/users/emil"
TARGET = Target(make.SLUG, ("meals.example",), "#Soup")
ACTIVITY = {"content-type": "application/activity+json; charset=utf-8"}
PERSON = {"id": EMIL, "type": "Person", "name": "Emil", "inbox": f"{EMIL}/inbox"}
NOTE = {
    "id": NAME,
    "type": "Note",
    "attributedTo": EMIL,
    "to": ["https://www.w3.org/ns/activitystreams#Public"],
    "url": SHOWN,
    "content": f'<p>I cooked <a href="https://meals.example/c/{make.SLUG}/">here</a></p>',
    "published": "2026-03-01T12:00:00Z",
    "tag": [{"type": "Hashtag", "name": "#soup", "href": "https://social.example/tags/soup"}],
}


class Server:
    """One server of the fediverse."""

    def __init__(self, note=NOTE, person=PERSON, status=200, headers=ACTIVITY):
        self.documents = {SHOWN: note, NAME: note, EMIL: person}
        self.status = status
        self.headers = headers

    async def fetch(self, ask):
        if isinstance(self.status, Obstacle):
            raise NotFetched(self.status, ask.address)
        body = json.dumps(self.documents[ask.address]).encode()
        return Fetched(ask.address, self.status, self.headers, body, is_whole=True)

    async def close(self):
        """Nothing is open."""


def see(server):
    site = memory_site(clock=SetClock(make.MIDDLE_MS), fetcher=server)
    return asyncio.run(Origin(site).see(SHOWN, TARGET))


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize(
    "address",
    [
        SHOWN,
        NAME,
        "https://social.example/@emil@other.example/112233445566778899",
        "https://social.example/@emil/statuses/01HZX3J9K8W7V6T5S4R3Q2P1N0",
        "https://pixels.example/p/emil/671234567890123456",
        "https://films.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        "https://films.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        "https://key.example/notes/9abcdefghi",
        "https://pleroma.example/notice/AbCdEfGh1234",
        "https://pleroma.example/objects/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        "https://lemmy.example/post/12345",
        "https://mbin.example/m/soup/t/42/a-table-for-all",
    ],
)
def test_what_looks_like_a_post_is_recognised(address):
    assert recognise(f"  {address}/?from=there#top ") == address


@pytest.mark.parametrize(
    "address",
    [
        "https://blog.example/2026/soup",
        "https://social.example/@emil",
        "https://social.example/@emil/soup",
        "https://video.example/@emil/video/7123456789012345678",
        "ftp://social.example/@emil/112233445566778899",
        "https://emil@social.example/@emil/112233445566778899",
        "https://social.example:8080/@emil/112233445566778899",
        "https://[/@emil/112233445566778899",
        "",
    ],
)
def test_what_does_not_is_not(address):
    assert recognise(address) is None


@pytest.mark.conformance("CN-01")
def test_a_post_is_named_by_its_id_and_shows_what_it_shows():
    found = see(Server())
    assert (found.canonical, found.address, found.blog) == (NAME, SHOWN, EMIL)
    assert found.is_naming
    assert found.links == (f"https://meals.example/c/{make.SLUG}/",)
    assert (found.display.author, found.display.published_at_ms) == ("Emil", make.MIDDLE_MS)
    assert not found.is_opted_out


def test_a_post_without_the_hashtag_does_not_name_the_campaign():
    found = see(Server({**NOTE, "tag": [], "content": "soup"}))
    assert not found.is_naming
    assert found.links == ()


@pytest.mark.parametrize(
    "changes", [{"to": [f"{EMIL}/followers"]}, {"type": "Tombstone"}], ids=["private", "deleted"]
)
def test_what_not_everybody_may_see_is_not_there(changes):
    assert see(Server({**NOTE, **changes})).status == 404


@pytest.mark.conformance("AP-07")
@pytest.mark.parametrize(
    "changes", [{"type": "Service"}, {"summary": "<p>#nobot</p>"}], ids=["machine", "unwilling"]
)
def test_machines_and_those_who_want_to_be_left_alone_are(changes):
    assert see(Server(person={**PERSON, **changes})).is_opted_out


class Redirecting(Server):
    """A server that leads whoever asks for its author to somebody on another host."""

    async def fetch(self, ask):
        fetched = await super().fetch(ask)
        if ask.address != EMIL:
            return fetched
        other = EMIL.replace("social.example", "other.example")
        body = json.dumps(PERSON | {"id": other}).encode()
        return fetched._replace(address=other, body=body)


def test_nobody_borrows_the_name_of_somebody_on_another_host():
    assert see(Server()).display.author
    assert see(Redirecting()).display.author == ""


def test_a_post_that_is_gone_is_said_to_be():
    assert see(Server(status=410)).status == 404


@pytest.mark.parametrize(
    "server",
    [
        Server(headers={"content-type": "text/html"}),
        Server({**NOTE, "type": "Collection"}),
        Server({**NOTE, "id": "https://evil.example/1"}),
        Server(status=401),
    ],
    ids=["page", "collection", "elsewhere", "closed"],
)
def test_what_is_no_post_is_looked_at_as_a_page(server):
    with pytest.raises(NotOfThisNetwork):
        see(server)


def test_a_server_that_does_not_answer_is_asked_again_later():
    with pytest.raises(NotFetched):
        see(Server(status=Obstacle.UNREACHABLE))
