"""Listen to a server that tells of statuses as they are made, one line for each hashtag."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from tablee.connectors.mastodon.feed import Event, Feed, TooLong
from tablee.connectors.mastodon.origin import Server
from tablee.outside.fetch import Flow, Gate, LineEnded, LineRefused
from tablee.ports.fetch import Ask, NotFetched, Token

SILENCE_S = 60.0
"""Servers say that they live every fifteen seconds."""
MOST_WAITING = 256
EVENTS = "text/event-stream"

log = logging.getLogger("tablee.networks")


class Ears:
    """Open lines to one server."""

    def __init__(self, flows: Sequence[Flow]) -> None:
        self._flows = flows
        self._heard = asyncio.Queue[Event | None](MOST_WAITING)
        self._tasks = [asyncio.create_task(self._listen(each)) for each in flows]

    async def hear(self, longest_s: float) -> Event | None:
        """Return what is told next; nothing when nothing is for so long.

        Raises:
            LineEnded: one of the lines is dead.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(longest_s):
                event = await self._heard.get()
                if event is None:
                    raise LineEnded("the stream has ended")
                return event
        return None

    async def close(self) -> None:
        """Hang up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for flow in self._flows:
            await flow.close()

    async def _listen(self, flow: Flow) -> None:
        feed = Feed()
        try:
            while True:
                async with asyncio.timeout(SILENCE_S):
                    piece = await flow.receive()
                for event in feed.take(piece):
                    await self._heard.put(event)
        except (LineEnded, TimeoutError, TooLong) as end:
            log.info("a stream of statuses has ended: %r", end)
        await self._heard.put(None)


async def open_ears(gate: Gate, server: Server, tags: Sequence[str], token: Token) -> Ears | None:
    """Return lines to a server; nothing where it tells us nothing, or not now."""
    flows: list[Flow] = []
    try:
        for tag in tags:
            flow = await gate.follow(Ask(server.stream(tag), EVENTS, token=token))
            flows.append(flow)
    except (LineRefused, NotFetched) as refusal:
        log.warning("%s tells us nothing as it happens: %s", server.host, refusal)
        for flow in flows:
            await flow.close()
        return None
    except BaseException:
        for flow in flows:
            await flow.close()
        raise
    return Ears(flows)
