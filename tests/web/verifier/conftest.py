"""One Node for all tests of the browser's verifier, and logs for it to look at."""

import pytest
from tests.campaign_log import campaign
from tests.verifying.conftest import SMALL
from tests.verifying.exports import bare_log, export, unpacked
from tests.web.verifier.engine import Engine


@pytest.fixture(scope="session")
def engine():
    with Engine() as found:
        yield found


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A small log, seen by two witnesses."""
    return bare_log(tmp_path_factory.mktemp("small"), campaign(SMALL).leaves)


@pytest.fixture(scope="session")
def small_zip(small, tmp_path_factory):
    """Its export."""
    return export(tmp_path_factory.mktemp("zip"), small)


@pytest.fixture(scope="session")
def small_export(small_zip, tmp_path_factory):
    """The same, unpacked; nobody changes it."""
    return unpacked(small_zip, tmp_path_factory.mktemp("unpacked"))
