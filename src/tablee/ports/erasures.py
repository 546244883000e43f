"""What is kept of people, and how it goes: rows that count stay, and say nothing of anybody."""

from collections.abc import Collection
from typing import NamedTuple, Protocol


class Wish(NamedTuple):
    """What is to be erased in one campaign."""

    numbers: Collection[int] = ()
    """Acts."""
    supporters: Collection[bytes] = ()
    """People, by their pseudonyms: all they did."""
    blogs: Collection[str] = ()
    """Blogs: what was told of them, counted or not, and that their feeds are followed."""


class Leftovers(NamedTuple):
    """Files that a row named until now; they go unless another row names them still."""

    exhibits: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()


class Erasures(Protocol):
    """Erasing, in the transaction that is open; twice is once."""

    def acts_of(self, campaign_id: int, supporter: bytes) -> list[int]:
        """Return the numbers of all acts of one person."""
        ...

    def named_alike(self, campaign_id: int, numbers: Collection[int]) -> list[int]:
        """Return those of *numbers* that name an object, and all other acts that name the same.

        A referral or a selection names the post that it is about.
        """
        ...

    def erase(self, campaign_id: int, wish: Wish) -> Leftovers:
        """Erase what is known of acts and people.

        Acts keep their kind, units, places, times and fingerprint; people who are erased become
        somebody nobody can name, so that limits and counts stay what they were.
        """
        ...

    def told_again(self, campaign_id: int) -> list[int]:
        """Return the erased acts of which a page was told again since: by a feed, or by anybody."""
        ...

    def forget_names(self, campaign_id: int) -> int:
        """Make every fingerprint and pseudonym of a campaign meaningless; return of how many acts.

        The salts go as well. What stood for the same still stands for the same, and for nothing
        else in the world.
        """
        ...
