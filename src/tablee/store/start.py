"""Start the store: Django is set up first, then everything that speaks through it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tablee.config import Settings
from tablee.ports.desk import Desks
from tablee.store.database.desks import DatabaseDesks
from tablee.store.migrate import migrate
from tablee.store.roles import keep_roles
from tablee.store.settings import configure


def open_desks(settings: Settings, secret: bytes, web: Mapping[str, Any], alias: str) -> Desks:
    """Return desks over the database of *settings*; see `tablee.wiring.open_site`."""
    configure(settings, secret, web, alias)
    return DatabaseDesks(alias)


def bring_up_to_date(alias: str, home: Path) -> bool:
    """Apply the migrations that are missing; return whether there were any.

    The roles of the staff are brought to what this version says as well.
    """
    is_changed = migrate(alias, home)
    keep_roles(alias)
    return is_changed
