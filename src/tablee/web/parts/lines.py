"""One waterline per pool: its picture, its figures, and what to say about them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tablee.core.tally import PoolTally
from tablee.core.terms import Pool
from tablee.web.parts.plates import Table, lay_table
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, figure, speaking


@dataclass(frozen=True, slots=True)
class LineView:
    """One line, ready to be shown."""

    pool: Pool
    tally: PoolTally
    table: Table
    look: str
    """``open``, ``full`` or ``over``."""
    chip: str
    rates: tuple[str, ...]
    """What one act of each of its kinds brings."""
    says: tuple[str, ...]
    scale: str
    """What one plate stands for."""
    described: str
    """The picture in words."""


def lines(seen: Seen) -> list[LineView]:
    """Return the lines of a campaign, in the order of its terms."""
    tallies = {each.name: each for each in seen.tally.pools}
    units = Units(seen.terms.unit, speaking())
    return [_line(seen, pool, tallies[pool.name], units) for pool in seen.terms.pools]


def _line(seen: Seen, pool: Pool, tally: PoolTally, units: Units) -> LineView:
    lengths = [laid.segment.units for laid in seen.cover if laid.pool == pool.name]
    table = lay_table(tally, lengths)
    look, chip = _look(seen, tally, units)
    return LineView(
        pool=pool,
        tally=tally,
        table=table,
        look=look,
        chip=chip,
        rates=tuple(_rates(seen, pool, units)),
        says=tuple(_says(seen, tally, units)),
        scale=_("one plate = %(units)s") % {"units": units.say(table.size)},
        described=_described(tally, units),
    )


def _look(seen: Seen, tally: PoolTally, units: Units) -> tuple[str, str]:
    kinds = [each for each in seen.tally.kinds if each.pool == tally.name]
    if tally.offered >= tally.cap:
        return "full", _("Line full")
    if any(each.is_paying for each in kinds):
        return "open", _("Still brings %(units)s") % {"units": units.noun(2)}
    if seen.tally.state == "open" and not any(each.is_open for each in kinds):
        return "over", _("Not open now")
    return "over", _("Closed")


def _rates(seen: Seen, pool: Pool, units: Units) -> list[str]:
    language = speaking()
    each, hourly = _("%(kind)s: %(units)s each"), _("%(kind)s: %(units)s for each whole hour")
    return [
        (hourly if kind.is_hourly else each)
        % {"kind": kind.title.say(language), "units": units.say(kind.rate)}
        for kind in seen.terms.kinds
        if kind.pool == pool.name
    ]


def _says(seen: Seen, tally: PoolTally, units: Units) -> list[str]:
    """Return the sentences under the figures, the most important first."""
    dates = Dates(seen.terms.zone)
    said: list[str] = []
    if tally.cap and tally.offered >= tally.cap:
        since_ms = seen.full_since.get(tally.name)
        if since_ms:
            said.append(_("Full since %(moment)s.") % {"moment": dates.minute(since_ms)})
        if seen.tally.state == "open":
            said.append(
                _("New acts make the campaign known, but bring no more %(units)s.")
                % {"units": units.noun(2)}
            )
    elif seen.tally.state == "open":
        left = units.say(tally.cap - tally.offered)
        said.append(_("%(units)s still to be won.") % {"units": left})
    if tally.unpaid:
        said.append(
            _("%(units)s came after the promises had run out: nobody has promised to pay them.")
            % {"units": units.say(tally.unpaid)}
        )
    if tally.pending:
        said.append(_("Those that wait for a decision keep their places."))
    return said + _raised(seen, tally, units, dates)


def _raised(seen: Seen, tally: PoolTally, units: Units, dates: Dates) -> list[str]:
    """Return how the line was lengthened."""
    said: list[str] = []
    covered = 0
    for laid in seen.cover:
        if laid.pool != tally.name:
            continue
        before, covered = covered, covered + laid.segment.units
        if before and not laid.cause.startswith("pledge:"):
            said.append(
                _("Lengthened from %(before)s to %(after)s on %(day)s.")
                % {
                    "before": units.figure(before),
                    "after": units.say(covered),
                    "day": dates.day(laid.laid_at_ms),
                }
            )
    return said


def _described(tally: PoolTally, units: Units) -> str:
    """Return the picture in words: it says nothing that this does not."""
    acts = ngettext("%(count)s act", "%(count)s acts", tally.acts) % {
        "count": figure(tally.acts, units.language)
    }
    left = max(0, tally.cap - tally.offered)
    return _(
        "A table for %(cap)s: %(paid)s earned, %(pending)s pending, %(left)s still to be won,"
        " %(unpaid)s beyond its edge and unpaid. %(acts)s in all."
    ) % {
        "cap": units.say(tally.cap),
        "paid": units.say(tally.paid),
        "pending": units.say(tally.pending),
        "left": units.say(left),
        "unpaid": units.say(tally.unpaid),
        "acts": acts,
    }
