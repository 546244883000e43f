"""One campaign's journal in memory."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from tablee.core.act import NEVER_IN_LINE, Act, State
from tablee.core.decision import Ruling
from tablee.core.line import Stretch
from tablee.core.reason import Reason
from tablee.core.standing import Standing
from tablee.ports.journal import Allowance, AlreadyKnown, Decided, LaidSegment
from tablee.ports.log.happenings import Happening
from tablee.store.memory.shelf import Pages, Transaction
from tablee.store.standings import copied


class MemoryJournal:
    """One campaign's journal, open in one transaction."""

    def __init__(self, pages: Pages, transaction: Transaction) -> None:
        self._pages = pages
        self._transaction = transaction

    def standing(self) -> Standing:
        """Return a copy of where the campaign stands; causes laid are those of its segments."""
        standing = copied(self._pages.standing)
        standing.laid = {laid.cause for laid in self._pages.segments}
        return standing

    def keep(self, standing: Standing) -> None:
        """Keep a copy of *standing*."""
        self._transaction.remember(partial(setattr, self._pages, "standing", self._pages.standing))
        self._pages.standing = copied(standing)

    def append(self, acts: Sequence[Act]) -> None:
        """Write new acts down, all or none of them.

        Raises:
            AlreadyKnown: nothing of this call was written; give the transaction up.
        """
        pages, transaction = self._pages, self._transaction
        claims = {act.claim for act in acts}
        if len(claims) < len(acts) or not claims.isdisjoint(pages.claims):
            raise AlreadyKnown
        for act in acts:
            if act.number != len(pages.acts) + 1:
                message = f"Act {act.number} does not follow act {len(pages.acts)}."
                raise ValueError(message)
            transaction.push(pages.acts, act)
            transaction.put(pages.claims, act.claim, act.number)
            if act.line_start != NEVER_IN_LINE:
                transaction.push(pages.lines.setdefault(act.pool, []), act.number)
            if act.is_held:
                held = pages.held.setdefault(act.pool, {})
                transaction.put(held, act.number, act.stretch)

    def known(self, claims: Collection[bytes]) -> dict[bytes, Act]:
        """Return the acts that stand under these claims, by claim."""
        pages = self._pages
        found = ((claim, pages.claims.get(claim)) for claim in claims)
        return {claim: pages.acts[number - 1] for claim, number in found if number is not None}

    def act(self, number: int) -> Act | None:
        """Return one act."""
        acts = self._pages.acts
        return acts[number - 1] if 1 <= number <= len(acts) else None

    def change(self, act: Act) -> None:
        """Store an act's state, reason, claim, evidence, and whether it holds its places.

        Raises:
            AlreadyKnown: another act stands under that claim; give the transaction up.
        """
        pages, transaction = self._pages, self._transaction
        old = pages.acts[act.number - 1]
        if old.claim != act.claim and act.number not in pages.first_claims:
            transaction.put(pages.first_claims, act.number, old.claim)
        if pages.claims.get(act.claim, act.number) != act.number:
            raise AlreadyKnown
        transaction.drop(pages.claims, old.claim)
        transaction.put(pages.claims, act.claim, act.number)
        held = pages.held.setdefault(act.pool, {})
        transaction.drop(held, act.number)
        if act.is_held:
            transaction.put(held, act.number, act.stretch)
        changed = old._replace(
            state=act.state,
            reason=act.reason,
            claim=act.claim,
            evidence=act.evidence,
            is_held=act.is_held,
            appeal_until_ms=act.appeal_until_ms,
        )
        transaction.replace(pages.acts, act.number - 1, changed)

    def decided(self, decision: Decided) -> None:
        """Write a decision down."""
        self._transaction.push(self._pages.decisions, decision)

    def decisions(self, act_number: int) -> list[Decided]:
        """Return the decisions about one act, oldest first."""
        return [each for each in self._pages.decisions if each.act_number == act_number]

    def first_claims(self, first: int, last: int) -> dict[int, bytes]:
        """Return the claims under which acts came, of those which have another by now."""
        claims = self._pages.first_claims
        return {number: claim for number, claim in claims.items() if first <= number <= last}

    def were_unverified(self, first: int, last: int) -> set[int]:
        """Return which acts came unverified and have been confirmed or refused since."""
        numbers = {
            each.act_number
            for each in self._pages.decisions
            if each.ruling in {Ruling.CONFIRM, Ruling.REFUSE}
        }
        return {number for number in numbers if first <= number <= last}

    def tell(self, happening: Happening) -> None:
        """Write down what happened, under the next number."""
        told = self._pages.happenings
        kept = happening._replace(number=len(told) + 1, body=dict(happening.body))
        self._transaction.push(told, kept)

    def happenings(self, after: int, most: int, leaf: str = "") -> list[Happening]:
        """Return what happened after the happening of that number, in order."""
        found = (each for each in self._pages.happenings[after:] if leaf in {"", each.leaf})
        return [*islice(found, most)]

    def gaps(self, pool: str, beyond: int = 0) -> list[Stretch]:
        """Return the gaps that end beyond a raw coordinate, in raw order."""
        return _ending_beyond(self._pages.gaps.get(pool, ()), beyond)

    def add_gap(self, pool: str, stretch: Stretch) -> None:
        """Write down that these places are empty for good."""
        gaps = self._pages.gaps.setdefault(pool, [])
        self._transaction.remember(partial(gaps.remove, stretch))
        insort(gaps, stretch)

    def held(self, pool: str, beyond: int = 0) -> list[Stretch]:
        """Return the held stretches that end beyond a raw coordinate, in raw order."""
        return _ending_beyond(sorted(self._pages.held.get(pool, {}).values()), beyond)

    def segments(self) -> list[LaidSegment]:
        """Return the cover of every pool, in the order in which it was laid."""
        return list(self._pages.segments)

    def lay(self, laid: LaidSegment) -> None:
        """Write down a length of cover at the end of what its pool has."""
        self._transaction.push(self._pages.segments, laid)

    def counted_between(self, pool: str, first: int, last: int) -> Counter[str]:
        """Return, per kind, the raw places in ``[first, last)`` that counted acts occupy."""
        counts = Counter[str]()
        for act in self._line(pool, first):
            if act.line_start >= last:
                break
            places = min(act.line_start + act.units, last) - max(act.line_start, first)
            if act.state is State.COUNTED and places > 0:
                counts[act.kind] += places
        return counts

    def taken(self, allowances: Collection[Allowance]) -> dict[Allowance, int]:
        """Return how often each allowance has been used; those never used are left out."""
        taken = self._pages.taken
        return {each: taken[each] for each in allowances if taken.get(each)}

    def add_taken(self, changes: Mapping[Allowance, int]) -> None:
        """Add to (or take from) what has been used."""
        taken = self._pages.taken
        for allowance, change in changes.items():
            self._transaction.put(taken, allowance, taken[allowance] + change)

    def appeals_over(self, now_ms: int, most: int) -> list[Act]:
        """Return held acts, refused or reversed, whose time of appeal has passed."""
        numbers = sorted(number for held in self._pages.held.values() for number in held)
        acts = (self._pages.acts[number - 1] for number in numbers)
        over = [
            act for act in acts if act.state is not State.PENDING and act.appeal_until_ms <= now_ms
        ]
        return over[:most]

    def acts_after(self, number: int, most: int) -> list[Act]:
        """Return the acts that follow act *number*, oldest first."""
        return self._pages.acts[number : number + most]

    def acts_before(self, number: int | None, most: int) -> list[Act]:
        """Return the acts received before act *number*, or the latest, newest first."""
        acts = self._pages.acts
        end = len(acts) if number is None else min(len(acts), number - 1)
        return acts[max(0, end - most) : max(0, end)][::-1]

    def next_in_pool(self, pool: str, number: int) -> Act | None:
        """Return the first act of *pool* from act *number* on."""
        return next((act for act in self._pages.acts[number - 1 :] if act.pool == pool), None)

    def pending_after(self, number: int, most: int) -> list[Act]:
        """Return the acts after *number* that wait for a decision, oldest first."""
        acts = (act for act in self._pages.acts[number:] if act.state is State.PENDING)
        return list(islice(acts, most))

    def refusals(self) -> Counter[Reason]:
        """Return how many acts stand refused or reversed, by reason."""
        return Counter(act.reason for act in self._pages.acts if act.reason)

    def every_decision(self) -> list[Decided]:
        """Return all decisions, oldest first."""
        return list(self._pages.decisions)

    def _line(self, pool: str, first: int) -> Iterator[Act]:
        """Give the acts of *pool* in line order, from the one that may lie across *first*."""
        acts, numbers = self._pages.acts, self._pages.lines.get(pool, [])
        start = bisect_left(numbers, first, key=lambda number: acts[number - 1].line_start)
        return (acts[number - 1] for number in numbers[max(0, start - 1) :])


def _ending_beyond(stretches: Collection[Stretch], beyond: int) -> list[Stretch]:
    return [each for each in stretches if each.start + each.units > beyond]
