"""Drawings that became acts, in memory."""

from collections.abc import Collection

from tablee.core.act import Act, State
from tablee.core.drawing.drawing import Drawing, is_public
from tablee.core.drawing.likeness import Likeness
from tablee.store.memory.shelf import Transaction


class MemoryDrawings:
    """The drawings of all campaigns."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._drawings = transaction.shelf.drawings

    def keep(self, drawing: Drawing) -> None:
        """Write a drawing down, new or changed."""
        key = (drawing.campaign_id, drawing.act_number)
        self._transaction.put(self._drawings, key, drawing)

    def get(self, campaign_id: int, act_number: int) -> Drawing | None:
        """Return the drawing that an act is, if it is one."""
        return self._drawings.get((campaign_id, act_number))

    def shown(self, campaign_id: int, before: int, most: int) -> list[Drawing]:
        """Return drawings that anybody may see, newest first: those before act *before*, if any."""
        found = [
            each
            for each in self._of(campaign_id)[::-1]
            if not before or each.act_number < before
            if is_public(each, self._act(each))
        ]
        return found[:most]

    def likenesses(self, campaign_id: int) -> list[tuple[int, Likeness]]:
        """Return what every drawing of a campaign looks like, oldest first, where that is kept."""
        return [
            (each.act_number, each.likeness) for each in self._of(campaign_id) if each.likeness.pdq
        ]

    def over(self, most: int) -> list[Drawing]:
        """Return drawings with files whose act has left its line for good: nobody may see them."""
        ended = {State.REFUSED, State.REVERSED}
        found: list[Drawing] = []
        for drawing in self._drawings.values():
            act = self._act(drawing)
            if drawing.is_there and act.state in ended and not act.is_held:
                found.append(drawing)
        return found[:most]

    def orphans(self, campaign_id: int, most: int) -> list[int]:
        """Return the act numbers of drawings whose act is not there."""
        acts = len(self._transaction.shelf.pages[campaign_id].acts)
        drawn = self._of(campaign_id)
        return [each.act_number for each in drawn if not 1 <= each.act_number <= acts][:most]

    def named(self, names: Collection[str]) -> set[str]:
        """Return those of the files that some drawing names."""
        return {name for each in self._drawings.values() for name in each.files.names} & {*names}

    def _of(self, campaign_id: int) -> list[Drawing]:
        return [each for (owner, _), each in sorted(self._drawings.items()) if owner == campaign_id]

    def _act(self, drawing: Drawing) -> Act:
        acts = self._transaction.shelf.pages[drawing.campaign_id].acts
        return acts[drawing.act_number - 1]
