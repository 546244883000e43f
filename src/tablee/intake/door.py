"""The door: where partners' acts come in, one, a list or a stream of them at a time."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from tablee.core.act import Claim
from tablee.core.errors import TableeError, TooLarge
from tablee.intake import stream
from tablee.intake.answers import Answer, Answerer, Refusal, encoded
from tablee.intake.batch import Batch
from tablee.intake.cloudevents import read_binary_event, read_event, read_events
from tablee.intake.passes import Pass, Passes
from tablee.intake.reading import ActBody, Claimer, Read, read_act, read_list
from tablee.problems import language_of
from tablee.problems.mistakes import MethodNotTaken, Unforeseen, UnknownFormat
from tablee.usecases.record_acts import Recorded
from tablee.wire.asgi import (
    JSON,
    NO_STORE,
    Patience,
    Receive,
    Scope,
    Send,
    SenderGone,
    language,
    respond,
    respond_problem,
    too_large,
)

ACT_HEADERS = (JSON, NO_STORE)
"""What is said of every answer about acts."""
_JSON = b"application/json"
_EVENT = b"application/cloudevents+json"
_EVENTS = b"application/cloudevents-batch+json"
_BINARY_EVENT = b"application/json with ce-headers"
_STREAMS = frozenset({b"application/x-ndjson", b"application/ndjson", b"application/jsonl"})
HELD = frozenset({_JSON, _EVENT, _EVENTS})
"""Content types of bodies that are held whole."""

log = logging.getLogger("tablee.intake")


class Limits(NamedTuple):
    """How much is taken at once."""

    body_bytes: int
    line_bytes: int
    acts: int
    group_acts: int


class Room(NamedTuple):
    """What is kept ready for one campaign."""

    slug: str
    claimer: Claimer
    answerer: Answerer


class Visit(NamedTuple):
    """One request, its sender's pass looked at."""

    room: Room
    granted: Pass
    language: str


