"""Keep count of what supporters have used of their limits, and of how many supporters there are.

A limit counts the acts of one supporter that occupy places; one that an amendment introduces
counts the acts received since, and an act from before gives nothing back when it leaves. An act
whose source does not say who made it has no limit.
"""

from collections import Counter
from collections.abc import Iterable

from tablee.core.act import Act, Claim
from tablee.core.campaign import Campaign
from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.core.rulebook import KindRule, Rulebook
from tablee.core.standing import Standing
from tablee.ports.journal import Allowance, Journal


def _limits(rulebook: Rulebook, kind: str, supporter: bytes, moment_ms: int) -> list[Allowance]:
    """Return what an act of that kind uses up."""
    rule = rulebook.kinds.get(kind)
    if rule is None or not supporter:
        return []
    used: list[Allowance] = []
    if rule.per_day:
        used.append(Allowance(kind, supporter, rulebook.day(moment_ms)))
    if rule.in_all:
        used.append(Allowance(kind, supporter, ""))
    return used


_FOR = frozenset({Ruling.CONFIRM, Ruling.RESTORE})


def _person(supporter: bytes) -> Allowance:
    """Return the count of a supporter's counted acts, of any kind."""
    return Allowance("", supporter, "")


class Allowances:
    """The allowances that matter to some acts, read at once and written at once."""

    def __init__(self, journal: Journal, campaign: Campaign, now_ms: int) -> None:
        self._journal = journal
        self._campaign = campaign
        self._rulebook = rulebook = campaign.rulebook_at(now_ms)
        self._used: dict[Allowance, int] = {}
        self._changes = Counter[Allowance]()
        self.is_needed = rulebook.counts_supporters or any(
            rule.per_day or rule.in_all for rule in rulebook.kinds.values()
        )
        """Whether these terms have a limit, or a milestone that counts supporters."""

    def load(self, claims: Iterable[Claim], now_ms: int) -> None:
        """Read what has been used by all *claims*' supporters."""
        if not self.is_needed:
            return
        wanted: set[Allowance] = set()
        for claim in claims:
            moment_ms = now_ms if claim.occurred_at_ms is None else claim.occurred_at_ms
            wanted.update(_limits(self._rulebook, claim.kind, claim.supporter, moment_ms))
            if self._rulebook.counts_supporters and claim.supporter:
                wanted.add(_person(claim.supporter))
        self._used.update(self._journal.taken(wanted))

    def load_act(self, act: Act) -> None:
        """Read what has been used by the supporter of *act*."""
        claim = Claim(act.kind, act.object, act.supporter, act.claim, act.occurred_at_ms)
        self.load([claim], act.received_at_ms)

    def refusal(self, rule: KindRule, supporter: bytes, moment_ms: int) -> Reason:
        """Return the limit that is used up, or no reason."""
        if not supporter:
            return Reason.NONE
        if rule.per_day:
            today = Allowance(rule.name, supporter, self._rulebook.day(moment_ms))
            if self._used.get(today, 0) >= rule.per_day:
                return Reason.DAILY_LIMIT
        if rule.in_all and self._used.get(Allowance(rule.name, supporter, ""), 0) >= rule.in_all:
            return Reason.TOTAL_LIMIT
        return Reason.NONE

    def enter(self, act: Act) -> None:
        """An act has entered its line."""
        for allowance in _limits(self._rulebook, act.kind, act.supporter, act.occurred_at_ms):
            self._add(allowance, 1)

    def leave(self, act: Act) -> None:
        """An act has left its line for good: its supporter may act again."""
        before, at = (
            _limits(rulebook, act.kind, act.supporter, act.occurred_at_ms)
            for rulebook in self._rulebooks_around(act.received_at_ms)
        )
        self._give_back(set(before) & set(at))

    def count(self, act: Act, standing: Standing) -> None:
        """An act is counted: its supporter is one of the campaign's supporters."""
        if self._rulebook.counts_supporters and act.supporter:
            person = _person(act.supporter)
            standing.supporters += not self._used.get(person, 0)
            self._add(person, 1)

    def discount(self, act: Act, standing: Standing) -> None:
        """An act is counted no more."""
        counted_at_ms = self._counted_at_ms(act)
        were_counted = [
            rulebook.counts_supporters for rulebook in self._rulebooks_around(counted_at_ms)
        ]
        person = _person(act.supporter)
        if act.supporter and all(were_counted) and self._give_back({person}):
            standing.supporters -= not self._used[person]

    def keep(self) -> None:
        """Write what has changed since the last time."""
        if self._changes:
            self._journal.add_taken(self._changes)
            self._changes = Counter[Allowance]()

    def _rulebooks_around(self, moment_ms: int) -> tuple[Rulebook, Rulebook]:
        """Return the rules just before a moment and at it.

        An act received in the very millisecond in which an amendment takes effect may have been
        counted by either: it gives back only what it used by both.
        """
        return self._campaign.rulebook_at(moment_ms - 1), self._campaign.rulebook_at(moment_ms)

    def _counted_at_ms(self, act: Act) -> int:
        """Return when *act* was counted last: by a decision, else on receipt."""
        decisions = self._journal.decisions(act.number)
        moments = [each.at_ms for each in decisions if each.ruling in _FOR]
        return moments[-1] if moments else act.received_at_ms

    def _give_back(self, allowances: set[Allowance]) -> bool:
        """Take a use off each allowance that has one; return whether any had."""
        self._used.update(self._journal.taken(allowances - self._used.keys()))
        used = [allowance for allowance in allowances if self._used.get(allowance, 0)]
        for allowance in used:
            self._add(allowance, -1)
        return bool(used)

    def _add(self, allowance: Allowance, change: int) -> None:
        self._used[allowance] = self._used.get(allowance, 0) + change
        self._changes[allowance] += change
