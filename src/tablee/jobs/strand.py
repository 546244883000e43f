"""A thread with a loop of its own, at work until it is ended: workers and readers are such."""

import asyncio
import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Self

log = logging.getLogger("tablee.jobs")


class Strand(ABC):
    """Begins, is woken, and is ended, by any thread; never takes the server down."""

    def __init__(
        self,
        name: str,
        stop_limit_s: float,
        loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None,
    ) -> None:
        """Call its thread *name*; whoever ends it waits no longer than *stop_limit_s*."""
        self._name = name
        self._stop_limit_s = stop_limit_s
        self._loop_factory = loop_factory
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_ending = threading.Event()
        self._call = asyncio.Event()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End: finish or give back what is in hand, and wait for that."""
        self._is_ending.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(timeout=self._stop_limit_s)

    def wake(self) -> None:
        """Say that there is work; any thread may."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # it has ended meanwhile
                loop.call_soon_threadsafe(self._call.set)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @abstractmethod
    async def _work(self) -> None:
        """Work until `_is_ending`, in the loop of this thread."""

    async def _wait(self, longest_s: float) -> None:
        """Wait until woken, or for so long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._call.wait(), longest_s)

    def _live(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._loop_factory) as runner:
                runner.run(self._begin())
        except Exception as failure:  # noqa: BLE001 - told, and what is held is free by itself
            log.critical("%s has ended: %r", self._name, failure)

    async def _begin(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._work()
