"""Posts that became acts, in the database."""

from collections.abc import Collection, Sequence

from tablee.core.act import State
from tablee.core.post.finding import Display, Flag
from tablee.core.post.post import Mark, Post
from tablee.ports.posts import MOST_ALIKE, Glance
from tablee.store.database.rows import Row, Rows, chunks, marks
from tablee.store.numbering import NUMBER_MASK, campaign_of, first_id, last_id, number_of
from tablee.store.storable import storable_post

COLUMNS = (
    "id",
    "address",
    "blog",
    "found_at_ms",
    "status",
    "content_hash",
    "exhibit",
    "title",
    "author",
    "excerpt",
    "language",
    "published_at_ms",
    "flags",
    "likeness",
    "is_shown",
    "mark",
    "referred_act",
    "checked_at_ms",
    "next_check_at_ms",
    "failing_since_ms",
    "checks",
    "quarter_1",
    "quarter_2",
    "quarter_3",
    "quarter_4",
)
"""The columns of the table: the fields of `Post` in their order, then the quarters."""
FIELDS = ",".join(COLUMNS[:-4])
SELECT = f"SELECT {FIELDS} FROM store_post"  # noqa: S608 - our own names
INSERT = f"INSERT INTO store_post ({','.join(COLUMNS)})"
LATEST = f"ON CONFLICT (id) DO UPDATE SET {','.join(f'{c} = excluded.{c}' for c in COLUMNS[1:])}"
IS_COUNTED = """
EXISTS (SELECT 1 FROM store_act WHERE store_act.id = store_post.id AND store_act.state = %s)
"""
# Each quarter is found by an index of its own; UNION leaves out what is found again.
LIKE = " UNION ".join(
    "SELECT * FROM (SELECT id, blog, likeness FROM store_post"  # noqa: S608 - our own names
    f" WHERE NOT (likeness = 0) AND quarter_{each} = %s AND id BETWEEN %s AND %s"
    f" ORDER BY id DESC LIMIT {MOST_ALIKE}) AS q{each}"
    for each in (1, 2, 3, 4)
)
ORPHANS = """
SELECT id FROM store_post WHERE id BETWEEN %s AND %s
   AND NOT EXISTS (SELECT 1 FROM store_act WHERE store_act.id = store_post.id)
 ORDER BY id LIMIT %s
"""
BROUGHT = """
SELECT DISTINCT store_post.referred_act FROM store_submission
  JOIN store_post ON store_post.id = %s + store_submission.act_number
 WHERE store_submission.campaign_id = %s AND store_submission.via = %s
   AND store_submission.via > 0 AND store_post.referred_act > 0
 ORDER BY store_post.referred_act
"""
ASKED_AT_ONCE = 500
SIGN_BIT, ALL_BITS = 1 << 63, (1 << 64) - 1
QUARTER_BITS, QUARTER = 16, 0xFFFF

_FLAGS = {each.value: each for each in Flag}
_MARKS = {each.value: each for each in Mark}


