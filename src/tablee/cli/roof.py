"""Opens the site of this machine for a command: its settings, its tables, its pages."""

import os
import secrets
from collections.abc import Callable

from tablee.campaign_file import examples
from tablee.campaign_file.read import read_terms
from tablee.cli.words import say
from tablee.config import Settings, read_settings
from tablee.core.act import Claim
from tablee.core.campaign import Campaign
from tablee.core.errors import InvalidTerms, OrganiserMistake
from tablee.core.terms import Terms
from tablee.intake.reading import Claimer, read_act
from tablee.ports.desk import Desks
from tablee.store.roles import Role, add_account, add_signatory, is_taken
from tablee.web.settings import WEB
from tablee.wiring import Site, check_site, open_site

PASSWORD_BYTES = 15


class NameTaken(OrganiserMistake):
    """There is an account of that name already; choose another."""


def settings() -> Settings:
    """Return the settings that the environment gives.

    Raises:
        InvalidSetting: one of them is unknown or unreadable; nothing was opened.
    """
    return read_settings(os.environ)


def site() -> Site:
    """Open the site, made ready at the first use: folder, secret, tables."""
    return open_for(settings())


def open_for(wanted: Settings) -> Site:
    """Open the site that these settings describe."""
    return open_site(wanted, web=WEB, migrate=True)


def campaign(desks: Desks, slug: str) -> Campaign:
    """Return a campaign.

    Raises:
        UnknownCampaign: there is none of that name.
    """
    with desks.read() as desk:
        return desk.campaigns.see(slug)


def example(name: str) -> Terms:
    """Return the terms of a campaign file that ships with Tablée.

    Raises:
        InvalidTerms: the file is not a campaign, or there is none of that name.
    """
    terms = read_terms(examples.example(name)).terms
    if terms is None:
        raise InvalidTerms
    return terms


def reader(site: Site, slug: str) -> Callable[[bytes], Claim]:
    """Return what turns one line of a file into a claim, as the door does."""
    claimer = Claimer(slug, site.secret)
    doubted = campaign(site.desks, slug).latest.terms.doubted
    return lambda line: claimer.claim(read_act(line), doubted)


def new_staff(name: str, role: Role) -> str:
    """Make an account for the staff pages and return its password.

    Raises:
        NameTaken: there is an account of that name; nothing was written.
    """
    if is_taken(name):
        words = say("There is an account '{}' already.", "Il y a déjà un compte « {} ».")
        raise NameTaken(words.format(name))
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    add_account(name, password, role)
    return password


def new_signatory(name: str) -> str:
    """Make an account that signs for a sponsor or an association; return its password."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    add_signatory(name, password)
    return password


def first_broken(site: Site) -> str:
    """Return the first invariant that does not hold, in words; nothing when all hold."""
    return next(iter(check_site(site)), "")
