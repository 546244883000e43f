"""Every receiver is asked twice: of a site in memory, and of one on SQLite."""

import dataclasses

import pytest
from tests import sites
from tests.receivers.pages import pages_of
from tests.receivers.porch import SETTINGS, NothingIsFetched, porch_of, with_campaign

from tablee.config import read_settings


@pytest.fixture(params=["memory", "sqlite"])
def site(request, tmp_path):
    """A site with a campaign that counts posts; whoever goes out from it fails the test."""
    with getattr(sites, request.param)(tmp_path) as opened:
        settings = read_settings({**SETTINGS, "TABLEE_HOME": str(opened.settings.home)})
        told = dataclasses.replace(opened, settings=settings, fetcher=NothingIsFetched())
        yield with_campaign(told)


@pytest.fixture
def porch(site):
    """The site, open."""
    with porch_of(site) as porch:
        yield porch


@pytest.fixture
def pages(tmp_path):
    """The whole site with its pages, open."""
    with pages_of(tmp_path) as porch:
        yield porch
