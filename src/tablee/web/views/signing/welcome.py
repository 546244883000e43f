"""Where whoever was invited to sign takes their account: they choose a password, and are in."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tablee.usecases.forms.spend_coupon import spend_coupon
from tablee.web.parts.signing.invitations import days_good, invitations, is_awaited
from tablee.web.site import current

DAY_MS = 24 * 60 * 60 * 1_000


class Welcome(PasswordResetConfirmView):
    """Asks for a password, once; the link leaves the address bar before anything is shown."""

    template_name = "tablee/signing/welcome.html"
    token_generator = invitations
    post_reset_login = True

    def get_user(self, uidb64: str) -> Any:
        """Return the account of a link, if it still waits for its owner."""
        found = super().get_user(uidb64)
        return found if found is not None and is_awaited(found) else None

    def get_success_url(self) -> str:
        """Return where to go from here."""
        return reverse("signing")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the password, and let them in; of several who come at once, the first alone."""
        if not _is_first(self.user):
            self.validlink = False
            return self.render_to_response(self.get_context_data(form=form))
        answer = super().form_valid(form)
        messages.success(self.request, _("Welcome. From now on you come in with this password."))
        return answer


def _is_first(account: Any) -> bool:
    """Use up what an account waits for its owner with; another invitation makes it anew."""
    waits = sha256(account.password.encode()).hexdigest()
    site = current()
    until_ms = site.clock.now_ms() + (days_good() + 1) * DAY_MS
    return spend_coupon(site.desks, site.clock, f"invitation:{account.pk}:{waits}", until_ms)
