"""A Jetstream is read from where it was left: nothing is missed or counted twice."""

import asyncio
import logging
from contextlib import suppress

import pytest
from tests import make
from tests.connectors.bluesky.stage import (
    FIRST,
    PATIENCE_S,
    SECOND,
    TAG,
    Stage,
    has_all_of,
    script,
    serving,
    terms,
)

from tablee.config import read_settings
from tablee.connectors.bluesky.origin import Origin
from tablee.connectors.bluesky.rehearsal.server import Jetstream, Temper, framed, welcome
from tablee.connectors.bluesky.wishes import streams
from tablee.outside.fetch import LineRefused, open_fetcher
from tablee.ports.fetch import NotFetched, Obstacle
from tablee.ports.tasks import Hold


@pytest.mark.conformance("BS-02")
@pytest.mark.parametrize(
    ("origin", "reader"), [(SECOND, "jetstream.example/2"), (FIRST, "jetstream.example/1")]
)
def test_a_stream_that_breaks_again_and_again_is_read_whole(origin, reader):
    """The server hangs up after every 700 events, and some come twice: each counts once."""
    told = script(3_000, is_first=origin == FIRST)
    jetstream = Jetstream(told, Temper(tells=700))
    with serving(jetstream) as port:
        stage = Stage(port, origin)
        stage.read_until(lambda: len(stage.states()) >= 7)
        jetstream.temper.tells = 0
        stage.read_until(lambda: has_all_of(stage, told))
        with stage.site.desks.write() as desk:
            now_ms = stage.clock.now_ms() + 60_000
            hold = Hold("test", now_ms + 1)
            position = desk.cursors.hold(1, f"bluesky:{reader}", hold, now_ms)
    end = told.total if origin == SECOND else told.start_us + told.total * told.step_us
    assert int(position) == end
    assert len(jetstream.asked) >= 2


@pytest.mark.conformance("BS-02")
def test_a_cursor_that_is_too_old_goes_on_at_the_oldest_event_and_says_so(caplog):
    told = script(1_000)
    jetstream = Jetstream(told)
    with serving(jetstream) as port:
        stage = Stage(port)
        hold(stage, "5")
        jetstream.temper.floor = 501
        with caplog.at_level(logging.ERROR, "tablee.networks"):
            stage.read_until(lambda: len(stage.states()) == 5)
    assert "no longer has what came after 5" in caplog.text
    assert "says OutdatedCursor" in caplog.text
    assert [f"cursor={10**15}" in each for each in jetstream.asked] == [False, True]


def hold(stage, position, campaign_id=1):
    with stage.site.desks.write() as desk:
        reader = Origin(SECOND).reader
        desk.cursors.hold(campaign_id, reader, Hold("before", 2**60), 0)
        desk.cursors.move(campaign_id, reader, "before", position)
        desk.cursors.release(campaign_id, reader, "before")


def test_whoever_reads_for_the_first_time_begins_an_hour_ago_or_at_the_opening():
    jetstream = Jetstream(script(100))
    with serving(jetstream) as port:
        stage = Stage(port)
        stage.read_until(lambda: jetstream.asked)
    hour_ago_us = (make.MIDDLE_MS - 3_600_000) * 1_000
    assert jetstream.asked[0].endswith(f"cursor={hour_ago_us - 5_000_000}")


def test_one_line_serves_all_campaigns_of_a_server():
    told = script(500)
    jetstream = Jetstream(told)
    with serving(jetstream) as port:
        stage = Stage(port)
        stage.publish(terms(SECOND, slug="second", tag=TAG.lower()))
        stage.publish(terms(SECOND, slug="third", tag="nobody"))
        slugs = (make.SLUG, "second")
        stage.read_until(lambda: all(has_all_of(stage, told, each) for each in slugs))
        assert stage.states("third") == []
    assert len(jetstream.asked) == 1


