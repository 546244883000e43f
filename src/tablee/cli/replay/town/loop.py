"""A loop in a thread of its own, in which everything in town goes on."""

import asyncio
import threading
from collections.abc import Coroutine, Iterable
from typing import Any, Self, TypeVar

Answer = TypeVar("Answer")

_END_LIMIT_S = 10


class Loop:
    """Runs what it is given beside the thread that asks for it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="town", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_END_LIMIT_S)
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(_ended(tasks))
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Return what *work* returns, once it is done."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def _ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)
