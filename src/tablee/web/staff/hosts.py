"""The list of hosts people have judged: blocked, or trusted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tablee.core.errors import InvalidClaim
from tablee.evidence.address import named
from tablee.ports.blogs import HostRule, Standing
from tablee.usecases.blogs.judge_host import judge_host, pardon_host
from tablee.web.site import current
from tablee.web.staff.read_only import when
from tablee.web.staff.rights import JUDGE_HOSTS, check

STANDINGS = (
    (Standing.BLOCKED.value, gettext_lazy("blocked: nothing from there counts")),
    (Standing.TRUSTED.value, gettext_lazy("trusted: nothing from there is flagged")),
)


class HostForm(forms.Form):
    """A host, or the address of any page of a blog."""

    host = forms.CharField(label=gettext_lazy("Host, or address of a blog"), max_length=2_000)
    standing = forms.ChoiceField(label=gettext_lazy("Decision"), choices=STANDINGS)
    why = forms.CharField(label=gettext_lazy("Why"), max_length=500)

    def clean_host(self) -> str:
        """Return whose pages are meant: the blog on a shared host, else the domain.

        Raises:
            ValidationError: this is neither a host nor an address.
        """
        said = str(self.cleaned_data["host"]).strip()
        try:
            return named(said if "://" in said else f"https://{said}/").blog
        except InvalidClaim:
            raise forms.ValidationError(_("This is neither a host nor an address.")) from None


@require_http_methods(["GET", "POST"])
def show_hosts(request: HttpRequest, console: AdminSite) -> HttpResponse:
    """Show the list; add to it, or take somebody off it."""
    check(request, JUDGE_HOSTS)
    site = current()
    form = HostForm(request.POST if "host" in request.POST else None)
    if request.method == "POST" and "pardon" in request.POST:
        if pardon_host(site.desks, request.POST["pardon"]):
            messages.success(request, _("Off the list."))
        return HttpResponseRedirect(reverse("admin:hosts"))
    if form.is_valid():
        said = form.cleaned_data
        by = request.user.get_username()
        now_ms = site.clock.now_ms()
        rule = HostRule(said["host"], Standing(said["standing"]), said["why"], by, now_ms)
        judge_host(site.desks, site.clock, rule)
        return HttpResponseRedirect(reverse("admin:hosts"))
    with site.desks.read() as desk:
        rules = [(rule, when(rule.at_ms)) for rule in desk.hosts.every()]
    page: dict[str, Any] = {"title": _("Hosts"), "form": form, "rules": rules}
    return render(request, "tablee/staff/hosts.html", console.each_context(request) | page)
