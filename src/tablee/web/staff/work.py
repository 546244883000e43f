"""How the work stands that is done outside requests, and what has died."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tablee.usecases.upkeep.retry_task import retry_task
from tablee.web.site import current
from tablee.web.staff.forms import is_number
from tablee.web.staff.read_only import when
from tablee.web.staff.rights import REVIVE, SEE_WORK, check

MOST_DEAD = 200


@require_http_methods(["GET", "POST"])
def show_work(request: HttpRequest, console: AdminSite) -> HttpResponse:
    """Show queues and dead tasks; let a dead task live again."""
    check(request, REVIVE if request.method == "POST" else SEE_WORK)
    site = current()
    if request.method == "POST":
        number = request.POST.get("task", "")
        if is_number(number) and retry_task(site.desks, site.clock, int(number)):
            messages.success(request, _("It will be tried again."))
        return HttpResponseRedirect(reverse("admin:work"))
    with site.desks.read() as desk:
        slugs = {each.id: each.slug for each in desk.campaigns.every()}
        queues = [
            (slugs.get(each.campaign_id, ""), each, when(each.oldest_due_ms))
            for each in desk.tasks.queues()
        ]
        dead = [(slugs.get(each.campaign_id, ""), each) for each in desk.tasks.dead(MOST_DEAD)]
    page: dict[str, Any] = {"title": _("Work"), "queues": queues, "dead": dead}
    return render(request, "tablee/staff/work.html", console.each_context(request) | page)
