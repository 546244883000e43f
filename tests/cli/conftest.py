"""Commands run as in a terminal, each in a home of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from django import conf
from django.db import connections
from tests.sites import lay_tables

from tablee.cli import main
from tablee.config import PREFIX

ALIAS = "default"


class Said(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a site without a campaign."""
    return lay_tables(tmp_path / "home")


@pytest.fixture
def no_home(home: Path) -> Path:
    """Where the folder of a site would be; nothing was ever done there."""
    shutil.rmtree(home)
    return home


@pytest.fixture
def run(home: Path) -> Iterator[Run]:
    """Run `tablee` with some words; tests of acceptance do it in processes of their own."""
    strange = {name: None for name in os.environ if name.startswith(PREFIX)}

    def run_here(*words: str, stdin: bytes = b"", **environ: str) -> Said:
        here = {**strange, "TABLEE_HOME": str(home), "LC_ALL": "C", "LANGUAGE": None, **environ}
        done = CliRunner().invoke(main, words, input=stdin, env=here, prog_name="tablee")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Said(done.exit_code, done.stdout, done.stderr)

    with own_database():
        yield run_here


@contextmanager
def own_database() -> Iterator[None]:
    """Let Django go back to the database of other tests after these commands."""
    before = connections.settings.get(ALIAS) if conf.settings.configured else None
    yield
    if conf.settings.configured:
        connections[ALIAS].close()
        del connections[ALIAS]
        connections.settings[ALIAS] = before or connections.settings[ALIAS]


@pytest.fixture
def example() -> Callable[[str], str]:
    """Return the path of a campaign file that ships with Tablée."""
    folder = Path(__file__).parents[2] / "src/tablee/campaign_file/examples"
    return lambda name: str(folder / f"{name}.toml")
