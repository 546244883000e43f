"""Do what would block the loop in a thread beside it: short readings of the database."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Outcome = TypeVar("Outcome")


class Aside:
    """One thread that reads, so that it needs one connection."""

    def __init__(self, after: Callable[[], None] = lambda: None) -> None:
        """Prepare the thread; *after* is called once in it, when it ends."""
        self._after = after
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tablee-reader")

    async def run(self, work: Callable[..., Outcome], *words: Any) -> Outcome:
        """Return what *work* returns."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *words)

    async def stop(self) -> None:
        """Finish what is being read, and end."""
        await self.run(self._after)
        self._thread.shutdown(wait=True)
