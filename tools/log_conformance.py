"""Tries a verifier on the logs of `conformance/`: does it end as it should, for the right reason?

The verifier may be anybody's. docs/log/verifying.md has the contract.
"""

import argparse
import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools.house.sources import ROOT

FOLDER = ROOT / "conformance"
LOG, RECEIPT = ("log", "export.zip"), "receipt.tlog-proof"
OURS = f"{sys.executable} -m tablee verify --json {{dir}}"
TIMEOUT_S = 120


class Case(NamedTuple):
    """One log, and what a verifier must say of it."""

    name: str
    log: Path
    receipt: Path | None
    code: int
    wrong: frozenset[str]


class Result(NamedTuple):
    """What a verifier said."""

    code: int
    wrong: frozenset[str] | None
    """The names of the checks that failed, if it said so."""

    def fits(self, case: Case) -> bool:
        """Return whether this is what it should have said."""
        is_named = self.wrong is None or case.wrong == self.wrong
        return self.code == case.code and is_named


def cases(folder: Path = FOLDER) -> Iterator[Case]:
    """Give the cases of a folder."""
    for file in sorted(folder.glob("*/expected.json")):
        expected = json.loads(file.read_text(encoding="utf-8"))
        place = file.parent
        log = next(place / name for name in LOG if (place / name).exists())
        receipt = place / RECEIPT if (place / RECEIPT).exists() else None
        yield Case(place.name, log, receipt, expected["code"], frozenset(expected["wrong"]))


def tried(case: Case, verifier: str, receipts: str) -> Result | None:
    """Let a verifier look at a case; nothing if it has no command for receipts."""
    command = verifier if case.receipt is None else receipts
    if not command:
        return None
    gaps = {"dir": shlex.quote(str(case.log)), "file": shlex.quote(str(case.receipt))}
    done = subprocess.run(
        shlex.split(command.format(**gaps)),
        capture_output=True,
        check=False,
        text=True,
        timeout=TIMEOUT_S,
    )
    return Result(done.returncode, _named(done.stdout))


def _named(said: str) -> frozenset[str] | None:
    try:
        checks: list[dict[str, Any]] = json.loads(said)["checks"]
        return frozenset(each["name"] for each in checks if each["state"] == "wrong")
    except (ValueError, KeyError, TypeError):
        return None


def main() -> int:
    """Try every case; return 1 if one of them ends otherwise."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--verifier", default=OURS, help="its command, with {dir}")
    words.add_argument("--receipts", default="", help="the one for receipts, with {dir} and {file}")
    words.add_argument("--folder", type=Path, default=FOLDER)
    said = words.parse_args()
    is_ours = said.verifier == OURS
    receipts = said.receipts or (f"{OURS} --receipt {{file}}" if is_ours else "")
    bad = 0
    for case in cases(said.folder):
        result = tried(case, said.verifier, receipts)
        if result is None:
            print(f"– {case.name}: no command for receipts")
            continue
        bad += not result.fits(case)
        mark = "✓" if result.fits(case) else "✗"
        named = "" if result.wrong is None else f" {', '.join(sorted(result.wrong))}"
        print(f"{mark} {case.name}: {result.code}{named}", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
