"""Acts as rows: how they are written by the thousand and read again."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError

from tablee.core.act import Act, Evidence, State
from tablee.core.reason import Reason
from tablee.ports.journal import AlreadyKnown
from tablee.store.database.rows import Row, Rows
from tablee.store.numbering import first_id, number_of

COLUMNS = (
    "id",
    "kind",
    "pool",
    "object",
    "supporter",
    "claim",
    "evidence",
    "units",
    "line_start",
    "state",
    "reason",
    "is_held",
    "occurred_at_ms",
    "received_at_ms",
    "source",
    "appeal_until_ms",
)
"""The columns of the table, in the order of `Act`'s fields."""
LISTED = ",".join(COLUMNS)
INSERT = f"INSERT INTO store_act ({LISTED})"
COPY = f"COPY store_act ({LISTED}) FROM STDIN"
SELECT = f"SELECT {LISTED} FROM store_act"  # noqa: S608 - our own names
CLAIM = "claim"

_EVIDENCE = {each.value: each for each in Evidence}
_STATES = {each.value: each for each in State}
_REASONS = {each.value: each for each in Reason}


def insert_acts(rows: Rows, campaign_id: int, acts: Sequence[Act]) -> None:
    """Write new acts down.

    Raises:
        AlreadyKnown: a claim among them stands already; the transaction must be given up.
    """
    written = _written(first_id(campaign_id), acts)
    try:
        if rows.connection.vendor == "postgresql" and len(acts) > 1:
            _copy(rows, written)
        else:
            rows.insert(INSERT, written)
    except IntegrityError as error:
        raise _explained(error) from error


def change_act(rows: Rows, campaign_id: int, act: Act) -> None:
    """Store what may change of an act.

    Raises:
        AlreadyKnown: another act stands under its claim; the transaction must be given up.
    """
    sql = (
        "UPDATE store_act SET state = %s, reason = %s, claim = %s, evidence = %s,"
        " is_held = %s, appeal_until_ms = %s WHERE id = %s"
    )
    row = _written(first_id(campaign_id), [act])[0]
    values = dict(zip(COLUMNS, row, strict=True))
    names = ("state", "reason", "claim", "evidence", "is_held", "appeal_until_ms", "id")
    try:
        rows.run(sql, [values[name] for name in names])
    except IntegrityError as error:
        raise _explained(error) from error


def read_act(row: Row) -> Act:
    """Return the act that stands in *row*, whose columns are `COLUMNS`."""
    return Act(
        number_of(row[0]),
        row[1],
        row[2],
        row[3],
        bytes(row[4]),
        bytes(row[5]),
        _EVIDENCE[row[6]],
        row[7],
        row[8],
        _STATES[row[9]],
        _REASONS[row[10]],
        bool(row[11]),
        *row[12:],
    )


def _written(prefix: int, acts: Sequence[Act]) -> list[Row]:
    """Return *acts* as rows of plain values: drivers are slow, or wrong, with enumerations."""
    return [
        (
            prefix | number,
            kind,
            pool,
            name,
            supporter,
            claim,
            evidence._value_,
            units,
            line_start,
            state._value_,
            reason._value_,
            *rest,
        )
        for (
            number,
            kind,
            pool,
            name,
            supporter,
            claim,
            evidence,
            units,
            line_start,
            state,
            reason,
            *rest,
        ) in acts
    ]


def _copy(rows: Rows, written: Sequence[Row]) -> None:
    with rows.connection.cursor() as cursor:
        raw: Any = cursor.cursor
        with rows.connection.wrap_database_errors, raw.copy(COPY) as copy:
            for row in written:
                copy.write_row(row)


def _explained(error: IntegrityError) -> Exception:
    """Return what an integrity error means; a number given twice is our own mistake."""
    return AlreadyKnown() if CLAIM in str(error).partition("DETAIL")[0] else error
