"""Ask a network's oEmbed endpoint about one post, and follow its short links."""

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import msgspec

from tablee.ports.fetch import Ask, Fetched, Fetcher, NotFetched, Obstacle

JSON = "application/json"
HEAD = "HEAD"
_SAID_NO = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.GONE,
        HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    }
)
"""Answers that speak of the post; all others speak of the network's own troubles."""


class Told(NamedTuple):
    """What an endpoint said: text that strangers wrote, never shown as it is."""

    status: int
    said: Mapping[str, Any]
    digest: str = ""
    """Hex SHA-256 of the answer."""

    def text(self, name: str) -> str:
        """Return what is said of *name*; nothing where that is no text."""
        found = self.said.get(name)
        return found if isinstance(found, str) else ""


async def ask(fetcher: Fetcher, endpoint: str, **fields: str) -> Told:
    """Return what *endpoint* says.

    Raises:
        NotFetched: it does not answer as oEmbed does, or somebody else answers in its place.
    """
    address = f"{endpoint}?{urlencode(fields)}"
    fetched = await fetcher.fetch(Ask(address, JSON, is_patient=False))
    if urlsplit(fetched.address).netloc != urlsplit(endpoint).netloc:
        raise NotFetched(Obstacle.BAD_ANSWER, address, "answered by another host")
    if fetched.status in _SAID_NO:
        return Told(fetched.status, {})
    if fetched.status != HTTPStatus.OK:
        raise NotFetched(Obstacle.UNREACHABLE, address, str(fetched.status))
    return Told(fetched.status, _read(fetched, address), hashlib.sha256(fetched.body).hexdigest())


def _read(fetched: Fetched, address: str) -> dict[str, Any]:
    try:
        said = msgspec.json.decode(fetched.body) if fetched.is_whole else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise NotFetched(Obstacle.BAD_ANSWER, address, "not what oEmbed is")
    return said


async def follow(fetcher: Fetcher, address: str) -> tuple[str, ...]:
    """Return the addresses to which a short link leads, the last one first; none is read.

    Where the last one cannot be asked, it is known all the same: what counts is its name.

    Raises:
        NotFetched: the short link itself does not answer, or this must wait.
    """
    try:
        fetched = await fetcher.fetch(Ask(address, method=HEAD, is_patient=False))
    except NotFetched as obstacle:
        if obstacle.obstacle is Obstacle.BUSY or obstacle.address == address:
            raise
        return (obstacle.address,)
    return (fetched.address, *fetched.hops[::-1])
