"""Work to be done, in the database: the queue of every worker, whichever process it is in."""

from collections.abc import Iterator, Sequence

from tablee.ports.tasks import Hold, Queue, Task
from tablee.store.database.posts.bulk import fresh_numbers, insert_returning
from tablee.store.database.posts.task_rows import (
    FIELDS,
    INSERT,
    PUT_AGAIN,
    QUEUES,
    finished,
    locking,
    picking,
    read_task,
    releasing,
    with_work,
    written_task,
)
from tablee.store.database.rows import Rows, chunks
from tablee.store.storable import storable
from tablee.store.turns import Turns, merged

FINISHED_AT_ONCE = 200
LATER = """
UPDATE store_task SET holder = '', held_until_ms = 0, trouble = %s, again_at_ms = NULL,
       due_at_ms = CASE WHEN again_at_ms < %s THEN again_at_ms ELSE %s END
 WHERE id = %s AND holder = %s AND tries = %s
"""
# What was put again while it was held is not buried: it has its other turn.
BURY = """
UPDATE store_task SET holder = '', held_until_ms = 0, trouble = %s,
       is_dead = (again_at_ms IS NULL), due_at_ms = COALESCE(again_at_ms, due_at_ms),
       again_at_ms = NULL
 WHERE id = %s AND holder = %s AND tries = %s
"""
REVIVE = """
UPDATE store_task SET is_dead = %s, due_at_ms = %s, tries = 0, trouble = ''
 WHERE id = %s AND is_dead RETURNING id
"""


class DatabaseTasks:
    """The work of all campaigns."""

    def __init__(self, rows: Rows, turns: Turns) -> None:
        self._rows = rows
        self._turns = turns
        self._is_shared = rows.connection.vendor == "postgresql"
        """Whether others may write at the same time."""
        self._unlocked = " FOR UPDATE SKIP LOCKED" if self._is_shared else ""

    def put(self, tasks: Sequence[Task]) -> int:
        """Write tasks down; return how many are new."""
        once = merged(tasks)
        numbers = fresh_numbers(self._rows, "store_task", len(once)) if once else ()
        written = [written_task(task, each) for task, each in zip(once, numbers, strict=True)]
        if self._is_shared:
            written.sort(key=lambda row: row[1:4])
        returned = insert_returning(self._rows, INSERT, written, PUT_AGAIN)
        return len({number for (number,) in returned}.intersection(numbers))

    def take(self, verbs: Sequence[str], hold: Hold, now_ms: int, most: int) -> list[Task]:
        """Return due tasks, held for whoever asks: some of every campaign in turn."""
        if not verbs or most < 1:
            return []
        self._rows.run(releasing(self._unlocked), [now_ms])
        asked = [value for verb in verbs for value in (verb, now_ms)]
        campaigns = [each for (each,) in self._rows.all(with_work(len(verbs)), asked)]

        def pick(campaign_id: int, share: int) -> list[Task]:
            sql = picking(len(verbs), self._unlocked)
            each_verb = (value for verb in verbs for value in (campaign_id, verb, now_ms, share))
            values = [*each_verb, share, hold.holder, hold.until_ms]
            return [read_task(row) for row in self._rows.all(sql, values)]

        return self._turns.go_round(campaigns, most, pick)

    def is_due(self, verbs: Sequence[str], now_ms: int) -> bool:
        """Return whether a task of one of these verbs is due and waits for somebody."""
        asked = [value for verb in verbs for value in (verb, now_ms)]
        return bool(verbs) and self._rows.first(with_work(len(verbs)), asked) is not None

    def done(self, tasks: Sequence[Task], holder: str) -> int:
        """Take finished tasks out; those put again meanwhile wait once more."""
        count = 0
        for part in chunks(tasks, FINISHED_AT_ONCE):
            numbers = [task.number for task in part]
            pairs = (value for task in part for value in (task.number, task.tries))
            if self._is_shared and len(part) > 1:
                self._rows.run(locking(len(part)), numbers)
            values = [*numbers, *pairs, holder]
            for sql in finished(len(part)):
                count += len(self._rows.all(sql, values))
        return count

    def later(self, task: Task, holder: str, due_at_ms: int, trouble: str) -> None:
        """Let a task wait until *due_at_ms*."""
        lease = [task.number, holder, task.tries]
        self._rows.run(LATER, [storable(trouble), due_at_ms, due_at_ms, *lease])

    def bury(self, task: Task, holder: str, trouble: str) -> None:
        """Put a task among the dead."""
        self._rows.run(BURY, [storable(trouble), task.number, holder, task.tries])

    def dead(self, most: int) -> list[Task]:
        """Return dead tasks, those put last first."""
        sql = f"SELECT {FIELDS} FROM store_task WHERE is_dead ORDER BY id DESC LIMIT %s"  # noqa: S608 - our own names
        return [read_task(row) for row in self._rows.all(sql, [most])]

    def revive(self, number: int, now_ms: int) -> bool:
        """Let a dead task wait again; return whether there was one."""
        return bool(self._rows.all(REVIVE, [False, now_ms, number]))

    def keys(self, verb: str) -> list[str]:
        """Return the keys of every task of a verb."""
        rows = self._rows.all("SELECT key FROM store_task WHERE verb = %s", [verb])
        return [str(key) for (key,) in rows]

    def queues(self) -> list[Queue]:
        """Return how the work stands, by campaign and verb."""
        return list(self._queues())

    def _queues(self) -> Iterator[Queue]:
        for campaign_id, verb, *numbers in self._rows.all(QUEUES):
            waiting, held, dead, oldest_due_ms = map(int, numbers)
            yield Queue(campaign_id, verb, waiting, held, dead, oldest_due_ms)
