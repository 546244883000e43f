"""The other tables: decisions and entries to read, partners' keys to revoke."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tablee.store.models import Posting
from tablee.usecases.issue_key import revoke_key
from tablee.web.site import current
from tablee.web.staff.read_only import ReadOnly, Values, when
from tablee.web.staff.rights import REVOKE, may


class DecisionTable(ReadOnly):
    """Decisions, newest first."""

    list_display = ("campaign", "act_number", "ruling", "reason", "by", "decided", "note")
    list_filter = ("campaign", "ruling", ("reason", Values))
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("decided"))
    def decided(self, decision: Any) -> str:
        """Return when."""
        return when(decision.at_ms)


class EntryTable(ReadOnly):
    """The books, newest first."""

    list_display = ("campaign", "reason", "through", "written", "postings")
    list_filter = ("campaign",)
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("written"))
    def written(self, entry: Any) -> str:
        """Return when."""
        return when(entry.at_ms)

    @admin.display(description=gettext_lazy("postings"))
    def postings(self, entry: Any) -> str:
        """Return the sides of the entry."""
        sides = Posting.objects.filter(entry=entry)
        return " · ".join(f"{each.account} {each.units:+}" for each in sides)


class NoteTable(ReadOnly):
    """Messages, newest first."""

    list_display = ("campaign", "author", "en", "posted")
    list_filter = ("campaign",)

    @admin.display(description=gettext_lazy("posted"))
    def posted(self, note: Any) -> str:
        """Return when."""
        return when(note.at_ms)


class KeyTable(ReadOnly):
    """Partners' keys: only their names; a key itself is kept nowhere."""

    list_display = ("name", "campaign", "kinds", "issued", "revoked")
    fields = ("name", "campaign", "kinds", "issued", "revoked")
    readonly_fields = fields
    list_filter = ("campaign",)
    actions = ("revoke",)

    @admin.display(description=gettext_lazy("issued"))
    def issued(self, key: Any) -> str:
        """Return when it was issued."""
        return when(key.issued_at_ms)

    @admin.display(description=gettext_lazy("revoked"))
    def revoked(self, key: Any) -> str:
        """Return when it was revoked."""
        return when(key.revoked_at_ms)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Return whether whoever asks may revoke."""
        return may(request, REVOKE)

    @admin.action(description=gettext_lazy("Revoke"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Make keys worthless from now on."""
        site = current()
        for key in queryset:
            revoke_key(site.desks, site.clock, key.campaign.slug, key.name)
        messages.success(request, _("Revoked: acts sent with them are refused from now on."))
