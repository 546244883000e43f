"""Campaigns for the staff: their figures, a raise, a message."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tablee.core.errors import TableeError
from tablee.core.promise import Raise
from tablee.core.rulebook import SECOND_MS
from tablee.core.tally import Tally
from tablee.core.terms import Terms
from tablee.core.text import Text
from tablee.ports.desk import Note
from tablee.store.models import Campaign
from tablee.usecases.post_note import post_note
from tablee.usecases.raise_pledge import raise_pledge
from tablee.usecases.tally_campaign import tally_campaign
from tablee.web.parts.log.state import log_line
from tablee.web.site import current
from tablee.web.staff.forms import NoteForm, RaiseForm
from tablee.web.staff.read_only import ReadOnly, when
from tablee.web.staff.rights import RAISE, SPEAK, check
from tablee.web.words.dates import from_ms
from tablee.web.words.sentences import trouble

Ask = Callable[[Terms, Any], forms.Form]


class CampaignTable(ReadOnly):
    """Campaigns, with the doors to what the staff does for them."""

    list_display = (
        "slug",
        "stage",
        "is_replay",
        "paid",
        "pending",
        "unpaid",
        "bought",
        "last_seen",
        "public_log",
    )
    fields = ("slug", "stage", "is_replay", "versions", *list_display[3:])
    readonly_fields = fields
    change_form_template = "tablee/staff/campaign.html"

    @admin.display(description=gettext_lazy("paid"))
    def paid(self, campaign: Campaign) -> int:
        """Return the units sponsors owe."""
        return _tally(campaign).without_purchases.paid

    @admin.display(description=gettext_lazy("pending"))
    def pending(self, campaign: Campaign) -> int:
        """Return the units that wait."""
        return _tally(campaign).without_purchases.pending

    @admin.display(description=gettext_lazy("unpaid"))
    def unpaid(self, campaign: Campaign) -> int:
        """Return the units beyond the promises."""
        return _tally(campaign).without_purchases.unpaid

    @admin.display(description=gettext_lazy("paid for purchases"))
    def bought(self, campaign: Campaign) -> str:
        """Return the units sponsors owe for purchases; a dash where they are not apart."""
        purchases = _tally(campaign).purchases
        return "–" if purchases is None else str(purchases.paid)

    @admin.display(description=gettext_lazy("last act"))
    def last_seen(self, campaign: Campaign) -> str:
        """Return when something last happened."""
        return when(campaign.clock_ms)

    @admin.display(description=gettext_lazy("public log"))
    def public_log(self, campaign: Campaign) -> str:
        """Return how far the public log goes; why it has stopped, if it has."""
        return log_line(campaign.pk)

    def get_urls(self) -> list[URLPattern]:
        """Return the table's pages, with those for a raise and for a message."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/raise/", view(self.raise_page), name="raise_pledge"),
            path("<int:pk>/message/", view(self.message_page), name="post_note"),
            *super().get_urls(),
        ]

    def raise_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for a raise, and publish it."""
        check(request, RAISE)
        return self._ask(request, pk, RaiseForm, _publish_raise)

    def message_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for a message, and post it."""
        check(request, SPEAK)
        return self._ask(request, pk, NoteForm, _post_message)

    def _ask(
        self, request: HttpRequest, pk: int, ask: Ask, act: Callable[[str, dict[str, Any]], str]
    ) -> HttpResponse:
        """Show a form; when it is filled in rightly, do what it asks and say so."""
        campaign = get_object_or_404(Campaign, pk=pk)
        form = ask(_terms(campaign.slug), request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                messages.success(request, act(campaign.slug, form.cleaned_data))
                return HttpResponseRedirect(reverse("admin:store_campaign_change", args=[pk]))
            except TableeError as error:
                form.add_error(None, trouble(error))
        page = self.admin_site.each_context(request) | {
            "form": form,
            "campaign": campaign,
            "opts": self.opts,
            "title": _("Raise a pledge") if ask is RaiseForm else _("Post a message"),
        }
        return render(request, "tablee/staff/form.html", page)


def _terms(slug: str) -> Terms:
    with current().desks.read() as desk:
        return desk.campaigns.see(slug).latest.terms


def _tally(campaign: Campaign) -> Tally:
    site = current()
    with site.desks.read() as desk:
        return tally_campaign(desk, campaign.slug, site.clock.now_ms())


def _publish_raise(slug: str, said: dict[str, Any]) -> str:
    addition = Raise(
        pledge=said["pledge"],
        units=said["units"],
        effective_at=said["effective_at"] or _soon(slug),
        author=said["author"],
        reason=Text(en=said["reason_en"], fr=said["reason_fr"]),
    )
    site = current()
    published = raise_pledge(site.desks, site.clock, slug, addition)
    return _("Published, as version %(number)s of the terms.") % {"number": published.version}


def _soon(slug: str) -> datetime:
    """Return the next whole second of the campaign's own time."""
    site = current()
    with site.desks.read() as desk:
        now_ms = tally_campaign(desk, slug, site.clock.now_ms()).as_of_ms
    return from_ms(now_ms + SECOND_MS).astimezone(UTC)


def _post_message(slug: str, said: dict[str, Any]) -> str:
    site = current()
    post_note(site.desks, slug, Note(said["author"], said["en"], said["fr"], site.clock.now_ms()))
    return _("The message is on the campaign page.")
