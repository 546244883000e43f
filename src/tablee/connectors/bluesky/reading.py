"""Read a Jetstream for the campaigns that name it, and write what was found with the cursor."""

import asyncio
import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

import msgspec

from tablee.connectors.bluesky.origin import FIRST_MOMENT, Origin
from tablee.connectors.bluesky.scan import Scan, Wanted
from tablee.core.post.sighting import Sighting
from tablee.evidence.address import registrable
from tablee.outside.fetch import Gate, Line, LineEnded, LineRefused, open_fetcher
from tablee.ports.networks.bulletins import Condition
from tablee.ports.stream import Watch
from tablee.ports.verb import NotNow
from tablee.usecases.networks.report import Report
from tablee.usecases.networks.take_haul import CursorLost, take_haul
from tablee.wiring import Site

US_PER_MS = 1_000
HOUR_MS = 3_600_000
GROUP = 1_000
"""How much is found before it is written at once."""
SHORT_S = 1.0
"""Frames that have come within so much time are looked through together."""
AWAY_S = 5.0
"""How long deletions wait, and a cursor with nothing to write."""
TELL_S = 30.0
"""How often organisers are told at most that we read."""
SILENCE_S = 120.0
"""Without a frame for so long, the line is taken for dead."""
BAD_REQUEST = 400

log = logging.getLogger("tablee.networks")


class StreamBroken(Exception):
    """The server hangs up for a reason of its own."""


class Wish(NamedTuple):
    """What one reader reads, and for whom."""

    origin: Origin
    wanted: tuple[Wanted, ...]
    opens_at_ms: int
    """When the first of the campaigns opened: nothing before is of any use."""


class Reading:
    """One turn of reading."""

    def __init__(self, site: Site, wish: Wish, watch: Watch) -> None:
        self._site = site
        self._wish = wish
        self._watch = watch
        self._scan = Scan(wish.origin, wish.wanted)
        self._stored = 0
        self._read_from = 0
        """Where what has not been written yet begins."""
        self._written_at_s = self._heard_at_s = time.monotonic()
        self._told_at_s = self._written_at_s - TELL_S

    async def run(self) -> None:
        """Read until the line ends.

        Raises:
            LineEnded, StreamBroken, LineRefused, NotFetched: it did, or never began.
            NotNow: it did, and asks us to come again in a moment.
            CursorLost: somebody else reads there.
        """
        gate = open_fetcher(self._site.settings, domain_of=registrable)
        self._read_from = self._beginning()
        line = await self._open(gate, self._read_from)
        try:
            while True:
                await self._listen(line)
                self._heed()
                await self._write_what_is_due()
        except LineEnded:
            await self._write(self._wish.wanted)
            raise
        finally:
            await line.close()

    def _beginning(self) -> int:
        """Return where to go on: where the campaign that is furthest behind has stopped.

        For campaigns read for the first time, that is an hour ago, or when they opened.
        """
        stored = [int(each) for each in self._watch.cursors.values() if each.isdigit()]
        if stored:
            return min(stored)
        recent_ms = self._site.clock.now_ms() - HOUR_MS
        return max(self._wish.opens_at_ms, recent_ms) * US_PER_MS

    async def _open(self, gate: Gate, position: int) -> Line:
        origin = self._wish.origin
        try:
            return await gate.listen(origin.beginning_at(position))
        except LineRefused as refusal:
            if refusal.status != BAD_REQUEST or _error(refusal.body) != "CursorTooOld":
                raise
            log.error(  # noqa: TRY400 - the operator is told what it means, not where
                "%s no longer has what came after %s: posts since then may be missing",
                origin.reader,
                position,
            )
        return await gate.listen(origin.beginning_at(FIRST_MOMENT))

    async def _listen(self, line: Line) -> None:
        """Take frames for a short time, or until enough was found."""
        take, receive, scan = self._scan.take, line.receive, self._scan
        frames = scan.frames
        with suppress(TimeoutError):
            async with asyncio.timeout(SHORT_S):
                # Frames that are here already do not let the loop turn: look at the clock, too.
                until_s = time.monotonic() + SHORT_S
                while scan.size < GROUP and not scan.end and time.monotonic() < until_s:
                    for _ in range(GROUP):
                        take(await receive())
        now_s = time.monotonic()
        if scan.frames > frames:
            self._heard_at_s = now_s
        elif now_s - self._heard_at_s > SILENCE_S:
            raise LineEnded("silence")

    def _heed(self) -> None:
        for notice in self._scan.notices:
            log.error("%s says %s: posts may be missing", self._wish.origin.reader, notice)
        self._scan.notices.clear()

    async def _write_what_is_due(self) -> None:
        scan = self._scan
        is_early = time.monotonic() - self._written_at_s < AWAY_S
        if scan.end:
            await self._write(self._wish.wanted)
            if scan.end == "ConsumerTooSlow":
                raise NotNow(1_000, "we were too slow for the server")
            raise StreamBroken(scan.end)
        if scan.has_seen or scan.size >= GROUP or not is_early:
            await self._write(self._wish.wanted)

    async def _write(self, wanted: Sequence[Wanted]) -> None:
        position = self._scan.arrive()
        self._written_at_s = time.monotonic()
        if self._scan.size or position > self._stored:
            await self._watch.ask(self._store, wanted, position)
            self._stored = self._read_from = position
            self._scan.clear()
            await self._tell()

    async def _tell(self) -> None:
        """Tell organisers now and then that we read."""
        if time.monotonic() - self._told_at_s < TELL_S:
            return
        self._told_at_s = time.monotonic()
        desks, clock, reader = self._site.desks, self._site.clock, self._wish.origin.reader
        for each in self._wish.wanted:
            report = Report(desks, clock, self._watch, each.id, reader)
            await report.tell(Condition.LISTENING, has_read=True)

    def _store(self, wanted: Sequence[Wanted], position: int) -> None:
        """Write what was found for each campaign, in one transaction with its cursor."""
        site, reader, holder = self._site, self._wish.origin.reader, self._watch.holder
        idle: list[Wanted] = []
        for each in wanted:
            haul = self._scan.draw(each.slug)
            if haul.seen or haul.lost or haul.gone:
                seen = self._as_new(haul.seen, self._watch.cursors.get(each.id, ""))
                full = haul._replace(seen=seen, reader=reader, cursor=str(position))
                take_haul(site.desks, site.clock, site.secret, full, holder)
            else:
                idle.append(each)
        if idle:
            with site.desks.write() as desk:
                for each in idle:
                    if not desk.cursors.move(each.id, reader, holder, str(position)):
                        raise CursorLost

    def _as_new(self, seen: Sequence[Sighting], cursor: str) -> tuple[Sighting, ...]:
        """Return what was seen of a campaign that had stopped at *cursor*.

        Where one that is further behind is read too, what was taken in before comes again: a post
        may be gone since.
        """
        is_past = cursor.isdigit() and self._read_from < int(cursor)
        return tuple(each._replace(is_at_origin=not is_past) for each in seen)


def _error(body: bytes) -> str:
    try:
        said = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return str(said.get("error", "")) if isinstance(said, dict) else ""
