"""What every page of a campaign carries: its names, its dates, its state, its label."""

from typing import Any

from django.utils.translation import gettext as _

from tablee.core.rulebook import as_ms
from tablee.core.terms import Proof
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, speaking


def frame(seen: Seen) -> dict[str, Any]:
    """Return what the frame of a campaign's pages shows."""
    terms, tally = seen.terms, seen.tally
    dates = Dates(terms.zone)
    sponsors = joined([each.name for each in terms.sponsors])
    return {
        "campaign": seen.campaign,
        "terms": terms,
        "tally": tally,
        "units": Units(terms.unit, speaking()),
        "dates": dates,
        "sponsors": sponsors,
        "window": dates.span(terms.opens_at, terms.closes_at),
        "remaining": dates.remaining(terms.opens_at, terms.closes_at, tally.as_of_ms),
        "promised": sum(pool.cap for pool in tally.pools if pool.name not in tally.purchase_pools),
        "is_waiting": tally.as_of_ms < as_ms(terms.opens_at),
        "has_gallery": terms.kind_by(Proof.PICTURE) is not None,
        "is_over": tally.state != "open" or tally.as_of_ms > as_ms(terms.closes_at),
    }


def joined(names: list[str]) -> str:
    """Return names as a sentence lists them: "A, B and C"."""
    *first, last = names or [""]
    if not first:
        return last
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}
