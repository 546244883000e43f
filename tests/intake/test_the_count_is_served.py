"""The count, on demand and live: one figure for all, and what each number means."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from tests.intake.house import LIVE, TALLY, act, opened, plain_site, request

from tablee.config import Settings
from tablee.intake.board import Board
from tablee.intake.live import Live
from tablee.intake.tally_document import DEFINITIONS
from tablee.problems.mistakes import StoreUnreachable


def test_the_count_says_paid_unpaid_and_pending_in_all_and_per_pool(house):
    house.post([act(str(number)) for number in range(11)])
    house.post(act("unsure", "share", evidence="C"))

    reply = house.get(TALLY)
    count = reply.json()
    assert reply.status == 200
    assert count["totals"] == {"acts": 12, "offered": 111, "paid": 100, "unpaid": 10, "pending": 1}
    blogs = {"acts": 11, "offered": 110, "paid": 100, "unpaid": 10, "pending": 0}
    assert count["pools"][0] == {"name": "blogs", "cap": 100, **blogs}
    assert [pool["pending"] for pool in count["pools"]] == [0, 1]
    assert count["sponsors"][0] == {"name": "Dana", "pledged": 110, "earned": 100, "floor": 0}
    assert (count["unit"], count["as_of"]) == ("meal", "2026-03-01T12:00:00.000Z")


def test_every_number_is_defined_in_both_languages(house):
    english, french = house.get(TALLY).json(), house.get(TALLY, accept_language="fr").json()
    numbers = set(english["totals"]) | set(english["sponsors"][0]) | set(english["pools"][0])
    assert numbers - {"name"} <= set(english["definitions"])
    assert set(english["definitions"]) == set(french["definitions"]) == set(DEFINITIONS)
    assert english["definitions"]["paid"] != french["definitions"]["paid"]
    assert (english["unit"], french["unit"]) == ("meal", "meal (fr)")


def test_the_count_can_be_cached_and_read_from_any_page(house):
    first = house.get(TALLY)
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["vary"] == "accept-language"
    same = house.get(TALLY, if_none_match=first.headers["etag"])
    assert (same.status, same.body) == (304, b"")
    house.post(act())
    house.totals()
    other = house.get(TALLY, if_none_match=first.headers["etag"])
    assert (other.status, other.json()["totals"]["acts"]) == (200, 1)
    assert house.ask("OPTIONS", TALLY).status == 204


def test_however_many_ask_the_count_is_computed_once():
    counted = []

    class Aside:
        async def run(self, work, slug):
            await asyncio.sleep(0.01)
            counted.append(slug)
            return work(slug)

    async def scene(count):
        board = Board(count, Aside(), fresh_s=60)
        sheets = await asyncio.gather(*(board.sheet("a") for _ in range(500)))
        await board.sheet("a")
        assert len({id(sheet.document("fr")) for sheet in sheets}) == 1

    site = plain_site()
    with opened(site) as house:
        count = house.app.hall.board.count
        asyncio.run(scene(lambda _: count("table-2026")))
    assert counted == ["a"]


@asynccontextmanager
async def listening(app, **headers):
    """Follow the live count; gives what was heard so far, and a way to hang up."""
    heard, gone = [], asyncio.Event()

    async def receive():
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        heard.append(message)

    task = asyncio.create_task(app(request("GET", LIVE, headers), receive, send))
    try:
        yield heard
    finally:
        gone.set()
        async with asyncio.timeout(5):
            await task


def figures(heard):
    text = b"".join(each.get("body", b"") for each in heard).decode()
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]


async def until(is_so):
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - a test may poll
            await asyncio.sleep(0.005)


@pytest.fixture
def lively():
    with opened(plain_site(settings=Settings(live_interval_ms=50))) as house:
        yield house


def test_the_live_count_is_the_same_document_told_at_each_change(lively):
    async def scene():
        async with listening(lively.app) as heard, listening(lively.app) as other:
            await until(lambda: figures(heard) and figures(other))
            await asyncio.to_thread(lively.post, [act("a"), act("b")])
            await until(lambda: len(figures(heard)) > 1 and len(figures(other)) > 1)
        return heard, other

    heard, other = lively.run(scene())
    start = dict(heard[0]["headers"])
    assert start[b"content-type"].startswith(b"text/event-stream")
    first, second = figures(heard)
    assert figures(other) == [first, second]
    assert (first["totals"]["acts"], second["totals"]["acts"]) == (0, 2)
    assert set(second) == set(lively.get(TALLY).json())
    assert f"id: {second['sequence']}\n".encode() in b"".join(
        each.get("body", b"") for each in heard
    )


def test_each_listener_is_told_in_their_language(lively):
    async def scene():
        async with listening(lively.app, **{"accept-language": "fr"}) as heard:
            await until(lambda: figures(heard))
        return figures(heard)[0]["unit"]

    assert lively.run(scene()) == "meal (fr)"


def test_silence_is_broken_by_a_heartbeat_that_says_nothing(lively):
    live = lively.app.hall.live
    live.heartbeat_s = 0.06

    async def scene():
        async with listening(lively.app) as heard:
            await until(lambda: len(heard) > 3)
        return heard

    assert lively.run(scene())[2]["body"] == b":\n\n"


def test_no_more_listeners_are_let_in_than_the_limit_says():
    with opened(plain_site(settings=Settings(live_limit_listeners=1))) as house:

        async def scene():
            async with listening(house.app) as heard:
                await until(lambda: figures(heard))
                return await asyncio.to_thread(house.get, LIVE)

        reply = house.run(scene())
        assert (reply.status, reply.json()["type"]) == (503, "/problems/too-many-listeners")
        assert house.app.hall.live.listeners == 0


def test_a_slow_listener_is_told_the_latest_and_nothing_is_kept_for_them(lively):
    release = asyncio.Event()
    heard = []

    async def send(message):
        heard.append(message)
        if len(heard) == 2:
            await release.wait()

    async def scene():
        gone = asyncio.Event()

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        task = asyncio.create_task(lively.app(request("GET", LIVE), receive, send))
        await until(lambda: len(heard) == 2)
        for number in range(5):
            await asyncio.to_thread(lively.post, act(str(number)))
            await asyncio.sleep(0.3)
        release.set()
        await until(lambda: len(figures(heard)) == 2)
        await asyncio.sleep(0.2)
        gone.set()
        await task

    lively.run(scene())
    assert [figure["totals"]["acts"] for figure in figures(heard)] == [0, 5]


def test_when_the_server_ends_the_listeners_are_let_go(lively):
    async def scene():
        async with listening(lively.app) as heard:
            await until(lambda: figures(heard))
            lively.app.close()
            await until(lambda: heard[-1].get("more_body") is None)

    lively.run(scene())


def test_a_board_that_cannot_be_read_ends_no_listening():
    class Broken:
        is_broken = False

        async def sheet(self, slug):
            if self.is_broken:
                raise StoreUnreachable
            return await board.sheet(slug)

    site = plain_site()
    with opened(site) as house:
        board, broken = house.app.hall.board, Broken()
        live = Live(broken, interval_ms=50, limit_listeners=5, heartbeat_s=0.1)

        async def scene():
            told, gone = [], asyncio.Event()

            async def receive():
                await gone.wait()
                return {"type": "http.disconnect"}

            async def send(message):
                told.append(message)

            task = asyncio.create_task(
                live.follow("table-2026", request("GET", LIVE), receive, send)
            )
            await until(lambda: figures(told))
            broken.is_broken = True
            await until(lambda: told[-1].get("body") == b":\n\n")
            gone.set()
            await task

        house.run(scene())


def test_the_site_says_whether_it_is_well(house, monkeypatch):
    assert house.get("/healthz").json() == {"status": "ok", "waiting_acts": 0}

    def fail():
        raise OSError("gone")

    monkeypatch.setattr(house.app.hall, "check_store", fail)
    assert house.get("/healthz").status == 503


def test_a_database_that_is_down_is_answered_503_to_readers_too(house, monkeypatch):
    def fail(*_):
        raise OSError("no such disk")

    monkeypatch.setattr(house.app.hall.board, "count", fail)
    for path in (TALLY, LIVE):
        reply = house.get(path)
        assert (reply.status, reply.json()["type"]) == (503, "/problems/store-unreachable")
        assert b"no such disk" not in reply.body
