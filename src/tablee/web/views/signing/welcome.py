"""Where whoever was invited to sign takes their account: they choose a password, and are in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tablee.web.parts.signing.invitations import invitations, is_awaited


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
        """Keep the password, and let them in."""
        answer = super().form_valid(form)
        messages.success(self.request, _("Welcome. From now on you come in with this password."))
        return answer
