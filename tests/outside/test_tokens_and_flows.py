"""Tokens go to whoever gave them and nowhere else; answers that go on are listened to safely."""

import asyncio

import pytest
from tests.outside.certificates import certificates
from tests.outside.stranger import Book, endless, obstacle, page, raw, redirect, stranger

from tablee.outside.fetch import LineEnded, LineRefused
from tablee.ports.fetch import Ask, NotFetched, Obstacle, Token

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
FEED = Ask("http://lea.test/feed", "text/event-stream", token=Token("leas-token"))


def test_a_token_is_sent_and_shown_nowhere():
    async def run():
        async with stranger(page()) as (server, gate):
            await gate.fetch(FEED)
            return server.wanted[0].headers

    assert asyncio.run(run())["authorization"] == "Bearer leas-token"
    assert "leas-token" not in repr(FEED)


def test_a_token_follows_no_redirect():
    async def run():
        async with stranger(redirect("http://emil.test/")) as (server, gate):
            answer = await gate.fetch(FEED)
            return answer.status, len(server.wanted)

    assert asyncio.run(run()) == (302, 1)


def test_a_token_goes_through_tls_or_to_a_host_of_ones_own_only():
    async def run():
        async with stranger(page(), known={}) as (server, gate):
            asked = FEED._replace(address="http://lea.nowhere/feed")
            with pytest.raises(NotFetched) as refusal:
                await gate.follow(asked)
            return await obstacle(gate, asked), refusal.value.obstacle, server.connections

    bad = Obstacle.BAD_ADDRESS
    assert asyncio.run(run()) == (bad, bad, 0)


def test_a_token_with_a_line_break_is_our_own_mistake():
    async def run():
        async with stranger(page()) as (server, gate):
            for ask in (gate.fetch, gate.follow):
                with pytest.raises(ValueError, match="we do not send"):
                    await ask(FEED._replace(token=Token("a\r\nHost: inner")))
            return [each.headers for each in server.wanted]

    assert asyncio.run(run()) == []


async def heard(flow, most=9):
    pieces = b""
    try:
        for _ in range(most):
            pieces += await flow.receive()
    except LineEnded:
        return pieces, True
    finally:
        await flow.close()
    return pieces, False


@pytest.mark.usefixtures("every_loop")
@pytest.mark.parametrize(
    ("told", "pieces"),
    [
        ((CHUNKED, b"3\r\n:)\n\r\n", b"2\r\nab\r\n", b"0\r\n\r\n"), b":)\nab"),
        ((HEAD + b"\r\n", b"data: 1\n\n"), b"data: 1\n\n"),
        ((b"HTTP/1.1 103 Early Hints\r\n\r\n" + CHUNKED + b"1\r\na\r\n",), b"a"),
        ((HEAD + b"Content-Length: 2\r\n\r\nab",), b"ab"),
        ((CHUNKED, b"no chunk at all\r\n"), b""),
    ],
)
def test_what_is_told_is_heard_to_its_end(told, pieces):
    async def run():
        async with stranger(raw(*told)) as (server, gate):
            found = await heard(await gate.follow(FEED))
            assert server.wanted[0].headers["accept-encoding"] == "identity"
            return found

    assert asyncio.run(run()) == (pieces, True)


@pytest.mark.usefixtures("every_loop")
def test_whoever_stops_waiting_has_lost_nothing():
    async def run():
        async with stranger(endless(CHUNKED, b"1\r\na\r\n", 0.1)) as (_, gate):
            flow = await gate.follow(FEED)
            for _ in range(3):
                try:
                    async with asyncio.timeout(0.03):
                        await flow.receive()
                except TimeoutError:
                    pass
            return await heard(flow, 2)

    pieces, is_over = asyncio.run(run())
    assert set(pieces) == {ord("a")}
    assert not is_over


@pytest.mark.usefixtures("every_loop")
def test_over_tls_only_whoever_is_believed_is_listened_to(tmp_path):
    asked = FEED._replace(address="https://lea.test/feed")

    async def run(believed):
        told = raw(CHUNKED, b"1\r\na\r\n", b"0\r\n\r\n")
        rules = {"tls": believed.server, "trust": lambda: believed.gate}
        async with stranger(told, **rules) as (server, gate):
            try:
                return await heard(await gate.follow(asked))
            except NotFetched as refusal:
                return refusal.obstacle, len(server.wanted)

    believed = certificates(tmp_path, "lea.test")
    assert asyncio.run(run(believed)) == (b"a", True)
    other = certificates(tmp_path, "emil.test")
    assert asyncio.run(run(other)) == (Obstacle.UNREACHABLE, 0)


@pytest.mark.parametrize(
    ("tell", "status"),
    [(page(status="401 Unauthorized"), 401), (redirect("http://emil.test/"), 302)],
)
def test_another_answer_is_a_refusal(tell, status):
    async def run():
        async with stranger(tell) as (server, gate):
            with pytest.raises(LineRefused) as refusal:
                await gate.follow(FEED)
            return refusal.value.status, len(server.wanted)

    assert asyncio.run(run()) == (status, 1)


@pytest.mark.usefixtures("every_loop")
@pytest.mark.parametrize(
    ("tell", "why"),
    [
        (raw(b"SSH-2.0-OpenSSH\r\n"), Obstacle.BAD_ANSWER),
        (raw(b""), Obstacle.BAD_ANSWER),
        (raw(b"HTTP/1.1 200 OK\r\nX-A: b"), Obstacle.BAD_ANSWER),
        (endless(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"b" * 9_000 + b"\r\n"), Obstacle.BAD_ANSWER),
        (endless(b"HTTP/1.1 200 OK\r\n", b"", 0.05), Obstacle.TOO_SLOW),
    ],
)
def test_a_head_that_is_none_or_does_not_end_is_given_up(tell, why):
    async def run():
        async with stranger(tell, deadline_s=1.0) as (_, gate):
            with pytest.raises(NotFetched) as refusal:
                await gate.follow(FEED)
            return refusal.value.obstacle

    assert asyncio.run(run()) is why


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://lea.test/", Obstacle.BAD_ADDRESS),
        ("https://inside.nowhere/", Obstacle.NOT_PUBLIC),
        ("https://lea.test:22/", Obstacle.BAD_ADDRESS),
    ],
)
def test_an_answer_that_goes_on_is_judged_like_any_other(address, why):
    async def run():
        async with stranger(page(), known={}, networks=()) as (server, gate):
            gate._visits._names = Book(["127.0.0.1"])  # noqa: SLF001 - where the name leads
            with pytest.raises(NotFetched) as refusal:
                await gate.follow(FEED._replace(address=address))
            return refusal.value.obstacle, server.connections

    assert asyncio.run(run()) == (why, 0)
