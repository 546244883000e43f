"""The files of logs are whole or not there, in a folder as in memory."""

import os
import threading

import pytest

from tablee.outside.log.folder import FolderShelf
from tablee.outside.log.held import HeldShelf

TILE = "tile/entries/x001/234.p/7"


@pytest.fixture(params=["memory", "folder"])
def shelf(request, tmp_path):
    return HeldShelf() if request.param == "memory" else FolderShelf(tmp_path)


def test_what_is_written_is_read_and_listed(shelf):
    log = shelf.log("table")
    assert log.paths() == []
    assert log.read("checkpoint") is None
    log.write("checkpoint", b"first")
    log.write("checkpoint", b"second")
    log.write(TILE, b"leaves")
    assert shelf.log("table").read("checkpoint") == b"second"
    assert log.read(TILE) == b"leaves"
    assert log.read("tile") is None
    assert log.read("checkpoint/below") is None
    assert log.paths() == ["checkpoint", TILE]


def test_logs_are_kept_apart(shelf):
    shelf.log("one").write("checkpoint", b"one")
    assert shelf.log("two").read("checkpoint") is None
    assert shelf.log("two").paths() == []


def test_many_files_are_written_at_once(shelf):
    contents = {f"tile/0/{number:03}": bytes([number]) for number in range(20)}
    log = shelf.log("table")
    log.write_all({})
    log.write_all(contents)
    assert {path: log.read(path) for path in log.paths()} == contents


def test_a_file_and_a_folder_can_be_dropped(shelf):
    log = shelf.log("table")
    log.write_all({"tile/0/000.p/3": b"3", "tile/0/000.p/4": b"4", "tile/0/000": b"all"})
    log.drop("tile/0/000.p")
    log.drop("tile/0/000.p")
    log.drop("nothing")
    assert log.paths() == ["tile/0/000"]
    log.drop("tile/0/000")
    assert log.paths() == []


def test_one_seals_at_a_time(shelf):
    order, is_in = [], threading.Event()

    def second():
        is_in.wait()
        with shelf.alone("table"):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with shelf.alone("table"):
        is_in.set()
        thread.join(0.05)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "tile/../../secret", ".sealing", ""])
def test_no_path_leads_out_of_the_folder(tmp_path, path):
    with pytest.raises(ValueError, match=r".*"):
        FolderShelf(tmp_path).log("table").read(path)


def test_another_process_waits_too(tmp_path):
    with FolderShelf(tmp_path).alone("table"):
        reads, writes = os.pipe()
        child = os.fork()
        if not child:
            with FolderShelf(tmp_path).alone("table"):
                os.write(writes, b"in")
            os._exit(0)
        os.set_blocking(reads, False)
        with pytest.raises(BlockingIOError):
            os.read(reads, 2)
    os.waitpid(child, 0)
    assert os.read(reads, 2) == b"in"
    os.close(reads)
    os.close(writes)


def test_a_draft_that_was_left_behind_is_no_file_of_the_log(tmp_path):
    log = FolderShelf(tmp_path).log("table")
    log.write("checkpoint", b"whole")
    (tmp_path / "logs" / "table" / ".checkpoint.77.ab").write_bytes(b"to")
    assert log.paths() == ["checkpoint"]
