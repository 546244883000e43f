"""Works on tasks, many at once, in a thread of its own: it never takes the server down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import uvloop

from tablee.jobs.clerk import Begun, Clerk
from tablee.jobs.strand import Strand
from tablee.ports.tasks import Task
from tablee.ports.verb import NotNow

MS_PER_S = 1_000

log = logging.getLogger("tablee.jobs")


class Pace(NamedTuple):
    """How much is done at once, and how long anything may take."""

    at_once: int = 16
    ahead: int = 3
    """How many times as many tasks are in our hands, taken or finished."""
    poll_s: float = 0.5
    """How often to look for tasks that other processes put down, or whose time has come."""
    labour_limit_s: float = 20.0
    """The longest a labour may take: more than any deadline inside it."""
    lease_s: float = 45.0
    """For how long a task is ours: time to wait for its turn, for its labour, for its commit."""
    gather_s: float = 0.02
    """How long what is finished waits for more: a transaction costs the disk as much for one."""
    rest_s: float = 2.0
    """A pause when the database does not answer."""
    stop_limit_s: float = 20.0


class Worker(Strand):
    """Takes tasks in batches, works on many at once, and settles what is finished in groups.

    At most `Pace.ahead` times `Pace.at_once` tasks are in our hands, so memory is bounded. A crash
    at any moment loses nothing: what was not settled is taken again when its lease is over.
    """

    def __init__(
        self,
        clerk: Clerk,
        pace: Pace,
        *,
        close: Callable[[], Awaitable[None]] | None = None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Furnish the worker.

        At the end *close* is awaited in its loop, and *after* called in the thread in which it
        talks to the database.
        """
        super().__init__("tablee-worker", pace.stop_limit_s, uvloop.new_event_loop)
        self._clerk = clerk
        self._pace = pace
        self._close = close
        self._after = after
        self._held = dict[int, Task]()
        self._ready = asyncio.Queue[Begun]()
        self._finished = asyncio.Queue[tuple[Task, Any] | None]()

    def start(self) -> None:
        """Begin; without anything to be done at once, do nothing."""
        if self._pace.at_once:
            super().start()

    async def _work(self) -> None:
        # Names are looked up and pages read in these threads: one for each labour, and two more.
        asyncio.get_running_loop().set_default_executor(
            ThreadPoolExecutor(self._pace.at_once + 2, thread_name_prefix="tablee-labour")
        )
        self._desk_thread = ThreadPoolExecutor(1, thread_name_prefix="tablee-clerk")
        runners = [asyncio.create_task(self._run()) for _ in range(self._pace.at_once)]
        settler = asyncio.create_task(self._settle_until_the_end())
        await self._take_until_the_end()
        for each in runners:
            each.cancel()
        await asyncio.gather(*runners, return_exceptions=True)
        self._finished.put_nowait(None)
        await settler
        await self._leave()

    async def _leave(self) -> None:
        """Give back what is not done, and let go of everything."""
        try:
            await self._ask(self._clerk.give_back, [*self._held.values()])
        except Exception as failure:  # noqa: BLE001 - the leases end by themselves
            log.warning("tasks could not be given back: %r", failure)
        await self._ask(self._clerk.close)
        await self._ask(self._after)
        self._desk_thread.shutdown()
        if self._close is not None:
            await self._close()

    async def _ask(self, do: Callable[..., Any], *words: object) -> Any:
        """Do something in the one thread that talks to the database, to the end."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._desk_thread, do, *words)

    async def _take_until_the_end(self) -> None:
        """Take tasks while there are any and our hands are free; else wait until called."""
        most = self._pace.ahead * self._pace.at_once
        while not self._is_ending.is_set():
            self._call.clear()
            room = most - len(self._held)
            if room < self._pace.at_once:
                await self._wait(self._pace.poll_s)
                continue
            try:
                taken: list[Begun] = await self._ask(
                    self._clerk.take, room, int(self._pace.lease_s * MS_PER_S)
                )
            except Exception as failure:  # noqa: BLE001 - whatever it is, it will pass
                log.warning("no tasks can be taken: %r", failure)
                await self._wait(self._pace.rest_s)
                continue
            for begun in taken:
                self._held[begun.task.number] = begun.task
                self._ready.put_nowait(begun)
            if not taken:
                await self._wait(self._pace.poll_s)

    async def _run(self) -> None:
        """Work on one task after the other."""
        while True:
            begun = await self._ready.get()
            if self._clerk.left_ms(begun) < self._pace.labour_limit_s * MS_PER_S:
                self._finished.put_nowait(
                    (begun.task, NotNow(MS_PER_S, "waited too long for its turn"))
                )
                continue
            try:
                async with asyncio.timeout(self._pace.labour_limit_s):
                    outcome = await begun.labour()
            except Exception as failure:  # noqa: BLE001 - a bad task must not stop the others
                outcome = failure
            self._finished.put_nowait((begun.task, outcome))

    async def _settle_until_the_end(self) -> None:
        """Settle whatever is finished, in one go; meanwhile more gets finished."""
        is_over = False
        while not is_over:
            some = [await self._finished.get()]
            await asyncio.sleep(self._pace.gather_s)
            some += [self._finished.get_nowait() for _ in range(self._finished.qsize())]
            is_over = None in some
            group = [each for each in some if each is not None]
            try:
                await self._ask(self._clerk.report, group)
            except Exception as failure:  # noqa: BLE001 - their leases end, and all goes on
                log.warning("tasks could not be settled and will be begun again: %r", failure)
            for task, _ in group:
                self._held.pop(task.number, None)
            self._call.set()
