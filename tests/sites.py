"""Sites to test on: in memory, in a SQLite file, in a real PostgreSQL."""

import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from django.db import connections
from tests import make

from tablee.cli.replay.own_server import own_environ
from tablee.config import DATABASE_NAME, Settings, read_settings
from tablee.outside.clock import SetClock
from tablee.wiring import memory_site, open_site

_numbers = count(1)
_templates = {}


def set_clock():
    return SetClock(make.MIDDLE_MS)


@contextmanager
def memory(_folder=None, _url=None):
    yield memory_site(clock=set_clock())


@contextmanager
def sqlite(folder, _url=None):
    """A site in a fresh file; the tables are made once and copied."""
    template = _templates.get("sqlite")
    if template is None:
        template = _templates["sqlite"] = _migrated_file(folder / "template")
    home = folder / f"home-{next(_numbers)}"
    home.mkdir()
    settings = sqlite_settings(home)
    settings.database_path.write_bytes(template)
    with _closing("sqlite"):
        yield open_site(settings, clock=set_clock(), alias="sqlite", migrate=False)


@contextmanager
def postgres(folder, url):
    """A site in an empty database of the server at *url*: made once, and emptied again."""
    is_new = url not in _templates
    database = _templates.setdefault(url, new_database(url) if is_new else "")
    settings = postgres_settings(folder / "pg", database)
    with _closing("postgres"):
        site = open_site(settings, clock=set_clock(), alias="postgres", migrate=is_new)
        with connections["postgres"].cursor() as cursor:
            names = connections["postgres"].introspection.table_names(cursor)
            tables = ", ".join(name for name in names if name.startswith("store_"))
            cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        yield site


def sqlite_settings(home) -> Settings:
    return read_settings({"TABLEE_HOME": str(home)})


def postgres_settings(home, url) -> Settings:
    return read_settings({"TABLEE_HOME": str(home), "TABLEE_DATABASE_URL": url})


def new_database(url, template="template1") -> str:
    """Make a database on the server at *url*, as another one there; return its own URL."""
    name = f"tablee_{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{url.rpartition('/')[0]}/{name}"


def lay_tables(home: Path) -> Path:
    """Make the folder of a site whose tables are there already; return it.

    They were made once, as the first command on an empty folder makes them, and are copied: that
    first command takes ten times as long as others.
    """
    tables = _templates.get("whole")
    if tables is None:
        with tempfile.TemporaryDirectory() as folder:
            _first_command(Path(folder))
            tables = _templates["whole"] = (Path(folder) / DATABASE_NAME).read_bytes()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / DATABASE_NAME).write_bytes(tables)
    return home


def laid_database(url) -> str:
    """Make a database on the server at *url* in which the tables are already; return its URL."""
    whole = _templates.get(("whole", url))
    if whole is None:
        whole = _templates["whole", url] = new_database(url)
        with tempfile.TemporaryDirectory() as folder:
            _first_command(Path(folder), {"TABLEE_DATABASE_URL": whole})
    return new_database(url, whole.rpartition("/")[2])


def _first_command(home: Path, extra=None) -> None:
    """Let a command of its own make the tables, those of the staff's pages too."""
    command = [sys.executable, "-m", "tablee", "selfcheck"]
    environ = own_environ(home, extra)
    subprocess.run(command, env=environ, check=True, capture_output=True)


def _migrated_file(home: Path) -> bytes:
    settings = sqlite_settings(home)
    with _closing("sqlite"):
        open_site(settings, alias="sqlite")
    content = settings.database_path.read_bytes()
    shutil.rmtree(home)
    return content


@contextmanager
def _closing(alias):
    try:
        yield
    finally:
        connections[alias].close()
