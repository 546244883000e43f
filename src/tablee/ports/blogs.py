"""Blogs registered once so that their posts are found, and hosts people have judged."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple, Protocol


class Blog(NamedTuple):
    """A blog whose feed we follow for one campaign."""

    campaign_id: int
    feed: str
    """Where to ask for the feed; the address its blogger gave, until the feed is found."""
    home: str
    """The address its blogger gave."""
    blog: str
    """Whose it is: see `Submission.blog`."""
    title: str = ""
    etag: str = ""
    modified: str = ""
    next_poll_ms: int = 0
    """When to ask again; 0 for never."""
    polled_at_ms: int = 0
    trouble: str = ""
    """What went wrong the last time; empty when nothing did."""
    failures: int = 0
    """Polls without an answer, one after the other."""
    hub: str = ""
    """The WebSub hub it names; empty when none."""
    hub_secret: str = ""
    hub_until_ms: int = 0
    """Until when the hub tells us; 0 when it does not."""
    number: int = 0


class Blogs(Protocol):
    """The registered blogs."""

    def register(self, blog: Blog) -> tuple[Blog, bool]:
        """Write a blog down, unless its feed is; return it, and whether it is new."""
        ...

    def get(self, number: int) -> Blog | None:
        """Return one."""
        ...

    def change(self, blog: Blog) -> None:
        """Store how a blog stands."""
        ...

    def move(self, number: int, feed: str) -> bool:
        """Store another address for a blog's feed, unless the campaign has one there already.

        Return whether that was done.
        """
        ...

    def due(self, now_ms: int, most: int) -> list[Blog]:
        """Return blogs to be asked by now."""
        ...

    def every(self, campaign_id: int) -> list[Blog]:
        """Return a campaign's blogs, in order of registration."""
        ...


class Standing(StrEnum):
    """What people have decided about a host."""

    BLOCKED = "blocked"
    """Nothing from there counts; whoever appeals is heard."""
    TRUSTED = "trusted"
    """Nothing from there is flagged."""


class HostRule(NamedTuple):
    """A decision about a host, or about a blog on a shared host."""

    host: str
    """As in `Submission.blog`."""
    standing: Standing
    why: str
    by: str
    at_ms: int


class Hosts(Protocol):
    """The block and allow list, one for the whole site."""

    def judge(self, rule: HostRule) -> None:
        """Write a decision down; the latest one about a host holds."""
        ...

    def pardon(self, host: str) -> bool:
        """Take a host off the list; return whether it was on it."""
        ...

    def find(self, host: str) -> HostRule | None:
        """Return the decision about a host."""
        ...

    def among(self, hosts: Collection[str]) -> dict[str, HostRule]:
        """Return the decisions about those of these hosts that are on the list, by host."""
        ...

    def every(self) -> list[HostRule]:
        """Return the list, by host."""
        ...
