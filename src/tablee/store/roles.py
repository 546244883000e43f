"""What people of the staff may do: three roles, said here and kept in step at every start."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q

from tablee.usecases.log.telling import BY_MACHINES


class Role(StrEnum):
    """What somebody of the staff is there for."""

    MODERATOR = "moderator"
    """Sees acts and posts and decides about them; promises nothing in anybody's name."""
    ORGANISER = "organiser"
    """A moderator who also raises pledges, speaks, marks posts, revokes keys, revives work, and
    invites those who sign."""
    OPERATOR = "operator"
    """Runs the site and makes accounts: may do everything."""


MODERATION = frozenset(
    {
        "view_campaign",
        "view_act",
        "change_act",
        "view_decision",
        "view_submission",
        "view_post",
        "view_blog",
        "view_note",
        "view_hostrule",
        "change_hostrule",
        "view_selection",
        "view_task",
        "view_tillfile",
    }
)
ORGANISATION = MODERATION | {
    "change_campaign",
    "add_note",
    "add_selection",
    "change_post",
    "view_partnerkey",
    "change_partnerkey",
    "view_entry",
    "change_task",
    "view_bulletin",
    "view_hook",
    "change_hook",
    "change_shift",
    "add_tillfile",
    "view_signeddocument",
    "change_partykey",
}
PERMISSIONS = {Role.MODERATOR: MODERATION, Role.ORGANISER: ORGANISATION}
"""Of the store's tables, by role; Django asks an operator for none."""
APP = "store"


def keep_roles(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Let the groups of these names have the permissions said here. Twice is once.

    What has been added to such a group by hand is taken away: make a group of another name.
    """
    found = _found(alias)
    for role, wanted in PERMISSIONS.items():
        if found.get(role) != {(APP, codename) for codename in wanted}:
            _grant(role, wanted, alias)


def is_taken(name: str) -> bool:
    """Return whether there is an account of that name, or a machine that decides under it.

    A person called so would judge appeals against their own refusals: machines may.
    """
    return name in BY_MACHINES or bool(_accounts().filter(username=name).exists())


def add_account(name: str, password: str, role: Role) -> None:
    """Make an account for the staff pages. Its name must be free."""
    if role is Role.OPERATOR:
        _accounts().create_superuser(username=name, password=password)
        return
    with transaction.atomic():
        user = _accounts().create_user(username=name, password=password, is_staff=True)
        user.groups.add(_rows("Group").get(name=role))


def account_number(name: str) -> int:
    """Return the number of the account of that name; 0 if there is none."""
    row = _accounts().filter(username=name).values_list("pk", flat=True).first()
    return int(row or 0)


def account_names(numbers: Iterable[int]) -> dict[int, str]:
    """Return the names of accounts, by number; those that are gone are left out."""
    rows = _accounts().filter(pk__in=[*numbers]).values_list("pk", "username")
    return dict(rows)


def account(number: int) -> Any:
    """Return the account of that number, as Django's own pages want it."""
    return _accounts().get(pk=number)


def add_signatory(name: str, password: str = "") -> None:
    """Make an account that signs for somebody, and is none of the staff. Its name must be free.

    Without a password nobody can come in with it before its owner has chosen one.
    """
    _accounts().create_user(username=name, password=password or None)


def awaited_accounts(numbers: Iterable[int]) -> set[int]:
    """Return which accounts nobody can come in with yet."""
    rows = _accounts().filter(pk__in=[*numbers])
    return {each.pk for each in rows if not each.has_usable_password()}


def forget_invitations(number: int) -> None:
    """Let no link open that account which was made before, while nobody has come in with it."""
    rows = _accounts().filter(pk=number, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    rows.update(password=make_password(None))


def _found(alias: str) -> dict[str, set[tuple[str, str]]]:
    """Return the permissions that the groups have, by name: table's room and codename."""
    rows = _rows("Group").using(alias).filter(name__in=PERMISSIONS)
    found: dict[str, set[tuple[str, str]]] = {}
    for name, app, codename in rows.values_list(
        "name", "permissions__content_type__app_label", "permissions__codename"
    ):
        found.setdefault(name, set()).add((app or "", codename or ""))
    return found


def _grant(role: Role, codenames: Iterable[str], alias: str) -> None:
    wanted = Q(content_type__app_label=APP, codename__in=codenames)
    with transaction.atomic(using=alias):
        group, _is_new = _rows("Group").using(alias).get_or_create(name=role)
        group.permissions.set(_rows("Permission").using(alias).filter(wanted))


def _accounts() -> Any:
    return _rows("User")


def _rows(table: str) -> Any:
    """Return the rows of a table of Django's accounts, which cannot be imported before set-up."""
    return apps.get_model("auth", table).objects
