"""What Beancount and hledger make of our journals: programs that have never heard of us."""

import json
import os
import shutil
import subprocess
from collections import Counter

import pytest
from beancount import loader
from beancount.core.data import Open, Transaction

MISSING = "hledger is not on this machine: run `make peers` once to install it"


def by_beancount(path) -> Counter[str]:
    """Return what stands on our accounts, as Beancount counts; fail if it finds any fault."""
    entries, errors, _ = loader.load_file(str(path))
    assert not errors, errors
    names = {each.account: each.meta["account"] for each in entries if isinstance(each, Open)}
    balances = Counter[str]()
    for entry in entries:
        for posting in entry.postings if isinstance(entry, Transaction) else ():
            assert posting.units.currency == "UNIT"
            balances[names[posting.account]] += int(posting.units.number)
    return balances


def by_hledger(path) -> Counter[str]:
    """Return what stands on our accounts, as hledger counts; fail if it finds any fault."""
    hledger = shutil.which("hledger")
    if hledger is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    if hledger is None:
        pytest.skip(MISSING)
    _run(hledger, "-f", path, "check", "--strict", "ordereddates")
    found = json.loads(_run(hledger, "-f", path, "bal", "--flat", "-E", "-O", "json"))
    names = _accounts_in(path)
    rows, _total = found
    return Counter({names[row[0]]: _units(row[3]) for row in rows})


def _accounts_in(path) -> dict[str, str]:
    """Return our name for each account: it stands in the comment below the declaration."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        line.removeprefix("account "): lines[at + 1].removeprefix("  ; ")
        for at, line in enumerate(lines)
        if line.startswith("account ")
    }


def _units(amounts) -> int:
    for amount in amounts:
        assert amount["acommodity"] == "UNIT"
        assert not amount["aquantity"]["decimalPlaces"]
    return sum(amount["aquantity"]["decimalMantissa"] for amount in amounts)


def _run(*command) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        encoding="utf-8",
        env={"LC_ALL": "C.UTF-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
