"""The verb `subscribe`: ask a hub to tell us of a blog's new posts (WebSub), and ask it again."""

import secrets
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from tablee.core.campaign import Stage
from tablee.core.post.target import campaign_path
from tablee.core.post.token import OwnName
from tablee.ports.blogs import Blog
from tablee.ports.desk import Desk
from tablee.ports.fetch import Ask, NotFetched, Obstacle
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour, NotNow
from tablee.usecases.blogs.note_poll import note_hub
from tablee.wiring import Site

LEASE_S = 10 * 24 * 3_600
AGAIN_MS = 6 * 3_600_000
"""How long a hub is left alone that did not do what it was asked."""
MINUTE_MS = 60_000
SECRET_BYTES = 32
MOST_REMEMBERED = 10_000
_FORM = {"content-type": "application/x-www-form-urlencoded"}


class Subscriptions:
    """Asks hubs; whether a hub does it shows when it calls us back (`receivers.websub`).

    A site without a public address has none at which a hub could call: its blogs are polled.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._asked_at_ms: dict[int, int] = {}

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Find the blogs whose hub is to be asked, and give each hub its secret."""
        now_ms = self._site.clock.now_ms()
        with self._site.desks.read() as desk:
            wanted = [self._wanted(desk, task, now_ms) for task in tasks]
        return [None if each is None else self._labour(*each) for each in wanted]

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Take the tasks out: the hub answers by calling us."""
        with self._site.desks.write() as desk:
            desk.tasks.done([each.task for each in done], holder)

    def close(self) -> None:
        """Do nothing: the gate is everybody's."""

    def _wanted(self, desk: Desk, task: Task, now_ms: int) -> tuple[Blog, str] | None:
        blog = desk.blogs.get(int(task.body["blog"]))
        if blog is None or not (blog.hub and blog.next_poll_ms and self._site.settings.public_url):
            return None
        if now_ms - self._asked_at_ms.get(blog.number, -AGAIN_MS) < AGAIN_MS:
            return None
        campaign = desk.campaigns.by_id(blog.campaign_id)
        return (blog, campaign.slug) if campaign.stage is Stage.OPEN else None

    def _labour(self, blog: Blog, slug: str) -> Labour:
        # The secret is stored before the hub hears it: it may call back while we still ask.
        secret = blog.hub_secret or secrets.token_hex(SECRET_BYTES)
        if not blog.hub_secret:
            note_hub(self._site.desks, blog.number, secret, blog.hub_until_ms)
        return partial(self._ask, blog, slug, secret)

    async def _ask(self, blog: Blog, slug: str, secret: str) -> int:
        token = OwnName.WEBSUB.make(self._site.secret, slug, blog.number)
        page = f"{self._site.settings.public_url}{campaign_path(slug)}"
        body = urlencode(
            {
                "hub.mode": "subscribe",
                "hub.topic": blog.feed,
                "hub.callback": f"{page.removesuffix('/')}/websub/{token}",
                "hub.secret": secret,
                "hub.lease_seconds": LEASE_S,
            }
        )
        self._remember(blog)
        ask = Ask(blog.hub, "*/*", "POST", body.encode(), _FORM, is_patient=False)
        try:
            return (await self._site.fetcher.fetch(ask)).status
        except NotFetched as obstacle:
            if obstacle.obstacle is Obstacle.BUSY:
                self._asked_at_ms.pop(blog.number, None)
                raise NotNow(MINUTE_MS, "the hub is being asked for enough already") from None
            return 0

    def _remember(self, blog: Blog) -> None:
        if len(self._asked_at_ms) >= MOST_REMEMBERED:
            self._asked_at_ms.clear()
        self._asked_at_ms[blog.number] = self._site.clock.now_ms()
