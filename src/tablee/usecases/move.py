"""Follow a waterline that has moved: what each kind has been paid changes with it."""

from tablee.core.standing import Standing
from tablee.ports.journal import Journal


def moved(journal: Journal, standing: Standing, pool: str, old_waterline: int) -> None:
    """Add the counted places between the old waterline and the new to their kinds' paid units."""
    line = standing.line(pool)
    if line.waterline > old_waterline and line.end > old_waterline:
        passed = journal.counted_between(pool, old_waterline, line.waterline)
        for kind, units in passed.items():
            standing.kind(kind).paid += units
