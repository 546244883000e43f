"""Takes tasks and writes down what became of them: all that a worker says to the database."""

import logging
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.tasks import Hold, Task
from tablee.ports.verb import Done, Labour, NotNow, Verb

MOST_TRIES = 8
"""Failures after which a task is put among the dead."""
MOST_BEGUN = 40
"""How often a task may be begun and never reported on: something in it may kill the worker."""
FIRST_PAUSE_MS = 2_000
LONGEST_PAUSE_MS = 3_600_000
LONGEST_TROUBLE = 200
STEP_BACK_MS = 60_000
"""How long work that others go before waits for them, at most, while they have any."""

log = logging.getLogger("tablee.jobs")

Thing = TypeVar("Thing")


class Begun(NamedTuple):
    """A task in our hands, with what is to be done for it."""

    task: Task
    labour: Labour
    until_ms: int
    """Until when nobody else takes it."""


class Clerk:
    """Keeps a worker's tasks: every method is one or a few short transactions.

    All methods are called in one thread, so that nothing comes between a task that is taken
    out and the same task put again.
    """

    def __init__(
        self, desks: Desks, clock: Clock, verbs: Mapping[str, Verb], first: Sequence[str] = ()
    ) -> None:
        """Keep tasks of *verbs*; as long as somebody's tasks of *first* wait, those wait too."""
        self._first = first
        self._desks = desks
        self._clock = clock
        self._verbs = dict(verbs)
        self._holder = f"{os.getpid()}-{secrets.token_hex(6)}"

    def left_ms(self, begun: Begun) -> int:
        """Return for how long a task is still ours."""
        return begun.until_ms - self._clock.now_ms()

    def take(self, most: int, lease_ms: int) -> list[Begun]:
        """Return at most *most* tasks, begun; those that cannot be begun are put off."""
        now_ms = self._clock.now_ms()
        hold = Hold(self._holder, now_ms + lease_ms)
        with self._desks.write() as desk:
            is_late = desk.tasks.is_due(self._first, now_ms)
            due_by_ms = now_ms - STEP_BACK_MS if is_late else now_ms
            taken = desk.tasks.take(tuple(self._verbs), hold, due_by_ms, most)
            lethal = [task for task in taken if task.tries > MOST_BEGUN]
            for task in lethal:
                self._bury(desk, task, f"begun {task.tries} times, and never heard of again")
        begun: list[Begun] = []
        sound = [task for task in taken if task not in lethal]
        for (name, _), tasks in _grouped(sound, _verb):
            self._singly(tasks, partial(self._begin, name, hold, begun), _itself)
        return begun

    def report(self, finished: Sequence[tuple[Task, Any]]) -> None:
        """Settle what labours brought, in groups of verb and campaign; put off what failed."""
        done = [Done(*each) for each in finished if not isinstance(each[1], BaseException)]
        for (name, _), group in _grouped(done, _verb_and_campaign):
            self._singly(group, partial(self._settle, name), _task_of)
        self._put_off([each for each in finished if isinstance(each[1], BaseException)])

    def _put_off(self, failed: Sequence[tuple[Task, BaseException]]) -> None:
        """Let tasks wait after a failure; after too many of them they are among the dead."""
        if not failed:
            return
        now_ms = self._clock.now_ms()
        with self._desks.write() as desk:
            for task, failure in failed:
                trouble = _in_one_line(failure)
                if isinstance(failure, NotNow):
                    due_ms = now_ms + failure.pause_ms
                    desk.tasks.later(task, self._holder, due_ms, str(failure))
                elif task.tries >= MOST_TRIES:
                    self._bury(desk, task, trouble)
                else:
                    log.warning("task %s %s: %s", task.verb, task.key, trouble)
                    due_ms = now_ms + pause_after(task.tries)
                    desk.tasks.later(task, self._holder, due_ms, trouble)

    def give_back(self, tasks: Sequence[Task]) -> None:
        """Let tasks that were taken and not done be taken by others at once."""
        now_ms = self._clock.now_ms()
        with self._desks.write() as desk:
            for task in tasks:
                desk.tasks.later(task, self._holder, now_ms, task.trouble)

    def close(self) -> None:
        """Let go of what verbs keep open."""
        for verb in self._verbs.values():
            verb.close()

    def _begin(self, name: str, hold: Hold, begun: list[Begun], tasks: Sequence[Task]) -> None:
        labours = self._verbs[name].begin(tasks)
        both = [*zip(tasks, labours, strict=True)]
        idle = [task for task, labour in both if labour is None]
        if idle:
            with self._desks.write() as desk:
                desk.tasks.done(idle, self._holder)
        begun += [Begun(task, labour, hold.until_ms) for task, labour in both if labour is not None]

    def _settle(self, name: str, group: Sequence[Done]) -> None:
        self._verbs[name].settle(group, self._holder)

    def _singly(
        self,
        things: Sequence[Thing],
        do: Callable[[Sequence[Thing]], None],
        task_of: Callable[[Thing], Task],
    ) -> None:
        """Do it for all at once; when that fails, for one after the other, to find the bad one."""
        try:
            do(things)
        except Exception as failure:  # noqa: BLE001 - a bad task must not stop the good ones
            if len(things) == 1:
                self._put_off([(task_of(things[0]), failure)])
                return
            for thing in things:
                self._singly([thing], do, task_of)

    def _bury(self, desk: Desk, task: Task, trouble: str) -> None:
        log.error("task %s %s is among the dead: %s", task.verb, task.key, trouble)
        desk.tasks.bury(task, self._holder, trouble)


def pause_after(tries: int) -> int:
    """Return how long to wait after *tries* failures: twice as long each time.

    >>> [pause_after(tries) for tries in (1, 2, 5, 50)]
    [2000, 4000, 32000, 3600000]
    """
    return min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << min(max(0, tries - 1), 20))


def _itself(task: Task) -> Task:
    return task


def _task_of(done: Done) -> Task:
    return done.task


def _in_one_line(failure: BaseException) -> str:
    return " ".join(f"{type(failure).__name__}: {failure}".split())[:LONGEST_TROUBLE]


def _verb(task: Task) -> tuple[str, int]:
    return task.verb, 0


def _verb_and_campaign(done: Done) -> tuple[str, int]:
    return done.task.verb, done.task.campaign_id


def _grouped(
    things: Sequence[Thing], key: Callable[[Thing], tuple[str, int]]
) -> list[tuple[tuple[str, int], list[Thing]]]:
    """Return *things* by their key, those of each in their order."""
    return [(name, [*group]) for name, group in groupby(sorted(things, key=key), key=key)]
