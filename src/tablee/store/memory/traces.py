"""Steps taken with share links, in memory."""

from collections import Counter
from collections.abc import Collection

from tablee.core.act import Act
from tablee.ports.traces import Step, Trace
from tablee.store.memory.shelf import Transaction


class MemoryTraces:
    """The steps."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._traces = transaction.shelf.traces

    def leave(self, campaign_id: int, trace: Trace) -> None:
        """Write a step down, unless that visitor has taken it before with these links."""
        key = (campaign_id, trace.owner, trace.step, trace.visitor)
        known = self._traces.get(key)
        if known is None:
            self._transaction.put(self._traces, key, trace)
        elif trace.act_number > known.act_number:
            later = known._replace(act_number=trace.act_number)
            self._transaction.put(self._traces, key, later)

    def is_left(
        self, campaign_id: int, owner: int, step: Step, visitors: Collection[bytes]
    ) -> bool:
        """Return whether one of *visitors* has taken that step with the links of *owner*."""
        return any((campaign_id, owner, step, each) in self._traces for each in visitors)

    def counts(self, campaign_id: int, owner: int, step: Step) -> Counter[str]:
        """Return by network how many visitors have taken that step with the links of *owner*."""
        return Counter(
            trace.network
            for key, trace in self._traces.items()
            if key[:3] == (campaign_id, owner, step)
        )

    def brought(self, campaign_id: int, owner: int) -> list[Act]:
        """Return the acts that came by the links of *owner*, oldest first."""
        acts = self._transaction.shelf.pages[campaign_id].acts
        numbers = sorted(
            trace.act_number
            for key, trace in self._traces.items()
            if key[:3] == (campaign_id, owner, Step.CAME) and trace.act_number
        )
        return [acts[number - 1] for number in numbers]

    def intents(self, campaign_id: int) -> int:
        """Return how often a button was pressed, with whosever links."""
        return sum(key[0] == campaign_id and key[2] is Step.PRESSED for key in self._traces)
