"""Erase snapshots of pages whose time is over; figures and receipts stay."""

from tablee.core.post.patience import DAY_MS
from tablee.ports.desk import Clock, Desks
from tablee.ports.exhibits import Exhibits

AT_ONCE = 500
"""Snapshots erased in one call, at most; the next one takes the rest."""


def prune_exhibits(desks: Desks, clock: Clock, exhibits: Exhibits, days: int) -> int:
    """Erase the snapshots of posts found more than *days* ago; return how many posts had one.

    A file goes once no post refers to it. A crash in between leaves a file that nobody names.
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
