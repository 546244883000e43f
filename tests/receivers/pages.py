"""The whole site with its pages: Django is set up with them before any other test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.test import override_settings
from django.utils import translation
from tests import make
from tests.receivers.porch import HOST, ROOT, Porch, porch_of, with_campaign
from tests.web.conftest import SECRET

from tablee.config import read_settings
from tablee.outside.clock import SetClock
from tablee.registry import offers
from tablee.web.settings import WEB
from tablee.web.wsgi import application
from tablee.wiring import open_site


@contextmanager
def pages_of(home: Path) -> Iterator[Porch]:
    """Open a site with its pages while the block lasts."""
    settings = read_settings(
        {"TABLEE_HOME": str(home), "TABLEE_SECRET": SECRET, "TABLEE_PUBLIC_URL": ROOT}
    )
    site = open_site(settings, web=WEB, clock=SetClock(make.MIDDLE_MS))
    with_campaign(site)
    app = application(site, offers())
    with override_settings(ALLOWED_HOSTS=[HOST]), porch_of(site, app) as porch:
        yield porch
    connections["default"].close()
    translation.deactivate()
