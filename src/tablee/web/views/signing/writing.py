"""Write what is to be signed of a payment or a delivery: how much, when, under which name."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tablee.core.promising.fault import BadDocument
from tablee.core.promising.wording import LONGEST_VALUE, MOST_UNITS, Kind, write_text
from tablee.web.parts.signing.rows import kind_word
from tablee.web.site import current
from tablee.web.views.signing.access import for_signatories, own
from tablee.web.words.figures import speaking

UNPROCESSABLE = 422
CENTS = 100
MOST_DIGITS = 14


class WritingForm(forms.Form):
    """A delivery."""

    party = forms.ChoiceField(label=_("In the name of"))
    units = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_UNITS)
    on = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}))
    reference = forms.CharField(
        label=_("Your reference"),
        max_length=LONGEST_VALUE,
        help_text=_("How you call it in your own books; it can be given only once."),
    )

    def __init__(self, names: list[str], data: Any = None) -> None:
        super().__init__(data)
        self.fields["party"].choices = [(each, each) for each in names]  # type: ignore[attr-defined]


class PaymentForm(WritingForm):
    """A payment, perhaps with its amount."""

    amount = forms.DecimalField(
        label=_("Amount in money, if you like"),
        required=False,
        min_value=0,
        max_digits=MOST_DIGITS,
        decimal_places=2,
    )


@for_signatories
@require_http_methods(["GET", "HEAD", "POST"])
def write_receipt(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Ask for what there is to say, and lead to the text that is to be signed."""
    if kind not in {Kind.PAYMENT, Kind.DELIVERY}:
        raise Http404(kind)
    wanted = Kind(kind)
    with current().desks.read() as desk:
        campaign, mine = own(desk, request, slug)
    names = [each.name for each in mine if each.role == wanted.role]
    if not names:
        raise PermissionDenied
    ask = PaymentForm if wanted is Kind.PAYMENT else WritingForm
    form = ask(names, request.POST if request.method == "POST" else None)
    if form.is_valid():
        fields = _fields(wanted, slug, form.cleaned_data, campaign.latest.terms.unit.currency)
        try:
            write_text(wanted, fields)
        except BadDocument as refusal:
            form.add_error(None, refusal.words.say(speaking()))
        else:
            query = urlencode({"kind": wanted.value} | fields)
            return HttpResponseRedirect(f"{reverse('sign_document', args=[slug])}?{query}")
    page = {
        "campaign": campaign,
        "terms": campaign.latest.terms,
        "form": form,
        "what": kind_word(wanted),
        "has_portions": campaign.latest.terms.unit.portions > 1,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "tablee/signing/write.html", page, status=status)


def _fields(kind: Kind, slug: str, said: dict[str, Any], currency: str) -> dict[str, str]:
    fields = {
        "campaign": slug,
        kind.role: said["party"],
        "units": str(said["units"]),
        "on": said["on"].isoformat(),
        "reference": said["reference"].strip(),
    }
    if said.get("amount"):
        fields |= {"amount-minor": str(int(said["amount"] * CENTS)), "currency": currency}
    return fields
