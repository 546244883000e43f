"""Links by which whoever is to sign takes their account: good for some days, and once.

A link stands for the account as it is before its owner has come in. As soon as they have chosen a
password it opens nothing any more; nor does it once a newer one was made.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tablee.store.roles import account
from tablee.web.site import current
from tablee.web.words.dates import from_ms

A_DAY = timedelta(days=1)


class Invitations(PasswordResetTokenGenerator):
    """Makes and checks what such links end with."""

    key_salt = "tablee.web.parts.signing.invitations"

    def _now(self) -> datetime:
        """Return the moment by the site's clock; Django counts without a zone."""
        return from_ms(current().clock.now_ms()).replace(tzinfo=None)


invitations = Invitations()


def days_good() -> int:
    """Return for how many days a link is good."""
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) // A_DAY


def invitation_path(number: int) -> str:
    """Return the path of the link that lets somebody take the account of that number."""
    who = urlsafe_base64_encode(force_bytes(number))
    return reverse("sign_welcome", args=[who, invitations.make_token(account(number))])


def is_awaited(found: AbstractBaseUser) -> bool:
    """Return whether an account may be taken: it signs for somebody, and nobody has come in yet."""
    is_staff = getattr(found, "is_staff", True) or getattr(found, "is_superuser", True)
    if is_staff or not found.is_active or found.has_usable_password():
        return False
    with current().desks.read() as desk:
        return bool(desk.signatories.of_account(int(found.pk)))
