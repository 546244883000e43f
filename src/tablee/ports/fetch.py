"""Ask the web for one page, safely: the only way out for anything that leaves this site."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

HTML_FIRST = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Token:
    """What opens a network to us: shown nowhere, written nowhere."""

    _words: str = field(repr=False)

    def reveal(self) -> str:
        """Return it, to be sent to whoever gave it to us."""
        return self._words


class Ask(NamedTuple):
    """One request to a stranger's server."""

    address: str
    accept: str = HTML_FIRST
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = {}
    """Further headers, such as If-None-Match; never cookies or credentials."""
    token: Token | None = None
    """What the operator was given by that very server: sent there and nowhere else, so that no
    redirect is followed."""
    is_patient: bool = True
    """Whether to wait for a turn at a busy host; otherwise `Obstacle.BUSY` at once."""
    follows_redirects: bool = True
    """Otherwise an answer that leads elsewhere is returned as it is."""


class Fetched(NamedTuple):
    """What a stranger's server answered, within our limits."""

    address: str
    """Where the answer came from, after redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case; of repeated headers the values with commas between them."""
    body: bytes
    """Decoded from gzip, deflate, br or zstd; cut at the limit."""
    is_whole: bool
    """False when the body was longer than is taken: what follows was not read."""
    hops: tuple[str, ...] = ()
    """The addresses that redirected, the first one asked for first."""

    @property
    def media_type(self) -> str:
        """The type of the body in lower case, without parameters; empty when not said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Obstacle(StrEnum):
    """Why there is no answer."""

    BAD_ADDRESS = "bad_address"
    """Not http or https, not port 80 or 443, or with a user's name in it."""
    NOT_PUBLIC = "not_public"
    """It leads to an address that is not on the public internet."""
    NO_SUCH_HOST = "no_such_host"
    """Whose name has no address; that nobody could say is `TOO_SLOW`."""
    UNREACHABLE = "unreachable"
    """No connection, or it broke off; also trouble with the certificate."""
    TOO_SLOW = "too_slow"
    BAD_REDIRECT = "bad_redirect"
    """Too many, in a ring, from https to http, or to a place that is not allowed."""
    BAD_ANSWER = "bad_answer"
    """Not HTTP, endless headers, a coding that cannot be decoded."""
    BUSY = "busy"
    """We are asking this host for enough already; come back later."""


LASTING = frozenset(
    {
        Obstacle.BAD_ADDRESS,
        Obstacle.NOT_PUBLIC,
        Obstacle.NO_SUCH_HOST,
        Obstacle.BAD_REDIRECT,
    }
)
"""Obstacles that do not go away by waiting. A host inside and one that does not exist are alike
in that, too, or strangers could find out about the names in our network."""


class NotFetched(Exception):
    """There is no answer; *obstacle* says why."""

    def __init__(self, obstacle: Obstacle, address: str, detail: str = "") -> None:
        super().__init__(f"{obstacle}: {address} {detail}".rstrip())
        self.obstacle = obstacle
        self.address = address
        """The address that could not be fetched: the first one, or one it redirects to."""


class Fetcher(Protocol):
    """The gate through which everything goes out."""

    async def fetch(self, ask: Ask) -> Fetched:
        """Return the answer to *ask*, whatever its status.

        Raises:
            NotFetched: there is none; nothing was sent to an address that is not public.
        """
        ...

    async def close(self) -> None:
        """Let go of every connection."""
        ...
