"""The list of campaigns."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tablee.core.campaign import Campaign
from tablee.core.tally import Tally
from tablee.web.parts.kinds.purchases import besides
from tablee.web.reading import see_campaigns
from tablee.web.site import current
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, speaking


@require_safe
def show_campaigns(request: HttpRequest) -> HttpResponse:
    """Show every campaign with its figure, the latest first."""
    cards = [_card(campaign, tally) for campaign, tally in see_campaigns(current())]
    return render(request, "tablee/home.html", {"cards": cards})


def _card(campaign: Campaign, tally: Tally) -> dict[str, object]:
    terms = campaign.version_at(tally.as_of_ms).terms
    dates, units = Dates(terms.zone), Units(terms.unit, speaking())
    return {
        "campaign": campaign,
        "terms": terms,
        "acts": tally.without_purchases,
        "besides": besides(tally, units),
        "units": units,
        "window": dates.span(terms.opens_at, terms.closes_at),
        "remaining": dates.remaining(terms.opens_at, terms.closes_at, tally.as_of_ms),
    }
