"""Django's settings: made from the site's, and given to Django once."""

import os
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings as django_settings
from django.db import DEFAULT_DB_ALIAS

from tablee.config import Settings, read_settings
from tablee.store.databases import database, point

OWN_APPS = (
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "tablee.store",
)
"""The applications that have tables."""


def configure(settings: Settings, secret: bytes, web: Mapping[str, Any], alias: str) -> None:
    """Set Django up for a site, or let *alias* mean another database if that was done before.

    *web* are the settings that only pages care about; its applications come first.
    """
    if not django_settings.configured:
        django_settings.configure(**values(settings, secret, web))
        django.setup()
        if alias == DEFAULT_DB_ALIAS:
            return
    point(alias, settings)


def values(settings: Settings, secret: bytes, web: Mapping[str, Any]) -> dict[str, Any]:
    """Return Django's settings by name."""
    apps = [*web.get("INSTALLED_APPS", ())]
    return {
        **web,
        "INSTALLED_APPS": [*apps, *(app for app in OWN_APPS if app not in apps)],
        "DATABASES": {"default": database(settings)},
        "SECRET_KEY": blake2b(secret, person=b"django").hexdigest(),
        "ALLOWED_HOSTS": _hosts(settings),
        "LANGUAGE_CODE": settings.language,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    }


def _hosts(settings: Settings) -> list[str]:
    public = urlsplit(settings.public_url).hostname
    names = [*settings.allowed_hosts, settings.host, *([public] if public else [])]
    return list(dict.fromkeys(names))


# Tools that look for Django's settings in a module (makemigrations, the type checker) find them
# here; a running site is set up by `configure` and never imports this name.
if os.environ.get("DJANGO_SETTINGS_MODULE") == __name__:
    globals().update(values(read_settings(os.environ), b"tools only", {}))
    SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E406", "admin.E408", "admin.E409", "admin.E410"]
