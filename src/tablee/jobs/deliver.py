"""The verb `deliver`: send one event to one receiver, signed, through the gate."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from tablee.jobs.courtesy import Courtesy
from tablee.ports.desk import Clock, Desk
from tablee.ports.fetch import Ask, Fetched, Fetcher, NotFetched, Obstacle
from tablee.ports.hooks import Attempt, Hook
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour, NotNow
from tablee.usecases.hooks.event import Event, event_of
from tablee.usecases.hooks.note_deliveries import Delivery, note_deliveries
from tablee.usecases.hooks.retries import wish_ms
from tablee.usecases.hooks.signing import signed_headers
from tablee.wiring import Site

TAKEN = range(200, 300)
MOVED = range(300, 400)


class Errand(NamedTuple):
    """What to send, and to whom."""

    task: Task
    hook: Hook
    event: Event


class Deliveries:
    """Sends events; those of one receiver go out in order, two at a time at most.

    What is not taken comes back later, and others overtake it: receivers sort by ``time`` and
    know an event that they have had by its ``webhook-id``.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._courtesy = Courtesy(site.settings.fetch_per_minute)

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Read what is to be sent; nothing is, to a receiver that is gone or disabled."""
        with self._site.desks.read() as desk:
            return [self._labour(desk, task) for task in tasks]

    def _labour(self, desk: Desk, task: Task) -> Labour | None:
        hook = desk.hooks.get(int(task.body["hook"]))
        letter = desk.outbox.letter(int(task.body["message"]))
        if hook is None or hook.is_disabled or letter is None:
            return None
        slug = desk.campaigns.by_id(letter.campaign_id).slug
        return partial(self._send, Errand(task, hook, event_of(letter, source(self._site, slug))))

    async def _send(self, errand: Errand) -> Delivery:
        site, hook = self._site, errand.hook
        now_ms = site.clock.now_ms()
        if now_ms < hook.paused_until_ms:
            raise NotNow(hook.paused_until_ms - now_ms, "the receiver wants to be left alone")
        try:
            delivery = await send(site.fetcher, site.clock, hook, errand.event)
        except NotFetched:
            host = urlsplit(hook.address).hostname or ""
            pause_ms = self._courtesy.pause_ms(host, now_ms)
            raise NotNow(pause_ms, f"{host} is being sent enough already") from None
        return delivery._replace(task=errand.task)

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Write down how deliveries went, and take the tasks out or put them back."""
        deliveries = [each.outcome for each in done]
        note_deliveries(self._site.desks, self._site.clock, deliveries, holder)

    def close(self) -> None:
        """Do nothing: the gate is everybody's."""


NOTHING = Task(0, "", "", {}, 0)
"""The task of an event that is sent by hand."""


async def send(fetcher: Fetcher, clock: Clock, hook: Hook, event: Event) -> Delivery:
    """Send *event* once and return what came of it. Redirects are not followed.

    Raises:
        NotFetched: the way to this receiver is taken (`Obstacle.BUSY`); nothing was sent.
    """
    headers = signed_headers(event, hook.secrets, clock.now_ms())
    ask = Ask(
        hook.address,
        accept="*/*",
        method="POST",
        body=event.body,
        headers=headers,
        is_patient=False,
    )
    try:
        answer = await fetcher.fetch(ask)
    except NotFetched as obstacle:
        if obstacle.obstacle is Obstacle.BUSY:
            raise
        trouble = f"no answer: {obstacle.obstacle}"
        return Delivery(NOTHING, Attempt(clock.now_ms(), 0, is_success=False, trouble=trouble))
    now_ms = clock.now_ms()
    attempt = Attempt(now_ms, answer.status, answer.status in TAKEN, _trouble(answer))
    return Delivery(NOTHING, attempt, wish_ms(answer.headers.get("retry-after", ""), now_ms))


def source(site: Site, slug: str) -> str:
    """Return the address of a campaign's page: the source of all its events."""
    settings = site.settings
    ours = settings.public_url or f"http://{settings.host}:{settings.port}"
    return f"{ours}/c/{slug}/"


def _trouble(answer: Fetched) -> str:
    if answer.status in TAKEN:
        return ""
    also = "; redirects are not followed" if answer.status in MOVED else ""
    return f"it answered {answer.status}{also}"
