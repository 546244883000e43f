"""Sites to test on: in memory, in a SQLite file, in a real PostgreSQL."""

import shutil
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from django.db import connections
from tests import make

from tablee.config import Settings, read_settings
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
    """A site in a fresh database of the server at *url*."""
    if url not in _templates:
        _templates[url] = new_database(url)
        with _closing("postgres"):
            open_site(postgres_settings(folder / "pg", _templates[url]), alias="postgres")
    database = new_database(url, template=_templates[url])
    with _closing("postgres"):
        settings = postgres_settings(folder / "pg", database)
        yield open_site(settings, clock=set_clock(), alias="postgres", migrate=False)


def sqlite_settings(home) -> Settings:
    return read_settings({"TABLEE_HOME": str(home)})


def postgres_settings(home, url) -> Settings:
    return read_settings({"TABLEE_HOME": str(home), "TABLEE_DATABASE_URL": url})


def new_database(url, template="") -> str:
    """Make a database on the server at *url*; return its own URL."""
    name = f"tablee_{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as server:
        like = f' TEMPLATE "{template.rpartition("/")[2]}"' if template else ""
        server.execute(f'CREATE DATABASE "{name}"{like}')
    return f"{url.rpartition('/')[0]}/{name}"


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
