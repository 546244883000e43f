"""Erase snapshots of pages whose time is over; figures and receipts stay."""

from tablee.core.post.patience import DAY_MS, HOUR_MS
from tablee.ports.desk import Clock, Desks
from tablee.ports.exhibits import Exhibits

AT_ONCE = 500
"""Snapshots erased in one call, at most; the next one takes the rest."""
SHELVES = 256
"""Names begin with one of so many bytes; one of these is swept in an hour."""


def prune_exhibits(desks: Desks, clock: Clock, exhibits: Exhibits, days: int) -> int:
    """Erase the snapshots of posts found more than *days* ago; return how many posts had one.

    A file goes once no post refers to it. A crash in between leaves a file that nobody names,
    for `sweep_exhibits`.
    """
    before_ms = clock.now_ms() - days * DAY_MS
    with desks.write() as desk:
        posts = desk.posts.exhibits_before(before_ms, AT_ONCE)
        desk.posts.keep([post._replace(exhibit="") for post in posts])
        names = {post.exhibit for post in posts}
        forgotten = sorted(name for name in names if not desk.posts.names_exhibit(name))
    for name in forgotten:
        exhibits.drop(name)
    return len(posts)


def sweep_exhibits(desks: Desks, clock: Clock, exhibits: Exhibits) -> int:
    """Erase snapshots that no post names since a day; return how many.

    A crash between keeping a file and writing down its post leaves one, with somebody's words in
    it. One shelf of `SHELVES` is swept, by the hour, so that no sweep takes long: such a file is
    gone within a fortnight.
    """
    now_ms = clock.now_ms()
    old = exhibits.names_before(now_ms - DAY_MS, f"{now_ms // HOUR_MS % SHELVES:02x}")
    swept = 0
    for first in range(0, len(old), AT_ONCE):
        names = old[first : first + AT_ONCE]
        with desks.read() as desk:
            named = desk.posts.named_exhibits(names)
        for name in names:
            if name not in named:
                exhibits.drop(name)
                swept += 1
    return swept
