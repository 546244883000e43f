"""A public post on a network, as its origin shows it."""

from typing import NamedTuple

from tablee.core.post.finding import Display


class Sighting(NamedTuple):
    """One post that was seen. Whoever made it has looked already: it is public and not a bot's."""

    object: str
    """What makes the post unique, the same by every road: an ActivityPub id, an ``at://``
    address, ``https://x.com/i/status/20``."""
    author: str
    """Who posted it, by a name that does not change: an actor's id, a DID, ``x:12``."""
    address: str
    """Where people see it."""
    network: str
    """The name of the connector or receiver that saw it."""
    posted_at_ms: int
    """When it was posted, as the network says; 0 when it does not."""
    display: Display = Display()
    via: str = ""
    """An address of ours in it that may be a personal link; empty when there is none."""
    page: str = ""
    """The canonical address where people see it, if that may be a page that counts by itself."""
    is_at_origin: bool = False
    """Whether its own origin shows it now: then it is gone no more, if it ever was."""


class Haul(NamedTuple):
    """What one reader saw of one campaign since the last time."""

    slug: str
    seen: tuple[Sighting, ...] = ()
    lost: tuple[str, ...] = ()
    """Objects that are gone at their origin, or public no more."""
    gone: tuple[str, ...] = ()
    """Authors whose accounts are gone: everything of theirs is."""
    reader: str = ""
    """Whose cursor moves with it; empty when there is none to move."""
    cursor: str = ""
    """Where to go on reading."""
