"""The town of the demo: blogs that can be read, a network that tells, people who come."""

import asyncio
import urllib.request
from contextlib import asynccontextmanager
from urllib.error import HTTPError

import msgspec
import pytest
from websockets.asyncio.client import connect

from tablee.cli.replay.sender import NoAnswer
from tablee.cli.replay.town.blogs import Blogs, Page
from tablee.cli.replay.town.crowd import Crowd, Errand
from tablee.cli.replay.town.loop import Loop
from tablee.connectors.bluesky.frames import Told, read_second
from tablee.connectors.bluesky.record import hashtags
from tablee.connectors.bluesky.rehearsal.live import PATH, LiveJetstream, Made

HOST = "127.0.0.1"
PAGE = Page(
    "marmite-de-zoe.example",
    "/dix-repas",
    "Ma marmite <3",
    "Zoé",
    "2012-03-01T10:00:00",
    "http://127.0.0.1/c/table/",
    "À table",
)


@pytest.fixture
def loop():
    with Loop() as found:
        yield found


def asked(port: int, host: str, path: str = "/dix-repas") -> str:
    request = urllib.request.Request(f"http://{HOST}:{port}{path}", headers={"Host": host})
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own address
        return str(answer.read().decode())


def test_each_blog_shows_its_own_pages(loop):
    blogs = Blogs()
    port = loop.run(blogs.open(HOST))
    blogs.publish(PAGE)
    page = asked(port, "Marmite-de-Zoe.example:80")
    assert "Ma marmite &lt;3" in page
    assert '<a href="http://127.0.0.1/c/table/">' in page
    blogs.publish(PAGE._replace(is_link_hidden=True))
    assert '<a style="display:none" href="' in asked(port, PAGE.host)
    with pytest.raises(HTTPError, match="404"):
        asked(port, "another.example")
    loop.run(blogs.close())


def post(number: int) -> Made:
    return Made(f"did:plc:ada{number}", f"r{number}", "#soupe, encore", "soupe", 1_330_000_000_000)


@asynccontextmanager
async def told(port: int, cursor: int):
    async with connect(f"ws://{HOST}:{port}{PATH}?cursor={cursor}") as line:

        async def next_one():
            return read_second(msgspec.Raw(await line.recv(decode=False)))

        yield next_one


def test_the_network_tells_what_was_posted_and_what_is_posted_then():
    async def scene():
        stream = LiveJetstream()
        port = await stream.open(HOST)
        await stream.tell([post(1), post(2)])
        async with told(port, 2) as next_one, told(port, 10**15) as first_one:
            found = await next_one()
            await stream.tell([post(3)])
            later = await next_one()
            beginning = await first_one()
        await stream.close()
        return found, later, beginning

    found, later, beginning = asyncio.run(scene())
    assert [each.position for each in (found, later, beginning)] == [2, 3, 1]
    assert (found.told, found.author, found.key) == (Told.POST, "did:plc:ada2", "r2")
    assert (found.at_ms, hashtags(found.record)) == (1_330_000_000_000, {"soupe"})


class Shop:
    """A site that notes who comes, and is busy for some."""

    def __init__(self, *statuses):
        self.heard = []
        self.statuses = [*statuses]

    async def answer(self, reader, writer):
        while head := await self._head(reader):
            self.heard.append(head)
            status = self.statuses.pop(0) if self.statuses else 302
            writer.write(
                f"HTTP/1.1 {status} x\r\nretry-after: 0\r\ncontent-length: 2\r\n\r\nok".encode()
            )
        writer.close()

    async def _head(self, reader):
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
        except asyncio.IncompleteReadError:
            return ""
        length = head.partition("content-length: ")[2].partition("\r")[0]
        return head + (await reader.readexactly(int(length or 0))).decode()


async def sent(shop, errands):
    server = await asyncio.start_server(shop.answer, HOST, 0)
    async with server:
        await Crowd(HOST, server.sockets[0].getsockname()[1]).send(errands)


def test_everybody_in_a_crowd_is_answered():
    shop = Shop()
    asyncio.run(sent(shop, [Errand("/c/table/", f"browser {n}") for n in range(200)]))
    agents = {head.partition("user-agent: ")[2].partition("\r")[0] for head in shop.heard}
    assert agents == {f"browser {n}" for n in range(200)}


def test_whoever_is_asked_to_wait_comes_again():
    shop = Shop(429, 429)
    asyncio.run(sent(shop, [Errand("/mention", "a blog", b"source=a")]))
    assert [each.endswith("\r\n\r\nsource=a") for each in shop.heard] == [True] * 3


def test_a_refusal_is_told():
    with pytest.raises(NoAnswer, match="500"):
        asyncio.run(sent(Shop(500), [Errand("/c/table/", "browser")]))
