"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from tools.postgres import running_postgres

# Why an example fails can take minutes to explain, and two cores wait for it: the example will do.
PHASES = [phase for phase in Phase if phase is not Phase.explain]
# `pytest --hypothesis-profile=thorough` looks for longer; the default is for every day.
SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "modest",
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    phases=PHASES,
    suppress_health_check=SLOW_IS_FINE,
)
settings.register_profile("thorough", settings.get_profile("modest"), max_examples=2_000)
settings.load_profile("modest")

LONGEST_FIRST = ("tests/acceptance/", "tests/journeys/", "tests/connectors/", "tests/intake/")
"""Rooms whose modules take minutes, most of them spent waiting: begun last, all wait for them."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the rooms that take longest; what is random otherwise stays so."""
    rank = {room: place for place, room in enumerate(LONGEST_FIRST)}
    items.sort(
        key=lambda item: min(
            (rank[each] for each in rank if item.nodeid.startswith(each)), default=len(rank)
        )
    )


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server, started for the whole run; make databases of your own in it."""
    with running_postgres() as url:
        yield url
