"""Shifts and who comes to them, in memory."""

from collections import Counter
from functools import partial
from itertools import islice

from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import HOLDING, Commitment, Volunteer
from tablee.ports.kinds.shifts import Sums
from tablee.store.memory.shelf import Transaction

_WITHDRAWN = frozenset({Commitment.INVITED, Commitment.CANCELLED})


class MemoryShifts:
    """The shifts."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._shifts = transaction.shelf.shifts
        self._volunteers = transaction.shelf.volunteers

    def add(self, shift: Shift) -> Shift:
        """Write a shift down, and return it with its number."""
        for known in self._shifts.values():
            if _hours(known) == _hours(shift):
                return known
        added = shift._replace(number=len(self._shifts) + 1)
        self._transaction.put(self._shifts, added.number, added)
        return added

    def get(self, number: int) -> Shift | None:
        """Return one shift."""
        return self._shifts.get(number)

    def keep(self, shift: Shift) -> None:
        """Store a shift as it is now."""
        self._transaction.put(self._shifts, shift.number, shift)

    def every(self, campaign_id: int) -> list[Shift]:
        """Return the shifts of a campaign by their beginning, then by place."""
        mine = [each for each in self._shifts.values() if each.campaign_id == campaign_id]
        return sorted(mine, key=lambda each: (each.starts_at_ms, each.place, each.number))

    def taken(self, campaign_id: int) -> Counter[int]:
        """Return how many places of each shift somebody has."""
        mine = self._of(campaign_id)
        return Counter(each.shift for each in mine if each.state in HOLDING)

    def sums(self, campaign_id: int) -> Sums:
        """Return what volunteering came to so far."""
        there = [each for each in self._of(campaign_id) if each.state is Commitment.PRESENT]
        return Sums(
            people=len({each.supporter for each in there}),
            minutes=sum(each.minutes for each in there),
            presences=len(there),
            shifts=sum(not each.is_cancelled for each in self.every(campaign_id)),
        )

    def ask(self, name: str, until_ms: int, now_ms: int) -> int:
        """Write down that *name* asks for something once more; return how often by now."""
        askings = self._transaction.shelf.askings
        for each in [each for each, (_, until) in askings.items() if until <= now_ms]:
            self._transaction.drop(askings, each)
        count, until = askings.get(name, (0, until_ms))
        self._transaction.put(askings, name, (count + 1, until))
        return count + 1

    def _of(self, campaign_id: int) -> list[Volunteer]:
        return [each for each in self._volunteers.values() if each.campaign_id == campaign_id]


class MemoryVolunteers:
    """Who comes."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._shifts = transaction.shelf.shifts
        self._volunteers = transaction.shelf.volunteers

    def sign(self, volunteer: Volunteer) -> Volunteer:
        """Write somebody down, and return them with their number."""
        for known in self._volunteers.values():
            if (known.shift, known.supporter) == (volunteer.shift, volunteer.supporter):
                return known
        shelf = self._transaction.shelf
        self._transaction.remember(partial(setattr, shelf, "last_volunteer", shelf.last_volunteer))
        shelf.last_volunteer += 1
        signed = volunteer._replace(number=shelf.last_volunteer)
        self._transaction.put(self._volunteers, signed.number, signed)
        return signed

    def get(self, number: int) -> Volunteer | None:
        """Return one of them."""
        return self._volunteers.get(number)

    def keep(self, volunteer: Volunteer) -> None:
        """Store how it stands with one of them."""
        if volunteer.number in self._volunteers:
            self._transaction.put(self._volunteers, volunteer.number, volunteer)

    def of_shift(self, shift: int) -> list[Volunteer]:
        """Return everybody who has ever signed up for a shift, in order."""
        return [each for each in self._in_order() if each.shift == shift]

    def of_supporter(self, campaign_id: int, supporter: bytes) -> list[Volunteer]:
        """Return what one person has signed up for in a campaign."""
        whose = (campaign_id, supporter)
        return [each for each in self._in_order() if (each.campaign_id, each.supporter) == whose]

    def withdrawn_before(self, moment_ms: int, most: int) -> list[Volunteer]:
        """Return who has neither a place nor waits for one, unchanged since *moment_ms*."""
        gone = (
            each
            for each in self._in_order()
            if each.state in _WITHDRAWN and each.changed_at_ms < moment_ms
        )
        return list(islice(gone, most))

    def known_after(self, ended_before_ms: int, most: int) -> list[Volunteer]:
        """Return who still has a name or an address though their shift ended before that."""
        known = (
            each
            for each in self._in_order()
            if (each.address or each.name or each.group)
            and self._shifts[each.shift].ends_at_ms < ended_before_ms
        )
        return list(islice(known, most))

    def drop(self, number: int) -> None:
        """Forget one of them altogether."""
        self._transaction.drop(self._volunteers, number)

    def _in_order(self) -> list[Volunteer]:
        return [each for _, each in sorted(self._volunteers.items())]


def _hours(shift: Shift) -> tuple[int, str, int, int]:
    return shift.campaign_id, shift.place, shift.starts_at_ms, shift.ends_at_ms
