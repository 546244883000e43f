"""How fast a log is sealed: leaves a second from acts on disk to a published checkpoint."""

import argparse
import os
import resource
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import make, sites

from tablee.core.act import Claim
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.wiring import Site, open_sealer

ACTS = 200_000
GROUP = 1_000
PEOPLE_EACH = 4
"""Acts by one person: their kind has limits, so each leaf bears two tags."""
HASHED = 200_000


def claims(acts: int) -> Iterator[list[Claim]]:
    """Give acts in groups: half of them of a kind with limits."""
    for first in range(0, acts, GROUP):
        yield [
            make.claim(
                f"https://emil.example/{number}",
                "share" if number % 2 else "post",
                f"person {number // PEOPLE_EACH}",
            )
            for number in range(first, min(acts, first + GROUP))
        ]


def build(site: Site, acts: int) -> None:
    """Publish a campaign and record its acts."""
    kinds = (make.kind(per_day=9, in_all=99), make.kind("share", 1, "shares"))
    publish_terms(site.desks, site.clock, Publication(make.terms(kinds=kinds)))
    for group in claims(acts):
        record_acts(site.desks, site.clock, make.SLUG, group, "bench")


def folder_bytes(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def hash_rate() -> float:
    """Return how many leaves a second this machine can hash at all, one after the other."""
    leaf = b"\0" * 320
    begun_s = time.perf_counter()
    for _ in range(HASHED):
        sha256(leaf).digest()
    return HASHED / (time.perf_counter() - begun_s)


def measure(home: Path, acts: int) -> None:
    """Seal everything at once, then a little more, and print what it cost."""
    with sites.sqlite(home) as site:
        build(site, acts)
        where = site.settings.home
        database = site.settings.database_path
        before = database.stat().st_size
        sealer = open_sealer(site)
        begun_s, begun_work_s = time.perf_counter(), time.process_time()
        found = sealer.seal(make.SLUG)
        took_s = time.perf_counter() - begun_s
        work_s = time.process_time() - begun_work_s
        grown = database.stat().st_size - before
        record_acts(site.desks, site.clock, make.SLUG, [make.claim("https://one.example/")], "one")
        begun_s = time.perf_counter()
        sealer.seal(make.SLUG)
        one_s = time.perf_counter() - begun_s
        begun_s = time.perf_counter()
        record_acts(site.desks, site.clock, make.SLUG, [make.claim("https://two.example/")], "one")
        open_sealer(site).seal(make.SLUG)
        opened_s = time.perf_counter() - begun_s
        files = folder_bytes(where / "logs")
    assert not found.stopped, found.stopped
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{os.cpu_count()} cores; SQLite, synchronous=FULL; {acts} acts, {found.size} leaves")
    print(f"sealed and published in {took_s:.1f} s ({work_s:.1f} s of work)")
    print(
        f"leaves a second: {found.size / took_s:,.0f} by the clock, "
        f"{found.size / work_s:,.0f} by work; hashes alone: {hash_rate():,.0f}"
    )
    print(f"one act more: {1_000 * one_s:.0f} ms; with the log read again first: {opened_s:.1f} s")
    print(f"memory at most: {memory_mb} MB")
    print(f"bytes an act: {files / acts:.0f} in files, {grown / acts:.0f} in the database")


def main() -> None:
    """Measure."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--acts", type=int, default=ACTS)
    with TemporaryDirectory() as folder:
        measure(Path(folder), words.parse_args().acts)


if __name__ == "__main__":
    main()
