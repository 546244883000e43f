"""Erase the pictures that nobody may see any more; figures and receipts stay."""

from collections.abc import Collection

from tablee.core.drawing.drawing import erased
from tablee.core.post.patience import DAY_MS, HOUR_MS
from tablee.ports.desk import Clock, Desks
from tablee.ports.exhibits import Exhibits

AT_ONCE = 500
"""Drawings erased in one call, at most; the next one takes the rest."""
SHELVES = 256
"""Names begin with one of so many bytes; one of these is swept in an hour."""


def erase_drawings(desks: Desks, clock: Clock, pictures: Exhibits) -> int:  # noqa: ARG001 - as others
    """Erase what was refused or taken back once nothing can be appealed; return how many.

    Words and files go; the likeness of a refused picture stays, so that it is known again.
    """
    names: list[str] = []
    with desks.write() as desk:
        over = desk.drawings.over(AT_ONCE)
        for drawing in over:
            act = desk.journal(desk.campaigns.by_id(drawing.campaign_id)).act(drawing.act_number)
            names += drawing.files.names
            if act is not None:
                desk.drawings.keep(erased(drawing, act.reason))
    drop_unnamed(desks, pictures, names)
    return len(over)


def sweep_pictures(desks: Desks, clock: Clock, pictures: Exhibits) -> int:
    """Erase files that no drawing names since a day; return how many.

    A crash between keeping a file and writing down its drawing, or between taking a drawing back
    and dropping its files, leaves one. One shelf of `SHELVES` is swept, by the hour.
    """
    now_ms = clock.now_ms()
    old = pictures.names_before(now_ms - DAY_MS, f"{now_ms // HOUR_MS % SHELVES:02x}")
    return sum(
        drop_unnamed(desks, pictures, old[first : first + AT_ONCE])
        for first in range(0, len(old), AT_ONCE)
    )


def drop_unnamed(desks: Desks, pictures: Exhibits, names: Collection[str]) -> int:
    """Erase those of the files *names* that no drawing names; return how many."""
    with desks.read() as desk:
        named = desk.drawings.named(names)
    unnamed = sorted({*names} - named)
    for name in unnamed:
        pictures.drop(name)
    return len(unnamed)
