"""What a log says by the way, counted for those who read what a recount has found."""

from collections import Counter

from tablee.core.act import Act
from tablee.core.leaves.leaf import Leaf
from tablee.core.rulebook import KindRule


class Notes:
    """Numbers that decide nothing."""

    def __init__(self) -> None:
        self.turned_away = Counter[str]()
        self.voided_acts = Counter[str]()
        self.erased = Counter[str]()
        self.incidents: list[Leaf] = []
        self.told_in_time = 0
        self.unnamed = 0

    def enter(self, leaf: Leaf, rule: KindRule) -> None:
        """Note an act of a kind with a limit whose person is not known."""
        if (rule.per_day and "day" not in leaf) or (rule.in_all and "who" not in leaf):
            self.unnamed += 1

    def leave(self, act: Act) -> None:
        """Note why an act has left its line."""
        self.voided_acts[act.reason.value] += 1

    def erase(self, leaf: Leaf) -> None:
        """Note that something was erased."""
        self.erased[leaf["what"]] += leaf["count"]
