"""What changed the promises, and when: raises, amendments, milestones."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tablee.core.promise import Measure, Milestone
from tablee.core.rulebook import as_ms
from tablee.core.tally import MilestoneTally
from tablee.web.parts.frame import joined
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, figure, speaking


@dataclass(frozen=True, slots=True)
class Change:
    """One raise, dated and signed."""

    at_ms: int
    when: str
    what: str
    author: str
    reason: str
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class Stone:
    """One milestone: how far it is, and what follows."""

    title: str
    tally: MilestoneTally
    progress: str
    effects: tuple[str, ...]
    width: int
    """Thousandths of the way."""


def changes(seen: Seen) -> list[Change]:
    """Return the raises, the latest first."""
    units, dates = Units(seen.terms.unit, speaking()), Dates(seen.terms.zone)
    pools = {pool.name: pool.title.say(speaking()) for pool in seen.terms.pools}
    pledges = {pledge.name: pledge for pledge in seen.terms.pledges}
    found = [
        Change(
            at_ms=as_ms(each.effective_at),
            when=dates.minute(each.effective_at),
            what=_("+%(units)s on the line “%(line)s”")
            % {"units": units.say(each.units), "line": pools[pledges[each.pledge].pool]},
            author=each.author,
            reason=each.reason.say(speaking()),
            is_to_come=as_ms(each.effective_at) > seen.tally.as_of_ms,
        )
        for each in seen.terms.raises
    ]
    return sorted(found, key=lambda change: change.at_ms, reverse=True)


def milestones(seen: Seen) -> list[Stone]:
    """Return the milestones, in the order of the terms."""
    units = Units(seen.terms.unit, speaking())
    terms = {each.name: each for each in seen.terms.milestones}
    return [
        _stone(seen, terms[tally.name], tally, units)
        for tally in seen.tally.milestones
        if tally.name in terms
    ]


def _stone(seen: Seen, milestone: Milestone, tally: MilestoneTally, units: Units) -> Stone:
    done = min(tally.measured, tally.threshold)
    return Stone(
        title=milestone.title.say(speaking()),
        tally=tally,
        progress=_progress(milestone, tally, units),
        effects=tuple(_effects(seen, milestone, units)),
        width=1000 if tally.is_reached else done * 1000 // tally.threshold,
    )


def _progress(milestone: Milestone, tally: MilestoneTally, units: Units) -> str:
    measured, threshold = (figure(each, speaking()) for each in (tally.measured, tally.threshold))
    if milestone.measure is Measure.UNITS:
        measured, threshold = units.figure(tally.measured), units.say(tally.threshold)
        return _("%(measured)s of %(threshold)s") % {"measured": measured, "threshold": threshold}
    if milestone.measure is Measure.SUPPORTERS:
        said = _("%(measured)s of %(threshold)s participants")
    else:
        said = _("%(measured)s of %(threshold)s acts")
    return said % {"measured": measured, "threshold": threshold}


def _effects(seen: Seen, milestone: Milestone, units: Units) -> list[str]:
    language = speaking()
    said: list[str] = []
    if milestone.pool:
        pool = next(each for each in seen.terms.pools if each.name == milestone.pool)
        said.append(
            _("+%(units)s on the line “%(line)s”, promised by %(sponsors)s")
            % {
                "units": units.say(milestone.units),
                "line": pool.title.say(language),
                "sponsors": joined([share.sponsor for share in milestone.shares]),
            }
        )
    said += [
        _("opens “%(kind)s”") % {"kind": kind.title.say(language)}
        for kind in seen.terms.kinds
        if kind.opens_with == milestone.name
    ]
    return said
