"""Read server-sent events, piece by piece, as they come over a line."""

from typing import NamedTuple

MOST_BYTES = 1_048_576
"""Of one event: a status of 3,000 letters with its card has a fiftieth of it."""


class TooLong(Exception):
    """An event goes on and on."""


class Event(NamedTuple):
    """Something the server tells."""

    name: str
    words: bytes


class Feed:
    """Puts events together from pieces; what is no event only shows that the server lives."""

    def __init__(self) -> None:
        self._rest = b""
        self._name = ""
        self._lines: list[bytes] = []
        self._size = 0

    def take(self, piece: bytes) -> list[Event]:
        """Return the events that *piece* completes.

        Raises:
            TooLong: one of them is longer than any needs to be.
        """
        *lines, self._rest = (self._rest + piece).split(b"\n")
        events = []
        for line in lines:
            event = self._line(line.removesuffix(b"\r"))
            if event is not None:
                events.append(event)
        if len(self._rest) + self._size > MOST_BYTES:
            raise TooLong
        return events

    def _line(self, line: bytes) -> Event | None:
        if not line:
            event = Event(self._name, b"\n".join(self._lines)) if self._lines else None
            self._name, self._lines, self._size = "", [], 0
            return event
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"event":
            self._name = value.decode("utf-8", "replace")
        elif field == b"data":
            self._lines.append(value)
            self._size += len(value)
        return None
