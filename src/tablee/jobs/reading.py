"""Reads pages in groups, in one thread: what many looks have fetched is read in one go."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

MOST_AT_ONCE = 32
"""Pages in one group: some milliseconds each, rarely a few hundred."""

Page = TypeVar("Page")
Seen = TypeVar("Seen")


class Reading(Generic[Page, Seen]):
    """One thread that reads whatever is there to be read, while more is being fetched.

    A thread for each page would spend more time on taking turns than on reading.
    """

    def __init__(self, read: Callable[[Sequence[Page]], Sequence[Seen | Exception]]) -> None:
        """Read with *read*, which returns for each page what was seen or why nothing was."""
        self._read = read
        self._waiting: list[tuple[Page, asyncio.Future[Seen]]] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tablee-reading")
        self._turns: asyncio.Task[None] | None = None

    async def read(self, page: Page) -> Seen:
        """Return what *page* shows; raises what reading it raised."""
        loop = asyncio.get_running_loop()
        seen: asyncio.Future[Seen] = loop.create_future()
        self._waiting.append((page, seen))
        if self._turns is None or self._turns.done():
            self._turns = loop.create_task(self._read_all())
        return await seen

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _read_all(self) -> None:
        """Read group after group until nothing is left."""
        loop = asyncio.get_running_loop()
        while self._waiting:
            group, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            group = [each for each in group if not each[1].done()]
            pages = [page for page, _ in group]
            try:
                found = await loop.run_in_executor(self._thread, self._read, pages)
            except Exception as failure:  # noqa: BLE001 - told to everybody who waits for it
                found = [failure] * len(group)
            for (_, seen), outcome in zip(group, found, strict=True):
                _tell(seen, outcome)


def _tell(seen: asyncio.Future[Seen], outcome: Seen | Exception) -> None:
    if seen.done():
        return  # whoever waited has given up
    if isinstance(outcome, Exception):
        seen.set_exception(outcome)
    else:
        seen.set_result(outcome)
