"""What hangs on acts and people in other tables, and goes with them."""

from collections.abc import Sequence
from secrets import token_bytes
from typing import Any

from tablee.core.post.submission import Outcome
from tablee.ports.erasures import Leftovers, Wish
from tablee.store.anonymity import NAME_BYTES
from tablee.store.database.rows import Rows, chunks, marks
from tablee.store.numbering import NUMBER_MASK

ASKED_AT_ONCE = 500
BLANK_SUBMISSION = """
UPDATE store_submission SET source = '', blog = '', target = '', digest = %s, outcome = %s
 WHERE id = %s
"""
BLANK_BLOG = """
UPDATE store_blog
   SET feed = '', home = '', blog = '', title = '', etag = '', modified = '', trouble = '',
       hub = '', hub_secret = '', hub_until_ms = 0, next_poll_ms = 0, digest = %s
 WHERE id = %s
"""
BLANK_DRAWINGS = """
UPDATE store_drawing
   SET picture = '', thumb = '', preview = '', width = 0, height = 0, title = '', alt = '',
       credit = '', pdq = %s, phash = %s, quality = 0, sender = %s, is_shown = %s
 WHERE campaign_id = %s AND act_number"""
BLANK_VOLUNTEERS = """
UPDATE store_volunteer
   SET address = '', name = '', "group" = '', trouble = '',
       state = CASE WHEN state IN ('present', 'absent') THEN state ELSE 'cancelled' END
 WHERE campaign_id = %s AND supporter"""
BLANK_APPEALS = (
    "UPDATE store_appeal SET words = '', note = '' WHERE campaign_id = %s AND act_number"
)
BLANK_NOTES = "UPDATE store_decision SET note = '' WHERE campaign_id = %s AND act_number"
BLANK_CHOICES = (
    "UPDATE store_selection SET why_en = '', why_fr = '' WHERE campaign_id = %s AND chosen_act"
)
FORGOTTEN_ALIASES = "DELETE FROM store_alias WHERE campaign_id = %s AND object"
WATCHED = "SELECT id FROM store_trace WHERE campaign_id = %s AND "
BY_ACT, BY_SOURCE, BY_BLOG = "act_number", "source", "blog"


