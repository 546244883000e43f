"""Where shoppers type the code that is printed on their receipt."""

import logging
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tablee.core.act import supporter_key
from tablee.core.purchase.code import read_code
from tablee.core.terms import Proof
from tablee.usecases.codes.redeem_code import CODE, Answer, Redeemed, Typed, redeem_code
from tablee.usecases.codes.tell_of_guesses import tell_of_guesses
from tablee.web.forms import GuardedForm
from tablee.web.hurdles.asking import Asked
from tablee.web.keys import receipt_key
from tablee.web.parts.acting import ways
from tablee.web.parts.code_door import takes_codes
from tablee.web.parts.frame import frame
from tablee.web.parts.promises import promises
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import current, served
from tablee.web.visitors import network_of, remember, visitor_name
from tablee.wire.guesses import Name

KNOWN = "known"
MOST_TYPED = 64
MINUTE_S = 60

log = logging.getLogger("tablee.web")


class CodeForm(GuardedForm):
    """A receipt code, typed in any way people type."""

    code = forms.CharField(
        label=gettext_lazy("The code on your receipt"),
        max_length=MOST_TYPED,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "class": "typed",
                "aria-describedby": "code-help code-error",
            }
        ),
        error_messages={
            "required": gettext_lazy("Type the code that is printed on your receipt."),
            "max_length": gettext_lazy("That is longer than a code: it has 15 characters."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.errors.get("code"):
            self.fields["code"].widget.attrs["aria-invalid"] = "true"

    def clean_code(self) -> str:
        """Return what was typed, once it can be a code.

        Raises:
            ValidationError: there is a slip in it, which everybody's own eyes can find.
        """
        typed = str(self.cleaned_data["code"])
        if read_code(typed) is None:
            raise forms.ValidationError(
                _(
                    "There is a slip in it: a character is wrong, missing, or two have changed"
                    " places. Compare it with your receipt."
                )
            )
        return typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Show the form, or count the code that was typed, and lead to its receipt."""
    seen = see_campaign(current(), slug)
    found = next((way for way in ways(seen) if way.kind.name == kind), None)
    if found is None or found.kind.proof is not Proof.TILL or not takes_codes(slug, kind):
        raise Http404
    asked = Asked(request, CodeForm, f"{slug}/code/{kind}")
    if asked.form.is_bound and asked.form.is_from_a_machine:
        return redirect("campaign", slug)
    status, pause_s = asked.status, 0
    if asked.is_taken:
        visitor = _visitor(request, seen)
        pause_s = served().guesses.pause_s(_names(request, visitor))
        if pause_s:
            asked.form.add_error(None, _waiting(pause_s))
            status = 429
        else:
            answer = _redeem(request, seen, kind, (asked.form, visitor))
            if answer is not None:
                return answer
    page = frame(seen) | {
        "way": found,
        "form": asked.form,
        "guard": asked.guard,
        "promises": promises(seen),
    }
    response = asked.answered(render(request, "tablee/kinds/code.html", page, status=status))
    if pause_s:
        response.headers["Retry-After"] = str(pause_s)
    return response


def _redeem(
    request: HttpRequest, seen: Seen, kind: str, sent: tuple[forms.Form, str]
) -> HttpResponse | None:
    """Count the code; nothing when it is not good, which the form then says."""
    (form, visitor), site, slug = sent, current(), seen.campaign.slug
    supporter = supporter_key(site.secret, slug, visitor)
    typed = Typed(kind, form.cleaned_data["code"], supporter)
    redeemed = redeem_code(site.desks, site.clock, site.secret, slug, typed)
    names, guesses = _names(request, visitor), served().guesses
    if redeemed.answer is Answer.EMPTY:
        form.add_error("code", _empty())
        return None
    if redeemed.act is None:
        form.add_error("code", _unknown())
        if guesses.note_wrong(names):
            log.warning("very many wrong receipt codes are typed for %s", slug)
            tell_of_guesses(site.desks, site.clock, slug, guesses.in_hour)
        return None
    guesses.note_right(names)
    if redeemed.answer is Answer.USED and redeemed.act.source == CODE:
        form.add_error("code", _used())
        return None
    response = _to_receipt(slug, redeemed)
    remember(request, response, site, visitor)
    return response


def _to_receipt(slug: str, redeemed: Redeemed) -> HttpResponse:
    """Lead to the receipt: to read only, where the till had told us of it before."""
    number = redeemed.act.number if redeemed.act else 0
    is_own = redeemed.answer is not Answer.USED
    path = reverse("receipt", args=[slug, receipt_key(slug, number, is_own=is_own)])
    is_new = redeemed.answer is Answer.TAKEN
    return HttpResponseRedirect(path if is_new else f"{path}?{KNOWN}=1")


def _visitor(request: HttpRequest, seen: Seen) -> str:
    site = current()
    now_ms = site.clock.now_ms()
    return visitor_name(request, site, seen.campaign.rulebook_at(now_ms).day(now_ms))


def _names(request: HttpRequest, visitor: str) -> list[Name]:
    return [("visitor", visitor), ("network", network_of(request))]


def _unknown() -> str:
    return _(
        "We do not know this code in this campaign. Compare it with your receipt; if it is the"
        " same, write to the campaign."
    )


def _used() -> str:
    return _(
        "This code has been used already, and counts once. If you typed it in another browser,"
        " its receipt is the address that you were shown there."
    )


def _empty() -> str:
    return _(
        "The till told us of this receipt: its basket brings nothing, because it was brought back"
        " or does not hold what counts. If that is wrong, write to the campaign."
    )


def _waiting(pause_s: int) -> str:
    if pause_s < 2 * MINUTE_S:
        said = ngettext(
            "Several codes were wrong. Wait %(count)s second, then try again.",
            "Several codes were wrong. Wait %(count)s seconds, then try again.",
            pause_s,
        )
        return said % {"count": pause_s}
    minutes = -(-pause_s // MINUTE_S)
    said = ngettext(
        "Several codes were wrong. Wait %(count)s minute, then try again.",
        "Several codes were wrong. Wait %(count)s minutes, then try again.",
        minutes,
    )
    return said % {"count": minutes}
