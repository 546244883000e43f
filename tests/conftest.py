"""What tests of several rooms share."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from hypothesis import HealthCheck, Phase, settings
from tools.postgres import running_postgres
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

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

LONGEST_FIRST = ("tests/journeys/", "tests/acceptance/", "tests/connectors/", "tests/intake/")
"""Rooms whose modules take minutes, most of them spent waiting: begun last, all wait for them."""
MOST_WORKERS = 5


class OneBrowser(LoadScopeScheduling):
    """Give each worker whole modules, and one of them all journeys.

    Two browsers at once leave nothing of two cores to the servers they look at; and so the site
    that the journeys share is filled once.
    """

    def _split_scope(self, nodeid: str) -> str:
        journeys = LONGEST_FIRST[0]
        return journeys if nodeid.startswith(journeys) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> LoadScopeScheduling:
    """Share the tests out as above."""
    return OneBrowser(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one worker more than there are cores: many tests wait for a lease or a clock."""
    return min(MOST_WORKERS, 1 + (os.cpu_count() or 1))


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


@pytest.fixture(scope="session", autouse=True)
def _easy_passwords() -> Iterator[None]:
    """Derive passwords in one step in this process; servers of their own take a million."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield
