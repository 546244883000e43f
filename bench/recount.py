"""How fast a stranger verifies a log: leaves a second, in one process and in several."""

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaign_log import Story, campaign
from tests.verifying.exports import bare_log, export, unpacked

from tablee.verifying.conclusion import PROVEN
from tablee.verifying.verifier import Wish, verify_log

ACTS = 200_000
ACTS_PER_MINUTE = 200
ACTS_PER_PERSON = 4
ROUNDS = 2


def build(place: Path, acts: int) -> int:
    """Write a log of *acts* acts, and its export; return how many leaves it has."""
    story = Story(acts, ACTS_PER_MINUTE, people=acts // ACTS_PER_PERSON + 3)
    log = bare_log(place / "log", campaign(story).leaves)
    unpacked(export(place, log), place / "export")
    return log.size


def measure(where: Path, workers: int) -> None:
    """Verify once; print the seconds by the clock and of work, and the most memory it had."""
    began, began_work = time.perf_counter(), time.process_time()
    conclusion = verify_log(str(where), Wish(workers=workers))
    took_s, work_s = time.perf_counter() - began, time.process_time() - began_work
    assert conclusion.code == PROVEN, conclusion.findings
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    work_s += theirs.ru_utime + theirs.ru_stime
    print(f"{took_s:.3f} {work_s:.3f} {most_memory_mb()}")


def most_memory_mb() -> int:
    """Return the most memory that this process ever had; what its parent had does not count."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def measured(where: Path, workers: int) -> tuple[float, float, int]:
    """Return the figures of one verification, in a process of its own."""
    words = [sys.executable, "-m", "bench.recount", "--where", str(where)]
    answer = subprocess.run(  # noqa: S603 - our own bench
        [*words, "--workers", str(workers)], capture_output=True, check=True, text=True
    )
    took, work, memory = answer.stdout.split()
    return float(took), float(work), int(memory)


def table(acts: int) -> None:
    """Print how fast a log and its export are verified."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "log").mkdir()
        leaves = build(place, acts)
        held = sum(each.stat().st_size for each in (place / "log").rglob("*") if each.is_file())
        print(f"{leaves:,} leaves, {held / acts:.0f} bytes an act on disk")
        print(f"{'':<10}{'processes':>10}{'s':>8}{'leaves/s':>11}{'s of work':>11}{'MB':>6}")
        for name in ("log", "export"):
            for workers in sorted({1, os.cpu_count() or 1}):
                found = [measured(place / name, workers) for _ in range(ROUNDS)]
                took, work, memory = min(found)
                print(
                    f"{name:<10}{workers:>10}{took:>8.2f}{leaves / took:>11,.0f}"
                    f"{work:>11.2f}{memory:>6}"
                )


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--acts", type=int, default=ACTS)
    words.add_argument("--where", type=Path)
    words.add_argument("--workers", type=int, default=1)
    said = words.parse_args()
    if said.where:
        measure(said.where, said.workers)
    else:
        table(said.acts)


if __name__ == "__main__":
    main()