class Door:
    """Takes acts for any campaign of the site."""

    def __init__(
        self, batch: Batch, passes: Passes, limits: Limits, *, secret: bytes, public_url: str = ""
    ) -> None:
        self._batch = batch
        self._passes = passes
        self.limits = limits
        self._secret = secret
        self._public_url = public_url
        self._rooms: dict[str, Room] = {}
        self._patience = Patience()

    async def receive(self, slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer ``POST /c/<slug>/acts``."""
        try:
            await self._receive(slug, scope, receive, send)
        except SenderGone:
            return
        except MethodNotTaken as refusal:
            await respond_problem(send, refusal, language(scope), [(b"allow", b"POST")])
        except TableeError as refusal:
            await respond_problem(send, refusal, language(scope))
        except Exception:
            log.exception("a request to %s failed", scope["path"])
            await respond_problem(send, Unforeseen(), language(scope))

    async def _receive(self, slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            raise MethodNotTaken
        headers: dict[bytes, bytes] = dict(scope["headers"])
        authorization = headers.get(b"authorization", b"")
        granted = await self._passes.show(slug, authorization)
        accepted = headers.get(b"accept-language")
        spoken = language_of(accepted.decode("latin-1")) if accepted else "en"
        visit = Visit(self.room(slug), granted, spoken)
        form = headers.get(b"content-type", b"")
        if form not in HELD:
            form = _media_type(form)
        if form in _STREAMS:
            await self._take_stream(visit, authorization, receive, send)
            return
        announced = headers.get(b"content-length", b"")
        limit_bytes = self.limits.body_bytes
        if announced.isdigit() and int(announced) > limit_bytes:
            raise too_large(limit_bytes)
        if form == _JSON and b"ce-specversion" in headers:
            form = _BINARY_EVENT
        body = await self._patience.read(receive, limit_bytes)
        found = read_binary_event(scope, body) if form == _BINARY_EVENT else read_held(form, body)
        if isinstance(found, ActBody):
            await self._take_one(visit, found, send)
        else:
            await self._take_list(visit, found, send)

    async def _take_one(self, visit: Visit, act: ActBody, send: Send) -> None:
        room, granted, spoken = visit
        granted.check(act.kind)
        claim = room.claimer.claim(act, granted.doubted)
        recorded = (await self._batch.add(room.slug, granted.source, (claim,)))[0]
        if recorded.error is not None:
            raise recorded.error
        body = encoded(room.answerer.answer(recorded, spoken))
        await respond(send, 201 if recorded.is_new else 200, body, ACT_HEADERS)

    async def _take_list(self, visit: Visit, reads: Sequence[Read], send: Send) -> None:
        if len(reads) > self.limits.acts:
            raise TooLarge(f"A list has at most {self.limits.acts} acts.", field="body")
        answers = await self._count(visit, reads, self._batch.add)
        await respond(send, 200, encoded(answers), ACT_HEADERS)

    async def _take_stream(
        self, visit: Visit, authorization: bytes, receive: Receive, send: Send
    ) -> None:
        is_begun = False

        async def count(reads: Sequence[Read]) -> Sequence[Answer | Refusal]:
            nonlocal is_begun
            try:
                if is_begun:  # a key revoked in the middle of a stream ends it
                    granted = await self._passes.show(visit.room.slug, authorization)
                    now = visit._replace(granted=granted)
                    return await self._count(now, reads, self._batch.add_patiently)
                return await self._count(visit, reads, self._batch.add)
            except TableeError as refusal:
                if not is_begun:
                    raise
                return [visit.room.answerer.refusal(refusal, visit.language)] * len(reads)
            finally:
                is_begun = True

        limits = stream.StreamLimits(
            self.limits.line_bytes, self.limits.acts, self.limits.group_acts
        )
        await stream.answer_lines(receive, send, count, limits)

    async def _count(
        self,
        visit: Visit,
        reads: Sequence[Read],
        add: Callable[[str, str, Sequence[Claim]], Awaitable[list[Recorded]]],
    ) -> list[Answer | Refusal]:
        """Count the good ones of several acts, and answer for each, in order."""
        room, granted, spoken = visit
        claims: list[Claim] = []
        refusals: dict[int, Refusal] = {}
        for index, read in enumerate(reads):
            try:
                if not isinstance(read, ActBody):
                    raise read
                granted.check(read.kind)
                claims.append(room.claimer.claim(read, granted.doubted))
            except TableeError as mistake:
                refusals[index] = room.answerer.refusal(mistake, spoken)
        recorded = await add(room.slug, granted.source, claims) if claims else []
        if not refusals:
            return [room.answerer.answer(each, spoken) for each in recorded]
        rest = iter(recorded)
        return [
            refusals.get(index) or room.answerer.answer(next(rest), spoken)
            for index in range(len(reads))
        ]

    def room(self, slug: str) -> Room:
        """Return a campaign's room; its name has been found to be good."""
        room = self._rooms.get(slug)
        if room is None:
            answerer = Answerer(slug, self._secret, self._public_url)
            room = self._rooms[slug] = Room(slug, Claimer(slug, self._secret), answerer)
        return room


def _media_type(form: bytes) -> bytes:
    """Return a content type without its parameters.

    Raises:
        UnknownFormat: no acts are read from such a body.
    """
    plain = form.partition(b";")[0].strip().lower()
    if plain not in HELD and plain not in _STREAMS:
        raise UnknownFormat(field="content-type")
    return plain


def read_held(form: bytes, body: bytes | bytearray) -> ActBody | list[Read]:
    """Read a body that was held, of a content type of `HELD`: an act, or several.

    Raises:
        WireMistake: it cannot be read at all.
    """
    if form == _JSON:
        first = body[:1]
        if first == b"{":
            return read_act(body)
        return read_list(body) if first == b"[" or body.lstrip()[:1] == b"[" else read_act(body)
    return read_events(body) if form == _EVENTS else read_event(body)
