"""The verb `spread`: put down the sending of news to everybody who follows."""

from collections.abc import Sequence

from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour
from tablee.usecases.fediverse.spread_news import spread_news
from tablee.wiring import Site


class Spreadings:
    """Asks nobody: all of it is written in one go, some inboxes at a time."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Return labours that cost nothing."""
        return [_nothing for _ in tasks]

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Put down the next tasks of each."""
        for each in done:
            spread_news(self._site.desks, self._site.clock, each.task, holder)

    def close(self) -> None:
        """Do nothing."""


async def _nothing() -> None:
    """Do nothing: whom to tell is found out where it is written down."""
