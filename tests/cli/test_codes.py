"""Receipt codes from the command line: issued as CSV, lent as a key, listed, revoked."""

import csv
import stat

import pytest

from tablee.campaign_file.examples import example
from tablee.core.purchase.code import is_signed, read_code, write_code
from tablee.core.purchase.slip import object_of

SLUG = "restos-2012"
HEAD = ["code", "good_until"]


@pytest.fixture
def issue(run, home):
    """The campaign of 2012 is published; issues codes of it."""
    file = home.parent / "restos-2012.toml"
    file.write_text(example("restos-2012"), encoding="utf-8")
    assert run("campaign", "apply", str(file), "--replay").code == 0

    def issued(*words):
        return run("codes", "issue", SLUG, *words)

    return issued


def test_codes_are_written_as_csv(issue):
    said = issue("--number", "3")
    rows = list(csv.reader(said.out.splitlines()))
    assert said.code == 0, said.err
    assert rows[0] == HEAD
    assert [read_code(row[0]).serial for row in rows[1:]] == [1, 2, 3]
    assert rows[1][1] == "2012-03-26T23:59:59+02:00"


def test_a_file_is_for_its_owner_and_is_never_written_over(issue, tmp_path):
    file = tmp_path / "codes.csv"
    assert issue("--number", "2", "--out", str(file)).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_text(encoding="utf-8")
    assert issue("--number", "2", "--out", str(file)).code == 2
    assert file.read_text(encoding="utf-8") == before


def test_codes_can_name_receipts(issue, tmp_path):
    receipts = tmp_path / "receipts.csv"
    receipts.write_text("store,receipt\n0001,17\n\n0002,18\n", encoding="utf-8")
    assert issue("--receipts", str(receipts)).code == 2
    said = issue("--receipts", str(receipts), "--partner", "carrefour")
    rows = list(csv.reader(said.out.splitlines()))
    assert rows[0] == [*HEAD, "store", "receipt"]
    assert [row[2:] for row in rows[1:]] == [["0001", "17"], ["0002", "18"]]
    assert object_of("carrefour", "0001", "17") == "carrefour/0001/17"
    receipts.write_text("0001\n", encoding="utf-8")
    assert "receipt 1" in issue("--receipts", str(receipts), "--partner", "carrefour").err


def test_a_partner_makes_codes_by_itself(issue, run):
    assert issue("--number", "1").code == 0
    said = run("codes", "key", SLUG, "--name", "carrefour")
    series, key = said.out.split()
    code = read_code(write_code(bytes.fromhex(key), int(series), 12))
    assert is_signed(bytes.fromhex(key), code)
    listed = run("codes", "list", SLUG).out
    assert "by the partner" in listed
    assert key not in listed


def test_a_series_is_revoked(issue, run):
    issue("--number", "1")
    assert run("codes", "revoke", SLUG, "codes").code == 0
    assert "revoked" in run("codes", "list", SLUG).out
    assert run("codes", "revoke", SLUG, "codes").code == 2
    assert run("codes", "revoke", SLUG, "nothing").code == 2


@pytest.mark.parametrize("words", [(), ("--number", "0"), ("--number", "3", "--kind", "share")])
def test_what_cannot_be_issued_is_said_in_a_sentence(issue, words):
    said = issue(*words)
    assert said.code == 2
    assert said.err.startswith("tablee: ")
    assert said.out == ""
