"""A bundle holds what a stranger needs, all of it from the published log."""

import csv
import json
from hashlib import sha256
from io import StringIO
from zipfile import ZipFile

import pytest
from tests.ledgers import by_beancount, by_hledger
from tests.logs import ORIGIN, FolderLog, signer

from tablee.core.errors import BrokenInvariant
from tablee.core.leaves.canonical import dump
from tablee.core.log.note import believed, read_note
from tablee.core.log.tiles import tiles_of
from tablee.outside.log.archive import ZipDraft
from tablee.outside.signing import verify
from tablee.usecases.log.readme import readme
from tablee.usecases.log.write_bundle import NothingPublished, Papers, write_bundle

MINUTE = 22_176_000
TERMS = '{"title":"a table"}'
TAG = "A" * 22
TALLY = {"leaf": "tally", "through": 2, "acts": 1, "pools": {}, "kinds": {}, "reached": []}


class Files:
    """A log's files, from the folder where a test wrote them."""

    def __init__(self, folder):
        self._folder = folder

    def read(self, path):
        place = self._folder / path
        return place.read_bytes() if place.is_file() else None


def key(name, *, is_valid=True):
    said = {"role": "sponsor", "name": name, "key": f"{name}+key", "held_by": "self"}
    return {"leaf": "key", **said, "is_valid": is_valid}


def act(number, units=10):
    said = {"kind": "post", "pool": "blogs", "evidence": "A", "object": TAG, "commitment": TAG}
    return {"leaf": "act", "act": number, "units": units, "start": 10 * number - 10, **said}


def some_leaves(acts=1):
    terms = {"leaf": "terms", "number": 1, "document": sha256(TERMS.encode()).hexdigest()}
    pledge = {"leaf": "pledge", "name": "=first", "pool": "blogs", "units": 99}
    said = [
        {"leaf": "genesis", "campaign": "table", "log": str(signer(ORIGIN).key)},
        key("Danone"),
        key("Old"),
        key("Old", is_valid=False),
        terms,
        {**pledge, "shares": [["Danone", 1]]},
        *[act(number) for number in range(1, acts + 1)],
        {**TALLY, "earned": {"blogs": {"Danone": 10}}},
    ]
    return [dump({**leaf, "minute": MINUTE + at}) for at, leaf in enumerate(said)]


@pytest.fixture
def log(tmp_path):
    log = FolderLog(tmp_path / "log")
    log.add(some_leaves())
    log.publish()
    return log


def papers(**changes):
    return Papers("table", "log line\n", {1: TERMS}, b"<!doctype html>")._replace(**changes)


def bundle(log, folder, **changes):
    with ZipDraft(folder) as draft:
        checkpoint = write_bundle(draft, Files(log.folder), papers(**changes), log.signer)
        draft.seal(folder / "bundle.zip")
    return checkpoint, folder / "bundle.zip"


def files_of(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_there_and_listed(log, tmp_path):
    checkpoint, path = bundle(log, tmp_path / "out")
    found = files_of(path)
    assert checkpoint.size == log.size
    assert {tile.path for tile in tiles_of(log.size)} < {*found}
    assert {
        *("README.txt", "acts.csv", "checkpoint", "hashes", "keys.json", "leaves.jsonl"),
        *("ledger/main.beancount", "ledger/main.csv", "ledger/main.journal", "ledger/main.jsonl"),
        *("policy", "tally.json", "terms/1.json", "verifier.html"),
    } == {name for name in found if not name.startswith("tile/")}
    note = read_note(found.pop("hashes"))
    assert believed(note, [log.signer.key], verify) == {log.signer.key}
    first, *lines = note.text[:-1].split("\n")
    assert first == f"{ORIGIN}/hashes"
    assert lines == [f"{sha256(found[name]).hexdigest()}  {name}" for name in sorted(found)]


def test_files_say_what_the_leaves_say(log, tmp_path):
    checkpoint, path = bundle(log, tmp_path)
    found = files_of(path)
    assert found["README.txt"].decode() == readme("table", checkpoint, str(log.signer.key))
    assert str(log.signer.key) in found["README.txt"].decode()
    assert found["leaves.jsonl"].splitlines() == log.leaves
    assert json.loads(found["tally.json"])["earned"] == {"blogs": {"Danone": 10}}
    assert found["terms/1.json"].decode() == TERMS
    keys = json.loads(found["keys.json"])
    assert keys["log"] == str(log.signer.key)
    assert [party["name"] for party in keys["parties"]] == ["Danone"]
    rows = [*csv.reader(StringIO(found["acts.csv"].decode()))]
    assert rows[1][:5] == ["1", "6", "2012-03-01T00:06Z", "post", "blogs"]
    assert b"pledge =first" in found["ledger/main.csv"]


def test_accountants_programs_find_no_fault(log, tmp_path):
    with ZipFile(bundle(log, tmp_path)[1]) as archive:
        archive.extractall(tmp_path / "unpacked")
    by_two = [
        by_beancount(tmp_path / "unpacked/ledger/main.beancount"),
        by_hledger(tmp_path / "unpacked/ledger/main.journal"),
    ]
    for balances in by_two:
        assert balances["earned:Danone:blogs"] == 10
        assert balances["pledged:Danone:blogs"] == 89


def test_the_same_log_makes_the_same_bytes_while_it_grows(log, tmp_path):
    before = bundle(log, tmp_path / "one")[1].read_bytes()
    log.add([some_leaves()[-1]] * 600)
    for tile in tiles_of(8):
        (log.folder / tile.path).unlink()
    (log.folder / "checkpoint").write_bytes((log.folder / "checkpoint.8").read_bytes())
    assert bundle(log, tmp_path / "two")[1].read_bytes() == before


def test_nothing_is_exported_before_something_is_published(log, tmp_path):
    (log.folder / "checkpoint").unlink()
    with pytest.raises(NothingPublished):
        bundle(log, tmp_path)


def test_other_terms_than_those_of_the_log_are_not_exported(log, tmp_path):
    with pytest.raises(BrokenInvariant, match="Version 1 of the terms"):
        bundle(log, tmp_path, terms={1: TERMS + " "})


def test_a_log_with_a_hole_is_not_exported(log, tmp_path):
    (log.folder / "tile/0/000.p/8").unlink()
    with pytest.raises(BrokenInvariant, match="tile/0/000"):
        bundle(log, tmp_path)
