"""The verb `describe`: find out what to show of a post that counts, from its snapshot."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from tablee.core.post.finding import Display
from tablee.evidence.display.isolated import Apart
from tablee.evidence.snapshot import SnapshotDamaged, body_of
from tablee.ports.desk import Desk
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour
from tablee.usecases.posts.describe_post import describe_posts
from tablee.wiring import Site


class Described(NamedTuple):
    """What is to be shown of a post; nothing where its snapshot is gone."""

    act_number: int
    display: Display | None


class Descriptions:
    """Reads snapshots in a process apart, one after the other; nothing is fetched."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._apart = Apart()

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Find the snapshots."""
        with self._site.desks.read() as desk:
            return [self._labour(desk, task) for task in tasks]

    def _labour(self, desk: Desk, task: Task) -> Labour | None:
        post = desk.posts.get(task.campaign_id, int(task.body["act"]))
        if post is None or not post.exhibit:
            return None
        return partial(asyncio.to_thread, self._describe, post.act_number, post.exhibit)

    def _describe(self, act_number: int, exhibit: str) -> Described:
        snapshot = self._site.exhibits.get(exhibit)
        if snapshot is None:
            return Described(act_number, None)
        try:
            body, content_type, address = body_of(snapshot)
        except SnapshotDamaged:
            return Described(act_number, None)
        return Described(act_number, self._apart.describe(body, content_type, address))

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Store what is shown, and take the tasks out."""
        site = self._site
        displays = {found.act_number: found.display for _, found in done if found.display}
        describe_posts(site.desks, site.clock, done[0].task.campaign_id, displays)
        with site.desks.write() as desk:
            desk.tasks.done([each.task for each in done], holder)

    def close(self) -> None:
        """End the process apart."""
        self._apart.close()
