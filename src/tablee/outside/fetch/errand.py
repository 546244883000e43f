"""Follow one wish to its end: through every redirect, within one deadline."""

import asyncio
from collections.abc import Callable

from tablee.outside.fetch.answer import Answer, BadAnswer
from tablee.outside.fetch.destination import (
    BadAddress,
    Destination,
    read_address,
    read_redirect,
)
from tablee.outside.fetch.rules import MOST_REDIRECTS
from tablee.outside.fetch.turns import Busy, Turns
from tablee.outside.fetch.visit import Visits
from tablee.ports.fetch import Ask, Fetched, NotFetched, Obstacle

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOLLOWING = frozenset({"GET", "HEAD"})


class Errand:
    """One wish on its way out."""

    def __init__(self, ask: Ask, deadline_s: float) -> None:
        """Fulfil *ask* within *deadline_s*, counted from its first turn to go out."""
        self.ask = ask
        self.is_under_way = False
        self._deadline_s = deadline_s
        self._until_s = 0.0
        self._hops: list[str] = []

    async def run(self, visits: Visits, turns: Turns, domain_of: Callable[[str], str]) -> Fetched:
        """Return the answer at the end of all redirects.

        Raises:
            NotFetched: there is none.
        """
        try:
            destination = read_address(self.ask.address)
        except BadAddress:
            raise NotFetched(Obstacle.BAD_ADDRESS, self.ask.address) from None
        self._until_s = asyncio.get_running_loop().time() + self._deadline_s
        while True:
            answer = await self._hop(destination, visits, turns, domain_of(destination.host))
            further = self._further(answer, destination)
            if further is None:
                return self._fetched(answer, destination)
            self._hops.append(destination.address)
            destination = further

    async def _hop(
        self, destination: Destination, visits: Visits, turns: Turns, place: str
    ) -> Answer:
        try:
            async with turns.turn(place, self._until_s, is_patient=self.ask.is_patient):
                if not self.is_under_way:  # waiting for the first turn is not the stranger's fault
                    self.is_under_way = True
                    self._until_s = asyncio.get_running_loop().time() + self._deadline_s
                async with asyncio.timeout_at(self._until_s):
                    return await visits.visit(self.ask, destination)
        except Busy:
            raise NotFetched(Obstacle.BUSY, destination.address) from None
        except TimeoutError:
            raise NotFetched(Obstacle.TOO_SLOW, destination.address) from None
        except NotFetched as refusal:
            if self._hops and refusal.obstacle is Obstacle.BAD_ADDRESS:
                raise NotFetched(Obstacle.BAD_REDIRECT, refusal.address) from None
            raise

    def _further(self, answer: Answer, origin: Destination) -> Destination | None:
        """Return where *answer* sends us, if it does."""
        is_free = self.ask.follows_redirects and not self.ask.token
        location = answer.headers.get("location", "") if is_free else ""
        if answer.status not in REDIRECTS or not location or self.ask.method not in FOLLOWING:
            return None
        try:
            further = read_redirect(location, origin)
        except BadAddress:
            raise NotFetched(Obstacle.BAD_REDIRECT, origin.address) from None
        is_ring = further.address in {*self._hops, origin.address}
        is_downgrade = origin.is_secret and not further.is_secret
        if is_ring or is_downgrade or len(self._hops) >= MOST_REDIRECTS:
            raise NotFetched(Obstacle.BAD_REDIRECT, further.address)
        return further

    def _fetched(self, answer: Answer, destination: Destination) -> Fetched:
        try:
            body, is_whole = answer.decoded()
        except BadAnswer as trouble:
            detail = str(trouble)
            raise NotFetched(Obstacle.BAD_ANSWER, destination.address, detail) from None
        return Fetched(
            address=destination.address,
            status=answer.status,
            headers=answer.headers,
            body=body,
            is_whole=is_whole,
            hops=tuple(self._hops),
        )
