"""One thread that writes what the loop takes in: how it begins, goes on and ends."""

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable


class Writer(ABC):
    """A thread beside a loop, between `start` and `stop`; what it writes is for others to say."""

    def __init__(self, name: str, after: Callable[[], None] = lambda: None) -> None:
        """Prepare the thread called *name*; *after* is called once in it, when it ends."""
        self._name = name
        self._after = after
        self._lock = threading.Lock()
        self._turn = threading.Condition(self._lock)
        self._is_ending = False
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def is_running(self) -> bool:
        """Whether anything is taken and written."""
        return self._thread is not None and self._thread.is_alive() and not self._is_ending

    def start(self) -> None:
        """Begin to take and to write, for the loop that is running."""
        self._loop = asyncio.get_running_loop()
        self._is_ending = False
        self._thread = threading.Thread(target=self._write_on, name=self._name, daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Take no more, write what waits, and end."""
        with self._turn:
            self._is_ending = True
            self._turn.notify()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join)

    @abstractmethod
    def _write_next(self) -> bool:
        """Wait for something and write it; return False when all is written and it is the end."""

    def _write_on(self) -> None:
        try:
            while self._write_next():
                pass
        finally:
            self._after()
