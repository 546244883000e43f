"""How the readers of networks fare, what they cost, and what networks say in sum."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from tablee.core.campaign import Campaign
from tablee.ports.desk import Desk
from tablee.ports.networks.actors import Relay
from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.ports.networks.estimates import Estimate
from tablee.ports.networks.spending import Spent
from tablee.usecases.fediverse.names import NETWORK
from tablee.web.parts.estimates import EstimateView, view_estimate
from tablee.web.site import current
from tablee.web.staff.read_only import when
from tablee.web.staff.rights import SEE_NETWORKS, check
from tablee.web.words.dates import Dates

MICROS = 1_000_000
_SAID = {
    Condition.READING: gettext_noop("reads"),
    Condition.LISTENING: gettext_noop("reads, and is told at once"),
    Condition.WAITING: gettext_noop("waits: the network asks us to come back later"),
    Condition.CLOSED: gettext_noop("closed to us by the network"),
    Condition.NO_TOKEN: gettext_noop("has no token, or one that is not taken"),
    Condition.SPENT: gettext_noop("stopped: the spend limit is reached"),
    Condition.TROUBLE: gettext_noop("failed, and tries again"),
}


class Reader(NamedTuple):
    """One reader, as the page shows it; never its token."""

    slug: str
    bulletin: Bulletin
    condition: str
    is_well: bool
    said: str
    """When it said so."""
    read: str
    """When something was last read."""


class Purse(NamedTuple):
    """What one campaign spends on one network."""

    slug: str
    network: str
    spent: str
    limit: str
    requests: int
    last: str


class Audience(NamedTuple):
    """Who hears a campaign on the fediverse, and whom it follows there to hear others."""

    slug: str
    followers: int
    relays: list[tuple[Relay, str]]
    """Each with the moment when it was asked."""


@require_safe
def show_networks(request: HttpRequest, console: AdminSite) -> HttpResponse:
    """Show readers, audiences, purses and estimates of every campaign."""
    check(request, SEE_NETWORKS)
    with current().desks.read() as desk:
        campaigns = desk.campaigns.every()
        page: dict[str, Any] = {
            "title": _("Networks"),
            "readers": [_reader(each, one) for each in campaigns for one in _posted(desk, each)],
            "audiences": [one for each in campaigns if (one := _audience(desk, each))],
            "purses": [one for each in campaigns for one in _purses(desk, each)],
            "estimates": [
                (each.slug, _estimate(each, one))
                for each in campaigns
                for one in desk.estimates.every(each.id)
            ],
        }
    return render(request, "tablee/staff/networks.html", console.each_context(request) | page)


def _posted(desk: Desk, campaign: Campaign) -> list[Bulletin]:
    return desk.bulletins.every(campaign.id)


def _reader(campaign: Campaign, bulletin: Bulletin) -> Reader:
    return Reader(
        campaign.slug,
        bulletin,
        _(_SAID[bulletin.condition]),
        bulletin.condition in {Condition.READING, Condition.LISTENING},
        when(bulletin.at_ms),
        when(bulletin.read_at_ms),
    )


def _audience(desk: Desk, campaign: Campaign) -> Audience | None:
    """Return who hears a campaign; nothing where it is not on the fediverse, nor ever was."""
    followers = desk.actors.number(campaign.id)
    relays = [(each, when(each.asked_at_ms)) for each in desk.actors.relays(campaign.id)]
    is_there = NETWORK in {each.name for each in campaign.latest.terms.networks}
    if not (is_there or followers or relays):
        return None
    return Audience(campaign.slug, followers, relays)


def _purses(desk: Desk, campaign: Campaign) -> list[Purse]:
    """Return what was spent: of each network, a campaign has one purse for money."""
    names = [each.name for each in campaign.latest.terms.networks]
    found = [(name, desk.spending.spent(f"{name}/{campaign.id}")) for name in names]
    return [_purse(campaign, name, spent) for name, spent in found if spent.limit]


def _purse(campaign: Campaign, network: str, spent: Spent) -> Purse:
    return Purse(
        campaign.slug,
        network,
        _dollars(spent.amount),
        _dollars(spent.limit),
        spent.requests,
        when(spent.last_at_ms),
    )


def _estimate(campaign: Campaign, estimate: Estimate) -> EstimateView:
    return view_estimate(estimate, Dates(campaign.latest.terms.zone))


def _dollars(micros: int) -> str:
    return f"{number_format(Decimal(micros) / MICROS, 3)} USD"
