"""Pages people told us of, in the database."""

from collections.abc import Collection, Sequence

from tablee.core.act import fingerprint
from tablee.core.post.submission import Outcome, Road, Submission
from tablee.core.reason import Reason
from tablee.store.database.posts.bulk import fresh_numbers, insert_returning
from tablee.store.database.rows import Row, Rows, chunks, marks
from tablee.store.numbering import first_id

COLUMNS = (
    "id",
    "campaign_id",
    "kind",
    "source",
    "blog",
    "target",
    "road",
    "received_at_ms",
    "via",
    "outcome",
    "reason",
    "act_number",
    "looked_at_ms",
    "looks",
    "is_by_person",
    "digest",
)
"""The columns of the table: the fields of `Submission` in their order, then the digest."""
CHANGING = COLUMNS[4:-1]
FIELDS = ",".join(COLUMNS[:-1])
SELECT = f"SELECT {FIELDS} FROM store_submission"  # noqa: S608 - our own names
INSERT = f"INSERT INTO store_submission ({','.join(COLUMNS)})"
NEW_ONES = "ON CONFLICT (digest) DO NOTHING RETURNING id"
CHANGED = f"ON CONFLICT (id) DO UPDATE SET {','.join(f'{c} = excluded.{c}' for c in CHANGING)}"
ASKED_AT_ONCE = 500
ASTRAY = """
SELECT id FROM store_submission
 WHERE campaign_id = %s AND act_number > 0 AND NOT EXISTS (
       SELECT 1 FROM store_act
        WHERE store_act.id = %s + store_submission.act_number)
 ORDER BY id LIMIT %s
"""
UNFOUNDED = """
SELECT id FROM store_submission
 WHERE campaign_id = %s AND outcome IN (%s, %s) AND act_number = 0 ORDER BY id LIMIT %s
"""

_ROADS = {each.value: each for each in Road}
_OUTCOMES = {each.value: each for each in Outcome}
_REASONS = {each.value: each for each in Reason}


class DatabaseSubmissions:
    """What this site was told."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, submissions: Sequence[Submission]) -> list[tuple[Submission, bool]]:
        """Write down those not known yet; return each as it stands, and whether it is new."""
        digests = [_digest(each) for each in submissions]
        found = self._known(digests)
        fresh = dict(zip(digests[::-1], submissions[::-1], strict=True))
        unheard = [digest for digest in dict.fromkeys(digests) if digest not in found]
        new = self._insert({digest: fresh[digest] for digest in unheard})
        if len(new) < len(unheard):
            # Somebody else has just told us the same; their transaction is over by now.
            found |= self._known([digest for digest in unheard if digest not in new])
        told: list[tuple[Submission, bool]] = []
        for digest in digests:
            first_time = digest in new
            submission = new.pop(digest) if first_time else found[digest]
            found[digest] = submission
            told.append((submission, first_time))
        return told

    def get(self, number: int) -> Submission | None:
        """Return one."""
        row = self._rows.first(f"{SELECT} WHERE id = %s", [number])
        return _read(row) if row else None

    def several(self, numbers: Collection[int]) -> dict[int, Submission]:
        """Return those of these numbers that there are, by number."""
        found: dict[int, Submission] = {}
        for part in chunks(list(numbers), ASKED_AT_ONCE):
            rows = self._rows.all(f"{SELECT} WHERE id IN ({marks(len(part))})", part)
            found.update((row[0], _read(row)) for row in rows)
        return found

    def find(self, campaign_id: int, kind: str, source: str) -> Submission | None:
        """Return what was said of one page."""
        digest = fingerprint(str(campaign_id), kind, source)
        return self._known([digest]).get(digest)

    def change(self, submissions: Sequence[Submission]) -> None:
        """Store everything but number, campaign, kind and source."""
        latest = {each.number: each for each in submissions}
        written = [_written(latest[number]) for number in sorted(latest)]
        self._rows.insert(INSERT, written, CHANGED)

    def of_act(self, campaign_id: int, act_number: int) -> list[Submission]:
        """Return the submissions that led to an act, first one first."""
        sql = f"{SELECT} WHERE campaign_id = %s AND act_number = %s AND act_number > 0 ORDER BY id"
        return [_read(row) for row in self._rows.all(sql, [campaign_id, act_number])]

    def count(self, campaign_id: int) -> dict[Outcome, int]:
        """Return how many there are, by outcome; those of which there are none are left out."""
        sql = (
            "SELECT outcome, COUNT(*) FROM store_submission WHERE campaign_id = %s GROUP BY outcome"
        )
        return {Outcome(outcome): number for outcome, number in self._rows.all(sql, [campaign_id])}

    def astray(self, campaign_id: int, most: int) -> list[int]:
        """Return the numbers of submissions whose act is not there."""
        values = [campaign_id, first_id(campaign_id), most]
        return [number for (number,) in self._rows.all(ASTRAY, values)]

    def unfounded(self, campaign_id: int, most: int) -> list[int]:
        """Return the numbers of submissions that are said to be acts, and name none."""
        sure = [Outcome.VERIFIED.value, Outcome.FLAGGED.value]
        rows = self._rows.all(UNFOUNDED, [campaign_id, *sure, most])
        return [number for (number,) in rows]

    def _insert(self, fresh: dict[bytes, Submission]) -> dict[bytes, Submission]:
        """Write down what seems new; return what was, numbered in the order given."""
        numbers = fresh_numbers(self._rows, "store_submission", len(fresh)) if fresh else ()
        numbered = {
            digest: submission._replace(number=number)
            for (digest, submission), number in zip(fresh.items(), numbers, strict=True)
        }
        written = [_written(numbered[digest], digest) for digest in sorted(numbered)]
        new = {number for (number,) in insert_returning(self._rows, INSERT, written, NEW_ONES)}
        return {digest: each for digest, each in numbered.items() if each.number in new}

    def _known(self, digests: Collection[bytes]) -> dict[bytes, Submission]:
        found: dict[bytes, Submission] = {}
        for part in chunks(list(digests), ASKED_AT_ONCE):
            sql = (
                f"SELECT digest,{FIELDS} FROM store_submission WHERE digest IN ({marks(len(part))})"  # noqa: S608 - our own names
            )
            found.update((bytes(row[0]), _read(row[1:])) for row in self._rows.all(sql, part))
        return found


def _digest(submission: Submission) -> bytes:
    return fingerprint(str(submission.campaign_id), submission.kind, submission.source)


def _written(submission: Submission, digest: bytes = b"") -> Row:
    """Return a row of plain values."""
    return (
        *submission[:6],
        submission.road.value,
        submission.received_at_ms,
        submission.via,
        submission.outcome.value,
        submission.reason.value,
        *submission[11:],
        digest or _digest(submission),
    )


def _read(row: Row) -> Submission:
    number, campaign_id, kind, source, blog, target = row[:6]
    return Submission(
        number,
        campaign_id,
        kind,
        source,
        blog,
        target,
        _ROADS[row[6]],
        row[7],
        row[8],
        _OUTCOMES[row[9]],
        _REASONS[row[10]],
        row[11],
        row[12],
        row[13],
        bool(row[14]),
    )