def test_what_a_campaign_has_read_before_brings_nothing_back():
    told = script(500)
    jetstream = Jetstream(told)
    with serving(jetstream) as port:
        stage = Stage(port)
        stage.read_until(lambda: has_all_of(stage, told))
        states = stage.states()
        stage.publish(terms(SECOND, slug="second"))
        hold(stage, "1", campaign_id=2)
        stage.read_until(lambda: has_all_of(stage, told, "second"))
    assert stage.states() == states
    with stage.site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        reversals = [len(journal.decisions(number + 1)) for number in range(len(states))]
    assert max(reversals) == 1


def test_only_campaigns_that_are_on_are_read_for():
    stage = Stage(9)
    (stream,) = streams(stage.site)
    assert (stream.reader, stream.campaigns) == ("bluesky:jetstream.example/2", (1,))
    assert stream.key == streams(stage.site)[0].key
    stage.publish(terms(SECOND, slug="silent", tag=""))
    assert streams(stage.site)[0].campaigns == (1,)
    stage.clock.pass_days(-30)
    assert streams(stage.site) == []  # not open yet
    stage.clock.pass_days(30)
    assert streams(stage.site)
    stage.clock.pass_days(30)  # over, and so is the grace
    assert streams(stage.site) == []


def test_a_server_is_judged_as_every_other_address():
    """The gate's rules hold for lines too: nothing private, no odd ports, no names in addresses."""
    hosts = {"TABLEE_FETCH_HOSTS": "inside.example=127.0.0.1:9"}
    gate = open_fetcher(read_settings(hosts), domain_of=str)

    def obstacle(address):
        with pytest.raises(NotFetched) as refusal:
            asyncio.run(gate.listen(address))
        return refusal.value.obstacle

    assert obstacle("ws://inside.example/subscribe") is Obstacle.NOT_PUBLIC
    assert obstacle("wss://127.0.0.1/subscribe") is Obstacle.NOT_PUBLIC
    assert obstacle("wss://[::1]/subscribe") is Obstacle.NOT_PUBLIC
    assert obstacle("wss://localhost/subscribe") is Obstacle.NOT_PUBLIC
    assert obstacle("wss://name@one.example/subscribe") is Obstacle.BAD_ADDRESS
    assert obstacle("wss://one.example:8080/subscribe") is Obstacle.BAD_ADDRESS
    assert obstacle("http://one.example/subscribe") is Obstacle.BAD_ADDRESS


def test_a_server_that_speaks_otherwise_is_no_stream():
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
        await writer.drain()
        writer.close()

    async def refused():
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            settings = read_settings(
                {
                    "TABLEE_FETCH_HOSTS": f"one.example=127.0.0.1:{port}",
                    "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
                }
            )
            with pytest.raises(LineRefused, match="403 no"):
                await open_fetcher(settings, domain_of=str).listen("ws://one.example/subscribe")

    asyncio.run(refused())


def test_whoever_is_ended_while_a_line_opens_hangs_up_on_a_server_that_does_not():
    """The server says much, which fills the line, and nothing to our farewell."""

    async def ended():
        asked, may_answer, hung_up = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def answer(reader, writer):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            asked.set()
            await may_answer.wait()
            writer.write(welcome(head) + framed(b"{}") * 300)
            with suppress(ConnectionError):
                while await reader.read(1_000):
                    pass
            hung_up.set()
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            settings = read_settings(
                {
                    "TABLEE_FETCH_HOSTS": f"one.example=127.0.0.1:{port}",
                    "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
                }
            )
            gate = open_fetcher(settings, domain_of=str)
            opening = asyncio.create_task(gate.listen("ws://one.example/subscribe"))
            await asked.wait()
            opening.cancel()
            may_answer.set()
            with pytest.raises(asyncio.CancelledError):
                await opening
            await asyncio.wait_for(hung_up.wait(), PATIENCE_S)

    asyncio.run(ended())
