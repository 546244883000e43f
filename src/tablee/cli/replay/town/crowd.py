"""People with browsers, many at once: they follow links and send forms to one site."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tablee.cli.replay.sender import BUSY, NoAnswer

LINES = 48
"""Connections to the site; each is used by one person after another."""
_TROUBLE = 400
_MOST_TRIES = 60
_FORM = "application/x-www-form-urlencoded"


class Errand(NamedTuple):
    """One request that somebody makes."""

    path: str
    agent: str
    """What their browser says it is."""
    form: bytes = b""
    """What they send; empty for whoever only comes."""

    def request(self, host: str) -> bytes:
        """Return the bytes of it."""
        lines = [
            f"{'POST' if self.form else 'GET'} {self.path} HTTP/1.1",
            f"host: {host}",
            f"user-agent: {self.agent}",
        ]
        if self.form:
            lines += [f"content-type: {_FORM}", f"content-length: {len(self.form)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.form


class _Reply(NamedTuple):
    status: int
    pause_s: int
    """How long the site asks to wait, where it is busy."""


class Crowd:
    """Sends people on errands to the site at *port*."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port

    async def send(self, errands: Sequence[Errand]) -> None:
        """Return when each errand has been answered.

        Raises:
            NoAnswer: the site refuses one, or does not answer.
        """
        waiting = iter(errands)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(LINES, len(errands))):
                    group.create_task(self._serve(waiting))
        except ExceptionGroup as trouble:
            raise NoAnswer(repr(trouble.exceptions[0])) from trouble

    async def _serve(self, waiting: Iterable[Errand]) -> None:
        """Make one errand after another over one connection."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            for errand in waiting:
                await self._make(errand, reader, writer)
        finally:
            writer.close()

    async def _make(
        self, errand: Errand, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        for _ in range(_MOST_TRIES):
            writer.write(errand.request(f"{self._host}:{self._port}"))
            reply = await _read(reader)
            if reply.status < _TROUBLE:
                return
            if reply.status != BUSY:
                raise NoAnswer(f"{errand.path}: {reply.status}")
            await asyncio.sleep(reply.pause_s)
        raise NoAnswer(f"{errand.path}: busy for ever")


async def _read(reader: asyncio.StreamReader) -> _Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    await reader.readexactly(int(fields.get("content-length", "0")))
    return _Reply(int(first.split(" ", 2)[1]), int(fields.get("retry-after", "1")))
