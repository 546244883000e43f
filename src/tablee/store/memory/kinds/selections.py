"""What the organiser chose, in memory."""

from collections.abc import Collection

from tablee.core.act import State
from tablee.ports.kinds.selections import Selection
from tablee.store.memory.shelf import Transaction


class MemorySelections:
    """The choices."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._selections = transaction.shelf.selections

    def keep(self, selection: Selection) -> None:
        """Write a choice down, or store what is said of it now."""
        key = (selection.campaign_id, selection.act_number)
        self._transaction.put(self._selections, key, selection)

    def of_act(self, campaign_id: int, act_number: int) -> Selection | None:
        """Return the choice that an act is."""
        return self._selections.get((campaign_id, act_number))

    def of_chosen(self, campaign_id: int, chosen_act: int) -> list[Selection]:
        """Return every choice of one act, standing or not, oldest first."""
        return [each for each in self._of(campaign_id) if each.chosen_act == chosen_act]

    def standing(self, campaign_id: int, chosen_acts: Collection[int]) -> dict[int, Selection]:
        """Return the choices that stand for these acts, by the act chosen; the latest of each."""
        wanted = set(chosen_acts)
        standing = self._standing(campaign_id)
        return {each.chosen_act: each for each in standing if each.chosen_act in wanted}

    def latest(self, campaign_id: int, most: int) -> list[Selection]:
        """Return the choices that stand, newest first."""
        return self._standing(campaign_id)[::-1][:most]

    def _of(self, campaign_id: int) -> list[Selection]:
        return [each for key, each in sorted(self._selections.items()) if key[0] == campaign_id]

    def _standing(self, campaign_id: int) -> list[Selection]:
        return [each for each in self._of(campaign_id) if self._is_counted(each)]

    def _is_counted(self, selection: Selection) -> bool:
        acts = self._transaction.shelf.pages[selection.campaign_id].acts
        return acts[selection.act_number - 1].state is State.COUNTED
