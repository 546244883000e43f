"""Logs and exports that many tests look at; none of them changes these."""

import pytest
from tests.campaign_log import Story, campaign
from tests.verifying.exports import bare_log, export, unpacked

SMALL = Story(acts=700)


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """A log of 3,000 acts as it is served, seen by two witnesses."""
    return bare_log(tmp_path_factory.mktemp("log"), campaign().leaves)


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A small log."""
    return bare_log(tmp_path_factory.mktemp("small"), campaign(SMALL).leaves)


@pytest.fixture(scope="session")
def small_zip(small, tmp_path_factory):
    """Its export."""
    return export(tmp_path_factory.mktemp("zip"), small)


@pytest.fixture
def small_export(small_zip, tmp_path):
    """The same, unpacked: each test may change its own."""
    return unpacked(small_zip, tmp_path / "export")
