"""Pages people told us of, and the posts among them that became acts."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from tablee.core.post.post import Mark, Post
from tablee.core.post.submission import Outcome, Submission

MOST_ALIKE = 500
"""Posts that are compared for each quarter they share, the latest ones."""


class Submissions(Protocol):
    """What this site was told, each page once per campaign and kind."""

    def put(self, submissions: Sequence[Submission]) -> list[tuple[Submission, bool]]:
        """Write down those not known yet; return each as it stands, and whether it is new.

        Known means: the same campaign, kind and source. Numbers rise in the order given; a page
        that comes twice in it is new the first time only.
        """
        ...

    def get(self, number: int) -> Submission | None:
        """Return one."""
        ...

    def several(self, numbers: Collection[int]) -> dict[int, Submission]:
        """Return those of these numbers that there are, by number."""
        ...

    def find(self, campaign_id: int, kind: str, source: str) -> Submission | None:
        """Return what was said of one page."""
        ...

    def change(self, submissions: Sequence[Submission]) -> None:
        """Store everything but number, campaign, kind and source."""
        ...

    def of_act(self, campaign_id: int, act_number: int) -> list[Submission]:
        """Return the submissions that led to an act, first one first."""
        ...

    def count(self, campaign_id: int) -> dict[Outcome, int]:
        """Return how many there are, by outcome; those of which there are none are left out."""
        ...


class Glance(NamedTuple):
    """Which posts of the wall to show."""

    language: str = ""
    """As ``fr``; empty for all."""
    mark: Mark | None = None
    """Only posts with that mark; nothing for all."""
    before: int = 0
    """Only posts of acts with a smaller number; 0 for the latest."""
    most: int = 30


class Posts(Protocol):
    """The posts beside their acts."""

    def keep(self, posts: Sequence[Post]) -> None:
        """Write posts down, or store what is said of them now: one per campaign and act.

        What no database can hold (NUL, halves of characters) is left out of what a page says.
        """
        ...

    def get(self, campaign_id: int, act_number: int) -> Post | None:
        """Return the post of an act."""
        ...

    def wall(self, campaign_id: int, glance: Glance) -> list[Post]:
        """Return shown posts whose act is counted, newest first."""
        ...

    def languages(self, campaign_id: int) -> dict[str, int]:
        """Return how many posts of the wall are in each language."""
        ...

    def brought(self, campaign_id: int, act_number: int) -> list[int]:
        """Return the referral acts of the posts that came by an act's personal link, in order."""
        ...

    def of_blog(self, campaign_id: int, blog: str, most: int) -> list[Post]:
        """Return the posts of one blog or author, newest first."""
        ...

    def due(self, now_ms: int, most: int) -> list[Post]:
        """Return posts to be looked at again by now, the longest due first."""
        ...

    def likenesses(self, campaign_id: int, likeness: int) -> list[tuple[int, str, int]]:
        """Return (act number, blog, likeness) of posts that may be like *likeness*.

        At least those within three bits of it: the sixteen-bit quarters are looked up. Where more
        than `MOST_ALIKE` share a quarter, the latest of them stand for all. Zero is like nothing.
        """
        ...

    def exhibits_before(self, found_before_ms: int, most: int) -> list[Post]:
        """Return posts found before that moment whose snapshot is still kept, oldest first."""
        ...

    def names_exhibit(self, exhibit: str) -> bool:
        """Return whether any post still refers to a snapshot."""
        ...

    def named_exhibits(self, exhibits: Collection[str]) -> set[str]:
        """Return those of these snapshots that any post still refers to."""
        ...
