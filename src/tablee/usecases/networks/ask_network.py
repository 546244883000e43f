"""Ask a network that answers in JSON, within what it lets us ask."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

import msgspec

from tablee.ports.desk import Clock
from tablee.ports.fetch import Ask, Fetcher, NotFetched, Obstacle, Token
from tablee.ports.networks.bulletins import Condition
from tablee.usecases.networks.report import Halted, Refused

JSON = "application/json"
HTTP_OK = 200
THROTTLED = frozenset({429, 503})
LONG_MS = 900_000
"""How long a reader rests that somebody else must set right, and the longest it is kept waiting."""
SHORT_MS = 5_000
_SHUT = {
    401: Condition.NO_TOKEN,
    402: Condition.SPENT,
    403: Condition.CLOSED,
    410: Condition.CLOSED,
    422: Condition.CLOSED,
    451: Condition.CLOSED,
}
_RESETS = ("x-ratelimit-reset", "x-rate-limit-reset", "retry-after")
_REMAINING = ("x-ratelimit-remaining", "x-rate-limit-remaining")
_NUMBER = re.compile(r"[0-9]{1,12}", re.ASCII)
_EPOCH_S = 1_000_000_000
"""Larger numbers of seconds are moments, smaller ones pauses."""


class NetworkApi:
    """One network's API, asked with one token."""

    def __init__(self, fetcher: Fetcher, clock: Clock, token: Token | None = None) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._token = token
        self._free_at_ms = 0

    async def ask(self, address: str) -> Any:
        """Return what the network answers, read from JSON.

        Raises:
            Halted: it lets us ask no more for now, or not at all; the pause is in it.
            Refused: it answers with an error of another sort.
            NotFetched: it does not answer, or not in JSON.
        """
        now_ms = self._clock.now_ms()
        if now_ms < self._free_at_ms:
            raise _waiting(self._free_at_ms - now_ms, "the network's limit is reached")
        fetched = await self._fetcher.fetch(Ask(address, JSON, token=self._token))
        pause_ms = pause_of(fetched.headers, self._clock.now_ms())
        if any(fetched.headers.get(name) == "0" for name in _REMAINING):
            self._free_at_ms = self._clock.now_ms() + pause_ms
        status = fetched.status
        if status in THROTTLED:
            raise _waiting(pause_ms, f"the network answers {status}", status)
        said = _read(fetched.body)
        if status in _SHUT:
            why = f"{status} {words_of(said)}".strip()
            raise Halted(_SHUT[status], LONG_MS, why, status=status)
        if status != HTTP_OK:
            raise Refused(status, words_of(said))
        if said is None or not fetched.is_whole:
            raise NotFetched(Obstacle.BAD_ANSWER, address)
        return said


def pause_of(headers: Mapping[str, str], now_ms: int) -> int:
    """Return how long a network asks us to wait, in bounds.

    >>> pause_of({"retry-after": "7"}, 0)
    7000
    >>> pause_of({"x-rate-limit-reset": "1700000007"}, 17 * 10**11)
    7000
    >>> pause_of({"x-ratelimit-reset": "1970-01-01T00:01:00.000000Z"}, 0)
    60000
    """
    said = next((headers[name] for name in _RESETS if name in headers), "")
    pause_ms = SHORT_MS
    if _NUMBER.fullmatch(said):
        pause_ms = int(said) * 1_000 - (now_ms if int(said) >= _EPOCH_S else 0)
    elif said:
        try:
            moment = datetime.fromisoformat(said)
            pause_ms = round(moment.timestamp() * 1_000) - now_ms
        except (ValueError, OverflowError):
            pause_ms = SHORT_MS
    return min(max(pause_ms, 1_000), LONG_MS)


def words_of(said: Any) -> str:
    """Return what a network says of its refusal, as far as it says anything."""
    error = _part(said, "error")
    found = [_part(error, "message") or error]
    found += [_part(said, name) for name in ("title", "detail")]
    return " ".join(each for each in found if isinstance(each, str))[:200]


def token_of(secrets: tuple[tuple[str, str], ...], name: str) -> Token | None:
    """Return the token of that name, if the site has one."""
    words = dict(secrets).get(name, "")
    return Token(words) if words else None


def _waiting(pause_ms: int, why: str, status: int = 0) -> Halted:
    return Halted(Condition.WAITING, pause_ms, why, status=status)


def _part(whole: Any, name: str) -> Any:
    return cast("dict[str, Any]", whole).get(name) if isinstance(whole, dict) else None


def _read(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
