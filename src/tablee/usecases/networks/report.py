"""Tell organisers how a reader of a network fares."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from tablee.ports.desk import Clock, Desks
from tablee.ports.fetch import NotFetched
from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.ports.stream import Watch
from tablee.ports.verb import NotNow

LONGEST_WORDS = 300


class Halted(NotNow):
    """A reader cannot go on for now; nobody but the organiser can change that, or time does."""

    def __init__(self, condition: Condition, pause_ms: int, why: str, *, status: int = 0) -> None:
        """Stop; *status* is what the network answered, 0 when it was not asked."""
        super().__init__(pause_ms, why)
        self.condition = condition
        self.status = status


class Refused(Exception):
    """The network answers with a status that says nothing of whether we may ask."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(f"{status} {words}")
        self.status = status


class Report(NamedTuple):
    """Where one reader's bulletins are put up."""

    desks: Desks
    clock: Clock
    watch: Watch
    campaign_id: int
    reader: str

    async def tell(self, condition: Condition, words: str = "", *, has_read: bool = False) -> None:
        """Put up how the reader fares, and that it *has_read* just now."""
        now_ms = self.clock.now_ms()
        bulletin = Bulletin(
            self.reader, condition, words[:LONGEST_WORDS], now_ms, now_ms if has_read else 0
        )
        await self.watch.ask(self._post, bulletin)

    async def through(self, read: Callable[[], Awaitable[None]]) -> None:
        """Let a reader read, and tell what stopped it.

        Raises:
            NotNow, NotFetched, Refused: whatever did.
        """
        try:
            await read()
        except Halted as halt:
            await self.tell(halt.condition, str(halt))
            raise
        except NotNow as pause:
            await self.tell(Condition.WAITING, str(pause))
            raise
        except (NotFetched, Refused) as trouble:
            await self.tell(Condition.TROUBLE, str(trouble))
            raise

    def _post(self, bulletin: Bulletin) -> None:
        with self.desks.write() as desk:
            desk.bulletins.post(self.campaign_id, bulletin)
