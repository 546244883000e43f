"""What networks say in sum, where they show no single acts: estimates, which count nothing."""

from typing import NamedTuple, Protocol


class Estimate(NamedTuple):
    """One figure, as a network gave it."""

    network: str
    measure: str
    """What was counted there, such as ``shares``; words for it are the page's."""
    number: int
    source: str
    """Where the network says so, without any token."""
    at_ms: int


class Estimates(Protocol):
    """The latest figure of each measure."""

    def keep(self, campaign_id: int, estimate: Estimate) -> None:
        """Keep a figure in place of the one before it."""
        ...

    def every(self, campaign_id: int) -> list[Estimate]:
        """Return the figures of a campaign, by network and measure."""
        ...
