"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest
from tools.postgres import running_postgres


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server, started for the whole run; make databases of your own in it."""
    with running_postgres() as url:
        yield url
