"""Appeals against decisions: who asks is not known, what they say is."""

from typing import NamedTuple, Protocol


class Appeal(NamedTuple):
    """One appeal against the refusal or reversal of an act."""

    campaign_id: int
    act_number: int
    words: str
    """What the participant says; may be empty."""
    at_ms: int
    answered_at_ms: int = 0
    """When a person decided; 0 while it waits."""
    is_granted: bool = False
    by: str = ""
    note: str = ""
    """A sentence for the participant."""


class Appeals(Protocol):
    """The appeals, one open at a time for each act."""

    def put(self, appeal: Appeal) -> bool:
        """Write an appeal down, unless one is open for the act; return whether it is new."""
        ...

    def open_for(self, campaign_id: int, act_number: int) -> Appeal | None:
        """Return the open appeal of an act."""
        ...

    def answer(self, appeal: Appeal) -> None:
        """Store the answer to the open appeal of its act."""
        ...

    def of_act(self, campaign_id: int, act_number: int) -> list[Appeal]:
        """Return the appeals of an act, first one first."""
        ...

    def waiting(self, campaign_id: int, most: int) -> list[Appeal]:
        """Return open appeals, oldest first."""
        ...
