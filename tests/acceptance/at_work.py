"""A worker in a process of its own, to be measured, stopped and killed."""

import subprocess
import sys
from pathlib import Path
from typing import Self

from django.db import connections
from tests.acceptance.conftest import Place, inside

from tablee.jobs.worker import MS_PER_S, Pace

NO_WORKER = {"TABLEE_WORKERS": "0"}
WIDE_OPEN = {
    "TABLEE_SENDER_PER_MINUTE": "1000000",
    "TABLEE_SOURCE_PER_MINUTE": "1000000",
    "TABLEE_TARGET_PER_MINUTE": "1000000",
    "TABLEE_TOLD_PER_MINUTE": "1000000",
}
"""Everything is told by one sender here."""


def let_leases_pass(place: Place) -> None:
    """Let the lease of everything that a killed worker had in hand begin so much earlier.

    That is to wait until it is over, without the waiting; what is held for longer stays held.
    """
    earlier_ms = int(Pace().lease_s * MS_PER_S)
    words = "UPDATE store_task SET held_until_ms = held_until_ms - %s WHERE NOT (holder = '')"
    with inside(place), connections["inside"].cursor() as rows:
        rows.execute(words, [earlier_ms])


class AtWork:
    """`tablee work` on one site."""

    def __init__(self, place: Place, at_once: int) -> None:
        words = ["work", "--at-once", str(at_once)]
        self.log = place.home / "work.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tablee", *words],
                env=place.environ,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def __enter__(self) -> Self:
        """Return when it is at work."""
        first = self.process.stdout.readline()
        assert first, self.log.read_text(encoding="utf-8")[-2_000:]
        return self

    def __exit__(self, *_: object) -> None:
        """Ask it to end, if it has not; what it says last is in `said`."""
        if self.process.poll() is None:
            self.process.terminate()
        self.said = self.process.communicate(timeout=60)[0].decode()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.process.wait(60)

    def peak_mib(self) -> int:
        """Return the most memory it has had so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1_024
