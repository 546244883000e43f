"""A filled campaign on a site of its own, and browsers of both languages."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.utils import translation
from tests.web import samples
from tests.web.reading_pages import stamp

from tablee.config import read_settings
from tablee.web.hurdles.gate import PATIENCE_MS
from tablee.web.settings import WEB
from tablee.web.site import use
from tablee.wiring import Site, memory_site, open_site

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
HEADERS = {"user-agent": FIREFOX, "accept-language": "en"}
SECRET = "a secret for tests that opens nothing"


def settings_in(home: Path):
    return read_settings({"TABLEE_HOME": str(home), "TABLEE_SECRET": SECRET})


if not django_settings.configured:
    # Before any test of another room sets Django up without pages.
    _home = Path(tempfile.mkdtemp())
    open_site(settings_in(_home), web=WEB, migrate=False)
    connections["default"].close()
    shutil.rmtree(_home)


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory) -> Path:
    """A folder with the sample campaign in it, made once."""
    home = tmp_path_factory.mktemp("filled")
    clock = samples.StoppedClock()
    site = open_site(settings_in(home), web=WEB, clock=clock)
    samples.open_campaign(site)
    samples.fill(site, clock)
    accounts = get_user_model()._default_manager  # noqa: SLF001
    for name in ("ada", "ben"):
        accounts.create_superuser(username=name, password=SECRET)
    connections["default"].close()
    return home


@pytest.fixture
def clock() -> samples.StoppedClock:
    return samples.StoppedClock(samples.as_ms(samples.NOON))


@pytest.fixture
def site(filled_home, tmp_path, clock) -> Iterator[Site]:
    """The filled site, to be changed as you like."""
    home = tmp_path / "home"
    shutil.copytree(filled_home, home)
    opened = open_site(settings_in(home), web=WEB, clock=clock, migrate=False)
    use(opened, patience_s=0)
    yield opened
    connections["default"].close()
    translation.deactivate()


@pytest.fixture
def empty_site(tmp_path, clock) -> Iterator[Site]:
    """A site without a campaign."""
    opened = open_site(settings_in(tmp_path / "empty"), web=WEB, clock=clock)
    use(opened, patience_s=0)
    yield opened
    connections["default"].close()
    translation.deactivate()


@pytest.fixture
def light_site(tmp_path, clock) -> Iterator[Site]:
    """A site in memory, without a campaign."""
    opened = memory_site(settings=settings_in(tmp_path), clock=clock)
    use(opened, patience_s=0)
    yield opened
    translation.deactivate()


@pytest.fixture
def settings(site):
    """The settings of the site; the site itself is there."""
    return site.settings


@pytest.fixture
def browser(site) -> Client:
    """A stranger who reads English."""
    return stranger(site)


@pytest.fixture
def send(browser, clock):
    """Fills in a form as somebody without JavaScript does, who takes their time."""

    def sent(path: str, fields: dict, client: Client = browser, **more):
        page = client.get(path, headers=more.get("headers", {}))
        clock.moment_ms += PATIENCE_MS
        return client.post(path, {"stamp": stamp(page)} | fields, **more)

    return sent


@pytest.fixture
def ada(site) -> Client:
    return signed_in(site, "ada")


@pytest.fixture
def ben(site) -> Client:
    return signed_in(site, "ben")


def stranger(site: Site, **more) -> Client:
    return Client(SERVER_NAME=site.settings.host, **({"headers": HEADERS} | more))


def signed_in(site: Site, name: str) -> Client:
    client = stranger(site)
    assert client.login(username=name, password=SECRET)
    return client
