"""The verb `send`: send one activity to one inbox, signed, through the gate."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from tablee.evidence.activity.origin import ACCEPT
from tablee.evidence.key_pair import own_key
from tablee.evidence.signature import Request, sign_by_draft, sign_by_message
from tablee.ports.desk import Desk
from tablee.ports.fetch import Ask, Fetched, NotFetched, Obstacle
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour, NotNow
from tablee.usecases.fediverse.documents import ACTIVITY_JSON, creation, with_context, written
from tablee.usecases.fediverse.names import Actor, find_actor
from tablee.usecases.fediverse.note_sendings import Sending, note_sendings
from tablee.usecases.hooks.retries import pause_after, wish_ms
from tablee.wiring import Site

TAKEN = range(200, 300)
WANTS_ANOTHER = frozenset({400, 401, 403})
"""What servers answer that know the other way of signing only."""
SEND_LIMIT_S = 18
"""Both knocks together: less than any labour may take."""
MOST_REMEMBERED = 10_000
MINUTE_MS = 60_000
_CONTENT = {"content-type": ACTIVITY_JSON}

Sign = Callable[[Request, str, str, int], dict[str, str]]


class Errand(NamedTuple):
    """What to send, as whom, and where to."""

    task: Task
    inbox: str
    body: bytes
    key_id: str
    pem: str


def root_of(site: Site) -> str:
    """Return this site's address, without a slash at its end."""
    settings = site.settings
    return settings.public_url or f"http://{settings.host}:{settings.port}"


class Sendings:
    """Sends activities; what is not taken comes back later, over some days.

    A crash between an answer and its being written down sends the same activity again, under the
    same id, by which servers know it.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._modern = OrderedDict[str, None]()
        """Hosts that were last heard to know RFC 9421 only."""
        self._next_ms = OrderedDict[str, int]()
        """When it is the turn of whoever next comes back to a busy host."""

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Read what is to be sent, and as whom."""
        pems = {each: own_key(self._site.desks, each) for each in {t.campaign_id for t in tasks}}
        with self._site.desks.read() as desk:
            actors = {each: self._actor(desk, each) for each in pems}
            return [
                self._labour(desk, task, actors[task.campaign_id], pems[task.campaign_id])
                for task in tasks
            ]

    def _actor(self, desk: Desk, campaign_id: int) -> Actor:
        """Return as whom to send; who is no actor any more still leaves relays under its name."""
        slug, root = desk.campaigns.by_id(campaign_id).slug, root_of(self._site)
        return find_actor(desk, slug, root, self._site.clock.now_ms()) or Actor(root, slug, slug)

    def _labour(self, desk: Desk, task: Task, actor: Actor, pem: str) -> Labour | None:
        body = _body(desk, task, actor)
        if not body:
            return None
        errand = Errand(task, str(task.body["inbox"]), body, actor.key_id, pem)
        return partial(self._send, errand)

    async def _send(self, errand: Errand) -> Sending:
        try:
            async with asyncio.timeout(SEND_LIMIT_S):
                answer = await self._knock(errand)
        except NotFetched as obstacle:
            if obstacle.obstacle is Obstacle.BUSY:
                host = _host(errand.inbox)
                raise NotNow(self._pause_ms(host), f"{host} is being sent enough") from None
            return self._failed(errand, 0, f"no answer: {obstacle.obstacle}")
        except TimeoutError:
            return self._failed(errand, 0, f"no answer: {Obstacle.TOO_SLOW}")
        if answer.status in TAKEN:
            return Sending(errand.task, is_taken=True, status=answer.status)
        wish = wish_ms(answer.headers.get("retry-after", ""), self._site.clock.now_ms())
        return self._failed(errand, answer.status, f"it answered {answer.status}", wish)

    async def _knock(self, errand: Errand) -> Fetched:
        """Send it, signed as the host is known to like; if that is refused, in the other way."""
        host = _host(errand.inbox)
        is_modern = host in self._modern
        ways: tuple[Sign, Sign] = (sign_by_draft, sign_by_message)
        first, second = ways[::-1] if is_modern else ways
        answer = await self._post(errand, first)
        if answer.status not in WANTS_ANOTHER:
            return answer
        other = await self._post(errand, second)
        if other.status in TAKEN:
            self._remember(host, is_modern=not is_modern)
        return other

    async def _post(self, errand: Errand, sign: Sign) -> Fetched:
        request = Request("POST", errand.inbox, _CONTENT, errand.body)
        headers = sign(request, errand.key_id, errand.pem, self._site.clock.now_ms())
        ask = Ask(
            errand.inbox,
            ACCEPT,
            "POST",
            errand.body,
            {**_CONTENT, **headers},
            is_patient=False,
        )
        return await self._site.fetcher.fetch(ask)

    def _remember(self, host: str, *, is_modern: bool) -> None:
        self._modern.pop(host, None)
        if is_modern:
            self._modern[host] = None
            if len(self._modern) > MOST_REMEMBERED:
                self._modern.popitem(last=False)

    def _pause_ms(self, host: str) -> int:
        """Give everyone who must come back to the same host a moment of their own."""
        now_ms = self._site.clock.now_ms()
        apart_ms = max(1, MINUTE_MS // self._site.settings.fetch_per_minute)
        next_ms = max(now_ms, self._next_ms.pop(host, 0)) + apart_ms
        self._next_ms[host] = next_ms
        if len(self._next_ms) > MOST_REMEMBERED:
            self._next_ms.popitem(last=False)
        return next_ms - now_ms

    def _failed(self, errand: Errand, status: int, trouble: str, wish: int = 0) -> Sending:
        failures = int(errand.task.body.get("failures", 0)) + 1
        pause = pause_after(failures, errand.task.key)
        pause_ms = None if pause is None else max(pause, wish)
        return Sending(
            errand.task, is_taken=False, status=status, trouble=trouble, pause_ms=pause_ms
        )

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Write down how sendings went, and take the tasks out or put them back."""
        note_sendings(self._site.desks, self._site.clock, [each.outcome for each in done], holder)

    def close(self) -> None:
        """Do nothing: the gate is everybody's."""


def _body(desk: Desk, task: Task, actor: Actor) -> bytes:
    """Return the activity of a task; nothing when there are no such news."""
    if "news" not in task.body:
        return str(task.body["activity"]).encode()
    news = desk.actors.told(task.campaign_id, int(task.body["news"]))
    return written(with_context(creation(actor, news))) if news else b""


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()
