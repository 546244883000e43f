"""A site of its own for each test of acceptance, on both databases, driven by real commands."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests.sites import laid_database, lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ
from tablee.config import PREFIX, read_settings
from tablee.usecases.tally_campaign import tally_campaign
from tablee.wiring import Site, open_site

COMMAND_LIMIT_S = 240


class Place:
    """Where a site lives: its folder and its database; commands run there as in a terminal."""

    def __init__(self, home: Path, database_url: str = "") -> None:
        extra = {"TABLEE_DATABASE_URL": database_url} if database_url else {}
        self.home = home
        self.environ = own_environ(home, {"TABLEE_LOG_LEVEL": "warning", "LC_ALL": "C"} | extra)

    def run(self, *words: str, expect: int = 0, stdin: bytes | None = None) -> str:
        """Run `tablee` with these words; return what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "tablee", *words],
            env=self.environ,
            input=stdin,
            capture_output=True,
            timeout=COMMAND_LIMIT_S,
            check=False,
        )
        said = done.stdout.decode() + done.stderr.decode()
        assert done.returncode == expect, f"tablee {' '.join(words)}: {done.returncode}\n{said}"
        return done.stdout.decode()

    def apply_example(self, name: str) -> None:
        """Publish a campaign file that ships with Tablée, as a replay."""
        source = Path(__file__).parents[2] / f"src/tablee/campaign_file/examples/{name}.toml"
        self.run("campaign", "apply", str(source), "--replay")

    def tally(self, campaign: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("tally", campaign, "--json"))
        return found

    def pool(self, campaign: str, name: str) -> dict[str, Any]:
        return next(pool for pool in self.tally(campaign)["pools"] if pool["name"] == name)

    def server(self) -> OwnServer:
        """Return a server of this site, to be used in a `with`."""
        return OwnServer(self.environ, free_port())


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Says a figure that a reader of the test's output should see."""

    def say(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n  {words}\n")

    return say


@pytest.fixture
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Place]]:
    """Makes an empty site on the database that is named; at the end each selfcheck is clean."""
    made: list[Place] = []

    def make(where: str) -> Place:
        home = tmp_path / f"home-{len(made)}"
        url = ""
        if where == "postgresql":
            url = laid_database(request.getfixturevalue("postgres_url"))
        else:
            lay_tables(home)
        made.append(Place(home, url))
        return made[-1]

    yield make
    for place in made:
        place.run("selfcheck")


@contextmanager
def inside(place: Place) -> Iterator[Site]:
    """The same site in this process, for what starts in its pages."""
    named = {name: value for name, value in place.environ.items() if name.startswith(PREFIX)}
    try:
        yield open_site(read_settings(named), alias="inside", migrate=False)
    finally:
        connections["inside"].close()


def acts_of(site: Site, slug: str) -> int:
    """How many acts there are now: a command that says so takes half a second to begin."""
    with site.desks.read() as desk:
        return tally_campaign(desk, slug, site.clock.now_ms()).totals.acts


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, places: Callable[[str], Place]) -> Place:
    """An empty site, once on each database."""
    return places(request.param)
