"""Each contract is kept three times: in memory, on SQLite, on PostgreSQL."""

import pytest
from tests import make, sites
from tests.contracts.work import NOW_MS

from tablee.ports.tasks import Task
from tablee.wiring import check_site


@pytest.fixture(
    params=[
        "memory",
        "sqlite",
        pytest.param("postgres", marks=pytest.mark.postgres),
    ]
)
def site(request, tmp_path, is_forged):
    """A fresh site; at the end its own check must find nothing, unless its rows are forged."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with getattr(sites, request.param)(tmp_path, url) as opened:
        yield opened
        if not is_forged:
            assert check_site(opened) == []


@pytest.fixture
def is_forged():
    """Say whether a test writes rows that make no whole campaign."""
    return False


@pytest.fixture
def campaign(site):
    """The smallest campaign, written down but without cover."""
    with site.desks.write() as desk:
        return desk.campaigns.create(make.SLUG, make.version(), is_replay=False)


@pytest.fixture
def task(campaign):
    """Build the task of that number, due for a second."""

    def build(number, verb="look", **changes):
        plain = Task(campaign.id, verb, f"{verb}:{number}", {"page": number}, NOW_MS - 1_000)
        return plain._replace(**changes)

    return build


@pytest.fixture
def others(site, campaign):
    """The ids of four further campaigns."""
    slugs = [f"{campaign.slug}-{number}" for number in range(4)]
    with site.desks.write() as desk:
        every = [desk.campaigns.create(each, make.version(), is_replay=False) for each in slugs]
    return [each.id for each in every]
