"""Tasks as rows, and the statements that move them."""

from functools import lru_cache

from tablee.ports.tasks import Task
from tablee.store.database.rows import Row, marks
from tablee.store.storable import storable
from tablee.store.wording import body_text, read_body

COLUMNS = (
    "id",
    "campaign_id",
    "verb",
    "key",
    "body",
    "due_at_ms",
    "tries",
    "trouble",
    "holder",
    "held_until_ms",
    "again_at_ms",
    "is_dead",
)
FIELDS = "campaign_id, verb, key, body, due_at_ms, id, tries, trouble"
"""The columns that are a `Task`, in the order of its fields."""
INSERT = f"INSERT INTO store_task ({','.join(COLUMNS)})"
PUT_AGAIN = """
ON CONFLICT (campaign_id, verb, key) DO UPDATE SET
  body = excluded.body,
  due_at_ms = CASE
    WHEN store_task.is_dead THEN excluded.due_at_ms
    WHEN store_task.holder = '' AND excluded.due_at_ms < store_task.due_at_ms
      THEN excluded.due_at_ms
    ELSE store_task.due_at_ms END,
  again_at_ms = CASE
    WHEN store_task.holder = '' OR store_task.again_at_ms <= excluded.due_at_ms
      THEN store_task.again_at_ms
    ELSE excluded.due_at_ms END,
  tries = CASE WHEN store_task.is_dead THEN 0 ELSE store_task.tries END,
  trouble = CASE WHEN store_task.is_dead THEN '' ELSE store_task.trouble END,
  is_dead = excluded.is_dead
RETURNING id
"""
ANOTHER_TURN = """
UPDATE store_task SET holder = '', held_until_ms = 0, tries = 0, trouble = '',
       due_at_ms = again_at_ms, again_at_ms = NULL
"""
# Each part is counted from the index of those it counts: "+ 0" keeps SQLite from walking through
# all tasks by their keys.
QUEUES = """
SELECT campaign_id, verb, SUM(waiting), SUM(held), SUM(dead), MAX(oldest_due_ms) FROM (
  SELECT campaign_id, verb, COUNT(*) AS waiting, 0 AS held, 0 AS dead,
         MIN(due_at_ms) AS oldest_due_ms
    FROM store_task WHERE holder = '' AND NOT is_dead GROUP BY campaign_id, verb
  UNION ALL
  SELECT campaign_id + 0, verb, 0, COUNT(*), 0, 0
    FROM store_task WHERE NOT (holder = '') GROUP BY campaign_id + 0, verb
  UNION ALL
  SELECT campaign_id + 0, verb, 0, 0, COUNT(*), 0
    FROM store_task WHERE is_dead GROUP BY campaign_id + 0, verb
) AS parts GROUP BY campaign_id, verb ORDER BY campaign_id, verb
"""


# Locked rows belong to somebody who is ending them just now: they are not waited for.
RELEASE = """
WITH ended AS MATERIALIZED (
  SELECT id FROM store_task WHERE NOT (holder = '') AND held_until_ms <= %s{unlocked})
UPDATE store_task SET holder = '', held_until_ms = 0 WHERE id IN (SELECT id FROM ended)
"""
# The earliest is found at the head of the index; EXISTS might walk through another's thousands.
EARLIEST = """
(SELECT MIN(due_at_ms) FROM store_task
  WHERE holder = '' AND NOT is_dead AND campaign_id = store_campaign.id AND verb = %s) <= %s
"""


def releasing(unlocked: str) -> str:
    """Return the statement that takes tasks from those whose lease is over."""
    return RELEASE.format(unlocked=unlocked)


@lru_cache(maxsize=32)
def with_work(verbs: int) -> str:
    """Return the question which campaigns have a task of one of so many verbs that is due."""
    is_due = "OR".join([EARLIEST] * verbs)
    return f"SELECT id FROM store_campaign WHERE {is_due} ORDER BY id"  # noqa: S608 - our own words


@lru_cache(maxsize=32)
def picking(verbs: int, unlocked: str) -> str:
    """Return the statement that takes one campaign's next tasks of so many verbs."""
    queue = (
        "SELECT * FROM (SELECT id, due_at_ms FROM store_task"  # noqa: S608 - our own words
        " WHERE holder = '' AND NOT is_dead AND campaign_id = %s AND verb = %s"
        f" AND due_at_ms <= %s ORDER BY due_at_ms, id LIMIT %s{unlocked}) AS {{name}}"
    )
    queues = " UNION ALL ".join(queue.format(name=f"q{each}") for each in range(verbs))
    return (
        f"WITH picked AS MATERIALIZED ({queues} ORDER BY due_at_ms, id LIMIT %s)"  # noqa: S608 - as above
        " UPDATE store_task SET holder = %s, held_until_ms = %s, tries = tries + 1"
        f" WHERE id IN (SELECT id FROM picked) RETURNING {FIELDS}"
    )


@lru_cache(maxsize=256)
def locking(tasks: int) -> str:
    """Return the statement that locks so many tasks in the order in which they are put.

    Whoever puts them again meanwhile then waits, or is waited for, but never both.
    """
    return (
        f"SELECT id FROM store_task WHERE id IN ({marks(tasks)})"  # noqa: S608 - our own words
        ' ORDER BY campaign_id, verb COLLATE "C", key COLLATE "C" FOR UPDATE'
    )


@lru_cache(maxsize=256)
def finished(tasks: int) -> tuple[str, str]:
    """Return the statements that end so many tasks: first those not put again, then the others.

    In this order: one put again between the two is seen by the second.
    """
    named = f"(id, tries) IN (VALUES {','.join(['(%s, %s)'] * tasks)})"
    # The ids alone first: SQLite finds pairs of values only by looking at every row.
    theirs = f"id IN ({marks(tasks)}) AND {named} AND holder = %s RETURNING id"
    return (
        f"DELETE FROM store_task WHERE again_at_ms IS NULL AND {theirs}",  # noqa: S608 - our own words
        f"{ANOTHER_TURN} WHERE again_at_ms IS NOT NULL AND {theirs}",
    )


def written_task(task: Task, number: int) -> Row:
    """Return a task as a row of plain values, waiting."""
    key, trouble = task.key, storable(task.trouble)
    body = body_text(task.body)
    put = (number, task.campaign_id, task.verb, key, body, task.due_at_ms, task.tries, trouble)
    return (*put, "", 0, None, False)


def read_task(row: Row) -> Task:
    """Return the task that stands in *row*, whose columns are `FIELDS`."""
    campaign_id, verb, key, body, *rest = row
    return Task(campaign_id, verb, key, read_body(body), *rest)
