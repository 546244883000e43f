"""Prints the table: what the door takes, and its ratios to what it could be compared with."""

import argparse
import os
import platform
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tools.postgres import running_postgres

from bench.mentions import measure_mentions
from bench.raw import write_again
from bench.rounds import Crowd, measure

NAIVE_S = 2.0
MENTION_ROUNDS = 3


class Figure(NamedTuple):
    """One line of the table."""

    name: str
    kind: str
    clients: int
    acts: int
    where: str = "quick"
    """``quick`` and whole, or in the ``whole`` bench only; with ``+pg``, on PostgreSQL."""


FIGURES = (
    Figure("door, single acts", "door", 64, 1),
    Figure("door, single acts", "door", 1_024, 1),
    Figure("door, lists of 100", "door", 64, 100),
    Figure("door, lists of 100", "door", 1_024, 100, "whole"),
    Figure("(a) constant, single acts", "constant", 64, 1),
    Figure("(a) constant, single acts", "constant", 1_024, 1),
    Figure("(c) naive Django on SQLite", "naive", 64, 1),
    Figure("(c) naive Django on SQLite", "naive", 1_024, 1, "whole"),
    Figure("(d) naive Django on PostgreSQL", "naive", 64, 1, "quick+pg"),
    Figure("(d) naive Django on PostgreSQL", "naive", 1_024, 1, "whole+pg"),
    Figure("constant at the hatch", "hatch", 64, 1),
    Figure("constant at the hatch", "hatch", 1_024, 1),
    Figure("door on PostgreSQL, single acts", "door", 64, 1, "whole+pg"),
    Figure("door on PostgreSQL, lists of 100", "door", 64, 100, "whole+pg"),
)
RAW = Figure("(b) raw sqlite3, groups of 1,000", "raw", 0, 1_000)


class Ratio(NamedTuple):
    """What is divided by what, and what the budget asks for."""

    name: str
    over: Figure
    under: Figure
    aim: float


RATIOS = (
    Ratio("P1 (a) single acts ÷ constant, 64 clients", FIGURES[0], FIGURES[4], 0.5),
    Ratio("P1 (a) single acts ÷ constant, 1,024 clients", FIGURES[1], FIGURES[5], 0.5),
    Ratio("    single acts ÷ constant at the hatch, 64 clients", FIGURES[0], FIGURES[10], 0),
    Ratio("    the same, 1,024 clients", FIGURES[1], FIGURES[11], 0),
    Ratio("P2 (b) lists of 100 ÷ raw sqlite3", FIGURES[2], RAW, 0.7),
    Ratio("P3 (c) single acts ÷ naive on SQLite, 64 clients", FIGURES[0], FIGURES[6], 40),
    Ratio("P3 (c) the same, 1,024 clients", FIGURES[1], FIGURES[7], 40),
    Ratio("P4 (d) single acts ÷ naive on PostgreSQL, 64 clients", FIGURES[0], FIGURES[8], 40),
    Ratio("P4 (d) the same, 1,024 clients", FIGURES[1], FIGURES[9], 40),
)
Found = dict[Figure, list[float]]
Waits = dict[Figure, list[float]]


def run_round(figures: list[Figure], seconds: float, url: str, found: Found, waits: Waits) -> None:
    """Measure every figure once."""
    for figure in figures:
        lasting_s = NAIVE_S if figure.kind == "naive" else seconds
        crowd = Crowd(figure.clients, figure.acts, lasting_s)
        outcome = measure(
            figure.kind, crowd, url=_fresh(url) if figure.where.endswith("+pg") else ""
        )
        found.setdefault(figure, []).append(outcome.acts_per_s)
        waits.setdefault(figure, []).append(outcome.p99_ms)
        if figure is FIGURES[2]:
            again = write_again(outcome.home / "tablee.sqlite3", outcome.home / "raw.sqlite3")
            found.setdefault(RAW, []).append(again)
        shutil.rmtree(outcome.home)
        print(f"  {figure.name}, {figure.clients}: {outcome.acts_per_s:,.0f}/s", flush=True)


def _fresh(url: str) -> str:
    """Make a database of its own on the server of *url*; return its URL."""
    import psycopg  # noqa: PLC0415 - an extra that only this line needs

    with psycopg.connect(url, autocommit=True) as line:
        name = f"bench_{os.urandom(4).hex()}"
        line.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    return url.rpartition("/")[0] + f"/{name}"


def print_table(found: Found, waits: Waits) -> None:
    """Print figures and ratios, each with its spread."""
    print(f"\n{'acts a second':<36}{'clients':>8}{'min':>10}{'median':>10}{'max':>10}{'p99 ms':>9}")
    for figure, figures in found.items():
        wait = f"{median(waits[figure]):9.1f}" if figure in waits else ""
        print(
            f"{figure.name:<36}{figure.clients or '':>8}{min(figures):>10,.0f}"
            f"{median(figures):>10,.0f}{max(figures):>10,.0f}{wait}"
        )
    print(f"\n{'ratio':<58}{'min':>8}{'median':>8}{'max':>8}{'aim':>7}")
    for ratio in RATIOS:
        if ratio.over in found and ratio.under in found:
            pairs = zip(found[ratio.over], found[ratio.under], strict=True)
            several = [over / under for over, under in pairs]
            print(
                f"{ratio.name:<58}{min(several):>8.2f}{median(several):>8.2f}"
                f"{max(several):>8.2f}{ratio.aim:>7g}"
            )


def machine() -> str:
    """Say on what this was measured."""
    words = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in words if line.startswith("model name")]
    packages = ("django", "msgspec", "uvicorn", "uvloop", "httptools", "psycopg")
    return (
        f"{len(os.sched_getaffinity(0))} cores of {names[0] if names else platform.machine()}, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, "
        + ", ".join(f"{name} {version(name)}" for name in packages)
    )


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--quick", action="store_true", help="two minutes at most")
    words.add_argument("--rounds", type=int, default=0)
    said = words.parse_args()
    rounds = said.rounds or (2 if said.quick else 5)
    figures = [figure for figure in FIGURES if figure.where.startswith("quick") or not said.quick]
    found: Found = {}
    waits: Waits = {}
    print(machine())
    with running_postgres() as url:
        for number in range(1, rounds + 1):
            print(f"round {number} of {rounds}", flush=True)
            run_round(figures, 2.0 if said.quick else 2.5, url, found, waits)
    print_table(found, waits)
    if not said.quick:
        measure_mentions(min(rounds, MENTION_ROUNDS), 2.5)
    print("\nEvery acknowledged act was found again, and selfcheck was clean after each round.")


if __name__ == "__main__":
    main()
