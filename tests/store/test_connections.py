"""Threads and processes share a database, and outlive its restarts."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connections
from django.db.utils import OperationalError
from tests import make, sites

from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.wiring import check_site, open_site

OTHER_PROCESS = """
import sys
from tests import make, sites
from tablee.usecases.record_acts import record_acts
from tablee.wiring import open_site
from pathlib import Path
home, url = sys.argv[1:]
settings = sites.postgres_settings(home, url) if url else sites.sqlite_settings(home)
site = open_site(settings, clock=sites.set_clock())
for number in range(40):
    claims = [make.claim(f"https://process.example/{number}/{each}", "share") for each in range(5)]
    record_acts(site.desks, site.clock, make.SLUG, claims, "import")
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request, tmp_path):
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with getattr(sites, request.param)(tmp_path, url) as opened:
        publish_terms(opened.desks, opened.clock, Publication(make.terms()))
        yield opened
        assert check_site(opened) == []


def test_threads_and_another_process_write_at_once(site):
    """Every act is there once, whoever sent it; both send some of the same."""
    command = [
        sys.executable,
        "-c",
        OTHER_PROCESS,
        str(site.settings.home),
        site.settings.database_url,
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as other:

        def record(number):
            names = [f"https://thread.example/{number}", f"https://process.example/{number}/0"]
            claims = [make.claim(name, "share") for name in names]
            record_acts(site.desks, site.clock, make.SLUG, claims, "form")
            connections.close_all()

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(record, range(60)))
        _, words = other.communicate(timeout=60)
    assert other.returncode == 0, words.decode()
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        # 60 of threads, 200 of the process, and 20 of the process's names beyond its own.
        assert desk.journal(campaign).standing().last_number == 60 + 200 + 20


@pytest.mark.postgres
def test_a_thread_survives_the_loss_of_its_connection(tmp_path, postgres_url):
    with sites.postgres(tmp_path, postgres_url) as site:
        publish_terms(site.desks, site.clock, Publication(make.terms()))
        cut_all(site.settings.database_url)
        with pytest.raises(OperationalError), site.desks.write() as desk:
            desk.campaigns.hold(make.SLUG)
        with site.desks.write() as desk:
            assert desk.campaigns.hold(make.SLUG).slug == make.SLUG


@pytest.mark.postgres
def test_a_connection_that_was_lost_while_idle_is_not_noticed(tmp_path, postgres_url):
    with sites.postgres(tmp_path, postgres_url) as site:
        publish_terms(site.desks, site.clock, Publication(make.terms()))
        cut_all(site.settings.database_url)
        time.sleep(1.1)
        with site.desks.write() as desk:
            assert desk.campaigns.hold(make.SLUG).slug == make.SLUG


def cut_all(url):
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_second_start_finds_everything(tmp_path):
    settings = sites.sqlite_settings(tmp_path / "home")
    site = open_site(settings, alias="sqlite", clock=sites.set_clock())
    publish_terms(site.desks, site.clock, Publication(make.terms()))
    record_acts(site.desks, site.clock, make.SLUG, [make.claim()], "form")
    again = open_site(settings, alias="sqlite", clock=sites.set_clock())
    assert again.secret == site.secret
    with again.desks.read() as desk:
        assert desk.journal(desk.campaigns.see(make.SLUG)).act(1).object == make.claim().object
    assert check_site(again) == []
    connections["sqlite"].close()
