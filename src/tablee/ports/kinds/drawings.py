"""Drawings that became acts."""

from collections.abc import Collection
from typing import Protocol

from tablee.core.drawing.drawing import Drawing
from tablee.core.drawing.likeness import Likeness


class Drawings(Protocol):
    """The drawings of all campaigns; their files lie elsewhere, under the names kept here."""

    def keep(self, drawing: Drawing) -> None:
        """Write a drawing down, new or changed."""
        ...

    def get(self, campaign_id: int, act_number: int) -> Drawing | None:
        """Return the drawing that an act is, if it is one."""
        ...

    def shown(self, campaign_id: int, before: int, most: int) -> list[Drawing]:
        """Return drawings that anybody may see, newest first: those before act *before*, if any."""
        ...

    def likenesses(self, campaign_id: int) -> list[tuple[int, Likeness]]:
        """Return what every drawing of a campaign looks like, oldest first, where that is kept."""
        ...

    def over(self, most: int) -> list[Drawing]:
        """Return drawings with files whose act has left its line for good: nobody may see them."""
        ...

    def named(self, names: Collection[str]) -> set[str]:
        """Return those of the files that some drawing names."""
        ...
