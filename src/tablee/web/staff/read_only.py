"""Tables that may be looked at and never edited: what changes goes through a use case."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import date_format

from tablee.web.words.dates import from_ms

if TYPE_CHECKING:
    Table = admin.ModelAdmin[Any]
else:
    Table = admin.ModelAdmin


class ReadOnly(Table):
    """A table with every permission to write taken away, whoever asks."""

    list_per_page = 50
    show_full_result_count = False

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
