"""Work out what each sponsor has promised and what acts have earned of it, line by line."""

from collections import Counter, defaultdict

from tablee.core.segment import Segment
from tablee.core.standing import Standing
from tablee.core.tally import earned_by_sponsor
from tablee.ports.journal import Journal


def cover_by_pool(journal: Journal) -> dict[str, list[Segment]]:
    """Return the segments of each line, in the order in which they cover it."""
    cover: dict[str, list[Segment]] = defaultdict(list)
    for laid in journal.segments():
        cover[laid.pool].append(laid.segment)
    return dict(cover)


def earned_by_pool(
    journal: Journal, standing: Standing, cover: dict[str, list[Segment]]
) -> dict[str, Counter[str]]:
    """Return, per pool, the paid places that fall to each sponsor."""
    earned: dict[str, Counter[str]] = {}
    for pool, segments in cover.items():
        line = standing.line(pool)
        below = [each for each in journal.held(pool) if each.start < line.waterline]
        gaps = [each for each in journal.gaps(pool) if each.start < line.waterline]
        earned[pool] = earned_by_sponsor(line, segments, gaps=gaps, held=below)
    return earned