class DatabasePosts:
    """The posts beside their acts."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def keep(self, posts: Sequence[Post]) -> None:
        """Write posts down, or store what is said of them now."""
        latest = {first_id(post.campaign_id) | post.act_number: post for post in posts}
        written = [_written(post_id, latest[post_id]) for post_id in sorted(latest)]
        self._rows.insert(INSERT, written, LATEST)

    def get(self, campaign_id: int, act_number: int) -> Post | None:
        """Return the post of an act."""
        if not 0 < act_number <= NUMBER_MASK:
            return None  # it would be another campaign's
        row = self._rows.first(f"{SELECT} WHERE id = %s", [first_id(campaign_id) + act_number])
        return _read(row) if row else None

    def wall(self, campaign_id: int, glance: Glance) -> list[Post]:
        """Return shown posts whose act is counted, newest first."""
        before = glance.before or NUMBER_MASK + 1
        end = first_id(campaign_id) + min(before, NUMBER_MASK + 1)
        where, values = "is_shown AND id > %s AND id < %s", [first_id(campaign_id), end]
        wanted: list[str | int] = [*values]
        if glance.language:
            where += " AND language = %s"
            wanted.append(glance.language)
        if glance.mark is not None:
            # Two of one meaning: the second lets a planner find the index of the few.
            where += " AND mark = %s" + (" AND NOT (mark = '')" if glance.mark else "")
            wanted.append(glance.mark.value)
        sql = f"{SELECT} WHERE {where} AND {IS_COUNTED} ORDER BY id DESC LIMIT %s"
        rows = self._rows.all(sql, [*wanted, State.COUNTED.value, glance.most])
        return [_read(row) for row in rows]

    def of_blog(self, campaign_id: int, blog: str, most: int) -> list[Post]:
        """Return the posts of one blog or author, newest first."""
        sql = f"{SELECT} WHERE blog = %s AND id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s"
        where = [blog, first_id(campaign_id), last_id(campaign_id), most]
        return [_read(row) for row in self._rows.all(sql, where)]

    def languages(self, campaign_id: int) -> dict[str, int]:
        """Return how many posts of the wall are in each language."""
        sql = (
            "SELECT language, COUNT(*) FROM store_post"  # noqa: S608 - our own words
            f" WHERE is_shown AND id BETWEEN %s AND %s AND {IS_COUNTED} GROUP BY language"
        )
        where = [first_id(campaign_id), last_id(campaign_id), State.COUNTED.value]
        return dict(self._rows.all(sql, where))

    def brought(self, campaign_id: int, act_number: int) -> list[int]:
        """Return the referral acts of the posts that came by an act's personal link, in order."""
        values = [first_id(campaign_id), campaign_id, act_number]
        return [number for (number,) in self._rows.all(BROUGHT, values)]

    def due(self, now_ms: int, most: int) -> list[Post]:
        """Return posts to be looked at again by now, the longest due first."""
        sql = (
            f"{SELECT} WHERE next_check_at_ms > 0 AND next_check_at_ms <= %s"
            " ORDER BY next_check_at_ms, id LIMIT %s"
        )
        return [_read(row) for row in self._rows.all(sql, [now_ms, most])]

    def likenesses(self, campaign_id: int, likeness: int) -> list[tuple[int, str, int]]:
        """Return (act number, blog, likeness) of posts that share a quarter, first one first."""
        if not likeness:
            return []
        where = (first_id(campaign_id), last_id(campaign_id))
        values = [value for quarter in _quarters(likeness) for value in (quarter, *where)]
        found = sorted(self._rows.all(LIKE, values))
        return [(number_of(post_id), blog, bits & ALL_BITS) for post_id, blog, bits in found]

    def exhibits_before(self, found_before_ms: int, most: int) -> list[Post]:
        """Return posts found before that moment whose snapshot is still kept, oldest first.

        Whoever erases them holds no campaign, so on PostgreSQL they are locked; those that
        somebody changes just now are left for the next time.
        """
        is_shared = self._rows.connection.vendor == "postgresql"
        sql = (
            f"{SELECT} WHERE NOT (exhibit = '') AND found_at_ms < %s"
            f" ORDER BY found_at_ms, id LIMIT %s{' FOR UPDATE SKIP LOCKED' if is_shared else ''}"
        )
        return [_read(row) for row in self._rows.all(sql, [found_before_ms, most])]

    def names_exhibit(self, exhibit: str) -> bool:
        """Return whether any post still refers to a snapshot."""
        sql = "SELECT 1 FROM store_post WHERE exhibit = %s AND NOT (exhibit = '') LIMIT 1"
        return self._rows.first(sql, [exhibit]) is not None

    def named_exhibits(self, exhibits: Collection[str]) -> set[str]:
        """Return those of these snapshots that any post still refers to."""
        found: set[str] = set()
        for part in chunks([each for each in exhibits if each], ASKED_AT_ONCE):
            sql = (
                "SELECT DISTINCT exhibit FROM store_post"  # noqa: S608 - marks
                f" WHERE exhibit IN ({marks(len(part))}) AND NOT (exhibit = '')"
            )
            found.update(exhibit for (exhibit,) in self._rows.all(sql, part))
        return found

    def orphans(self, campaign_id: int, most: int) -> list[int]:
        """Return the act numbers of posts whose act is not there."""
        where = [first_id(campaign_id), last_id(campaign_id), most]
        return [number_of(post_id) for (post_id,) in self._rows.all(ORPHANS, where)]


def _quarters(likeness: int) -> tuple[int, ...]:
    return tuple(likeness >> QUARTER_BITS * each & QUARTER for each in (3, 2, 1, 0))


def _written(post_id: int, post: Post) -> Row:
    """Return a row of plain values."""
    post = storable_post(post)
    return (
        post_id,
        post.address,
        post.blog,
        post.found_at_ms,
        post.status,
        post.content_hash,
        post.exhibit,
        *post.display,
        " ".join(flag.value for flag in post.flags),
        (post.likeness ^ SIGN_BIT) - SIGN_BIT,
        post.is_shown,
        post.mark.value,
        post.referred_act,
        post.checked_at_ms,
        post.next_check_at_ms,
        post.failing_since_ms,
        post.checks,
        *_quarters(post.likeness),
    )


def _read(row: Row) -> Post:
    post_id = row[0]
    return Post(
        campaign_of(post_id),
        number_of(post_id),
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        Display(*row[7:12]),
        tuple(_FLAGS[word] for word in row[12].split()),
        row[13] & ALL_BITS,
        bool(row[14]),
        _MARKS[row[15]],
        *row[16:],
    )
