"""What `make` relies on does what it says."""

import os

import psycopg
import pytest
from tools import migrations_are_made
from tools.browser import find_chromium


@pytest.mark.postgres
def test_a_real_postgresql_answers_also_to_root(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        (version,) = connection.execute("show server_version").fetchone()
        (durable,) = connection.execute("show synchronous_commit").fetchone()
    assert int(version.split(".")[0]) >= 15
    assert durable == "on"


def test_a_browser_named_by_hand_is_taken_first(tmp_path, monkeypatch):
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\n", encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    monkeypatch.setenv("PATH", os.defpath)
    assert find_chromium() == str(browser)


def test_every_model_has_its_migration():
    assert migrations_are_made.main() == 0
