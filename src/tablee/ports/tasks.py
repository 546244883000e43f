"""Work to be done outside the transaction that asked for it: kept until it is done."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class Task(NamedTuple):
    """One thing to do. Doing it twice is doing it once."""

    campaign_id: int
    verb: str
    """``look``, ``recheck``, ``describe``, ``poll`` … see `tablee.registry`."""
    key: str
    """Names the task in its campaign: putting it while it waits is putting it once."""
    body: Mapping[str, str | int]
    due_at_ms: int
    number: int = 0
    tries: int = 0
    """How often it has been begun."""
    trouble: str = ""
    """What went wrong the last time, in one line; empty at first."""


class Hold(NamedTuple):
    """A lease: who works at tasks, and until when they are left alone."""

    holder: str
    until_ms: int


class Queue(NamedTuple):
    """How one campaign's work of one verb stands."""

    campaign_id: int
    verb: str
    waiting: int
    held: int
    dead: int
    oldest_due_ms: int
    """When the oldest waiting task was due; 0 when none waits."""


class Tasks(Protocol):
    """Work that survives crashes: put in the transaction that causes it, taken with a lease."""

    def put(self, tasks: Sequence[Task]) -> int:
        """Write tasks down; return how many are new.

        One with the same campaign, verb and key that waits is brought forward if this one is
        due earlier; one that is held is put back for another turn once it is done; a dead one
        is revived. The body put last holds.
        """
        ...

    def take(self, verbs: Sequence[str], hold: Hold, now_ms: int, most: int) -> list[Task]:
        """Return due tasks, held for whoever asks: some of every campaign in turn.

        One campaign with thousands of tasks never keeps another waiting for more than its turn.
        Tasks whose lease is over are given out again. Of one campaign, what is due first comes
        first, then what was put first.
        """
        ...

    def is_due(self, verbs: Sequence[str], now_ms: int) -> bool:
        """Return whether a task of one of these verbs is due and waits for somebody."""
        ...

    def done(self, tasks: Sequence[Task], holder: str) -> int:
        """Take finished tasks out; those put again meanwhile wait once more.

        Return how many were still held by *holder* since they were taken: others are somebody
        else's by now. *tasks* are as `take` returned them; so are those of `later` and `bury`.
        """
        ...

    def later(self, task: Task, holder: str, due_at_ms: int, trouble: str) -> None:
        """Let a task wait until *due_at_ms*, or until it was put again for, if that is earlier."""
        ...

    def bury(self, task: Task, holder: str, trouble: str) -> None:
        """Put a task among the dead: nobody takes it until somebody revives it by hand.

        One that was put again while it was held has its other turn instead.
        """
        ...

    def dead(self, most: int) -> list[Task]:
        """Return dead tasks, those put last first."""
        ...

    def revive(self, number: int, now_ms: int) -> bool:
        """Let a dead task wait again; return whether there was one."""
        ...

    def keys(self, verb: str) -> list[str]:
        """Return the keys of every task of a verb: those that wait, are held, or are dead."""
        ...

    def queues(self) -> list[Queue]:
        """Return how the work stands, by campaign and verb."""
        ...
