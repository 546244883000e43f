"""The reader of a till file is killed again and again: every basket is counted, and once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from bench.tills import CAMPAIGN, SLUG

from tablee.cli.replay.tills import HEADER, Day, watched_codes

pytestmark = pytest.mark.slow

BASKETS = 30_000
KILLS = 3
PATIENCE_S = 60
READ = "SELECT position FROM store_tillfile"


@pytest.fixture
def home(tmp_path):
    path = tmp_path / "home"
    path.mkdir()
    now = datetime.fromtimestamp(time.time(), UTC)
    codes = ", ".join(f'"{code}"' for code in watched_codes())
    window = {"opens": now - timedelta(days=3), "closes": now + timedelta(days=9)}
    text = CAMPAIGN.format(slug=SLUG, codes=codes, **window)
    (path / "campaign.toml").write_text(text, encoding="utf-8")
    tablee(path, "campaign", "apply", str(path / "campaign.toml"))
    return path


def environment(home):
    return {**os.environ, "TABLEE_HOME": str(home), "LC_ALL": "C.UTF-8"}


def tablee(home, *words):
    command = [sys.executable, "-m", "tablee", *words]
    done = subprocess.run(
        command, env=environment(home), check=True, capture_output=True, text=True
    )
    return done.stdout


def position(home):
    with closing(sqlite3.connect(home / "tablee.sqlite3", timeout=30)) as rows:
        found = rows.execute(READ).fetchone()
    return found[0] if found else 0


def kill_once_further_than(home, words, reached):
    """Begin to read; kill the reader as soon as it has stored more than before."""
    command = [sys.executable, "-m", "tablee", *words]
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as reader:
        until_s = time.monotonic() + PATIENCE_S
        while position(home) <= reached and reader.poll() is None:
            assert time.monotonic() < until_s
            time.sleep(0.002)
        reader.send_signal(signal.SIGKILL)
    return position(home)


def test_a_reader_that_is_killed_counts_every_basket_once(home, tmp_path):
    file = tmp_path / "day.csv"
    day = Day(datetime.fromtimestamp(time.time(), UTC) - timedelta(days=2))
    file.write_text(HEADER + "".join(day.baskets(BASKETS)), encoding="utf-8")
    words = ("tills", "import", SLUG, str(file), "--partner", "shop", "--json")
    reached = 0
    for _ in range(KILLS):
        reached = kill_once_further_than(home, words, reached)
        assert 0 < reached < file.stat().st_size
    report = json.loads(tablee(home, *words))
    assert {name: report[name] for name in asdict(day.truth)} == asdict(day.truth)
    assert tablee(home, "selfcheck")
    again = json.loads(tablee(home, *words))
    assert again == {**report, "is_known": True}
