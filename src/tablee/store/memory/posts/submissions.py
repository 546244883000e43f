"""Pages people told us of, in memory."""

from collections import Counter
from collections.abc import Collection, Sequence

from tablee.core.post.submission import Outcome, Submission
from tablee.store.memory.shelf import Transaction


class MemorySubmissions:
    """What this site was told; a submission's number is its position, from 1."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._shelf = transaction.shelf

    def put(self, submissions: Sequence[Submission]) -> list[tuple[Submission, bool]]:
        """Write down those not known yet; return each as it stands, and whether it is new."""
        return [self._put(each) for each in submissions]

    def get(self, number: int) -> Submission | None:
        """Return one."""
        told = self._shelf.submissions
        return told[number - 1] if 1 <= number <= len(told) else None

    def several(self, numbers: Collection[int]) -> dict[int, Submission]:
        """Return those of these numbers that there are, by number."""
        found = ((number, self.get(number)) for number in numbers)
        return {number: each for number, each in found if each is not None}

    def find(self, campaign_id: int, kind: str, source: str) -> Submission | None:
        """Return what was said of one page."""
        return self.get(self._shelf.sources.get((campaign_id, kind, source), 0))

    def change(self, submissions: Sequence[Submission]) -> None:
        """Store everything but number, campaign, kind and source."""
        told = self._shelf.submissions
        for each in submissions:
            old = told[each.number - 1]
            changed = each._replace(campaign_id=old.campaign_id, kind=old.kind, source=old.source)
            self._transaction.replace(told, each.number - 1, changed)

    def of_act(self, campaign_id: int, act_number: int) -> list[Submission]:
        """Return the submissions that led to an act, first one first."""
        named = (campaign_id, act_number)
        told = self._shelf.submissions
        return [
            each for each in told if act_number and (each.campaign_id, each.act_number) == named
        ]

    def count(self, campaign_id: int) -> dict[Outcome, int]:
        """Return how many there are, by outcome; those of which there are none are left out."""
        told = self._shelf.submissions
        return dict(Counter(each.outcome for each in told if each.campaign_id == campaign_id))

    def astray(self, campaign_id: int, most: int) -> list[int]:
        """Return the numbers of submissions whose act is not there."""
        return [
            each.number
            for each in self._shelf.submissions
            if each.campaign_id == campaign_id and each.act_number and not self._has_act(each)
        ][:most]

    def unfounded(self, campaign_id: int, most: int) -> list[int]:
        """Return the numbers of submissions that are said to be acts, and name none."""
        return [
            each.number
            for each in self._shelf.submissions
            if each.campaign_id == campaign_id
            and each.outcome in {Outcome.VERIFIED, Outcome.FLAGGED}
            and not each.act_number
        ][:most]

    def _has_act(self, submission: Submission) -> bool:
        return submission.act_number <= len(self._shelf.pages[submission.campaign_id].acts)

    def _put(self, submission: Submission) -> tuple[Submission, bool]:
        name = (submission.campaign_id, submission.kind, submission.source)
        known = self.find(*name)
        if known is not None:
            return known, False
        written = submission._replace(number=len(self._shelf.submissions) + 1)
        self._transaction.push(self._shelf.submissions, written)
        self._transaction.put(self._shelf.sources, name, written.number)
        return written, True
