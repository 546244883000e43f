"""A witness that recounts signs sums that are right, and nothing else; it keeps the leaves."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.logs import ORIGIN, FolderLog
from tests.witness.stand import Stand, request_of

from tablee.core.log.tiles import tiles_of, unpacked
from tablee.witness.mirror import Mirror, NotServed
from tablee.witness.opening import open_server

NAME = sha256(ORIGIN.encode()).hexdigest()


class Served:
    """The files of a log, as its server gives them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.is_up = True

    def get(self, paths):
        self.asked += paths
        if not self.is_up:
            raise NotServed("The log does not answer.")
        places = [self.folder / path for path in paths]
        return [place.read_bytes() if place.is_file() else None for place in places]


class Counting(Stand):
    """A recounting witness that reads a log's files without a socket."""

    served: Served

    def open(self) -> None:
        super().open()
        if not hasattr(self, "served"):
            return
        mirror = Mirror(self.folder / "logs" / NAME, self.served.get)
        self.app._mirrors[ORIGIN] = mirror  # noqa: SLF001 - instead of the log's address

    def copy(self, path: str) -> Path:
        return self.folder / "logs" / NAME / path


@pytest.fixture
def log(tmp_path: Path) -> FolderLog:
    log = FolderLog(tmp_path / "log")
    log.add(acts(3))
    return log


@pytest.fixture
def stand(tmp_path: Path, log: FolderLog) -> Iterator[Counting]:
    stand = Counting(tmp_path / "witness", is_recounting=True)
    stand.served = Served(log.folder)
    stand.trust(log, "http://log.example/c/test/log")
    yield stand
    stand.close()


def acts(number: int, units: int = 10) -> list[bytes]:
    return [f"act {units}".encode()] * number


def tally(log: FolderLog, extra: int = 0) -> bytes:
    total = sum(int(leaf.split()[1]) for leaf in log.leaves if leaf.startswith(b"act"))
    return f"tally {total + extra}".encode()


def grow(log: FolderLog, number: int, extra: int = 0) -> int:
    """Add acts and a tally; return the size before."""
    before = log.size
    log.add(acts(number))
    log.add([tally(log, extra)])
    return before


def test_a_right_sum_is_signed(stand, log):
    assert stand.show_log(log, 0).status == 200
    for number in (1, 5, 300, 700, 2):
        before = grow(log, number)
        assert stand.show_log(log, before).status == 200


def test_a_wrong_sum_is_refused_with_the_leaf_and_kept(stand, log):
    stand.show_log(log, 0)
    before = grow(log, 4, extra=10)
    answer = stand.show_log(log, before)
    assert (answer.status, answer.text) == (422, "Leaf 7: The tally is 70, and not 80.\n")
    (name,) = stand.evidence()
    assert "-miscount-" in name
    leaves = (stand.folder / "evidence" / name).with_suffix(".leaves").read_bytes()
    assert unpacked(leaves) == log.leaves[before:]


def test_a_log_that_was_refused_is_followed_again_once_it_is_right(stand, log):
    stand.show_log(log, 0)
    wrong = FolderLog(stand.folder / "wrong")
    wrong.add(log.leaves)
    grow(wrong, 4, extra=10)
    stand.served.folder = wrong.folder
    assert stand.show_log(wrong, 3).status == 422
    stand.served.folder = log.folder
    grow(log, 5)
    assert stand.show_log(log, 3).status == 200
    before = grow(log, 5)
    assert stand.show_log(log, before).status == 200


def test_the_count_goes_on_after_a_restart_without_asking_for_what_it_has(stand, log):
    grow(log, 600)
    stand.show_log(log, 0)
    stand.open()
    stand.served.asked.clear()
    before = grow(log, 3)
    assert stand.show_log(log, before).status == 200
    assert stand.served.asked == ["tile/entries/002.p/96"]
    before = grow(log, 3, extra=-1)
    stand.open()
    assert stand.show_log(log, before).status == 422


