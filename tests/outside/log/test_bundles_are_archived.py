"""An archive of the same files is the same archive, wherever it is written."""

import subprocess
import sys
from hashlib import sha256
from zipfile import ZIP_STORED, ZipFile

import pytest

from tablee.outside.log.archive import ZipDraft

ELSEWHERE = """
import sys
from pathlib import Path
from tablee.outside.log.archive import ZipDraft
folder = Path(sys.argv[1])
with ZipDraft(folder) as draft:
    for path in {"z/last", "a/first", "README.txt"}:
        draft.add(path, [path.encode(), b"!"])
    draft.seal(folder / "bundle.zip")
"""


def written(folder, name="bundle.zip", paths=("README.txt", "z/last", "a/first")):
    with ZipDraft(folder) as draft:
        for path in paths:
            draft.add(path, [path.encode()])
            draft.add(path, [b"!"])
        draft.seal(folder / name)
    return (folder / name).read_bytes()


def test_the_same_files_make_the_same_bytes(tmp_path):
    first = written(tmp_path / "one")
    again = written(tmp_path / "two", paths=("a/first", "z/last", "README.txt"))
    assert first == again


@pytest.mark.parametrize(
    "surroundings",
    [
        {"LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "fr_FR.UTF-8", "TZ": "America/Lima", "PYTHONHASHSEED": "2"},
    ],
)
def test_another_process_makes_the_same_bytes(tmp_path, surroundings):
    command = [sys.executable, "-c", ELSEWHERE, str(tmp_path / "there")]
    subprocess.run(command, env=surroundings, check=True)
    assert (tmp_path / "there/bundle.zip").read_bytes() == written(tmp_path / "here")


def test_members_are_stored_sorted_and_without_a_date(tmp_path):
    written(tmp_path)
    with ZipFile(tmp_path / "bundle.zip") as archive:
        members = archive.infolist()
        assert [each.filename for each in members] == ["README.txt", "a/first", "z/last"]
        assert {each.compress_type for each in members} == {ZIP_STORED}
        assert {each.date_time for each in members} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(each.extra for each in members)
        assert archive.read("a/first") == b"a/first!"


def test_digests_are_of_what_was_added_so_far(tmp_path):
    with ZipDraft(tmp_path) as draft:
        draft.add("b", [b"1"])
        draft.add("a", [])
        draft.add("b", [b"2"])
        assert draft.digests() == {"a": sha256().hexdigest(), "b": sha256(b"12").hexdigest()}
        assert [*draft.digests()] == ["a", "b"]


def test_nothing_is_left_of_a_draft(tmp_path):
    written(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["bundle.zip"]


def test_a_failure_leaves_the_archive_of_before(tmp_path):
    before = written(tmp_path)
    with pytest.raises(RuntimeError), ZipDraft(tmp_path) as draft:
        draft.add("a", broken())
    assert (tmp_path / "bundle.zip").read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["bundle.zip"]


def broken():
    yield b"half"
    raise RuntimeError
