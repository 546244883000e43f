"""Who asks for the pages of signing, and for whom they may sign."""

from collections.abc import Callable
from functools import wraps
from secrets import token_bytes
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from tablee.core.campaign import Campaign
from tablee.core.errors import UnknownCampaign
from tablee.outside.passkeys import Here
from tablee.outside.signing import KeySigner, verify
from tablee.outside.vault import SecretVault
from tablee.ports.desk import Desk
from tablee.ports.promises.parties import Registered
from tablee.ports.promises.signatories import Passkey, Signatory
from tablee.usecases.promising.hold_key import Cabinet
from tablee.web.site import current, root

View = Callable[..., HttpResponse]


def for_signatories(view: View) -> View:
    """Let only accounts see a page, and no cache keep it."""

    @wraps(view)
    def shown(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        return view(request, *args, **kwargs)

    return never_cache(login_required(shown, login_url="sign_in"))


def account_of(request: HttpRequest) -> int:
    """Return the number of the account that asks."""
    return int(request.user.pk or 0)


def own(desk: Desk, request: HttpRequest, slug: str) -> tuple[Campaign, list[Signatory]]:
    """Return a campaign, and for whom whoever asks signs in it.

    Raises:
        Http404: there is no such campaign.
        PermissionDenied: they sign for nobody in it.
    """
    try:
        campaign = desk.campaigns.see(slug)
    except UnknownCampaign as error:
        raise Http404(str(error)) from None
    every = desk.signatories.of_account(account_of(request))
    mine = [each for each in every if each.campaign_id == campaign.id]
    if not mine:
        raise PermissionDenied
    return campaign, mine


def held_key(keys: list[Registered], role: str, name: str) -> Registered | None:
    """Return the valid key that this site keeps for somebody."""
    for each in keys:
        is_theirs = (each.party.role, each.party.name) == (role, name)
        if is_theirs and each.is_valid and each.sealed:
            return each
    return None


def passkeys_of(request: HttpRequest) -> list[Passkey]:
    """Return the passkeys of whoever asks."""
    with current().desks.read() as desk:
        return desk.signatories.passkeys(account_of(request))


def here(request: HttpRequest) -> Here:
    """Return for which site passkeys are good: the one in the browser's address bar."""
    address = urlsplit(root(request))
    return Here(address.hostname or "", f"{address.scheme}://{address.netloc}")


def cabinet() -> Cabinet:
    """Return what this site keeps keys with."""
    return Cabinet(SecretVault(current().secret), KeySigner, token_bytes, verify)
