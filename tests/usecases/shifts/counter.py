"""A campaign with one shift, and people who sign up for it a word away."""

from dataclasses import replace

from tests import make
from tests.usecases.stage import Stage

from tablee.core.rulebook import as_ms
from tablee.core.terms import Pool, Proof
from tablee.core.volunteering.link import link_token
from tablee.core.volunteering.shift import DAY_MS, HOUR_MS, Shift
from tablee.core.volunteering.volunteer import Commitment
from tablee.ports.tasks import Hold
from tablee.usecases.shifts.join_shift import join_shift
from tablee.usecases.shifts.leave_shift import leave_shift
from tablee.usecases.shifts.letters import joining, mine
from tablee.usecases.shifts.make_shifts import make_shifts
from tablee.usecases.shifts.mark_presence import Mark, Roll, mark_presence
from tablee.usecases.shifts.rota import MAIL
from tablee.usecases.shifts.sign_up import Wish, sign_up

MORNING_MS = make.MIDDLE_MS + 3 * DAY_MS - 4 * HOUR_MS
PER_HOUR = 1_000
ALWAYS = 2**60


def terms(*, is_paid=True, **changes):
    """Posts, and each presence at five meals on a line of 40."""
    if not is_paid:
        return make.terms()
    kinds = (make.kind(), make.kind("volunteering", 5, "shifts", proof=Proof.PRESENCE))
    plain = make.terms(
        pools=(make.terms().pools[0], Pool("shifts", make.text("Shifts"))),
        kinds=(kinds[0], replace(kinds[1], **changes)),
        pledges=(make.pledge(), make.pledge(40, "shifts")),
    )
    assert as_ms(plain.opens_at) < MORNING_MS < as_ms(plain.closes_at)
    return plain


def shift(place="The shop", begins_ms=MORNING_MS, hours=3, capacity=2) -> Shift:
    return Shift(0, 0, place, "1 Main St", begins_ms, begins_ms + hours * HOUR_MS, capacity)


class Counter(Stage):
    """Where people sign up."""

    def __init__(self, *shifts, desks=None, is_replay=False, **changes):
        super().__init__(terms(**changes), desks=desks, is_replay=is_replay)
        make_shifts(self.desks, self.clock, make.SLUG, shifts or [shift()])

    def ask(self, name="emil", number=1, network="home", per_hour=PER_HOUR, **changes):
        address = f"{name}@blog.example"
        wish = Wish(make.SLUG, number, address, name.title(), "", "en", network)
        return sign_up(self.desks, self.clock, make.SECRET, wish._replace(**changes), per_hour)

    def people(self, number=1):
        with self.desks.read() as desk:
            return desk.volunteers.of_shift(number)

    def of(self, name, number=1):
        address = f"{name}@blog.example"
        return next(each for each in self.people(number) if each.address == address)

    def follow(self, name="emil", number=1, token=""):
        token = token or link_token(make.SECRET, make.SLUG, joining(self.of(name, number)))
        return join_shift(self.desks, self.clock, make.SECRET, make.SLUG, token)

    def join(self, *names, number=1):
        for name in names:
            self.ask(name, number, network=name)
            self.follow(name, number)
            self.clock.ms += 1

    def leave(self, name, number=1):
        token = link_token(make.SECRET, make.SLUG, mine(self.of(name, number)))
        return leave_shift(self.desks, self.clock, make.SECRET, make.SLUG, token)

    def states(self, number=1):
        return {each.name.lower(): each.state.value for each in self.people(number)}

    def begin(self):
        self.clock.ms = MORNING_MS

    def mark(self, *names, state=Commitment.PRESENT, late_min=0, number=1):
        marks = [Mark(self.of(name, number).number, state, late_min) for name in names]
        roll = Roll(number, marks, "ada")
        return mark_presence(self.desks, self.clock, make.SECRET, make.SLUG, roll)

    def sums(self):
        with self.desks.read() as desk:
            return desk.shifts.sums(1)

    def letters(self):
        """Take the letters that wait: who, and on which occasion."""
        with self.desks.write() as desk:
            tasks = desk.tasks.take([MAIL], Hold("test", ALWAYS), ALWAYS, 10_000)
            desk.tasks.done(tasks, "test")
            said = [
                (desk.volunteers.get(int(task.body["volunteer"])), task.body["occasion"])
                for task in tasks
            ]
        return [(person.name.lower() if person else "", occasion) for person, occasion in said]
