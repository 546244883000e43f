"""Where a campaign stands, as rows: read in one statement, and only what has changed is written."""

from tablee.core.line import Line
from tablee.core.standing import KindCount, Standing
from tablee.store.database.rows import Row, Rows

# Lines and counts have seven numbers each, so that one statement reads everything.
READ = """
SELECT 1, name, covered, "end", waterline, gaps, held, held_below, acts
  FROM store_pool WHERE campaign_id = %s
UNION ALL
SELECT 2, name, acts, counted, counted_units, paid, pending, turned_away, gone
  FROM store_kindcount WHERE campaign_id = %s
UNION ALL
SELECT 3, milestone, 0, 0, 0, 0, 0, 0, 0 FROM store_reached WHERE campaign_id = %s
UNION ALL
SELECT 4, cause, 0, 0, 0, 0, 0, 0, 0 FROM store_segment WHERE campaign_id = %s
UNION ALL
SELECT 5, '', supporters, last_number, sequence, clock_ms, 0, 0, 0
  FROM store_campaign WHERE id = %s
"""
POOL = """
INSERT INTO store_pool
  (campaign_id, name, covered, "end", waterline, gaps, held, held_below, acts)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (campaign_id, name) DO UPDATE SET
  covered = excluded.covered, "end" = excluded."end", waterline = excluded.waterline,
  gaps = excluded.gaps, held = excluded.held, held_below = excluded.held_below,
  acts = excluded.acts
"""
KIND = """
INSERT INTO store_kindcount
  (campaign_id, name, acts, counted, counted_units, paid, pending, turned_away, gone)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (campaign_id, name) DO UPDATE SET
  acts = excluded.acts, counted = excluded.counted, counted_units = excluded.counted_units,
  paid = excluded.paid, pending = excluded.pending, turned_away = excluded.turned_away,
  gone = excluded.gone
"""
REACHED = """
INSERT INTO store_reached (campaign_id, milestone) VALUES (%s, %s)
ON CONFLICT (campaign_id, milestone) DO NOTHING
"""
CAMPAIGN = """
UPDATE store_campaign SET supporters = %s, last_number = %s, sequence = %s, clock_ms = %s
WHERE id = %s
"""


def read_standing(rows: Rows, campaign_id: int) -> Standing:
    """Return where a campaign stands."""
    standing = Standing()
    for row in rows.all(READ, [campaign_id] * 5):
        _add(standing, row)
    return standing


def write_standing(rows: Rows, campaign_id: int, old: Standing, new: Standing) -> None:
    """Store *new*, of which *old* is stored already."""
    for name, line in new.lines.items():
        if line != old.lines.get(name):
            rows.run(POOL, [campaign_id, name, *_line_numbers(line)])
    for name, count in new.kinds.items():
        if count != old.kinds.get(name):
            rows.run(KIND, [campaign_id, name, *_kind_numbers(count)])
    for name in sorted(new.reached - old.reached):
        rows.run(REACHED, [campaign_id, name])
    numbers = (new.supporters, new.last_number, new.sequence, new.clock_ms)
    if numbers != (old.supporters, old.last_number, old.sequence, old.clock_ms):
        rows.run(CAMPAIGN, [*numbers, campaign_id])


def _add(standing: Standing, row: Row) -> None:
    part, name, *numbers = row
    if part == 1:
        standing.lines[name] = Line(*numbers)
    elif part == 2:  # noqa: PLR2004 - the parts of READ, numbered there
        standing.kinds[name] = KindCount(*numbers)
    elif part == 3:  # noqa: PLR2004 - as above
        standing.reached.add(name)
    elif part == 4:  # noqa: PLR2004 - as above
        standing.laid.add(name)
    else:
        standing.supporters, standing.last_number = numbers[0], numbers[1]
        standing.sequence, standing.clock_ms = numbers[2], numbers[3]


def _line_numbers(line: Line) -> tuple[int, ...]:
    return (
        line.covered,
        line.end,
        line.waterline,
        line.gaps,
        line.held,
        line.held_below,
        line.acts,
    )


def _kind_numbers(count: KindCount) -> tuple[int, ...]:
    return (
        count.acts,
        count.counted,
        count.counted_units,
        count.paid,
        count.pending,
        count.turned_away,
        count.left,
    )
