"""Invite somebody to sign: make their account, and hand over the link by which they take it."""

from hashlib import sha256
from typing import NamedTuple
from unicodedata import normalize

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tablee.core.terms import Terms
from tablee.ports.mail import Mail, NotSent
from tablee.store.roles import (
    account_number,
    add_signatory,
    awaited_accounts,
    forget_invitations,
    is_taken,
)
from tablee.usecases.promising.appoint import Appointment, appoint, check_appointment
from tablee.web.parts.signing.invitations import days_good, invitation_path
from tablee.web.site import current, root
from tablee.web.words.figures import speaking

LONGEST_NAME = 150


class Invited(NamedTuple):
    """Whom somebody has just invited."""

    account: str
    party: str
    link: str
    """Shown once, to be handed over; empty where a letter took it."""
    trouble: str = ""
    """Why no letter took it, though one should have."""
    days: int = 0
    """For how many days the link is good."""


class InvitationForm(forms.Form):
    """Who is to sign, for whom, and where to write to."""

    account = forms.CharField(max_length=LONGEST_NAME, validators=[UnicodeUsernameValidator()])
    party = forms.CharField(max_length=LONGEST_NAME)
    email = forms.EmailField(required=False)

    def clean_account(self) -> str:
        """Refuse a name that somebody has."""
        name = normalize("NFKC", self.cleaned_data["account"])
        if is_taken(name):
            raise forms.ValidationError(
                _("There is an account of this name. Let it sign, or choose another name.")
            )
        return name


def invite(request: HttpRequest, slug: str) -> Invited:
    """Make an account that signs for somebody, and the link by which its owner takes it.

    Raises:
        ValidationError: the form says something that cannot be; nothing was written.
        BadDocument: the campaign has no such party; nothing was written.
    """
    form = InvitationForm(request.POST)
    if not form.is_valid():
        raise forms.ValidationError([each for every in form.errors.values() for each in every])
    name, email = form.cleaned_data["account"], form.cleaned_data["email"]
    role, _colon, party = form.cleaned_data["party"].partition(":")
    site = current()
    check_appointment(site.desks, Appointment(slug, 0, role, party))
    add_signatory(name)
    appoint(site.desks, Appointment(slug, account_number(name), role, party))
    return _handed_over(request, slug, name, party, email)


def invite_again(request: HttpRequest, slug: str) -> Invited | None:
    """Make a new link for somebody who has not come in yet; the one before opens nothing more."""
    name = str(request.POST.get("account", ""))
    number = account_number(name)
    with current().desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        own = desk.signatories.of_campaign(campaign.id)
    parties = [each.name for each in own if each.account == number]
    if not parties or number not in awaited_accounts([number]):
        return None
    forget_invitations(number)
    return _handed_over(request, slug, name, parties[0], "")


def _handed_over(request: HttpRequest, slug: str, name: str, party: str, email: str) -> Invited:
    """Send the link to an address, which is kept nowhere; without one, return it to be shown."""
    site = current()
    link = f"{root(request)}{invitation_path(account_number(name))}"
    invited = Invited(name, party, link, days=days_good())
    if not email or not site.mailer.is_on:
        return invited
    with site.desks.read() as desk:
        terms = desk.campaigns.see(slug).latest.terms
    try:
        site.mailer.send(_letter(terms, invited, email))
    except NotSent as refusal:
        return invited._replace(trouble=str(refusal))
    return invited._replace(link="")


def _letter(terms: Terms, invited: Invited, email: str) -> Mail:
    about = {
        "title": terms.title.say(speaking()),
        "party": invited.party,
        "link": invited.link,
        "days": invited.days,
        "account": invited.account,
        "contact": terms.label.contact,
    }
    text = _(
        "%(title)s asks you to sign for %(party)s: what is promised, paid or delivered.\n\n"
        "Open this link within %(days)s days, and choose a password. It is good once, and for "
        "nobody but you:\n%(link)s\n\n"
        "After that you come in with the name %(account)s.\n\n"
        "If you do not know what this is about, do nothing, or ask: %(contact)s\n"
    )
    key = sha256(invited.link.encode()).hexdigest()
    subject = _("Sign for %(party)s: %(title)s") % about
    return Mail(email, subject, text % about, f"invitation:{key}", speaking())
