"""Who may send acts: partner keys, looked up once in a while so that a revocation bites."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

from tablee.core.errors import KindNotCovered, NotAllowed, TableeError, UnknownCampaign
from tablee.core.key import key_digest
from tablee.ports.desk import Desks
from tablee.problems.mistakes import StoreUnreachable
from tablee.wire.aside import Aside

FRESH_S = 2.0
"""How long a key that was found good is taken for good."""
_MOST_PASSES = 10_000
_BEARER = "bearer"

log = logging.getLogger("tablee.intake")


class Pass(NamedTuple):
    """What a key allows."""

    source: str
    """The key's name, noted beside each act."""
    kinds: frozenset[str]
    """Kinds it may send; empty means all."""
    doubted: frozenset[str] = frozenset()
    """Kinds of the campaign whose acts a person decides, where the sender says nothing else."""

    def check(self, kind: str) -> None:
        """Let acts of *kind* through.

        Raises:
            KindNotCovered: the key is not for such acts.
        """
        if self.kinds and kind not in self.kinds:
            covered = ", ".join(sorted(self.kinds))
            raise KindNotCovered(f"This key covers {covered}; not '{kind}'.", field="kind")


class _Found(NamedTuple):
    """The outcome of a look-up, and until when it is believed."""

    outcome: Pass | TableeError
    until_s: float


Look = Callable[[str, bytes], Pass]


class Passes:
    """The passes of senders, fresh enough."""

    def __init__(self, look: Look, aside: Aside, *, fresh_s: float = FRESH_S) -> None:
        """Take what looks up a pass for a campaign and a header, and the thread to do it in."""
        self.look = look
        self._aside = aside
        self._fresh_s = fresh_s
        self._found: dict[tuple[str, bytes], _Found] = {}
        self._asked: dict[tuple[str, bytes], asyncio.Future[Pass | TableeError]] = {}

    async def show(self, slug: str, authorization: bytes) -> Pass:
        """Return what the bearer of *authorization* may do in a campaign.

        Raises:
            UnknownCampaign: there is no campaign of that name.
            NotAllowed: there is no such key for it, or not any more.
            StoreUnreachable: keys cannot be looked up now.
        """
        found = self._found.get((slug, authorization))
        if found is None or found.until_s < time.monotonic():
            outcome = await self._ask(slug, authorization)
        else:
            outcome = found.outcome
        if isinstance(outcome, TableeError):
            raise outcome
        return outcome

    def at_hand(self, slug: str, authorization: bytes) -> Pass | None:
        """Return a pass that was found good a moment ago; nothing when it must be looked up."""
        found = self._found.get((slug, authorization))
        if found is None or found.until_s < time.monotonic():
            return None
        return found.outcome if isinstance(found.outcome, Pass) else None

    async def _ask(self, slug: str, authorization: bytes) -> Pass | TableeError:
        """Look a pass up, once for all who ask for it at the same time."""
        asked = self._asked.get((slug, authorization))
        if asked is None:
            asked = asyncio.ensure_future(self._outcome(slug, authorization))
            self._asked[slug, authorization] = asked
            asked.add_done_callback(lambda _: self._asked.pop((slug, authorization), None))
        return await asyncio.shield(asked)

    async def _outcome(self, slug: str, authorization: bytes) -> Pass | TableeError:
        try:
            outcome: Pass | TableeError = await self._aside.run(self.look, slug, authorization)
        except (NotAllowed, UnknownCampaign) as refusal:
            outcome = refusal.with_traceback(None)
        except Exception:
            log.exception("a key could not be looked up")
            return StoreUnreachable()
        if len(self._found) >= _MOST_PASSES:  # somebody is guessing: begin anew
            self._found.clear()
        self._found[slug, authorization] = _Found(outcome, time.monotonic() + self._fresh_s)
        return outcome


def look_up_pass(desks: Desks, slug: str, authorization: bytes) -> Pass:
    """Return the pass that the header Authorization gives in a campaign.

    Raises:
        UnknownCampaign: there is no campaign of that name.
        NotAllowed: there is no such key for it, or not any more.
    """
    scheme, _, key = authorization.decode("latin-1").partition(" ")
    with desks.read() as desk:
        terms = desk.campaigns.see(slug).latest.terms
        if scheme.lower() != _BEARER or not key.strip():
            raise NotAllowed("A key is needed: 'Authorization: Bearer KEY'.")
        found = desk.keys.find(key_digest(key.strip()))
    if found is None or found.campaign != slug:
        raise NotAllowed("This key is not one of this campaign's.")
    if found.is_revoked:
        raise NotAllowed("This key has been revoked; ask the organiser for a new one.")
    return Pass(found.name, frozenset(found.kinds), terms.doubted)
