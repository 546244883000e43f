"""How far a campaign has come, and what may still happen in it: it closes once, and is settled."""

from tablee.core.campaign import Stage
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import CLOCK_MINUTES, Leaf


class Course:
    """The stage of a campaign, by its leaves so far."""

    def __init__(self) -> None:
        self.stage = Stage.OPEN
        self.last_call = 0
        """The minute after which an act counts only if the campaign was told of it before."""
        self._closed_in = 0

    @property
    def is_open(self) -> bool:
        """Whether acts are taken as they come."""
        return self.stage is Stage.OPEN

    @property
    def is_settled(self) -> bool:
        """Whether nothing moves any more."""
        return self.stage is Stage.SETTLED

    def check_open(self) -> None:
        """Let things happen while the campaign is open.

        Raises:
            BadLeaf: it is closed.
        """
        if not self.is_open:
            raise BadLeaf("The campaign is closed.", "La campagne est close.")

    def check_unsettled(self) -> None:
        """Let figures move until the campaign is settled.

        Raises:
            BadLeaf: it is.
        """
        if self.is_settled:
            raise BadLeaf(
                "The campaign is settled; its figures no longer move.",
                "La campagne est soldée ; ses chiffres ne bougent plus.",
            )

    def is_after_last_call(self, leaf: Leaf) -> bool:
        """Return whether an act counts only because the campaign was told of it before.

        Raises:
            BadLeaf: it comes too late for that, too.
        """
        minute: int = leaf["minute"]
        if self.is_open and minute <= self.last_call:
            return False
        occurred: int = leaf.get("occurred", minute)
        is_late = not self.is_open and occurred > self._closed_in + CLOCK_MINUTES
        if is_late or self.is_settled:
            number = leaf["act"]
            raise BadLeaf(
                f"Act {number} comes after the close.",
                f"L'action {number} vient après la clôture.",
            )
        return True

    def close(self, minute: int) -> None:
        """Close the campaign."""
        self.stage, self._closed_in = Stage.CLOSED, minute

    def check_closed(self) -> None:
        """Let the campaign be settled once it is closed.

        Raises:
            BadLeaf: it is not closed, or settled already.
        """
        if self.stage is not Stage.CLOSED:
            raise BadLeaf(
                "Only a closed campaign is settled, and once.",
                "Seule une campagne close est soldée, et une fois.",
            )

    def settle(self) -> None:
        """Settle the campaign."""
        self.stage = Stage.SETTLED
