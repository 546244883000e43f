"""Ask the origin of an object for it: the only place where what is told of it can be believed.

The answer must be of a media type that no upload gets (CVE-2024-23832), come from the host that
its id names, and, for a post, be the very object that was asked for.
"""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from tablee.evidence.activity.document import (
    MOST_BYTES,
    Document,
    NotReadable,
    host_of,
    id_of,
    plain,
    read_document,
)
from tablee.evidence.signature import NoSuchKey, Request, sign_by_draft, sign_by_message
from tablee.ports.desk import Clock
from tablee.ports.fetch import Ask, Fetched, Fetcher, NotFetched, Obstacle

PROFILE = "https://www.w3.org/ns/activitystreams"
ACCEPT = f'application/activity+json, application/ld+json; profile="{PROFILE}"'
_PROFILED = re.compile(r"application/ld\+json\s*;.*" + re.escape(PROFILE), re.IGNORECASE)
_WANTS_ANOTHER = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})

_Sign = Callable[[Request, str, str, int], dict[str, str]]


class NotThere(Exception):
    """Its origin does not show it to us; *is_gone* says that it is not there at all any more."""

    def __init__(self, status: int) -> None:
        super().__init__(f"its origin answers {status}")
        self.is_gone = status in _GONE


class Voice(NamedTuple):
    """As whom we ask: some origins answer those only who sign."""

    key_id: str
    pem: str


class Origins:
    """Asks origins for objects, as somebody whose signature they can check."""

    def __init__(self, fetcher: Fetcher, clock: Clock, *, is_patient: bool) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._is_patient = is_patient

    async def exact(self, address: str, voice: Voice | None) -> Document:
        """Return the object whose id is *address*.

        An address under which people see it leads to its id, which is asked for in turn.

        Raises:
            NotFetched: there is no answer now.
            NotThere: its origin does not show it.
            NotReadable: what is there is something else.
        """
        document = await self.near(address, voice)
        name = id_of(document)
        if name == address:
            return document
        document = await self.near(name, voice)
        if id_of(document) != name:
            raise NotReadable("Its id leads to something else.")
        return document

    async def near(self, address: str, voice: Voice | None) -> Document:
        """Return what is at *address*; its id is on the host that answered, and no more is sure.

        Raises: as `exact`.
        """
        if not host_of(address):
            raise NotReadable("That is no address of an object.")
        fetched = await self._knock(plain(address), voice)
        if fetched.status in _PASSING or fetched.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise NotFetched(Obstacle.UNREACHABLE, address, str(fetched.status))
        if fetched.status != HTTPStatus.OK:
            raise NotThere(fetched.status)
        if not _is_activity(fetched):
            raise NotReadable("That is of another media type.")
        if not fetched.is_whole or len(fetched.body) > MOST_BYTES:
            raise NotReadable("That is too large.")
        document = read_document(fetched.body)
        if host_of(id_of(document)) != host_of(fetched.address):
            raise NotReadable("Its id is on another host than it was found on.")
        return document

    async def _knock(self, address: str, voice: Voice | None) -> Fetched:
        """Ask, signed in the way that most know; then, if that is refused, in the other one."""
        fetched = await self._ask(address, voice, sign_by_draft)
        if voice is not None and fetched.status in _WANTS_ANOTHER:
            fetched = await self._ask(fetched.address, voice, sign_by_message)
        return fetched

    async def _ask(self, address: str, voice: Voice | None, sign: _Sign) -> Fetched:
        headers: dict[str, str] = {}
        if voice is not None:
            try:
                request = Request("GET", address, {})
                headers = sign(request, voice.key_id, voice.pem, self._clock.now_ms())
            except NoSuchKey:
                headers = {}
        ask = Ask(address, ACCEPT, headers=headers, is_patient=self._is_patient)
        return await self._fetcher.fetch(ask)


def _is_activity(fetched: Fetched) -> bool:
    said = fetched.headers.get("content-type", "")
    return fetched.media_type == "application/activity+json" or bool(_PROFILED.match(said))
