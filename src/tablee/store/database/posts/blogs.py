"""Registered blogs, and judged hosts, in the database."""

from collections.abc import Collection

from tablee.core.act import fingerprint
from tablee.ports.blogs import Blog, HostRule, Standing
from tablee.store.database.rows import Row, Rows, chunks, marks
from tablee.store.storable import storable, storable_blog

COLUMNS = (
    "campaign_id",
    "feed",
    "home",
    "blog",
    "title",
    "etag",
    "modified",
    "next_poll_ms",
    "polled_at_ms",
    "trouble",
    "failures",
    "hub",
    "hub_secret",
    "hub_until_ms",
    "digest",
)
"""The columns of the table: the fields of `Blog` without its number, then the digest."""
CHANGING = COLUMNS[2:-1]
SELECT = f"SELECT {','.join(COLUMNS[:-1])}, id FROM store_blog"  # noqa: S608 - our own names
INSERT = f"INSERT INTO store_blog ({','.join(COLUMNS)})"
CHANGE = f"UPDATE store_blog SET {','.join(f'{c} = %s' for c in CHANGING)} WHERE id = %s"  # noqa: S608 - as above
MOVE = """
UPDATE store_blog SET feed = %s, digest = %s
 WHERE id = %s AND NOT EXISTS (SELECT 1 FROM store_blog WHERE digest = %s) RETURNING id
"""
JUDGED = 'SELECT host, standing, why, "by", at_ms FROM store_hostrule'
JUDGE = """
INSERT INTO store_hostrule (host, standing, why, "by", at_ms) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (host) DO UPDATE SET
  standing = excluded.standing, why = excluded.why, "by" = excluded."by", at_ms = excluded.at_ms
"""


ASKED_AT_ONCE = 500


class DatabaseBlogs:
    """The registered blogs."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def register(self, blog: Blog) -> tuple[Blog, bool]:
        """Write a blog down, unless its feed is; return it, and whether it is new."""
        digest = _digest(blog)
        sql = (
            f"{INSERT} VALUES ({marks(len(COLUMNS))}) ON CONFLICT (digest) DO NOTHING RETURNING id"
        )
        is_new = bool(self._rows.all(sql, [*storable_blog(blog)[:-1], digest]))
        row = self._rows.all(f"{SELECT} WHERE digest = %s", [digest])[0]
        return Blog(*row), is_new

    def get(self, number: int) -> Blog | None:
        """Return one."""
        row = self._rows.first(f"{SELECT} WHERE id = %s", [number])
        return Blog(*row) if row else None

    def change(self, blog: Blog) -> None:
        """Store how a blog stands: everything but number, campaign and feed."""
        self._rows.run(CHANGE, [*storable_blog(blog)[2:-1], blog.number])

    def move(self, number: int, feed: str) -> bool:
        """Store another address for a blog's feed; return whether it was free."""
        blog = self.get(number)
        if blog is None:
            return False
        moved = storable_blog(blog._replace(feed=feed))
        digest = _digest(moved)
        return bool(self._rows.all(MOVE, [moved.feed, digest, number, digest]))

    def due(self, now_ms: int, most: int) -> list[Blog]:
        """Return blogs to be asked by now, the longest due first."""
        sql = (
            f"{SELECT} WHERE next_poll_ms > 0 AND next_poll_ms <= %s"
            " ORDER BY next_poll_ms, id LIMIT %s"
        )
        return [Blog(*row) for row in self._rows.all(sql, [now_ms, most])]

    def every(self, campaign_id: int) -> list[Blog]:
        """Return a campaign's blogs, in order of registration."""
        rows = self._rows.all(f"{SELECT} WHERE campaign_id = %s ORDER BY id", [campaign_id])
        return [Blog(*row) for row in rows]


def _digest(blog: Blog) -> bytes:
    return fingerprint(str(blog.campaign_id), "feed", blog.feed)


class DatabaseHosts:
    """The block and allow list."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def judge(self, rule: HostRule) -> None:
        """Write a decision down; the latest one about a host holds."""
        standing = rule.standing.value
        self._rows.run(JUDGE, [rule.host, standing, storable(rule.why), rule.by, rule.at_ms])

    def pardon(self, host: str) -> bool:
        """Take a host off the list; return whether it was on it."""
        sql = "DELETE FROM store_hostrule WHERE host = %s RETURNING host"
        return bool(self._rows.all(sql, [host]))

    def find(self, host: str) -> HostRule | None:
        """Return the decision about a host."""
        row = self._rows.first(f"{JUDGED} WHERE host = %s", [host])
        return _rule(row) if row else None

    def among(self, hosts: Collection[str]) -> dict[str, HostRule]:
        """Return the decisions about those of these hosts that are on the list, by host."""
        found: dict[str, HostRule] = {}
        for part in chunks(list(hosts), ASKED_AT_ONCE):
            rows = self._rows.all(f"{JUDGED} WHERE host IN ({marks(len(part))})", part)
            found.update((row[0], _rule(row)) for row in rows)
        return found

    def every(self) -> list[HostRule]:
        """Return the list, by host."""
        return sorted(_rule(row) for row in self._rows.all(JUDGED))


def _rule(row: Row) -> HostRule:
    host, standing, *rest = row
    return HostRule(host, Standing(standing), *rest)
