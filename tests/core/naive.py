"""The line counted the slow way: replay everything from nothing, place by place.

It is written from the sentences of the design, shares no code with the core, keeps no running
figure and knows no waterline: a line is a list with one entry per place.
"""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Step:
    """Something that happened: ``verb`` and what it was about."""

    verb: str
    """act, confirm, refuse, reverse, restore, finish or lay."""
    about: dict


@dataclass
class NaiveAct:
    number: int
    kind: str
    pool: str
    units: int
    supporter: str
    state: str
    """pending, counted, refused, reversed; or gone, when it has left the line."""


@dataclass
class Picture:
    """Everything that is true after some steps."""

    acts: list = field(default_factory=list)
    cover: dict = field(default_factory=dict)
    """For each pool, the sponsor of each place that is covered."""
    reached: list = field(default_factory=list)
    """Names of milestones, each with the number of the step that reached it."""

    def places(self, pool):
        """One entry per place of the line: the act that occupies it."""
        return [
            act
            for act in self.acts
            if act.pool == pool and act.state != "gone"
            for _ in range(act.units)
        ]

    def bargains(self, pool):
        """Each covered and occupied place: the act in it, and who would pay."""
        return list(zip(self.places(pool), self.cover.get(pool, []), strict=False))

    def paid_units(self, number):
        act = self.acts[number - 1]
        if act.state != "counted":
            return 0
        return sum(other is act for other, _ in self.bargains(act.pool))

    def place(self, number):
        """The place, from 0, at which the act begins; None when it has none."""
        places = self.places(self.acts[number - 1].pool)
        found = [at for at, act in enumerate(places) if act.number == number]
        return found[0] if found else None

    def earned(self, pool):
        return Counter(payer for act, payer in self.bargains(pool) if act.state == "counted")

    def paid(self, pool):
        return sum(self.earned(pool).values())

    def offered(self, pool):
        return len(self.places(pool))

    def pending(self, pool):
        return sum(act.state != "counted" for act in self.places(pool))

    def unpaid(self, pool):
        return sum(act.state == "counted" for act in self.places(pool)) - self.paid(pool)

    def occupants(self, pool):
        return sum(act.pool == pool and act.state != "gone" for act in self.acts)

    def counted(self, *kinds):
        return [act for act in self.acts if act.state == "counted" and act.kind in kinds]

    def paid_by_kind(self, kind):
        return sum(self.paid_units(act.number) for act in self.acts if act.kind == kind)

    def supporters(self):
        return len({act.supporter for act in self.acts if act.state == "counted"} - {""})


def sponsors_of(units, weights):
    """For each of so many places the sponsor to whom it falls: highest quotient, first named."""
    seats = dict.fromkeys(weights, 0)
    sequence = []
    for _ in range(units):
        quotients = {name: Fraction(weights[name], 2 * seats[name] + 1) for name in weights}
        winner = next(name for name in weights if quotients[name] == max(quotients.values()))
        seats[winner] += 1
        sequence.append(winner)
    return sequence


def replay(steps, milestones=()):
    """Return the picture after *steps*.

    A milestone is a dict with name, measure, kinds, threshold and, if it lays cover, pool, units
    and weights.
    """
    picture = Picture()
    for at, step in enumerate(steps):
        _take(picture, step)
        _reach(picture, milestones, at)
    return picture


_AFTER = {
    "confirm": "counted",
    "refuse": "refused",
    "reverse": "reversed",
    "restore": "counted",
    "finish": "gone",
}


def _take(picture, step):
    about = step.about
    if step.verb == "lay":
        line = picture.cover.setdefault(about["pool"], [])
        line.extend(sponsors_of(about["units"], about["weights"]))
    elif step.verb == "act":
        picture.acts.append(NaiveAct(number=len(picture.acts) + 1, **about))
    else:
        picture.acts[about["number"] - 1].state = _AFTER[step.verb]


def _reach(picture, milestones, at):
    """A milestone reached may lay cover; no measure depends on cover, so one pass is enough."""
    for each in milestones:
        if each["name"] in [name for name, _ in picture.reached]:
            continue
        if measured(picture, each) >= each["threshold"]:
            picture.reached.append((each["name"], at))
            if each.get("pool"):
                _take(picture, Step("lay", {k: each[k] for k in ("pool", "units", "weights")}))


def measured(picture, milestone):
    """How far a milestone has come."""
    if milestone["measure"] == "supporters":
        return picture.supporters()
    counted = picture.counted(*milestone["kinds"])
    if milestone["measure"] == "acts":
        return len(counted)
    return sum(act.units for act in counted)
