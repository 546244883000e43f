"""Find out who sent a message: its signature, and the key that its actor shows at home.

A key is believed when the actor's own document shows it, on the actor's own host. Keys are kept
for a while; when a signature fails with a kept one, it is asked for once more, because keys are
changed. What cannot be had is remembered too: forged messages must not make us knock for ever.
"""

import asyncio
from collections import OrderedDict
from functools import partial
from typing import NamedTuple

from tablee.core.text import Text
from tablee.evidence.activity import (
    NotReadable,
    NotThere,
    Origins,
    Person,
    Voice,
    host_of,
    owner_of,
    plain,
    read_actor,
)
from tablee.evidence.address import registrable
from tablee.evidence.signature import NoSuchKey, Request, Seal, Unsigned, is_signed_by, seals_of
from tablee.ports.desk import Clock
from tablee.ports.fetch import LASTING, Fetcher, NotFetched
from tablee.problems.mistakes import KeyOutOfReach, NotSigned

KEPT_MS = 24 * 3_600_000
"""How long a key is believed without asking."""
MOST_KEPT = 10_000
SETTLED_MS = 10_000
"""A key that was fetched so short a time ago is not asked for again."""
MISSED_MS = 60_000
"""How long a key that is not to be had is not asked for again."""
DEADLINE_S = 10
MOST_KNOCKS = 64
"""Senders whose keys are being fetched, at most; others come back later."""
MOST_OF_A_DOMAIN = 8
"""Of these, on one registered domain: whoever is slow keeps others of their own waiting only."""

_NO_SIGNATURE = Text("The signature is not good.", "La signature n'est pas valable.")
_ELSEWHERE = Text(
    "The key is on another host than the actor.", "La clé est sur un autre hôte que l'acteur."
)
_NOT_HIS = Text("The key is not the actor's.", "La clé n'est pas celle de l'acteur.")
_NO_KEY = Text("There is no key at that address.", "Il n'y a pas de clé à cette adresse.")


class AuthorGone(Exception):
    """The actor whose key it would be is not there any more, as its own host says."""


class _Known(NamedTuple):
    person: Person | None
    """Nobody where there is no key."""
    fetched_at_ms: int
    is_gone: bool = False


class Proven(NamedTuple):
    """Who sent it, and the signature that shows so."""

    person: Person
    seal: Seal


class Senders:
    """Proves who sent messages; lives in one loop."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._origins = Origins(fetcher, clock, is_patient=True)
        self._clock = clock
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._knocks: dict[str, asyncio.Task[_Known]] = {}
        """Keys that are being fetched: whoever wants the same one waits for the same answer."""

    async def prove(self, request: Request, actor: str, voice: Voice | None) -> Proven:
        """Return who *actor* is, if it signed *request*; *voice* asks for its key.

        Raises:
            NotSigned: nothing proves it.
            KeyOutOfReach: its key cannot be had now.
            AuthorGone: its host says that it is there no more.
        """
        trouble: Exception = NotSigned(_NO_SIGNATURE)
        for seal in self._seals(request, actor):
            try:
                proven = await self._tried(seal, actor, voice)
            except (NotSigned, AuthorGone) as refusal:  # of several signatures one is enough
                trouble = refusal
                continue
            if proven is not None:
                return proven
        raise trouble

    async def _tried(self, seal: Seal, actor: str, voice: Voice | None) -> Proven | None:
        """Return who sent it, if it was *actor* by this signature. Raises as `prove` does."""
        known = self._recall(seal.key_id)
        proven = _proven(known or await self._meet(seal.key_id, voice), seal, actor)
        if proven is None and known is not None and self._is_settled(known):
            proven = _proven(await self._meet(seal.key_id, voice), seal, actor)
        return proven

    def _seals(self, request: Request, actor: str) -> list[Seal]:
        try:
            seals = seals_of(request, self._clock.now_ms())
        except Unsigned as refusal:
            raise NotSigned(Text(str(refusal), _NO_SIGNATURE.fr)) from None
        near = [each for each in seals if host_of(each.key_id) == host_of(actor)]
        if not near:
            raise NotSigned(_ELSEWHERE)
        return near

    def _is_settled(self, known: _Known) -> bool:
        return self._clock.now_ms() - known.fetched_at_ms >= SETTLED_MS

    def _recall(self, key_id: str) -> _Known | None:
        known = self._known.get(key_id)
        if known is None:
            return None
        kept_ms = KEPT_MS if known.person is not None else MISSED_MS
        return known if self._clock.now_ms() - known.fetched_at_ms < kept_ms else None

    async def _meet(self, key_id: str, voice: Voice | None) -> _Known:
        """Return whose key it is, as their host shows it now; one question at a time for each."""
        task = self._knocks.get(key_id)
        if task is None:
            place = registrable(host_of(key_id))
            near = sum(registrable(host_of(each)) == place for each in self._knocks)
            if len(self._knocks) >= MOST_KNOCKS or near >= MOST_OF_A_DOMAIN:
                raise KeyOutOfReach
            task = self._knocks[key_id] = asyncio.create_task(self._knock(key_id, voice))
            task.add_done_callback(partial(self._leave, key_id))
        return await asyncio.shield(task)

    def _leave(self, key_id: str, task: "asyncio.Task[_Known]") -> None:
        del self._knocks[key_id]
        if not task.cancelled():
            task.exception()  # somebody has looked, also when every sender has gone

    async def _knock(self, key_id: str, voice: Voice | None) -> _Known:
        """Ask for the key, and for its owner where the two stand apart."""
        try:
            async with asyncio.timeout(DEADLINE_S):
                person, is_gone = await self._person(key_id, voice)
        except TimeoutError:
            raise KeyOutOfReach from None
        except NotFetched as obstacle:
            if obstacle.obstacle not in LASTING:
                raise KeyOutOfReach from None
            person, is_gone = None, False
        known = _Known(person, self._clock.now_ms(), is_gone)
        self._known.pop(key_id, None)
        self._known[key_id] = known
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        return known

    async def _person(self, key_id: str, voice: Voice | None) -> tuple[Person | None, bool]:
        """Return whose key it is, if its owner's document shows it, and whether it is gone."""
        try:
            document = await self._origins.near(key_id, voice)
            try:
                person = read_actor(document)
            except NotReadable:
                person = None
            if person is None or not person.inbox:
                # A key that stands by itself, or an actor of which nothing but the key is shown.
                owner = person.id if person else owner_of(document)
                if host_of(owner) != host_of(key_id):
                    return None, False
                person = read_actor(await self._origins.exact(plain(owner), voice))
        except NotThere as absence:
            return None, absence.is_gone
        except NotReadable:
            return None, False
        return (person, False) if key_id in person.keys else (None, False)


def _proven(known: _Known, seal: Seal, actor: str) -> Proven | None:
    """Return who sent it; nothing when the signature is not by the key that is known.

    Raises:
        NotSigned: it is somebody else's key, or there is none.
        AuthorGone: whose key it was is there no more.
    """
    if known.is_gone:
        raise AuthorGone
    if known.person is None:
        raise NotSigned(_NO_KEY)
    if known.person.id != actor:
        raise NotSigned(_NOT_HIS)
    try:
        is_good = is_signed_by(known.person.keys[seal.key_id], seal.signed, seal.signature)
    except NoSuchKey:
        raise NotSigned(_NO_KEY) from None
    return Proven(known.person, seal) if is_good else None
