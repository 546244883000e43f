"""Who is told of what happens here, and how it goes; what was given up can be sent again."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tablee.ports.desk import Desk
from tablee.ports.hooks import Hook
from tablee.usecases.hooks.note_deliveries import send_again
from tablee.usecases.hooks.register_hook import enable_hook
from tablee.usecases.hooks.spread_messages import DELIVER
from tablee.web.site import Site, current
from tablee.web.staff.forms import is_number
from tablee.web.staff.read_only import when
from tablee.web.staff.rights import SEE_HOOKS, SEND_AGAIN, check

MOST_DEAD = 10_000


class Row(NamedTuple):
    """One receiver, as the page shows it; never its secrets."""

    slug: str
    hook: Hook
    succeeded: str
    last: str
    dead: int
    """Events that were given up."""


@require_http_methods(["GET", "POST"])
def show_hooks(request: HttpRequest, console: AdminSite) -> HttpResponse:
    """Show receivers of events; send what was given up again, and to who had gone."""
    check(request, SEND_AGAIN if request.method == "POST" else SEE_HOOKS)
    site = current()
    if request.method == "POST":
        _enable(request, site)
        number = request.POST.get("hook", "")
        count = send_again(site.desks, site.clock, int(number)) if is_number(number) else 0
        words = ngettext(
            "%(count)s event will be sent again.", "%(count)s events will be sent again.", count
        )
        if number:
            messages.success(request, words % {"count": count})
        return HttpResponseRedirect(reverse("admin:hooks"))
    with site.desks.read() as desk:
        rows = _rows(desk)
    page: dict[str, Any] = {"title": _("Receivers of events"), "rows": rows}
    return render(request, "tablee/staff/hooks.html", console.each_context(request) | page)


def _enable(request: HttpRequest, site: Site) -> None:
    """Let a receiver back in that had said it was gone."""
    number = request.POST.get("enable", "")
    if is_number(number) and enable_hook(site.desks, site.clock, int(number)):
        messages.success(request, _("Receiver %(number)s listens again.") % {"number": number})


def _rows(desk: Desk) -> list[Row]:
    dead = [each.body.get("hook") for each in desk.tasks.dead(MOST_DEAD) if each.verb == DELIVER]
    return [
        Row(
            campaign.slug,
            hook,
            when(hook.succeeded_at_ms),
            when(hook.last.at_ms) if hook.last else "",
            dead.count(hook.number),
        )
        for campaign in desk.campaigns.every()
        for hook in desk.hooks.every(campaign.id)
    ]