@pytest.mark.parametrize("harm", ["lost", "cut", "changed"])
def test_a_copy_that_was_harmed_is_made_again_from_the_log(stand, log, harm):
    grow(log, 600)
    stand.show_log(log, 0)
    stand.close()
    path = stand.copy("tile/entries/001")
    if harm == "lost":
        path.unlink()
    else:
        content = path.read_bytes()
        path.write_bytes(content[:50] if harm == "cut" else content.replace(b"act 10", b"act 11"))
    stand.open()
    before = grow(log, 3)
    assert stand.show_log(log, before).status == 200
    assert path.read_bytes() == (log.folder / "tile/entries/001").read_bytes()


def test_leaves_that_are_not_served_are_waited_for_and_nothing_is_signed(stand, log):
    stand.show_log(log, 0)
    before = grow(log, 3)
    stand.served.is_up = False
    assert stand.show_log(log, before).status == 503
    stand.served.is_up = True
    path = log.folder / "tile/entries/000.p/7"
    content = path.read_bytes()
    for bad in (b"", content[:-3], content.replace(b"act 10", b"act 11")):
        path.write_bytes(bad)
        assert stand.show_log(log, before).status == 503
    path.write_bytes(content)
    assert stand.evidence() == [], "what was not served says nothing of what was signed"
    assert stand.show_log(log, before).status == 200


def test_leaves_that_were_seen_before_must_be_served_alike(stand, log):
    stand.show_log(log, 0)
    before = grow(log, 3)
    path = log.folder / "tile/entries/000.p/7"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"act 10", b"act 99", 1))
    answer = stand.show_log(log, before)
    assert answer.status == 503
    assert "other leaves than before" in answer.text
    path.write_bytes(content)
    assert stand.show_log(log, before).status == 200


def test_a_partial_tile_that_has_gone_is_read_from_the_whole_one(stand, log):
    stand.show_log(log, 0)
    before = grow(log, 100)
    note, proof = log.signed(log.text()), log.grown(before)
    log.add(acts(300))
    (log.folder / "tile/entries/000.p/104").unlink()
    assert stand.show(request_of(before, proof, note)).status == 200


def test_the_copy_is_what_the_log_serves(stand, log):
    sizes = (1, 5, 250, 300, 700, 1)
    stand.show_log(log, 0)
    for number in sizes:
        before = grow(log, number)
        assert stand.show_log(log, before).status == 200
    paths = {tile.path for tile in tiles_of(log.size)}
    for path in paths:
        answer = stand.request("GET", f"/{NAME}/{path}")
        assert answer.status == 200
        assert answer.body == (log.folder / path).read_bytes(), path
    root = stand.copy(".")
    assert {
        each.relative_to(root).as_posix() for each in root.rglob("*") if each.is_file()
    } == paths
    assert stand.request("GET", f"/{NAME}/tile/entries/000.p/3").status == 404


def test_what_was_not_signed_is_not_shown(stand, log):
    stand.show_log(log, 0)
    before = grow(log, 300, extra=1)
    assert stand.show_log(log, before).status == 422
    assert stand.request("GET", f"/{NAME}/tile/entries/000").status == 404


def test_a_fork_is_no_matter_of_sums(stand, log):
    stand.show_log(log, 0)
    other = FolderLog(stand.folder / "other")
    other.add([b"act 11", *log.leaves[1:]])
    assert stand.show_log(other, 3).status == 422
    assert "-fork-" in stand.evidence()[0]


def test_only_a_witness_that_recounts_keeps_copies(tmp_path, log):
    plain = Stand(tmp_path / "plain")
    plain.trust(log)
    assert plain.show_log(log, 0).status == 200
    assert not (plain.folder / "logs").exists()
    assert open_server(plain.folder, plain.memory, dict)._mirrors == {}  # noqa: SLF001
    plain.close()


def test_what_was_signed_is_counted_again_before_anybody_asks(stand, log):
    grow(log, 300)
    stand.show_log(log, 0)
    stand.open()
    stand.app.recall()
    before = grow(log, 3)
    stand.copy("tile/entries/000").unlink()
    stand.served.asked.clear()
    assert stand.show_log(log, before).status == 200
    assert stand.served.asked == ["tile/entries/001.p/52"], "it knows the rest by now"


def test_a_copy_that_cannot_be_made_again_yet_keeps_nobody_from_starting(stand, log, caplog):
    stand.show_log(log, 0)
    stand.open()
    stand.copy("tile/entries/000.p/3").unlink()
    stand.served.is_up = False
    stand.app.recall()
    assert "The log does not answer." in caplog.text
