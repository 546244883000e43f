"""Servers of the fediverse, and a site that hears from them: in memory, and on SQLite."""

import pytest
from tests import sites
from tests.blogs import Blogs
from tests.fediverse import town_of


@pytest.fixture(params=["memory", "sqlite"])
def town(request, tmp_path):
    with (
        Blogs() as blogs,
        getattr(sites, request.param)(tmp_path) as site,
        town_of(blogs, site=site) as town,
    ):
        yield town


@pytest.fixture
def emil(town):
    return town.person("emil")
