"""Batches of any length: lines are counted as they come, and answered in the same order."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import NamedTuple

from tablee.core.errors import TooLarge
from tablee.intake.answers import Answer, Refusal, encoded
from tablee.intake.reading import Read, read_act
from tablee.intake.spool import Spool
from tablee.problems import problem_fields
from tablee.problems.mistakes import TooSlow, WireMistake
from tablee.wire.asgi import NO_STORE, Receive, Send, SenderGone

PAUSE_LIMIT_S = 60
"""How long a stream may say nothing before it is over."""
_HEADERS = [(b"content-type", b"application/x-ndjson"), NO_STORE]

Count = Callable[[Sequence[Read]], Awaitable[Sequence[Answer | Refusal]]]


class StreamLimits(NamedTuple):
    """How much is taken from one stream."""

    line_bytes: int
    acts: int
    group_acts: int


class Lines:
    """Cuts a body into lines as its portions come, holding no more than one unfinished line."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._rest = b""
        self._is_overlong = False

    def feed(self, portion: bytes, *, is_last: bool = False) -> Iterator[bytes | TooLarge]:
        """Give the lines that *portion* completes; blank ones are left out."""
        *whole, self._rest = (self._rest + portion).split(b"\n")
        if is_last:
            whole.append(self._rest)
            self._rest = b""
        for line in whole:
            if self._is_overlong or len(line) > self._limit_bytes:
                self._is_overlong = False
                yield TooLarge(f"A line has at most {self._limit_bytes} bytes.", field="line")
            elif not line.isspace() and line:
                yield line
        if len(self._rest) > self._limit_bytes:  # drop it as it comes; say so at its end
            self._rest = b""
            self._is_overlong = True


async def answer_lines(receive: Receive, send: Send, count: Count, limits: StreamLimits) -> None:
    """Count the acts of a streamed body, and stream the answers, one a line.

    Raises:
        TableeError: nothing was answered yet, and the first acts were not counted.
        SenderGone: nobody is left to answer; what was whole was counted.
    """
    with Spool() as spool:
        sending = asyncio.ensure_future(_send_on(send, spool))
        try:
            await _read_on(receive, count, limits, spool)
            spool.close()
            await sending
        finally:
            sending.cancel()


async def _read_on(receive: Receive, count: Count, limits: StreamLimits, spool: Spool) -> None:
    lines = Lines(limits.line_bytes)
    taken = 0
    has_more = True
    while has_more:
        try:
            portion, has_more = await _portion(receive)
        except TooSlow as refusal:
            if not taken:
                raise
            spool.put(_written([Refusal(problem_fields(refusal))]))
            return
        reads: list[Read] = []
        for line in lines.feed(portion, is_last=not has_more):
            taken += 1
            reads.append(_read(line) if taken <= limits.acts else _too_many(limits.acts))
            if len(reads) >= limits.group_acts:
                spool.put(_written(await count(reads)))
                reads = []
        if reads:
            spool.put(_written(await count(reads)))


async def _portion(receive: Receive) -> tuple[bytes, bool]:
    """Return what has come of the body, and whether there is more to come."""
    try:
        async with asyncio.timeout(PAUSE_LIMIT_S):
            message = await receive()
    except TimeoutError:
        raise TooSlow from None
    if message["type"] == "http.disconnect":
        raise SenderGone
    return bytes(message.get("body", b"")), bool(message.get("more_body"))


def _read(line: bytes | TooLarge) -> Read:
    if isinstance(line, TooLarge):
        return line
    try:
        return read_act(line)
    except WireMistake as mistake:
        return mistake


def _too_many(limit_acts: int) -> TooLarge:
    return TooLarge(f"A batch has at most {limit_acts} acts.")


def _written(answers: Sequence[Answer | Refusal]) -> bytes:
    return b"\n".join([*(encoded(answer) for answer in answers), b""])


async def _send_on(send: Send, spool: Spool) -> None:
    """Send the answers as fast as they are read at the other end."""
    portion = await spool.get()
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    while portion:
        await send({"type": "http.response.body", "body": portion, "more_body": True})
        portion = await spool.get()
    await send({"type": "http.response.body", "body": b""})
