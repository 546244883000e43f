"""Runs work by the clock in a thread of its own, as long as the server is up."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, Self

LONGEST_STOP_S = 10

log = logging.getLogger("tablee.jobs")


class Job(NamedTuple):
    """Something to run again and again; running it twice is running it once."""

    name: str
    every_s: float
    run: Callable[[], object]


class Ticker:
    """Runs jobs one after the other, each when it is due.

    A job that fails is logged in one line and run again when it is next due: what it could not
    do waits for it. Nothing a job does can take the server down.
    """

    def __init__(self, jobs: Sequence[Job], *, after: Callable[[], None] = lambda: None) -> None:
        """Take the *jobs*; *after* is called once in the thread, when it ends."""
        self._jobs = tuple(jobs)
        self._after = after
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tablee-jobs", daemon=True)

    def start(self) -> None:
        """Begin; each job runs for the first time after its own interval."""
        self._thread.start()

    def stop(self) -> None:
        """End after the job that is running now, and wait for it."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join(timeout=LONGEST_STOP_S)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        due_s = {job: time.monotonic() + job.every_s for job in self._jobs}
        try:
            while due_s and not self._end.wait(max(0.0, min(due_s.values()) - time.monotonic())):
                for job in self._jobs:
                    if due_s[job] <= time.monotonic() and not self._end.is_set():
                        run_once(job)
                        due_s[job] = time.monotonic() + job.every_s
        finally:
            self._after()


def run_once(job: Job) -> bool:
    """Run *job*; return whether it went well. A failure is logged in one line."""
    try:
        job.run()
    except Exception as failure:  # noqa: BLE001 - whatever it is, the next round must come
        log.error("job %s failed and will be run again: %r", job.name, failure)  # noqa: TRY400
        return False
    return True
