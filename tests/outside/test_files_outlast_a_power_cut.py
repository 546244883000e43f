"""What is written is there whole or not at all, and is on disk before anybody is told."""

import os
import resource
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tablee.outside import disk


@contextmanager
def room_for(size_bytes):
    """Let no file grow larger meanwhile."""
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))


@pytest.fixture
def steps(monkeypatch):
    """Tell what is asked of the disk, in order."""
    found = []
    replace, fsync = Path.replace, os.fsync

    def named(draft, path):
        found.append("name")
        return replace(draft, path)

    def synced(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        found.append("folder" if is_folder else "content")
        fsync(descriptor)

    monkeypatch.setattr(Path, "replace", named)
    monkeypatch.setattr(disk.os, "fsync", synced)
    return found


def test_what_files_hold_is_on_disk_before_they_have_their_names(tmp_path, steps):
    disk.write_all({tmp_path / each: each.encode() for each in "ab"})
    assert steps == ["content", "content", "name", "name", "folder"]
    assert [(tmp_path / each).read_bytes() for each in "ab"] == [b"a", b"b"]


def test_a_folder_outlasts_a_power_cut_like_what_is_in_it(tmp_path, steps):
    disk.make_folder(tmp_path / "a" / "b")
    assert steps == ["folder", "folder"]
    disk.make_folder(tmp_path / "a" / "b")
    assert steps == ["folder", "folder"]


def test_nobody_waits_for_what_may_be_lost(tmp_path, steps):
    disk.put(tmp_path / "copy", b"whole")
    assert steps == ["name"]
    assert (tmp_path / "copy").read_bytes() == b"whole"


@pytest.mark.parametrize("can_all", [True, False])
def test_many_are_asked_for_at_once_where_that_can_be(tmp_path, monkeypatch, steps, can_all):
    monkeypatch.setattr(disk, "_flush_around", lambda _: can_all)
    files = {tmp_path / str(each): bytes([each]) for each in range(disk.MANY)}
    disk.write_all(files)
    assert steps.count("content") == (0 if can_all else disk.MANY)
    assert {path: path.read_bytes() for path in files} == files


def test_a_file_system_is_asked_as_a_whole_by_its_own_call(tmp_path, steps):
    disk.flush([tmp_path] * disk.MANY)
    assert len(steps) in {0, disk.MANY}, "one call where there is one"


@pytest.mark.parametrize("write", [disk.write, disk.put, disk.write_once])
def test_what_cannot_be_written_whole_leaves_all_as_it_was(tmp_path, write):
    with room_for(10), pytest.raises(OSError, match="too large"):
        write(tmp_path / "new", bytes(11))
    assert not [*tmp_path.iterdir()]


def test_one_of_many_that_cannot_be_written_leaves_no_draft(tmp_path):
    (tmp_path / "old").write_bytes(b"old")
    with room_for(10), pytest.raises(OSError, match="too large"):
        disk.write_all({tmp_path / "old": b"new", tmp_path / "long": bytes(11)})
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"old": b"old"}


def test_a_secret_is_written_once_and_read_by_its_owner_alone(tmp_path):
    path = tmp_path / "secret"
    with ThreadPoolExecutor(8) as pool:
        [*pool.map(lambda each: disk.write_once(path, b"%d" % each), range(32))]
    first = path.read_bytes()
    disk.write_once(path, b"later")
    assert path.read_bytes() == first
    assert stat.S_IMODE(path.stat().st_mode) == disk.PRIVATE
    assert [*tmp_path.iterdir()] == [path]
