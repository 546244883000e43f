"""One campaign's journal in the database."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from tablee.core.act import Act, State
from tablee.core.decision import Ruling
from tablee.core.line import Stretch
from tablee.core.reason import Reason
from tablee.core.segment import Segment
from tablee.core.standing import Standing
from tablee.ports.journal import Allowance, Decided, LaidSegment
from tablee.ports.log.happenings import Happening
from tablee.store.database.act_rows import SELECT, change_act, insert_acts, read_act
from tablee.store.database.log.happenings import (
    FIRST_CLAIM,
    FIRST_CLAIMS,
    WERE_UNVERIFIED,
    read_happenings,
    write_happening,
)
from tablee.store.database.rows import Row, Rows, chunks, marks
from tablee.store.database.standing_rows import read_standing, write_standing
from tablee.store.numbering import first_id, last_id
from tablee.store.standings import copied
from tablee.store.wording import read_shares, shares_text

ASKED_AT_ONCE = 500

COUNTED = """
SELECT kind, SUM(
    CASE WHEN line_start + units < %s THEN line_start + units ELSE %s END
    - CASE WHEN line_start > %s THEN line_start ELSE %s END)
  FROM store_act
 WHERE pool = %s AND id BETWEEN %s AND %s AND state = %s AND line_start + units > %s
 GROUP BY kind
"""
# "id + 0" keeps planners from walking through all of a campaign's acts by their ids: the few that
# are held, or refused, have indexes of their own.
# Stretches lie one behind the other: one at most lies across a coordinate.
HELD = """
SELECT line_start, units FROM store_act
 WHERE is_held AND pool = %s AND id + 0 BETWEEN %s AND %s AND line_start >= COALESCE((
       SELECT line_start FROM store_act
        WHERE is_held AND pool = %s AND id + 0 BETWEEN %s AND %s AND line_start <= %s
        ORDER BY line_start DESC LIMIT 1), 0)
 ORDER BY line_start
