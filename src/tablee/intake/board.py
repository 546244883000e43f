"""The board on which the count is chalked up: computed once for all who ask within a moment."""

import asyncio
import logging
import time
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import msgspec

from tablee.core.errors import TableeError
from tablee.core.tally import Tally
from tablee.core.terms import Terms
from tablee.intake.tally_document import tally_document
from tablee.ports.desk import Clock, Desks
from tablee.problems.mistakes import StoreUnreachable
from tablee.usecases.tally_campaign import tally_campaign
from tablee.wire.aside import Aside

FRESH_S = 0.2
"""How long a figure is shown before it is computed anew."""
LANGUAGES = ("en", "fr")

log = logging.getLogger("tablee.intake")
_encode = msgspec.json.Encoder().encode

Count = Callable[[str], tuple[Tally, Terms]]


class Sheet:
    """The count of one campaign at one moment, written out once per language."""

    def __init__(self, tally: Tally, terms: Terms) -> None:
        self.sequence = tally.sequence
        self._tally = tally
        self._terms = terms
        self._documents: dict[str, bytes] = {}
        self._frames: dict[str, bytes] = {}
        figures = self._fields("en")
        del figures["as_of"], figures["definitions"]
        self.mark = blake2b(_encode(figures), digest_size=6).hexdigest()
        """Changes when anything on the sheet does, except the hour."""

    def document(self, language: str) -> bytes:
        """Return the tally as JSON."""
        found = self._documents.get(language)
        if found is None:
            found = self._documents[language] = _encode(self._fields(language))
        return found

    def frame(self, language: str) -> bytes:
        """Return the tally as one server-sent event."""
        found = self._frames.get(language)
        if found is None:
            document = self.document(language)
            found = self._frames[language] = b"id: %d\ndata: %b\n\n" % (self.sequence, document)
        return found

    def etag(self, language: str) -> bytes:
        """Return the tag by which a reader knows that nothing has changed."""
        return f'W/"{self.sequence}-{self.mark}-{language}"'.encode()

    def _fields(self, language: str) -> dict[str, Any]:
        return tally_document(self._tally, self._terms, language)


class Board:
    """The latest sheet of each campaign."""

    def __init__(self, count: Count, aside: Aside, *, fresh_s: float = FRESH_S) -> None:
        """Take what counts a campaign, and the thread to do it in."""
        self.count = count
        self._aside = aside
        self._fresh_s = fresh_s
        self._sheets: dict[str, tuple[float, Sheet]] = {}
        self._asked: dict[str, asyncio.Task[Sheet]] = {}

    async def sheet(self, slug: str) -> Sheet:
        """Return a sheet no older than a moment.

        Raises:
            UnknownCampaign: there is no campaign of that name.
            StoreUnreachable: it cannot be read now.
        """
        found = self._sheets.get(slug)
        if found is not None and found[0] > time.monotonic():
            return found[1]
        asked = self._asked.get(slug)
        if asked is None:
            asked = self._asked[slug] = asyncio.create_task(self._chalk(slug))
            asked.add_done_callback(lambda _: self._asked.pop(slug, None))
        return await asyncio.shield(asked)

    async def _chalk(self, slug: str) -> Sheet:
        try:
            sheet = Sheet(*await self._aside.run(self.count, slug))
        except TableeError:
            raise
        except Exception:
            log.exception("the tally of %s could not be read", slug)
            raise StoreUnreachable from None
        self._sheets[slug] = time.monotonic() + self._fresh_s, sheet
        return sheet


def count_campaign(desks: Desks, clock: Clock, slug: str) -> tuple[Tally, Terms]:
    """Return the tally of a campaign, and the terms by which it is to be read.

    Raises:
        UnknownCampaign: there is no campaign of that name.
    """
    with desks.read() as desk:
        tally = tally_campaign(desk, slug, clock.now_ms())
        campaign = desk.campaigns.see(slug)
        return tally, campaign.version_at(tally.as_of_ms).terms
