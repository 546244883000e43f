"""Say who came: presence becomes acts in the same transaction, and correcting it takes them back.

Everything about one shift happens in one transaction; marking twice is marking once. Whoever runs
the shift is the evidence. A kind of act counts presence only where the terms say so; otherwise
people and hours are shown, and nothing is counted.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tablee.core.act import Act, Claim, Evidence, State, fingerprint
from tablee.core.campaign import Stage
from tablee.core.decision import Ruling
from tablee.core.errors import WrongState
from tablee.core.reason import Reason
from tablee.core.terms import Kind, Proof
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import (
    HOLDING,
    Arrival,
    Commitment,
    Volunteer,
    act_object,
    acts_of,
)
from tablee.ports.desk import Clock, Desks
from tablee.usecases.chains.follow_choices import give_up_claim
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement
from tablee.usecases.posts.consequences import decide_in_room
from tablee.usecases.posts.looking import Room
from tablee.usecases.record_acts import record_at
from tablee.usecases.shifts.rota import Rota, at_shift

SOURCE = "presence"
CONTACT = "contact"
"""Who marks, where nobody of the staff is signed in: whoever holds the link to the sheet."""


class Mark(NamedTuple):
    """What is said of one person."""

    volunteer: int
    state: Commitment
    """Present or absent; confirmed takes an earlier mark back."""
    late_min: int = 0


class Roll(NamedTuple):
    """What is said of the people of one shift, and by whom."""

    shift: int
    marks: Sequence[Mark]
    by: str


class Marked(NamedTuple):
    """How it stands with one person who was marked."""

    volunteer: Volunteer
    acts: Sequence[Act]
    """What their coming is, where the terms count it: counted, or refused with a reason."""


def mark_presence(desks: Desks, clock: Clock, secret: bytes, slug: str, roll: Roll) -> list[Marked]:
    """Write down who came, record or take back their acts, and return how each stands.

    Marks of people without a place in the shift are passed over. Hours are whole hours of being
    there: who comes late has fewer.

    Raises:
        UnknownCampaign, UnknownAct: there is no such shift; nothing was written.
        WrongState: it does not take place, or is too far off to say who came; nothing was written.
        CampaignClosed: the campaign is settled, and acts would have to be taken back; nothing was
            written.
    """
    with desks.write() as desk:
        rota = Rota(desk, slug, clock.now_ms())
        shift = rota.shift(roll.shift)
        if not shift.can_be_marked(at_shift(rota.campaign, shift, rota.moment_ms)):
            raise WrongState("It cannot be said yet who came to this shift.")
        return mark_at(rota, secret, shift, roll)


def mark_at(rota: Rota, secret: bytes, shift: Shift, roll: Roll) -> list[Marked]:
    """Mark people of a shift in a transaction that is open; see `mark_presence`."""
    people = {each.number: each for each in rota.desk.volunteers.of_shift(shift.number)}
    book = _Book(rota, secret, shift)
    answers: list[Marked] = []
    for mark in roll.marks:
        person = people.get(mark.volunteer)
        if person is None or not {person.state, mark.state} <= HOLDING:
            continue
        marked = _marked(person, mark, shift, roll.by, rota.now_ms)
        if marked != person:
            rota.desk.volunteers.keep(marked)
        people[marked.number] = marked
        answers.append(Marked(marked, book.settle(marked)))
    return answers


def _marked(person: Volunteer, mark: Mark, shift: Shift, by: str, now_ms: int) -> Volunteer:
    """Return somebody as they were marked; as they were, when nothing new is said."""
    is_there = mark.state is Commitment.PRESENT
    late_min = max(0, min(mark.late_min, shift.minutes())) if is_there else 0
    if (person.state, person.late_min) == (mark.state, late_min):
        return person
    return person.becomes(mark.state, now_ms)._replace(
        late_min=late_min, minutes=shift.minutes(late_min) if is_there else 0, marked_by=by
    )


def _evidence(kind: Kind, person: Volunteer) -> Evidence:
    """Return what somebody's presence shows.

    Nobody followed a link for those who just came. Whoever holds the sheet's link could make
    people up, so that their acts wait for a person; of the staff, the kind's word is enough.
    """
    is_hearsay = person.arrival is Arrival.WALK_IN and person.marked_by == CONTACT
    return Evidence.CLAIM if is_hearsay else kind.evidence


class _Book:
    """The acts that presence in one shift is."""

    def __init__(self, rota: Rota, secret: bytes, shift: Shift) -> None:
        self._room = Room(rota.desk, rota.campaign, secret, rota.now_ms)
        self._shift = shift
        self._moment_ms = at_shift(rota.campaign, shift, rota.moment_ms)
        terms = rota.campaign.rulebook_at(rota.moment_ms).terms
        self._kind = terms.kind_by(Proof.PRESENCE)
        """What presence counts as now, if anything."""
        self._most = max(1, shift.whole_hours())

    def settle(self, person: Volunteer) -> list[Act]:
        """Bring somebody's acts to what was marked, and return them."""
        kind = self._kind
        wanted = acts_of(self._shift, person, is_hourly=kind.is_hourly) if kind else 0
        known = self._room.journal.known([self._name(each, person, n) for each, n in self._all()])
        keep = self._names(person, wanted)
        for name, act in [*known.items()]:
            if name not in keep:
                self._take_back(act)
            elif act.state is State.REVERSED and act.reason is Reason.ABSENT and self._revive(act):
                del known[name]
        if kind is None or not wanted:
            return []
        claims = [self._claim(kind, person, number) for number in range(1, wanted + 1)]
        refused = self._record([each for each in claims if each.fingerprint not in known])
        return [*self._room.journal.known(keep).values(), *refused]

    def _names(self, person: Volunteer, wanted: int) -> set[bytes]:
        kind = self._kind.name if self._kind else ""
        return {self._name(kind, person, number) for number in range(1, wanted + 1)}

    def _all(self) -> Iterable[tuple[str, int]]:
        """Return every act that presence in this shift can have become, under whatever terms."""
        versions = self._room.campaign.versions
        kinds = [each for version in versions for each in version.terms.kinds]
        names = {each.name for each in kinds if each.proof is Proof.PRESENCE}
        return ((name, number) for name in sorted(names) for number in range(1, self._most + 1))

    def _name(self, kind: str, person: Volunteer, number: int) -> bytes:
        return fingerprint(self._room.campaign.slug, kind, act_object(person, number))

    def _claim(self, kind: Kind, person: Volunteer, number: int) -> Claim:
        return Claim(
            kind=kind.name,
            object=act_object(person, number),
            supporter=person.supporter,
            fingerprint=self._name(kind.name, person, number),
            # Those who are there early, or marked early, have not come in the future.
            occurred_at_ms=min(self._shift.starts_at_ms, self._moment_ms),
            evidence=_evidence(kind, person),
        )

    def _record(self, claims: Sequence[Claim]) -> list[Act]:
        """Record acts; return those that the rules refuse: they do not stand under their names."""
        room = self._room
        if not claims:
            return []
        recorded = record_at(room.desk, room.campaign, claims, SOURCE, room.now_ms)
        return [each.act for each in recorded if each.act and not each.act.has_place]

    def _revive(self, act: Act) -> bool:
        """Count an act again in its old place; return whether it makes way for a new one."""
        if act.is_held:
            self._decide(act, Ruling.RESTORE, Reason.NONE)
            return False
        if self._room.campaign.stage is not Stage.OPEN:
            return False
        give_up_claim(self._room.journal, act)
        return True

    def _take_back(self, act: Act) -> None:
        if act.state is State.COUNTED:
            self._decide(act, Ruling.REVERSE, Reason.ABSENT)
        elif act.state is State.PENDING:
            self._decide(act, Ruling.REFUSE, Reason.ABSENT)

    def _decide(self, act: Act, ruling: Ruling, reason: Reason) -> None:
        # Whoever corrects a sheet judges no appeal: what is seen to be so is written down.
        decide_in_room(self._room, Judgement(act.number, ruling, reason, "", BY_VERIFICATION))
