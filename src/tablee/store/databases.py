"""Which database a site uses, and how its connections behave."""

from copy import deepcopy
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db import connections

from tablee.config import Settings

MS_PER_S = 1_000
SQLITE_PRAGMAS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;
PRAGMA wal_autocheckpoint = 4000;
"""


def database(settings: Settings) -> dict[str, Any]:
    """Return what Django must know of the site's database."""
    if settings.database_url:
        return _postgresql(settings)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(settings.database_path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": settings.database_wait_ms // MS_PER_S,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def _postgresql(settings: Settings) -> dict[str, Any]:
    url = urlsplit(settings.database_url)
    # The few statements of the hot path are planned once, not at every act.
    options: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 3}
    options.update(parse_qsl(url.query))
    waits = f"-c lock_timeout={settings.database_wait_ms} -c client_min_messages=warning"
    options["options"] = f"{options.get('options', '')} {waits}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }


def point(alias: str, settings: Settings) -> None:
    """Let *alias* mean the database of *settings* from now on, in this thread and later ones."""
    if alias in connections.settings:
        connections[alias].close()
        del connections[alias]
    configured = connections.configure_settings(
        {"default": {}, alias: deepcopy(database(settings))}
    )
    connections.settings[alias] = configured[alias]
