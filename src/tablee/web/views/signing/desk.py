"""What somebody signs for, and how it stands: promises, payments, deliveries, keys."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tablee.ports.promises.signatories import Signatory
from tablee.usecases.promising.hold_key import Owner, hold_key
from tablee.web.parts.signing.rows import Sheet, role_word
from tablee.web.site import current, root
from tablee.web.views.signing.access import (
    account_of,
    cabinet,
    for_signatories,
    held_key,
    own,
    passkeys_of,
)


@for_signatories
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """Show for whom whoever asks signs, in all campaigns."""
    with current().desks.read() as desk:
        mine = desk.signatories.of_account(account_of(request))
        rows = [
            (desk.campaigns.by_id(each.campaign_id), each.name, role_word(each.role))
            for each in mine
        ]
    return render(request, "tablee/signing/home.html", {"rows": rows})


@for_signatories
@require_safe
def show_own(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what there is to sign in a campaign, and what was signed."""
    site = current()
    with site.desks.read() as desk:
        campaign, mine = own(desk, request, slug)
        sheet = Sheet(desk, campaign, site.clock.now_ms())
        keys = desk.parties.every(campaign.id)
    names = {each.name for each in mine}
    terms = campaign.latest.terms
    page = {
        "campaign": campaign,
        "terms": terms,
        "names": sorted(names),
        "promises": [each for each in sheet.promises() if each.party in names],
        "receipts": [each for each in sheet.receipts() if each.party in names],
        "keys": [each for each in sheet.every_key() if each.name in names],
        "pays": any(each.role == "sponsor" for each in mine),
        "receives": any(each.role == "beneficiary" for each in mine),
        "without_held": [each for each in mine if held_key(keys, each.role, each.name) is None],
        "has_passkey": bool(passkeys_of(request)),
    }
    return render(request, "tablee/signing/campaign.html", page)


@for_signatories
@require_POST
def keep_key(request: HttpRequest, slug: str) -> HttpResponse:
    """Let this site keep a key for somebody; it signs with it only after a passkey was shown.

    Raises:
        PermissionDenied: whoever asks does not sign for them, or has no passkey; nothing is kept.
    """
    site = current()
    with site.desks.read() as desk:
        campaign, mine = own(desk, request, slug)
    wanted = Signatory(
        campaign.id,
        account_of(request),
        request.POST.get("role", ""),
        request.POST.get("name", ""),
    )
    if wanted not in mine or not passkeys_of(request):
        raise PermissionDenied
    origin = root(request).partition("://")[2] + reverse("campaign", args=[slug]).rstrip("/")
    owner = Owner(slug, wanted.role, wanted.name)
    hold_key(site.desks, site.clock, cabinet(), owner, origin)
    messages.success(request, _("This site keeps a key now, and the log says so."))
    return HttpResponseRedirect(reverse("sign", args=[slug]))
