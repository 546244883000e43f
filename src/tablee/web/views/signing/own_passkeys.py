"""The passkeys of whoever signs: add one, see them, forget one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tablee.outside import passkeys
from tablee.ports.promises.signatories import Passkey
from tablee.web.site import current
from tablee.web.views.signing.access import account_of, for_signatories, here, passkeys_of
from tablee.web.views.signing.challenge import new_challenge, spent_challenge
from tablee.web.words.dates import from_ms

LONGEST_TITLE = 100
ABOUT = "a new passkey"


@for_signatories
@require_http_methods(["GET", "HEAD", "POST"])
def show_passkeys(request: HttpRequest) -> HttpResponse:
    """Show one's passkeys; add or forget one."""
    if request.method == "POST":
        if "forget" in request.POST:
            _forget(request)
        else:
            _add(request)
        return HttpResponseRedirect(reverse("sign_passkeys"))
    own = passkeys_of(request)
    challenge = new_challenge(request, ABOUT)
    account = (account_of(request), request.user.get_username())
    page = {
        "passkeys": [(each, from_ms(each.added_at_ms)) for each in own],
        "token": challenge.token,
        "options": passkeys.making_options(here(request), account, challenge.value, own),
    }
    return render(request, "tablee/signing/passkeys.html", page)


def _add(request: HttpRequest) -> None:
    if not request.user.check_password(request.POST.get("password", "")):
        messages.error(request, _("This is not your password. No passkey was added."))
        return
    challenge = spent_challenge(request, request.POST.get("token", ""), ABOUT)
    answer = request.POST.get("answer", "")
    found = passkeys.made(here(request), challenge, answer) if challenge else None
    title = request.POST.get("title", "").strip()[:LONGEST_TITLE] or _("passkey")
    site = current()
    if found is not None:
        made = (found.credential, found.public_key, found.uses)
        passkey = Passkey(account_of(request), *made, title, site.clock.now_ms())
        with site.desks.write() as desk:
            if desk.signatories.add_passkey(passkey):
                messages.success(request, _("The passkey is yours: you can sign with it now."))
                return
    messages.error(request, _("Your browser showed no new passkey. None was added."))


def _forget(request: HttpRequest) -> None:
    with current().desks.write() as desk:
        if desk.signatories.drop_passkey(account_of(request), request.POST["forget"]):
            messages.success(request, _("The passkey is forgotten."))
