"""The latest acts, and why some do not count, without naming anybody."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tablee.core.act import Act, Evidence, State
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, figure, speaking
from tablee.web.words.sentences import explain


@dataclass(frozen=True, slots=True)
class RecentAct:
    """One act, as the page lists it."""

    title: str
    when: str
    brings: str
    look: str
    """``counted`` or ``open``."""
    host: str
    """Where it can be seen; only of acts that were checked."""
    href: str


@dataclass(frozen=True, slots=True)
class Refused:
    """How many acts were refused or reversed for one reason."""

    count: str
    why: str


def recent_acts(seen: Seen) -> list[RecentAct]:
    """Return the latest acts that have a place, newest first."""
    titles = {kind.name: kind.title.say(speaking()) for kind in seen.terms.kinds}
    dates, units = Dates(seen.terms.zone), Units(seen.terms.unit, speaking())
    return [
        RecentAct(
            title=titles.get(act.kind, act.kind),
            when=dates.minute(act.occurred_at_ms),
            brings=_brings(act, units),
            look="counted" if act.state is State.COUNTED else "open",
            host=host,
            href=act.object if host else "",
        )
        for act in seen.acts
        for host in [_host(act) if act.number not in seen.hidden else ""]
    ]


def _brings(act: Act, units: Units) -> str:
    if act.state is State.COUNTED:
        return _("counted: offers %(units)s") % {"units": units.say(act.units)}
    return _("pending: keeps its place for %(units)s") % {"units": units.say(act.units)}


def _host(act: Act) -> str:
    """Return where an act can be seen; nothing that nobody has looked at is linked."""
    if act.state is not State.COUNTED or act.evidence is Evidence.CLICK:
        return ""
    parts = urlsplit(act.object)
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""


def refused_acts(seen: Seen) -> list[Refused]:
    """Return how many acts do not count, by reason, the most frequent first."""
    return [
        Refused(figure(each.acts, speaking()), explained.why)
        for each in seen.refusals
        if (explained := explain(each.reason))
    ]
