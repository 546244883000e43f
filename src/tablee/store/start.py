"""Start the store: Django is set up first, then everything that speaks through it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tablee.config import Settings
from tablee.ports.desk import Desks
from tablee.store.database.desks import DatabaseDesks
from tablee.store.migrate import migrate
from tablee.store.settings import configure


def open_desks(settings: Settings, secret: bytes, web: Mapping[str, Any], alias: str) -> Desks:
    """Return desks over the database of *settings*; see `tablee.wiring.open_site`."""
    configure(settings, secret, web, alias)
    return DatabaseDesks(alias)


def bring_up_to_date(alias: str, home: Path) -> bool:
    """Apply the migrations that are missing; return whether there were any."""
    return migrate(alias, home)
