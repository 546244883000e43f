"""A log that tells two stories is not signed, and what it has signed of both is kept."""

from pathlib import Path

import pytest
from tests.logs import ORIGIN, FolderLog, Witnessing
from tests.witness.conftest import leaves
from tests.witness.stand import Stand, request_of

from tablee.core.log.note import believed, read_note
from tablee.outside.signing import verify


@pytest.fixture
def other(tmp_path: Path) -> FolderLog:
    """The same log with another history from leaf 3 on."""
    other = FolderLog(tmp_path / "fork")
    other.add(leaves(3))
    other.add(leaves(9, "forged"))
    return other


def fork_at(other: FolderLog, size: int) -> FolderLog:
    part = FolderLog(other.folder / str(size))
    part.add(other.leaves[:size])
    return part


@pytest.mark.parametrize("old", [0, 5])
def test_another_root_at_the_size_that_was_seen_is_refused_and_kept(stand, log, other, old):
    stand.show_log(log, 0)
    fork = fork_at(other, 5)
    answer = stand.show(request_of(old, [], fork.signed(fork.text())))
    assert answer.status == (422 if old else 409)
    (name,) = stand.evidence()
    assert "-fork-" in name
    kept = (stand.folder / "evidence" / name).read_text()
    assert_both_are_signed(kept, log)


def assert_both_are_signed(kept: str, log: FolderLog) -> None:
    """Anybody with the key of the log reads two contradictions in the file."""
    said, request, seen = kept.split("\n---- ")
    assert said.startswith("The log has signed two different roots for one size.")
    notes = [request.partition("\n")[2].partition("\n\n")[2], seen.partition("\n")[2]]
    read = [read_note(each.rstrip("\n").encode() + b"\n") for each in notes]
    assert all(believed(each, [log.signer.key], verify) for each in read)
    assert len({each.text for each in read}) == 2


def test_a_longer_log_that_does_not_begin_with_what_was_seen_is_refused_and_kept(stand, log, other):
    stand.show_log(log, 0)
    for proof in (other.grown(5), other.grown(3), []):
        assert stand.show(request_of(5, proof, other.signed(other.text()))).status == 422
    (name,) = stand.evidence()
    assert "-unproven-" in name
    assert stand.memory.log(ORIGIN).checkpoint.root == log.root()


def test_a_fork_is_refused_after_a_restart_too(stand, log, other):
    stand.show_log(log, 0)
    stand.open()
    assert stand.show(request_of(5, other.grown(5), other.signed(other.text()))).status == 422
    log.add(leaves(2, "more"))
    assert stand.show_log(log, 5).status == 200


def test_the_same_fork_shown_often_is_one_case(stand, log, other):
    stand.show_log(log, 0)
    fork = fork_at(other, 5)
    stranger = Witnessing("somebody.example/w", 8)
    for at_s in range(1, 20):
        note = fork.signed(fork.text()) + str(stranger.line(fork.text(), at_s)).encode()
        stand.show(request_of(5, [], note))
    assert len(stand.evidence()) == 1


def test_two_witnesses_never_sign_two_stories_of_one_size(tmp_path, log, other):
    """What a quorum is for: of three witnesses, two never sign both."""
    stands = [Stand(tmp_path / f"witness-{number}") for number in range(3)]
    for each in stands:
        each.trust(log)
    fork = fork_at(other, 5)
    first = [each.show_log(log, 0).status for each in stands[:2]]
    second = [each.show(request_of(0, [], fork.signed(fork.text()))).status for each in stands]
    assert first == [200, 200]
    assert second == [409, 409, 200]
    for each in stands:
        each.close()
