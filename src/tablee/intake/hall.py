"""The entrance hall: which address leads to the door, the board, the live count or the desk."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from importlib.resources import files

import msgspec

from tablee.core.errors import TableeError
from tablee.intake.batch import Batch
from tablee.intake.board import Board, count_campaign
from tablee.intake.clicks import Clicks
from tablee.intake.door import Door, Limits
from tablee.intake.hatch import Hatch
from tablee.intake.live import Live
from tablee.intake.passes import Passes, look_up_pass
from tablee.intake.refusals import REFUSALS
from tablee.intake.tills.upload import Uploads
from tablee.ports.receiver import Offer
from tablee.problems import PROBLEMS
from tablee.problems.mistakes import MethodNotTaken, NothingHere, StoreUnreachable
from tablee.usecases.record_acts import record_acts
from tablee.wire.asgi import (
    JSON,
    NO_STORE,
    SAFETY,
    Header,
    Receive,
    Scope,
    Send,
    header,
    language,
    respond,
    respond_problem,
)
from tablee.wire.aside import Aside
from tablee.wiring import Site

Answer = Callable[[str, Scope, Receive, Send], Awaitable[None]]

_ROOM_PARTS = 4  # "", "c", slug, leaf
_READING = ("GET", "HEAD", "OPTIONS")
_ALLOW: Header = (b"allow", b"GET, HEAD, OPTIONS")
_OPEN_TO_ALL: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"etag"),
)

_OPENAPI = (files("tablee.intake") / "openapi.json").read_bytes()

log = logging.getLogger("tablee.intake")


class Hall:
    """Everything this room answers, for one site."""

    def __init__(
        self, site: Site, offers: Sequence[Offer] = (), *, after: Callable[[], None] = lambda: None
    ) -> None:
        """Furnish the hall; *after* is called in each of its threads, when it ends.

        *offers* are told to whoever clicks on a share link, as every page of a campaign does.
        """
        settings = site.settings
        self.body_limit_bytes = settings.body_limit_bytes
        self._aside = Aside(after)
        self.batch = Batch(
            partial(record_acts, site.desks, site.clock),
            queue_limit_acts=settings.queue_limit_acts,
            group_limit_acts=settings.group_limit_acts,
            after=after,
        )
        self.board = Board(partial(count_campaign, site.desks, site.clock), self._aside)
        self.live = Live(
            self.board,
            interval_ms=settings.live_interval_ms,
            limit_listeners=settings.live_limit_listeners,
        )
        self.passes = Passes(partial(look_up_pass, site.desks), self._aside)
        self._door = Door(
            self.batch,
            self.passes,
            Limits(
                settings.body_limit_bytes,
                settings.line_limit_bytes,
                settings.batch_limit_acts,
                settings.group_limit_acts,
            ),
            secret=site.secret,
            public_url=settings.public_url,
        )
        self._clicks = Clicks(site, offers, after=after)
        self.hatch = Hatch(self._door, self.batch, self.passes)
        self.check_store = partial(_check_store, site)
        self._leaves: dict[str, Answer] = {
            "acts": self._door.receive,
            "tills": Uploads(site, self.passes, self._aside).receive,
            "tally.json": self._tally,
            "live": self._follow,
        }
        self._others: dict[str, Answer] = {
            "/healthz": self._health,
            "/openapi.json": self._openapi,
        }

    def start(self) -> None:
        """Begin to take acts, in the loop that is running."""
        self.batch.start()
        self._clicks.start()

    def close(self) -> None:
        """Let the listeners of live counts go, so that nothing keeps the server from ending."""
        self.live.close()

    async def stop(self) -> None:
        """Write what waits to be written, and end."""
        self.close()
        await self.batch.stop()
        await self._clicks.stop()
        await self._aside.stop()

    def leads_to(self, scope: Scope) -> tuple[Answer, str] | None:
        """Return what answers a request, and for which campaign; nothing when it is not here."""
        path: str = scope["path"]
        if path.startswith("/c/"):
            parts = path.split("/")
            if len(parts) == _ROOM_PARTS:
                answer = self._leaves.get(parts[3])
                if answer is not None:
                    return answer, parts[2]
            return self._clicks.leads_to(scope)
        other = self._others.get(path)
        if other is not None:
            return other, ""
        if path.startswith("/problems/"):
            return self._problem, path.removeprefix("/problems/")
        return None

    async def _tally(self, slug: str, scope: Scope, _: Receive, send: Send) -> None:
        if await _is_answered(scope, send):
            return
        spoken = language(scope)
        try:
            sheet = await self.board.sheet(slug)
        except TableeError as refusal:
            await respond_problem(send, refusal, spoken, _OPEN_TO_ALL)
            return
        etag = sheet.etag(spoken)
        headers: list[Header] = [
            (b"etag", etag),
            (b"cache-control", b"public, max-age=1"),
            (b"vary", b"accept-language"),
            (b"content-language", spoken.encode()),
            *_OPEN_TO_ALL,
            *SAFETY,
        ]
        if etag in [each.strip() for each in header(scope, b"if-none-match").split(b",")]:
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await respond(send, 200, sheet.document(spoken), [JSON, *headers])

    async def _follow(self, slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        if await _is_answered(scope, send):
            return
        try:
            await self.live.follow(slug, scope, receive, send)
        except TableeError as refusal:
            await respond_problem(send, refusal, language(scope), _OPEN_TO_ALL)

    async def _health(self, _: str, scope: Scope, __: Receive, send: Send) -> None:
        if await _is_answered(scope, send):
            return
        if not (self.batch.is_running and await self._is_store_well()):
            await respond_problem(send, StoreUnreachable(), language(scope))
            return
        body = msgspec.json.encode({"status": "ok", "waiting_acts": self.batch.waiting_acts})
        await respond(send, 200, body, [JSON, NO_STORE, *SAFETY])

    async def _is_store_well(self) -> bool:
        try:
            await self._aside.run(self.check_store)
        except Exception as failure:  # noqa: BLE001 - whatever it is, this machine is not well
            log.error("not well: %r", failure)  # noqa: TRY400 - asked every few seconds
            return False
        return True

    async def _openapi(self, _: str, scope: Scope, __: Receive, send: Send) -> None:
        if await _is_answered(scope, send):
            return
        headers = [JSON, (b"cache-control", b"public, max-age=300"), *_OPEN_TO_ALL, *SAFETY]
        await respond(send, 200, _OPENAPI, headers)

    async def _problem(self, slug: str, scope: Scope, __: Receive, send: Send) -> None:
        """Say what a problem's type means, in both languages."""
        if await _is_answered(scope, send):
            return
        meanings = {problem.slug: problem._asdict() for problem in PROBLEMS.values()}
        refusals = {str(reason): words._asdict() for reason, words in REFUSALS.items()}
        meaning = refusals if slug == "refused" else meanings.get(slug)
        if meaning is None:
            await respond_problem(send, NothingHere(), language(scope))
            return
        await respond(send, 200, msgspec.json.encode(meaning), [JSON, *_OPEN_TO_ALL, *SAFETY])


async def _is_answered(scope: Scope, send: Send) -> bool:
    """Answer what is no reading: a browser asking for leave, and methods not taken."""
    method = scope["method"]
    if method == "OPTIONS":
        headers = [
            _ALLOW,
            (b"access-control-allow-methods", b"GET, HEAD"),
            (b"access-control-max-age", b"86400"),
            *_OPEN_TO_ALL,
        ]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return True
    if method not in _READING:
        await respond_problem(send, MethodNotTaken(), language(scope), [_ALLOW])
        return True
    return False


def _check_store(site: Site) -> None:
    with site.desks.read() as desk:
        desk.campaigns.every()
