"""How to act, and what it brings: said before anybody acts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tablee.core.act import Evidence
from tablee.core.rulebook import as_ms
from tablee.core.tally import KindTally, PoolTally
from tablee.core.terms import Kind, Proof, Terms
from tablee.web.parts.code_door import takes_codes
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, speaking

SHARE = "share"
WITHOUT_FORM = frozenset({SHARE, "purchase", "selection", "referral", "volunteering"})
"""Kinds that nobody can claim by pasting an address."""
DOORS: Mapping[Proof, str] = {Proof.PICTURE: "draw", Proof.PRESENCE: "volunteer"}
"""Proofs that have a page of their own for those who act: the name of its address."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to act: what it is, whether it pays now, and where to do it."""

    kind: Kind
    look: str
    """``pays``, ``partly``, ``full``, ``later`` or ``over``."""
    brings: str
    """What an act made now brings, in a few words."""
    why: str
    """A sentence to it; empty when nothing needs saying."""
    href: str
    limit: str

    @property
    def is_open(self) -> bool:
        """Whether an act made now is taken."""
        return self.look in {"pays", "partly", "full"}


def has_form(kind: Kind) -> bool:
    """Return whether acts of *kind* can be claimed by pasting an address."""
    is_pasted = kind.is_post or not kind.proof or kind.proof is Proof.PICTURE
    is_told_otherwise = kind.pays_clicks or bool(kind.referral_of) or kind.source is not None
    if is_told_in_words(kind):
        return True
    return is_pasted and not is_told_otherwise and kind.name not in WITHOUT_FORM


def is_told_in_words(kind: Kind) -> bool:
    """Return whether people say in their own words what they did, and a person decides.

    So it is with the organiser's own kinds for which nobody's word is enough: whoever tells us of
    them is a source beside others. Where a partner's word is worth an act, only partners tell.
    """
    is_own = not kind.proof and kind.source is not None
    return is_own and kind.evidence is Evidence.CLAIM and not kind.pays_clicks


def ways(seen: Seen) -> list[Way]:
    """Return the ways to act in *seen*, in the order of its terms."""
    counts = {each.name: each for each in seen.tally.kinds}
    return [way(seen, kind, counts[kind.name]) for kind in seen.terms.kinds]


def way(seen: Seen, kind: Kind, count: KindTally) -> Way:
    """Return what an act of *kind* made now would bring."""
    units = Units(seen.terms.unit, speaking())
    pool = next(each for each in seen.tally.pools if each.name == kind.pool)
    look, brings, why = _outcome(seen, kind, count, pool, units)
    return Way(kind, look, brings, why, _href(seen.campaign.slug, kind, count), limit(kind))


def limit(kind: Kind) -> str:
    """Return how many acts of one supporter count, in words; empty for any number."""
    if kind.per_day:
        return ngettext(
            "%(count)s per participant and day", "%(count)s per participant and day", kind.per_day
        ) % {"count": kind.per_day}
    if kind.in_all:
        return ngettext("%(count)s per participant", "%(count)s per participant", kind.in_all) % {
            "count": kind.in_all
        }
    return ""


def _href(slug: str, kind: Kind, count: KindTally) -> str:
    if not count.is_open:
        return ""
    if kind.pays_clicks:
        return "#share"
    if kind.proof is Proof.TILL:
        return reverse("code", args=[slug, kind.name]) if takes_codes(slug, kind.name) else ""
    if kind.proof in DOORS:
        return reverse(DOORS[kind.proof], args=[slug, kind.name])
    return reverse("act", args=[slug, kind.name]) if has_form(kind) else ""


def _outcome(
    seen: Seen, kind: Kind, count: KindTally, pool: PoolTally, units: Units
) -> tuple[str, str, str]:
    """Return look, short words and sentence."""
    if not count.is_open:
        return _closed(seen.terms, kind, seen.tally.as_of_ms, is_over=seen.tally.state != "open")
    room = max(0, pool.cap - pool.offered)
    if room >= kind.rate:
        why = _("Your personal link is on the receipt of your post.") if kind.referral_of else ""
        return "pays", f"+{units.say(kind.rate)}", why
    if room > 0:
        why = _("These are the last ones promised on this line.")
        return "partly", f"+{units.say(room)}", why
    brings = _("brings no more %(units)s") % {"units": units.noun(2)}
    why = _(
        "This line is full. Your act makes the campaign known, but brings no more %(units)s,"
        " unless a sponsor raises its pledge."
    ) % {"units": units.noun(2)}
    return "full", brings, why


def _closed(terms: Terms, kind: Kind, now_ms: int, *, is_over: bool) -> tuple[str, str, str]:
    dates = Dates(terms.zone)
    phase = next((each for each in terms.phases if each.name == kind.phase), terms)
    if is_over or now_ms > as_ms(phase.closes_at):
        return "over", _("no longer counted"), ""
    if now_ms < as_ms(phase.opens_at):
        return "later", _("counts from %(day)s") % {"day": dates.day(phase.opens_at)}, ""
    milestone = next((each for each in terms.milestones if each.name == kind.opens_with), None)
    title = milestone.title.say(speaking()) if milestone else ""
    return "later", _("not open yet"), _("Opens with the milestone “%(title)s”.") % {"title": title}