class Hanging:
    """What hangs on some acts and people of one campaign."""

    def __init__(self, rows: Rows, campaign_id: int) -> None:
        self._rows = rows
        self._id = campaign_id
        self._words: set[str] = set()
        """What tasks say that are about what is erased."""
        self._tasks: set[tuple[str, str]] = set()
        """Verbs and keys of such tasks."""

    def erase(self, wish: Wish, ids: Sequence[int], objects: Sequence[str]) -> Leftovers:
        """Erase it; *ids* are the acts of *wish* with their campaign, *objects* what they name."""
        numbers = [act_id & NUMBER_MASK for act_id in ids]
        self._words |= {*objects, *wish.blogs}
        leftovers = Leftovers(self._posts(ids), self._drawings(numbers))
        self._submissions(numbers, objects, sorted(wish.blogs))
        self._blogs(sorted(wish.blogs))
        self._volunteers(sorted(wish.supporters))
        own = [self._id]
        self._each(BLANK_NOTES, numbers, own)
        self._each(BLANK_APPEALS, numbers, own)
        self._each(BLANK_CHOICES, numbers, own)
        self._each(FORGOTTEN_ALIASES, objects, own)
        self._traces(numbers)
        self._drop_tasks()
        return leftovers

    def _posts(self, ids: Sequence[int]) -> frozenset[str]:
        rows = self._found("SELECT exhibit, address FROM store_post WHERE id", ids)
        self._words |= {address for _, address in rows if address}
        self._each("DELETE FROM store_post WHERE id", ids)
        self._tasks |= {("describe", f"describe:{each & NUMBER_MASK}") for each in ids}
        return frozenset(exhibit for exhibit, _ in rows if exhibit)

    def _drawings(self, numbers: Sequence[int]) -> frozenset[str]:
        sql = (
            "SELECT picture, thumb, preview FROM store_drawing"
            " WHERE campaign_id = %s AND act_number"
        )
        rows = self._found(sql, numbers, [self._id])
        nobody = [b"", b"", b"", False, self._id]
        self._each(BLANK_DRAWINGS, numbers, nobody)
        return frozenset(name for row in rows for name in row if name)

    def _submissions(
        self, numbers: Sequence[int], objects: Sequence[str], blogs: Sequence[str]
    ) -> None:
        """Blank what was told of pages; what waits to be looked at waits no more."""
        found: dict[int, str] = {}
        for column, values in ((BY_ACT, numbers), (BY_SOURCE, objects), (BY_BLOG, blogs)):
            sql = (
                "SELECT id, outcome, source, blog FROM store_submission"  # noqa: S608 - our own names
                f" WHERE campaign_id = %s AND {column}"
            )
            for number, outcome, source, _blog in self._found(sql, values, [self._id]):
                found[number] = outcome
                self._words |= {source} if source else set()
        for number, outcome in sorted(found.items()):
            over = Outcome.DELETED.value if outcome == Outcome.QUEUED.value else outcome
            self._rows.run(BLANK_SUBMISSION, [token_bytes(NAME_BYTES), over, number])
            self._tasks.add(("look", f"look:{number}"))

    def _blogs(self, blogs: Sequence[str]) -> None:
        sql = "SELECT id, feed FROM store_blog WHERE campaign_id = %s AND blog"
        for number, feed in self._found(sql, blogs, [self._id]):
            self._rows.run(BLANK_BLOG, [token_bytes(NAME_BYTES), number])
            self._words |= {feed} if feed else set()
            self._tasks |= {(verb, f"{verb}:{number}") for verb in ("poll", "subscribe")}

    def _volunteers(self, supporters: Sequence[bytes]) -> None:
        sql = "SELECT address FROM store_volunteer WHERE campaign_id = %s AND supporter"
        rows = self._found(sql, supporters, [self._id])
        self._words |= {address for (address,) in rows if address}
        self._each(BLANK_VOLUNTEERS, supporters, [self._id])

    def _traces(self, numbers: Sequence[int]) -> None:
        """Let visitors who came by these acts' links be nobody; how many they were stays."""
        for column in ("owner", "act_number"):
            for (number,) in self._found(f"{WATCHED}{column}", numbers, [self._id]):
                sql = "UPDATE store_trace SET visitor = %s WHERE id = %s"
                self._rows.run(sql, [token_bytes(NAME_BYTES), number])

    def _drop_tasks(self) -> None:
        """Take out work that is about what is erased: by its key, or by what it says."""
        sql = "SELECT id, verb, key, body, trouble FROM store_task WHERE campaign_id = %s"
        gone = [
            number
            for number, verb, key, body, trouble in self._rows.all(sql, [self._id])
            if (verb, key) in self._tasks or self._is_about(f"{key}\n{body}\n{trouble}")
        ]
        self._each("DELETE FROM store_task WHERE id", gone)

    def _is_about(self, said: str) -> bool:
        return any(word in said for word in self._words)

    def _found(
        self, head: str, values: Sequence[Any], before: Sequence[Any] = ()
    ) -> list[tuple[Any, ...]]:
        """Return rows over some values at a time: *head* ends with their column."""
        rows: list[tuple[Any, ...]] = []
        for part in chunks(values, ASKED_AT_ONCE):
            rows += self._rows.all(f"{head} IN ({marks(len(part))})", [*before, *part])
        return rows

    def _each(self, head: str, values: Sequence[Any], before: Sequence[Any] = ()) -> None:
        """Execute a statement over some values at a time: *head* ends with their column."""
        for part in chunks(values, ASKED_AT_ONCE):
            self._rows.run(f"{head} IN ({marks(len(part))})", [*before, *part])
