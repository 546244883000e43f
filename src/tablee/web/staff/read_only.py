"""Tables that may be looked at and never edited: what changes goes through a use case."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from tablee.web.words.dates import from_ms

if TYPE_CHECKING:
    Table = admin.ModelAdmin[Any]
else:
    Table = admin.ModelAdmin


TABLES: dict[str, str] = {
    "Act": gettext_noop("Acts"),
    "Blog": gettext_noop("Blogs"),
    "Campaign": gettext_noop("Campaigns"),
    "Decision": gettext_noop("Decisions"),
    "Entry": gettext_noop("Entries"),
    "Note": gettext_noop("Messages"),
    "PartnerKey": gettext_noop("Partner keys"),
    "Post": gettext_noop("Posts"),
    "Submission": gettext_noop("Submissions"),
}
"""What the tables are called, in the language of whoever reads them."""


class ReadOnly(Table):
    """A table with every permission to write taken away, whoever asks."""

    list_per_page = 50
    show_full_result_count = False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the table under its name in the page's language."""
        name = gettext(TABLES[self.model.__name__])
        return super().changelist_view(request, {"title": name} | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  Django's
        """Nobody adds rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody edits rows."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody deletes rows."""
        return False


class Values(admin.AllValuesFieldListFilter):
    """Rows by what stands in a column, where it may be nothing: a link needs a name."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Return the values to choose from; a dash for nothing."""
        for each in super().choices(changelist):
            yield each | {"display": each["display"] or "-"}


def when(moment_ms: int | None) -> str:
    """Return a moment as the staff reads it, in UTC; a dash for none."""
    if not moment_ms:
        return "-"
    return f"{date_format(from_ms(moment_ms), 'DATETIME_FORMAT')} UTC"
