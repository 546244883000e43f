"""What campaigns have as actors of the fediverse, in the database."""

from tablee.ports.networks.actors import Follower, News, Relay
from tablee.store.database.rows import Rows
from tablee.store.storable import storable

KEEP_KEY = """
INSERT INTO store_actorkey (campaign_id, pem) VALUES (%s, %s)
    ON CONFLICT (campaign_id) DO NOTHING
"""
ROTATE_KEY = """
INSERT INTO store_actorkey (campaign_id, pem) VALUES (%s, %s)
    ON CONFLICT (campaign_id) DO UPDATE SET pem = excluded.pem
"""
FOLLOW = """
INSERT INTO store_follower (campaign_id, actor, inbox, shared_inbox, ear, followed_at_ms)
VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, actor) DO UPDATE
   SET inbox = excluded.inbox, shared_inbox = excluded.shared_inbox, ear = excluded.ear
"""
FOLLOWERS = """
SELECT actor, inbox, shared_inbox, followed_at_ms FROM store_follower
 WHERE campaign_id = %s AND actor > %s ORDER BY actor LIMIT %s
"""
EARS = """
SELECT DISTINCT ear FROM store_follower
 WHERE campaign_id = %s AND ear > %s ORDER BY ear LIMIT %s
"""
KEEP_RELAY = """
INSERT INTO store_relay (campaign_id, actor, inbox, is_accepted, asked_at_ms)
VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, actor) DO UPDATE
   SET inbox = excluded.inbox, is_accepted = excluded.is_accepted,
       asked_at_ms = excluded.asked_at_ms
"""
RELAYS = """
SELECT actor, inbox, is_accepted, asked_at_ms FROM store_relay WHERE campaign_id = %s ORDER BY id
"""
TELL = """
INSERT INTO store_news (campaign_id, key, at_ms, en, fr) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, key) DO NOTHING RETURNING id
"""
NEWS = "SELECT key, at_ms, en, fr, id FROM store_news WHERE campaign_id = %s"


class DatabaseActors:
    """The actors."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def key(self, campaign_id: int) -> str:
        """Return the private key as PEM; empty before there is one."""
        row = self._rows.first(
            "SELECT pem FROM store_actorkey WHERE campaign_id = %s", [campaign_id]
        )
        return str(row[0]) if row else ""

    def keep_key(self, campaign_id: int, pem: str) -> str:
        """Keep a first private key and return the one that holds."""
        self._rows.run(KEEP_KEY, [campaign_id, pem])
        return self.key(campaign_id)

    def rotate_key(self, campaign_id: int, pem: str) -> None:
        """Put another private key in the place of the one until now."""
        self._rows.run(ROTATE_KEY, [campaign_id, pem])

    def follow(self, campaign_id: int, follower: Follower) -> None:
        """Write a follower down; one known already keeps the moment of its first coming."""
        places = [follower.inbox, follower.shared_inbox, follower.ear]
        values = [campaign_id, follower.actor, *places, follower.followed_at_ms]
        self._rows.run(FOLLOW, values)

    def unfollow(self, campaign_id: int, actor: str) -> bool:
        """Forget a follower; return whether there was one."""
        sql = "DELETE FROM store_follower WHERE campaign_id = %s AND actor = %s RETURNING id"
        return bool(self._rows.all(sql, [campaign_id, actor]))

    def followers(self, campaign_id: int, after: str, most: int) -> list[Follower]:
        """Return followers whose actor comes after *after*, in a lasting order."""
        return [Follower(*row) for row in self._rows.all(FOLLOWERS, [campaign_id, after, most])]

    def number(self, campaign_id: int) -> int:
        """Return how many follow."""
        return self._count("store_follower", campaign_id)

    def ears(self, campaign_id: int, after: str, most: int) -> list[str]:
        """Return where followers are told of things, each place once."""
        return [str(row[0]) for row in self._rows.all(EARS, [campaign_id, after, most])]

    def drop_ear(self, campaign_id: int, ear: str) -> int:
        """Forget the followers that are told of things there; return how many they were."""
        sql = "DELETE FROM store_follower WHERE campaign_id = %s AND ear = %s RETURNING id"
        return len(self._rows.all(sql, [campaign_id, ear]))

    def keep_relay(self, campaign_id: int, relay: Relay) -> None:
        """Write a relay down; it takes the place of what was known of that actor."""
        self._rows.run(KEEP_RELAY, [campaign_id, *relay])

    def relays(self, campaign_id: int) -> list[Relay]:
        """Return the relays we have asked, the first one asked first."""
        rows = self._rows.all(RELAYS, [campaign_id])
        return [Relay(actor, inbox, bool(said), at_ms) for actor, inbox, said, at_ms in rows]

    def drop_relay(self, campaign_id: int, actor: str) -> bool:
        """Forget a relay; return whether there was one."""
        sql = "DELETE FROM store_relay WHERE campaign_id = %s AND actor = %s RETURNING id"
        return bool(self._rows.all(sql, [campaign_id, actor]))

    def tell(self, campaign_id: int, news: News) -> News | None:
        """Write news down and return them with their number; nothing when they were known."""
        told = news._replace(en=storable(news.en), fr=storable(news.fr))
        rows = self._rows.all(TELL, [campaign_id, told.key, told.at_ms, told.en, told.fr])
        return told._replace(number=rows[0][0]) if rows else None

    def news(self, campaign_id: int, before: int, most: int) -> list[News]:
        """Return the latest news with numbers below *before*, newest first."""
        sql = f"{NEWS} AND id < %s ORDER BY id DESC LIMIT %s"
        return [News(*row) for row in self._rows.all(sql, [campaign_id, before, most])]

    def told(self, campaign_id: int, number: int) -> News | None:
        """Return one piece of news of that campaign."""
        row = self._rows.first(f"{NEWS} AND id = %s", [campaign_id, number])
        return News(*row) if row else None

    def number_of_news(self, campaign_id: int) -> int:
        """Return how many pieces of news there are."""
        return self._count("store_news", campaign_id)

    def _count(self, table: str, campaign_id: int) -> int:
        sql = f"SELECT COUNT(*) FROM {table} WHERE campaign_id = %s"  # noqa: S608 - our own names
        ((count,),) = self._rows.all(sql, [campaign_id])
        return int(count)
