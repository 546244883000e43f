"""How fast till files are read, in how much memory, and whether any crash changes the count."""

import argparse
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tablee.cli.replay.tills import HEADER, Day, Truth, watched_codes

PARTNER = "shops"
SLUG = "tills-bench"
LINES_PER_BASKET = 5
KILLS = 3
CAMPAIGN = """
slug = "{slug}"
title = "Bench"
summary = "Bench"
opens_at = {opens:%Y-%m-%dT%H:%M:%S}
closes_at = {closes:%Y-%m-%dT%H:%M:%S}
time_zone = "UTC"
[unit]
one = "meal"
other = "meals"
value = "1.00"
currency = "EUR"
method = "a bench"
[label]
beneficiary = "Nobody"
organiser = "Bench"
remainder = "kept"
paid_by = {closes:%Y-%m-%dT%H:%M:%S}
contact = "bench@bench.example"
[[sponsors]]
name = "Dana"
[[pools]]
name = "purchases"
title = "Purchases"
[[kinds]]
name = "purchase"
pool = "purchases"
rate = 1
proof = "till"
title = "Buy four"
call = "Buy four"
[[pledges]]
name = "purchases"
pool = "purchases"
units = 100000
sponsors = {{ Dana = 1 }}
[[products]]
name = "dairy"
title = "Dairy"
gtins = [{codes}]
[[baskets]]
name = "four"
kind = "purchase"
products = "dairy"
pieces = 4
"""


def main() -> None:
    """Write a file, read it, read it with the reader killed, read it again; print figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--kills", type=int, default=KILLS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tablee-tills-") as folder:
        root = Path(folder)
        file, truth = _write(root / "day.csv", options.lines)
        size_mb = file.stat().st_size / 1e6
        print(f"{truth.lines:,} lines, {truth.baskets:,} baskets, {size_mb:,.0f} MB")
        took_s, core_s, peak_mb = _read_whole(root / "whole", file, truth)
        speed, core_speed = truth.lines / took_s, truth.lines / core_s
        print(f"read at once: {took_s:.1f} s, {speed:,.0f} lines/s, at most {peak_mb:.0f} MB")
        print(f"of one core: {core_s:.1f} s, {core_speed:,.0f} lines/s")
        killed = _read_killed(root / "killed", file, truth, options.kills)
        print(f"killed {killed} times and read on: every figure is right")
        took_s = _read_again(root / "killed", file)
        print(f"the same file again: {took_s:.1f} s, nothing counted")


def _write(path: Path, lines: int) -> tuple[Path, Truth]:
    day = Day(datetime.fromtimestamp(time.time(), UTC) - timedelta(days=2), step_ms=100)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for basket in day.baskets(lines // LINES_PER_BASKET):
            file.write(basket)
    return path, day.truth


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "TABLEE_HOME": str(home), "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}


def _site(home: Path) -> None:
    home.mkdir()
    now = datetime.fromtimestamp(time.time(), UTC)
    codes = ", ".join(f'"{code}"' for code in watched_codes())
    text = CAMPAIGN.format(
        slug=SLUG, opens=now - timedelta(days=3), closes=now + timedelta(days=9), codes=codes
    )
    (home / "bench.toml").write_text(text, encoding="utf-8")
    _run(home, [sys.executable, "-m", "tablee", "campaign", "apply", str(home / "bench.toml")])


def _command(file: Path) -> list[str]:
    words = ["-m", "tablee", "tills", "import", SLUG, str(file), "--partner", PARTNER, "--json"]
    return [sys.executable, *words]


def _run(home: Path, command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=_environment(home), check=True, capture_output=True, text=True
    )
    return done.stdout


def _read_whole(home: Path, file: Path, truth: Truth) -> tuple[float, float, float]:
    _site(home)
    begun, before_s = time.perf_counter(), _core_s()
    told = _run(home, _command(file))
    took_s = time.perf_counter() - begun
    _check(json.loads(told), truth)
    peak_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return took_s, _core_s() - before_s, peak_kb / 1024


def _core_s() -> float:
    """Return how long cores were busy for commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read_killed(home: Path, file: Path, truth: Truth, kills: int) -> int:
    _site(home)
    size_bytes = file.stat().st_size
    killed = 0
    for number in range(1, kills + 1):
        with subprocess.Popen(  # noqa: S603 - our own command
            _command(file),
            env=_environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as reader:
            while _position(home) < size_bytes * number // (kills + 1) and reader.poll() is None:
                time.sleep(0.05)
            killed += reader.poll() is None
            reader.send_signal(signal.SIGKILL)
    _check(json.loads(_run(home, _command(file))), truth)
    return killed


def _position(home: Path) -> int:
    """Return how far the file is stored."""
    with closing(sqlite3.connect(home / "tablee.sqlite3", timeout=30)) as rows:
        found = rows.execute("SELECT position FROM store_tillfile").fetchone()
    return int(found[0]) if found else 0


def _read_again(home: Path, file: Path) -> float:
    begun = time.perf_counter()
    told = json.loads(_run(home, _command(file)))
    assert told["is_known"]
    return time.perf_counter() - begun


def _check(report: dict[str, object], truth: Truth) -> None:
    for name, wanted in asdict(truth).items():
        assert report[name] == wanted, f"{name}: {wanted:,} written, {report[name]} found"


if __name__ == "__main__":
    main()
