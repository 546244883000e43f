"""Where partners' till files are sent in by hand, and what became of each is seen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from tablee.core.errors import TableeError, UnknownCampaign
from tablee.core.purchase.account import Account, Refusal
from tablee.core.reason import Reason
from tablee.ports.kinds.tills import FileState, TillFile
from tablee.usecases.tills.begin_file import terms_for_tills
from tablee.usecases.tills.report import files_of, percent
from tablee.web.site import current
from tablee.web.staff.read_only import when
from tablee.web.staff.rights import SEE_TILLS, SEND_TILLS, check, may
from tablee.web.words.figures import speaking
from tablee.web.words.sentences import explain, trouble

PLAIN = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9._ -]{0,99}\Z")
"""What partners and files may be called: both are names of folders and files."""
UNFINISHED = ".part"
MOST_SHOWN = 200
"""Files on the page; the command reports on all of them."""
WORDS: Mapping[str, str] = {
    Refusal.BAD_LINE: gettext_noop("more or fewer columns than the first line"),
    Refusal.NO_RECEIPT: gettext_noop("no receipt number"),
    Refusal.BAD_TIME: gettext_noop("a date or time that cannot be read"),
    Refusal.BAD_GTIN: gettext_noop("a code that is no product code"),
    Refusal.BAD_QUANTITY: gettext_noop("a quantity that cannot be read"),
    Refusal.BAD_AMOUNT: gettext_noop("an amount that cannot be read"),
    Refusal.OTHER_STORE: gettext_noop("bought in a shop where it does not count"),
    Refusal.OTHER_DAY: gettext_noop("bought on a day when it does not count"),
    Refusal.DIFFERENT: gettext_noop("another basket under a receipt number that is known"),
    Refusal.TOO_LARGE: gettext_noop("a basket too large to be one: look at the file"),
    Refusal.NO_PURCHASE: gettext_noop("a return of a purchase that is not known"),
}


class FileForm(forms.Form):
    """A till file, and whose it is."""

    partner = forms.RegexField(PLAIN, label=gettext_lazy("Partner"), max_length=100)
    file = forms.FileField(label=gettext_lazy("File (CSV, NDJSON or Parquet)"))


@dataclass(frozen=True, slots=True)
class Row:
    """One file, as the page shows it."""

    file: TillFile
    account: Account
    read_percent: int
    begun: str
    reasons: list[tuple[str, int, str]]
    """In words, how often, and the first lines."""

    @property
    def trouble(self) -> str:
        """What is to be said of it; empty for nothing."""
        return self.file.trouble.say(speaking())

    @property
    def is_reading(self) -> bool:
        """Whether it is not read to its end."""
        return self.file.state is FileState.READING

    @property
    def is_refused(self) -> bool:
        """Whether it could not be read."""
        return self.file.state is FileState.REFUSED


@require_http_methods(["GET", "POST"])
def show_tills(request: HttpRequest, slug: str, console: AdminSite) -> HttpResponse:
    """Show the till files of a campaign; take a further one."""
    check(request, SEND_TILLS if request.method == "POST" else SEE_TILLS)
    site = current()
    try:
        files = files_of(site.desks, slug, MOST_SHOWN + 1)
    except UnknownCampaign as refusal:
        raise Http404 from refusal
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _is_taken(request, slug, form):
        return HttpResponseRedirect(reverse("admin:tills", args=[slug]))
    page: dict[str, Any] = {
        "title": _("Till files"),
        "slug": slug,
        "form": form if may(request, SEND_TILLS) else None,
        "rows": [_row(each) for each in files[:MOST_SHOWN]],
        "is_cut": len(files) > MOST_SHOWN,
        "waiting": _waiting(site.settings.tills_path / slug),
    }
    return render(request, "tablee/kinds/tills.html", console.each_context(request) | page)


def _is_taken(request: HttpRequest, slug: str, form: FileForm) -> bool:
    """Put a file where files are dropped, in one step at the end; say why when it cannot be."""
    site = current()
    sent = form.cleaned_data["file"]
    name = Path(sent.name or "").name
    try:
        terms_for_tills(site.desks, site.clock, slug)
    except TableeError as refusal:
        form.add_error(None, trouble(refusal))
        return False
    folder = site.settings.tills_path / slug / form.cleaned_data["partner"]
    target = folder / name
    if not PLAIN.fullmatch(name) or target.suffix in {UNFINISHED, ".toml"}:
        form.add_error("file", _("Give the file a plain name: letters, digits, hyphens."))
        return False
    part = target.with_name(name + UNFINISHED)
    if target.exists() or part.exists():
        form.add_error("file", _("A file of that name waits to be read already."))
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        for portion in sent.chunks():
            file.write(portion)
    part.rename(target)
    messages.success(request, _("The file is here and will be read in a moment."))
    return True


def _waiting(folder: Path) -> list[str]:
    """Return the files that wait to be read, as partner and name."""
    paths = [*folder.glob("*/*")] if folder.is_dir() else []
    return sorted(f"{path.parent.name}/{path.name}" for path in paths if path.is_file())


def _row(file: TillFile) -> Row:
    account = file.progress.account
    reasons = [
        (_explained(reason), count, ", ".join(map(str, lines)))
        for reason, (count, *lines) in sorted(account.refused.items())
    ]
    return Row(file, account, percent(file), when(file.begun_at_ms), reasons)


def _explained(code: str) -> str:
    """Return a reason in words: one of a line's, or one of an act's."""
    if code in WORDS:
        return _(WORDS[code])
    said = explain(Reason(code))
    return said.why if said else code