"""
DECIDED = (
    'SELECT act_number, sequence, ruling, reason, note, "by", at_ms FROM store_decision'
    " WHERE campaign_id = %s"
)
ALLOWANCES = "INSERT INTO store_allowance (campaign_id, kind, supporter, day, taken)"
ADDED = """
ON CONFLICT (campaign_id, supporter, kind, day)
DO UPDATE SET taken = store_allowance.taken + excluded.taken
"""


class DatabaseJournal:
    """One campaign's journal, open in one transaction."""

    def __init__(self, rows: Rows, campaign_id: int) -> None:
        self._rows = rows
        self._id = campaign_id
        self._first, self._last = first_id(campaign_id), last_id(campaign_id)
        self._stored: Standing | None = None

    def standing(self) -> Standing:
        """Return where the campaign stands."""
        standing = read_standing(self._rows, self._id)
        self._stored = copied(standing)
        return standing

    def keep(self, standing: Standing) -> None:
        """Store where the campaign stands now; causes laid are those of its segments."""
        stored = self._stored or read_standing(self._rows, self._id)
        write_standing(self._rows, self._id, stored, standing)
        self._stored = copied(standing)

    def append(self, acts: Sequence[Act]) -> None:
        """Write new acts down.

        Raises:
            AlreadyKnown: a claim among them stands already; the transaction must be given up.
        """
        insert_acts(self._rows, self._id, acts)

    def known(self, claims: Collection[bytes]) -> dict[bytes, Act]:
        """Return the acts that stand under these claims, by claim."""
        found: dict[bytes, Act] = {}
        for part in chunks(list(claims), ASKED_AT_ONCE):
            sql = f"{SELECT} WHERE claim IN ({marks(len(part))})"
            acts = (read_act(row) for row in self._rows.all(sql, part))
            found.update((act.claim, act) for act in acts)
        return found

    def act(self, number: int) -> Act | None:
        """Return one act."""
        if not 0 < number <= self._last - self._first:
            return None
        row = self._rows.first(f"{SELECT} WHERE id = %s", [self._first | number])
        return read_act(row) if row else None

    def change(self, act: Act) -> None:
        """Store an act's state, reason, claim, evidence, and whether it holds its places.

        Raises:
            AlreadyKnown: another act stands under that claim; give the transaction up.
        """
        self._rows.run(FIRST_CLAIM, [self._id, act.number, self._first | act.number, act.claim])
        change_act(self._rows, self._id, act)

    def decided(self, decision: Decided) -> None:
        """Write a decision down."""
        head = (
            "INSERT INTO store_decision"
            ' (campaign_id, act_number, sequence, ruling, reason, note, "by", at_ms)'
        )
        number, sequence, ruling, reason, *rest = decision
        row = (self._id, number, sequence, ruling.value, reason.value, *rest)
        self._rows.insert(head, [row])

    def decisions(self, act_number: int) -> list[Decided]:
        """Return the decisions about one act, oldest first."""
        sql = f"{DECIDED} AND act_number = %s ORDER BY id"
        return [_read_decided(row) for row in self._rows.all(sql, [self._id, act_number])]

    def first_claims(self, first: int, last: int) -> dict[int, bytes]:
        """Return the claims under which acts came, of those which have another by now."""
        found = self._rows.all(FIRST_CLAIMS, [self._id, first, last])
        return {number: bytes(claim) for number, claim in found}

    def were_unverified(self, first: int, last: int) -> set[int]:
        """Return which acts came unverified and have been confirmed or refused since."""
        found = self._rows.all(WERE_UNVERIFIED, [self._id, first, last])
        return {number for (number,) in found}

    def tell(self, happening: Happening) -> None:
        """Write down what happened; the database gives it its number."""
        write_happening(self._rows, self._id, happening)

    def happenings(self, after: int, most: int, leaf: str = "") -> list[Happening]:
        """Return what happened after the happening of that number, in order."""
        return read_happenings(self._rows, self._id, after, most, leaf)

    def gaps(self, pool: str, beyond: int = 0) -> list[Stretch]:
        """Return the gaps that end beyond a raw coordinate, in raw order."""
        sql = (
            "SELECT start, units FROM store_gap WHERE campaign_id = %s AND pool = %s"
            " AND start + units > %s ORDER BY start"
        )
        return [Stretch(*row) for row in self._rows.all(sql, [self._id, pool, beyond])]

    def add_gap(self, pool: str, stretch: Stretch) -> None:
        """Write down that these places are empty for good."""
        head = "INSERT INTO store_gap (campaign_id, pool, start, units)"
        self._rows.insert(head, [(self._id, pool, *stretch)])

    def held(self, pool: str, beyond: int = 0) -> list[Stretch]:
        """Return the held stretches that end beyond a raw coordinate, in raw order."""
        where = [pool, self._first, self._last]
        stretches = (Stretch(*row) for row in self._rows.all(HELD, [*where, *where, beyond]))
        return [each for each in stretches if each.start + each.units > beyond]

    def segments(self) -> list[LaidSegment]:
        """Return the cover of every pool, in the order in which it was laid."""
        sql = (
            "SELECT pool, units, shares, cause, laid_at_ms FROM store_segment"
            " WHERE campaign_id = %s ORDER BY id"
        )
        return [
            LaidSegment(pool, Segment(units, read_shares(shares)), cause, laid_at_ms)
            for pool, units, shares, cause, laid_at_ms in self._rows.all(sql, [self._id])
        ]

    def lay(self, laid: LaidSegment) -> None:
        """Write down a length of cover at the end of what its pool has."""
        head = "INSERT INTO store_segment (campaign_id, pool, units, shares, cause, laid_at_ms)"
        shares = shares_text(laid.segment.shares)
        row = (self._id, laid.pool, laid.segment.units, shares, laid.cause, laid.laid_at_ms)
        self._rows.insert(head, [row])
        if self._stored is not None:
            self._stored.laid.add(laid.cause)

    def counted_between(self, pool: str, first: int, last: int) -> Counter[str]:
        """Return, per kind, the raw places in ``[first, last)`` that counted acts occupy."""
        end_id = self._last_at(pool, last - 1)
        if end_id is None:
            return Counter()
        start_id = self._last_at(pool, first) or self._first
        found = self._rows.all(
            COUNTED,
            [last, last, first, first, pool, start_id, end_id, State.COUNTED.value, first],
        )
        return Counter({kind: int(units) for kind, units in found if units})

    def taken(self, allowances: Collection[Allowance]) -> dict[Allowance, int]:
        """Return how often each allowance has been used; those never used are left out."""
        found: dict[Allowance, int] = {}
        for part in chunks(list(allowances), ASKED_AT_ONCE):
            wanted = ",".join(["(%s,%s,%s)"] * len(part))
            sql = (
                "SELECT kind, supporter, day, taken FROM store_allowance"  # noqa: S608 - marks
                f" WHERE campaign_id = %s AND (supporter, kind, day) IN (VALUES {wanted})"
                " AND taken <> 0"
            )
            values = [value for each in part for value in (each.supporter, each.kind, each.day)]
            for kind, supporter, day, taken in self._rows.all(sql, [self._id, *values]):
                found[Allowance(kind, bytes(supporter), day)] = taken
        return found

    def add_taken(self, changes: Mapping[Allowance, int]) -> None:
        """Add to (or take from) what has been used."""
        rows = [(self._id, *allowance, change) for allowance, change in changes.items()]
        self._rows.insert(ALLOWANCES, rows, ADDED)

    def appeals_over(self, now_ms: int, most: int) -> list[Act]:
        """Return held acts, refused or reversed, whose time of appeal has passed."""
        sql = (
            f"{SELECT} WHERE is_held AND appeal_until_ms > 0 AND appeal_until_ms <= %s"
            " AND id + 0 BETWEEN %s AND %s AND state <> %s ORDER BY id + 0 LIMIT %s"
        )
        values = [now_ms, self._first, self._last, State.PENDING.value, most]
        return [read_act(row) for row in self._rows.all(sql, values)]

    def acts_after(self, number: int, most: int) -> list[Act]:
        """Return the acts that follow act *number*, oldest first."""
        sql = f"{SELECT} WHERE id > %s AND id <= %s ORDER BY id LIMIT %s"
        rows = self._rows.all(sql, [self._first + number, self._last, most])
        return [read_act(row) for row in rows]

    def acts_before(self, number: int | None, most: int) -> list[Act]:
        """Return the acts received before act *number*, or the latest, newest first."""
        end = self._last + 1 if number is None else self._first + number
        sql = f"{SELECT} WHERE id > %s AND id < %s ORDER BY id DESC LIMIT %s"
        return [read_act(row) for row in self._rows.all(sql, [self._first, end, most])]

    def next_in_pool(self, pool: str, number: int) -> Act | None:
        """Return the first act of *pool* from act *number* on."""
        sql = f"{SELECT} WHERE pool = %s AND id >= %s AND id <= %s ORDER BY id LIMIT 1"
        rows = self._rows.all(sql, [pool, self._first + number, self._last])
        return read_act(rows[0]) if rows else None

    def pending_after(self, number: int, most: int) -> list[Act]:
        """Return the acts after *number* that wait for a decision, oldest first."""
        sql = (
            f"{SELECT} WHERE is_held AND id + 0 > %s AND id + 0 <= %s AND state = %s"
            " ORDER BY id + 0 LIMIT %s"
        )
        values = [self._first + number, self._last, State.PENDING.value, most]
        return [read_act(row) for row in self._rows.all(sql, values)]

    def refusals(self) -> Counter[Reason]:
        """Return how many acts stand refused or reversed, by reason."""
        sql = (
            "SELECT reason, COUNT(*) FROM store_act"
            " WHERE NOT (reason = '') AND id + 0 BETWEEN %s AND %s GROUP BY reason"
        )
        found = self._rows.all(sql, [self._first, self._last])
        return Counter({Reason(reason): acts for reason, acts in found})

    def every_decision(self) -> list[Decided]:
        """Return all decisions, oldest first."""
        rows = self._rows.all(f"{DECIDED} ORDER BY id", [self._id])
        return [_read_decided(row) for row in rows]

    def _last_at(self, pool: str, coordinate: int) -> int | None:
        """Return the id of the last act of *pool* that starts at or before *coordinate*.

        Within a pool, line order is the order of ids: so it is found by halving, on an index
        that every act pays for anyway.
        """
        sql = (
            "SELECT id, line_start FROM store_act WHERE pool = %s AND id BETWEEN %s AND %s"
            " ORDER BY id LIMIT 1"
        )
        newest = self._rows.first(
            "SELECT MAX(id) FROM store_act WHERE pool = %s AND id BETWEEN %s AND %s",
            [pool, self._first, self._last],
        )
        found: int | None = None
        low, high = self._first + 1, newest[0] if newest and newest[0] else self._first
        while low <= high:
            middle = (low + high) // 2
            row = self._rows.first(sql, [pool, middle, high])
            if row is None or row[1] > coordinate:
                high = middle - 1
            else:
                found = row[0]
                low = row[0] + 1
        return found


def _read_decided(row: Row) -> Decided:
    number, sequence, ruling, reason, note, by, at_ms = row
    return Decided(number, sequence, Ruling(ruling), Reason(reason), note, by, at_ms)
