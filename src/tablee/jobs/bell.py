"""Rings when work has been put down in this process, so that the worker need not look for it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

from tablee.ports.desk import Desk, Desks
from tablee.ports.tasks import Task


class RingingDesks:
    """Desks that ring once a transaction in which tasks were put down has been committed."""

    def __init__(self, desks: Desks, ring: Callable[[], None]) -> None:
        self._desks = desks
        self._ring = ring

    @contextmanager
    def write(self) -> Iterator[Desk]:
        """Open a transaction that may write."""
        with self._desks.write() as desk:
            listening = _ListeningDesk(desk)
            yield cast("Desk", listening)
        if listening.has_heard:
            self._ring()

    def read(self) -> AbstractContextManager[Desk]:
        """Open a transaction that sees one moment and writes nothing."""
        return self._desks.read()

    def scrub(self) -> bool:
        """Let nothing stay on disk of what was erased; return whether it is so."""
        return self._desks.scrub()


class _ListeningDesk:
    """A desk that hears whether tasks are put down at it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.has_heard = False
        self.tasks = _ListeningTasks(self)

    def __getattr__(self, name: str) -> Any:
        """Return what the desk itself has of that name."""
        return getattr(self._desk, name)

    def put(self, tasks: Sequence[Task]) -> int:
        """Put tasks down at the desk, and remember that there were some."""
        self.has_heard = self.has_heard or bool(tasks)
        return self._desk.tasks.put(tasks)


class _ListeningTasks:
    """The tasks of a desk that listens."""

    def __init__(self, desk: _ListeningDesk) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> Any:
        """Return what the desk's tasks have of that name."""
        return getattr(self._desk.__getattr__("tasks"), name)

    def put(self, tasks: Sequence[Task]) -> int:
        """Put tasks down."""
        return self._desk.put(tasks)
