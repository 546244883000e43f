"""What campaigns have as actors of the fediverse, in memory."""

from itertools import islice

from tablee.ports.networks.actors import Follower, News, Relay
from tablee.store.memory.shelf import Transaction
from tablee.store.storable import storable


class MemoryActors:
    """The actors."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        shelf = transaction.shelf
        self._keys = shelf.actor_keys
        self._followers = shelf.followers
        self._relays = shelf.relays
        self._news = shelf.news

    def key(self, campaign_id: int) -> str:
        """Return the private key as PEM; empty before there is one."""
        return self._keys.get(campaign_id, "")

    def keep_key(self, campaign_id: int, pem: str) -> str:
        """Keep a first private key and return the one that holds."""
        if campaign_id not in self._keys:
            self.rotate_key(campaign_id, pem)
        return self.key(campaign_id)

    def rotate_key(self, campaign_id: int, pem: str) -> None:
        """Put another private key in the place of the one until now."""
        self._transaction.put(self._keys, campaign_id, pem)

    def follow(self, campaign_id: int, follower: Follower) -> None:
        """Write a follower down; one known already keeps the moment of its first coming."""
        key = (campaign_id, follower.actor)
        known = self._followers.get(key, follower)
        kept = follower._replace(followed_at_ms=known.followed_at_ms)
        self._transaction.put(self._followers, key, kept)

    def unfollow(self, campaign_id: int, actor: str) -> bool:
        """Forget a follower; return whether there was one."""
        is_there = (campaign_id, actor) in self._followers
        self._transaction.drop(self._followers, (campaign_id, actor))
        return is_there

    def followers(self, campaign_id: int, after: str, most: int) -> list[Follower]:
        """Return followers whose actor comes after *after*, in a lasting order."""
        found = sorted(each for each in self._all(campaign_id) if each.actor > after)
        return found[:most]

    def number(self, campaign_id: int) -> int:
        """Return how many follow."""
        return len(self._all(campaign_id))

    def ears(self, campaign_id: int, after: str, most: int) -> list[str]:
        """Return where followers are told of things, each place once."""
        return sorted({each.ear for each in self._all(campaign_id) if each.ear > after})[:most]

    def drop_ear(self, campaign_id: int, ear: str) -> int:
        """Forget the followers that are told of things there; return how many they were."""
        gone = [each.actor for each in self._all(campaign_id) if each.ear == ear]
        return sum(self.unfollow(campaign_id, each) for each in gone)

    def keep_relay(self, campaign_id: int, relay: Relay) -> None:
        """Write a relay down; it takes the place of what was known of that actor."""
        self._transaction.put(self._relays, (campaign_id, relay.actor), relay)

    def relays(self, campaign_id: int) -> list[Relay]:
        """Return the relays we have asked, the first one asked first."""
        return [relay for key, relay in self._relays.items() if key[0] == campaign_id]

    def drop_relay(self, campaign_id: int, actor: str) -> bool:
        """Forget a relay; return whether there was one."""
        is_there = (campaign_id, actor) in self._relays
        self._transaction.drop(self._relays, (campaign_id, actor))
        return is_there

    def tell(self, campaign_id: int, news: News) -> News | None:
        """Write news down and return them with their number; nothing when they were known."""
        if any(owner == campaign_id and each.key == news.key for owner, each in self._news):
            return None
        number = len(self._news) + 1
        told = news._replace(number=number, en=storable(news.en), fr=storable(news.fr))
        self._transaction.push(self._news, (campaign_id, told))
        return told

    def news(self, campaign_id: int, before: int, most: int) -> list[News]:
        """Return the latest news with numbers below *before*, newest first."""
        latest = (
            each
            for owner, each in reversed(self._news)
            if owner == campaign_id and each.number < before
        )
        return list(islice(latest, most))

    def told(self, campaign_id: int, number: int) -> News | None:
        """Return one piece of news of that campaign."""
        ours = (each for owner, each in self._news if owner == campaign_id)
        return next((each for each in ours if each.number == number), None)

    def number_of_news(self, campaign_id: int) -> int:
        """Return how many pieces of news there are."""
        return sum(owner == campaign_id for owner, _ in self._news)

    def _all(self, campaign_id: int) -> list[Follower]:
        return [each for key, each in self._followers.items() if key[0] == campaign_id]
