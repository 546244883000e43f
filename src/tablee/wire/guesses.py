"""Keeps whoever guesses receipt codes waiting, longer each time, and notices when many do."""

import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import NamedTuple

FREE = {"visitor": 5, "network": 20}
"""Wrong codes that cost nothing: a browser's, and those of all behind one address."""
FREE_WHEN_MANY = 1
"""The same while very many codes are guessed from everywhere."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 30, 3_600
FORGOTTEN_S = 6 * 3_600
HOUR_S = 3_600
MANY = 300
"""Wrong codes in an hour, of all together, at which people are told."""
MOST_REMEMBERED = 100_000
_SECOND_NS = 1_000_000_000

Name = tuple[str, str]
"""A sort of `FREE`, and a pseudonym."""


class _Wrong(NamedTuple):
    """What is remembered of one name."""

    times: int = 0
    until_ns: int = 0
    last_ns: int = 0


class Guesses:
    """The wrong codes of the last hours; in memory, for this process."""

    def __init__(self, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._now_ns = now_ns
        self._wrong: dict[Name, _Wrong] = {}
        self._lock = Lock()
        self._hour = 0
        self._in_hour = 0

    @property
    def in_hour(self) -> int:
        """How many wrong codes there were in this hour."""
        return self._in_hour if self._hour == self._now_hour() else 0

    def pause_s(self, names: Iterable[Name]) -> int:
        """Return for how long these are to wait before a code of theirs is looked at; or 0."""
        now_ns = self._now_ns()
        with self._lock:
            until_ns = max((self._wrong.get(each, _Wrong()).until_ns for each in names), default=0)
        return max(0, -((now_ns - until_ns) // _SECOND_NS)) if until_ns > now_ns else 0

    def note_wrong(self, names: Iterable[Name]) -> bool:
        """Remember a wrong code; return whether people are to be told now: once an hour."""
        now_ns = self._now_ns()
        with self._lock:
            hour = self._now_hour()
            self._in_hour = 1 if hour != self._hour else self._in_hour + 1
            self._hour = hour
            if len(self._wrong) >= MOST_REMEMBERED:
                self._wrong.clear()
            for name in names:
                self._wrong[name] = self._later(self._wrong.get(name, _Wrong()), name, now_ns)
            return self._in_hour == MANY

    def note_right(self, names: Iterable[Name]) -> None:
        """Forget the wrong codes of a browser that typed a right one."""
        with self._lock:
            for name in names:
                if name[0] == "visitor":
                    self._wrong.pop(name, None)

    def _later(self, wrong: _Wrong, name: Name, now_ns: int) -> _Wrong:
        if now_ns - wrong.last_ns > FORGOTTEN_S * _SECOND_NS:
            wrong = _Wrong()
        times = wrong.times + 1
        over = times - (FREE[name[0]] if self._in_hour < MANY else FREE_WHEN_MANY)
        pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S << min(over, 10)) if over >= 0 else 0
        return _Wrong(times, now_ns + pause_s * _SECOND_NS, now_ns)

    def _now_hour(self) -> int:
        return self._now_ns() // (HOUR_S * _SECOND_NS)
