"""Promises, payments and deliveries for the organiser; the keys of parties, and who signs."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tablee.core.campaign import Campaign
from tablee.core.errors import UnknownCampaign
from tablee.core.promising.fault import BadDocument
from tablee.core.promising.party import PartyKey, Role
from tablee.outside.signing import verify
from tablee.ports.desk import Desk
from tablee.store.roles import account_names, account_number, awaited_accounts
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.appoint import Appointment, appoint, dismiss, signing_parties
from tablee.usecases.promising.register_key import register_key, revoke_key
from tablee.web.parts.signing.rows import Sheet, role_word
from tablee.web.site import current
from tablee.web.staff.forms import is_number
from tablee.web.staff.promises.inviting import Invited, invite, invite_again
from tablee.web.staff.rights import KEEP_KEYS, SEE_PROMISES, check
from tablee.web.words.figures import Units, speaking

Deed = Callable[[str, QueryDict], str]


@require_http_methods(["GET", "POST"])
def show_promises(request: HttpRequest, slug: str, console: AdminSite) -> HttpResponse:
    """Show what was signed and by which keys; register, revoke, appoint, take in."""
    check(request, KEEP_KEYS if request.method == "POST" else SEE_PROMISES)
    deed, invited = _DEEDS.get(request.POST.get("do", "")), None
    try:
        if deed is not None:
            messages.success(request, deed(slug, request.POST))
        # The link is shown in the answer itself: written down nowhere, it is seen once.
        invited = _invited(request, slug)
    except BadDocument as refusal:
        _refuse(request, refusal.words.say(speaking()))
    except ValidationError as refusal:
        _refuse(request, " ".join(refusal.messages))
    if request.method == "POST" and invited is None:
        return HttpResponseRedirect(reverse("admin:promises", args=[slug]))
    site = current()
    with site.desks.read() as desk:
        try:
            campaign = desk.campaigns.see(slug)
        except UnknownCampaign as error:
            raise Http404(str(error)) from None
        page = _page(desk, campaign, site.clock.now_ms()) | {"invited": invited}
    return render(request, "tablee/staff/promises.html", console.each_context(request) | page)


def _invited(request: HttpRequest, slug: str) -> Invited | None:
    """Invite somebody to sign, if that is asked for."""
    match request.POST.get("do"):
        case "invite":
            return invite(request, slug)
        case "invite_again":
            invited = invite_again(request, slug)
            if invited is None:
                messages.error(request, _("They have come in already, or sign for nobody here."))
            return invited
    return None


def _refuse(request: HttpRequest, why: str) -> None:
    messages.error(request, _("%(why)s Nothing was written.") % {"why": why})


def _page(desk: Desk, campaign: Campaign, now_ms: int) -> dict[str, Any]:
    sheet = Sheet(desk, campaign, now_ms)
    units = Units(campaign.latest.terms.unit, speaking())
    signatories = desk.signatories.of_campaign(campaign.id)
    names = account_names(each.account for each in signatories)
    awaited = awaited_accounts(names)
    parties = signing_parties(campaign.latest.terms)
    return {
        "title": _("Signatures: %(campaign)s") % {"campaign": campaign.slug},
        "slug": campaign.slug,
        "promises": sheet.promises(),
        "receipts": sheet.receipts(),
        "keys": sheet.every_key(),
        "owing": [
            (each.sponsor, units.say(each.earned), units.say(each.paid), units.say(each.unpaid))
            for each in sheet.found.sponsors
        ],
        "delivered": units.say(sheet.found.delivered),
        "outstanding": units.say(sheet.found.outstanding),
        "signatories": [
            (
                f"{each.role}:{each.name}",
                role_word(each.role),
                each.name,
                names[each.account],
                each.account in awaited,
            )
            for each in signatories
            if each.account in names
        ],
        "has_mail": current().mailer.is_on,
        "parties": [(f"{role}:{name}", name, role_word(role)) for role, name in parties],
        "others": [(role, role_word(role)) for role in (Role.WITNESS, Role.AUDITOR)],
    }


def _register(slug: str, said: QueryDict) -> str:
    role, _colon, name = str(said.get("party", "")).partition(":")
    party = PartyKey(role, name or str(said.get("name", "")), str(said.get("key", "")).strip())
    site = current()
    where = str(said.get("compare_at", ""))
    found = register_key(site.desks, site.clock, slug, party, where)
    words = _("The key of %(name)s is registered: %(key)s. Compare it with them by telephone.")
    return words % {"name": found.party.name, "key": found.party.fingerprint}


def _revoke(slug: str, said: QueryDict) -> str:
    site = current()
    number = str(said.get("number", ""))
    if is_number(number) and revoke_key(site.desks, site.clock, slug, int(number)):
        return _("The key is revoked. What was signed with it stays signed.")
    return _("That key was no longer valid.")


def _appointment(slug: str, said: QueryDict) -> Appointment:
    role, _colon, name = str(said.get("party", "")).partition(":")
    return Appointment(slug, account_number(str(said.get("account", ""))), role, name)


def _appoint(slug: str, said: QueryDict) -> str:
    appointment = _appointment(slug, said)
    if not appointment.account:
        return _("There is no such account. Invite whoever is to have it.")
    appoint(current().desks, appointment)
    return _("This account signs for %(name)s now.") % {"name": appointment.name}


def _dismiss(slug: str, said: QueryDict) -> str:
    appointment = _appointment(slug, said)
    dismiss(current().desks, appointment)
    return _("This account signs for %(name)s no more.") % {"name": appointment.name}


def _accept(slug: str, said: QueryDict) -> str:
    text = str(said.get("document", "")).replace("\r\n", "\n").strip("\n") + "\n"
    site = current()
    accepted = accept_document(site.desks, site.clock, slug, text, verify)
    words = _("Signed, verified, and on its way into the log: key %(key)s of %(name)s.")
    party = accepted.key.party
    warnings = " ".join(each.say(speaking()) for each in accepted.warnings)
    return f"{words % {'key': party.fingerprint, 'name': party.name}} {warnings}".strip()


_DEEDS: dict[str, Deed] = {
    "register": _register,
    "revoke": _revoke,
    "appoint": _appoint,
    "dismiss": _dismiss,
    "accept": _accept,
}
