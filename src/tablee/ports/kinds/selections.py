"""What the organiser chose among the acts, and why."""

from collections.abc import Collection
from typing import NamedTuple, Protocol

from tablee.core.text import Text


class Selection(NamedTuple):
    """One choice: an act of its own, for an act that stands."""

    campaign_id: int
    act_number: int
    """The act that the choice is: of the kind whose proof is a choice."""
    chosen_act: int
    """The act that was chosen."""
    why: Text
    """A sentence for everybody, in both languages."""
    by: str
    at_ms: int


class Selections(Protocol):
    """The choices of a site. A choice stands as long as its own act is counted."""

    def keep(self, selection: Selection) -> None:
        """Write a choice down, or store what is said of it now: one for each act that it is."""
        ...

    def of_act(self, campaign_id: int, act_number: int) -> Selection | None:
        """Return the choice that an act is."""
        ...

    def of_chosen(self, campaign_id: int, chosen_act: int) -> list[Selection]:
        """Return every choice of one act, standing or not, oldest first."""
        ...

    def standing(self, campaign_id: int, chosen_acts: Collection[int]) -> dict[int, Selection]:
        """Return the choices that stand for these acts, by the act chosen; the latest of each."""
        ...

    def latest(self, campaign_id: int, most: int) -> list[Selection]:
        """Return the choices that stand, newest first."""
        ...
