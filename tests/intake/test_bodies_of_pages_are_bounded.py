"""Bodies of requests for pages come whole, in bounds and in time, before a thread is taken."""

import asyncio
import threading

import pytest
from tests.intake.house import House, ask, plain_site, request

from tablee import front as roof
from tablee.evidence.picture import MOST_BYTES
from tablee.wire import lobby
from tablee.wire.lobby import REFUSAL, Bounds, Lobby

FORM = "/c/soup/act/post"
DRAW = "/c/soup/draw/drawing"
MIB = 1_048_576


class Pages:
    """What a page saw."""

    def __init__(self):
        self.bodies = []
        self.refusals = []
        self.names = []
        self.may_end = threading.Event()
        self.may_end.set()

    def __call__(self, environ, start):
        self.bodies.append(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        self.refusals.append(environ["asgi.scope"].get(REFUSAL))
        self.names.append({*environ})
        self.may_end.wait(20)
        start("200 OK", [("content-type", "text/plain")])
        return [b"a page"]


@pytest.fixture
def pages():
    return Pages()


@pytest.fixture
def house(pages):
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    house = House(roof.front(plain_site(), pages), loop)
    house.run(house.app.__aenter__())
    yield house
    pages.may_end.set()
    house.run(house.app.__aexit__(None, None, None))
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)
    loop.close()


def names(pages):
    return [type(each).__name__ for each in pages.refusals]


def test_a_form_comes_whole_however_it_was_sent(house, pages):
    house.ask("POST", FORM, b"address=1", {"content-length": "9"})
    chunked = {"transfer-encoding": "chunked"}
    house.ask("POST", FORM, headers=chunked, portions=[b"address", b"=", b"1"])
    house.ask("POST", FORM, headers=chunked, portions=[b""])
    assert pages.bodies == [b"address=1", b"address=1", b""]
    assert pages.refusals == [None] * 3
    assert house.app.lobby.held_bytes == 0


@pytest.mark.parametrize("method", ["POST", "GET", "PUT", "DELETE"])
def test_what_says_that_it_is_too_large_is_not_even_read(house, pages, method):
    for length in ("1048577", "9" * 40):
        house.ask(method, FORM, b"never read", {"content-length": length})
    assert names(pages) == ["TooLarge"] * 2
    assert pages.bodies == [b""] * 2


def test_what_does_not_say_how_large_it_is_is_read_up_to_the_limit(house, pages):
    portions = [bytes(MIB // 4)] * 40
    house.ask("POST", FORM, headers={"transfer-encoding": "chunked"}, portions=portions)
    assert names(pages) == ["TooLarge"]
    assert pages.bodies == [b""]
    assert house.app.lobby.held_bytes == 0


def test_only_pages_that_take_files_take_large_bodies(house, pages):
    picture = bytes(MOST_BYTES)
    for path in (DRAW, "/staff/tills/soup/", FORM, "/", "/c/soup/act/draw", "/staff/", "/c"):
        house.ask("POST", path, picture, {"content-length": str(MOST_BYTES)})
    assert [len(each) for each in pages.bodies] == [MOST_BYTES] * 2 + [0] * 5


def test_an_underscore_makes_no_header_of_a_proxy(house, pages):
    house.ask("GET", "/", headers={"x_forwarded_for": "6.6.6.6", "user_agent": "Mozilla/5.0"})
    (names_seen,) = pages.names
    assert not {"HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT"} & names_seen


def test_whoever_drips_holds_no_thread(house, pages):
    async def dripping():
        waiting = asyncio.Event()
        scope = request("POST", FORM, {"content-length": "100"})

        async def receive():
            await waiting.wait()
            return {"type": "http.disconnect"}

        drips = [
            asyncio.ensure_future(house.app(scope, receive, None))
            for _ in range(roof.PAGE_THREADS * 2)
        ]
        await asyncio.sleep(0)
        reply = await asyncio.wait_for(ask(house.app, request("GET", "/"), [b""]), 10)
        waiting.set()
        await asyncio.gather(*drips)
        return reply

    assert house.run(dripping()).status == 200
    assert len(pages.bodies) == 1, "nobody answers those who have gone"
    assert house.app.lobby.held_bytes == 0


def test_one_sender_leaves_room_for_the_others(house, pages, monkeypatch):
    monkeypatch.setattr(lobby, "SHARE", 32)  # a share of 2 MiB
    pages.may_end.clear()
    body, headers = bytes(MIB), {"content-length": str(MIB)}

    async def crowd():
        many = [
            asyncio.ensure_future(ask(house.app, request("POST", FORM, headers), [body]))
            for _ in range(5)
        ]
        other = request("POST", FORM, headers | {"x-forwarded-for": "198.51.100.7"})
        many.append(asyncio.ensure_future(ask(house.app, other, [body])))
        while len(pages.refusals) < len(many):  # noqa: ASYNC110 - a thread says so
            await asyncio.sleep(0.01)
        pages.may_end.set()
        await asyncio.gather(*many)

    house.run(crowd())
    assert sorted(names(pages)) == ["NoneType"] * 3 + ["TooOften"] * 3
    assert house.app.lobby.held_bytes == 0


def test_what_takes_too_long_is_given_up():
    seen = []

    async def pages(scope, receive, _send):
        seen.append((type(scope[REFUSAL]).__name__, (await receive())["body"]))

    async def slow():
        scope = request("POST", FORM, {"content-length": "100"})
        await Lobby(pages, lambda _: Bounds(100, 400, 0.05))(scope, asyncio.Event().wait, None)

    asyncio.run(slow())
    assert seen == [("TooSlow", b"")]
