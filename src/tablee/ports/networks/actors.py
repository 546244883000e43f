"""What a campaign has as an actor of the fediverse: its key, its followers, relays and news."""

from typing import NamedTuple, Protocol


class Follower(NamedTuple):
    """An actor elsewhere that wants to hear our news."""

    actor: str
    """Its id, an address."""
    inbox: str
    shared_inbox: str
    """The inbox of its whole server; empty when it has none."""
    followed_at_ms: int

    @property
    def ear(self) -> str:
        """Where it is told of things: its server's inbox rather than its own."""
        return self.shared_inbox or self.inbox


class Relay(NamedTuple):
    """An actor elsewhere that we follow, so that it passes posts on to us."""

    actor: str
    inbox: str
    is_accepted: bool
    """Whether it has said yes."""
    asked_at_ms: int


class News(NamedTuple):
    """Something that happened to the campaign, in the words in which it was told."""

    key: str
    """Names it in its campaign: telling it twice is telling it once."""
    at_ms: int
    en: str
    fr: str
    number: int = 0
    """Its place among all news, once it is written down; its address is made of it."""


class Actors(Protocol):
    """Our actors: one for each campaign."""

    def key(self, campaign_id: int) -> str:
        """Return the private key as PEM; empty before there is one. Show it to nobody."""
        ...

    def keep_key(self, campaign_id: int, pem: str) -> str:
        """Keep a first private key and return the one that holds: whoever came first wins."""
        ...

    def rotate_key(self, campaign_id: int, pem: str) -> None:
        """Put another private key in the place of the one until now, which is forgotten."""
        ...

    def follow(self, campaign_id: int, follower: Follower) -> None:
        """Write a follower down; one known already keeps the moment of its first coming."""
        ...

    def unfollow(self, campaign_id: int, actor: str) -> bool:
        """Forget a follower; return whether there was one."""
        ...

    def followers(self, campaign_id: int, after: str, most: int) -> list[Follower]:
        """Return followers whose actor comes after *after*, in a lasting order."""
        ...

    def number(self, campaign_id: int) -> int:
        """Return how many follow."""
        ...

    def ears(self, campaign_id: int, after: str, most: int) -> list[str]:
        """Return where followers are told of things, each place once, those after *after*."""
        ...

    def drop_ear(self, campaign_id: int, ear: str) -> int:
        """Forget the followers that are told of things there; return how many they were."""
        ...

    def keep_relay(self, campaign_id: int, relay: Relay) -> None:
        """Write a relay down; it takes the place of what was known of that actor."""
        ...

    def relays(self, campaign_id: int) -> list[Relay]:
        """Return the relays we have asked, the first one asked first."""
        ...

    def drop_relay(self, campaign_id: int, actor: str) -> bool:
        """Forget a relay; return whether there was one."""
        ...

    def tell(self, campaign_id: int, news: News) -> News | None:
        """Write news down and return them with their number; nothing when they were known."""
        ...

    def news(self, campaign_id: int, before: int, most: int) -> list[News]:
        """Return the latest news with numbers below *before*, newest first."""
        ...

    def told(self, campaign_id: int, number: int) -> News | None:
        """Return one piece of news of that campaign."""
        ...

    def number_of_news(self, campaign_id: int) -> int:
        """Return how many pieces of news there are."""
        ...
