"""What a witness has seen is never lost: it is written first, or nothing is signed."""

import json
import threading

import pytest
from tests.logs import ORIGIN, FolderLog, signer
from tests.witness.conftest import leaves
from tests.witness.stand import NAME, request_of

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.fault import BadNote
from tablee.core.log.note import read_key, read_note
from tablee.outside import disk
from tablee.witness.fault import NoWitness, WitnessRetired, WitnessRunning, WitnessThere
from tablee.witness.identity import new_identity, read_identity
from tablee.witness.memory import Memory, begin, see


def test_what_was_seen_outlives_the_process(stand, log):
    stand.show_log(log, 0)
    stand.open()
    assert stand.memory.log(ORIGIN).checkpoint.size == 5
    log.add(leaves(3, "more"))
    assert stand.show_log(log, 0).status == 409
    assert stand.show_log(log, 5).status == 200


def test_it_is_on_disk_before_the_answer(stand, log, monkeypatch):
    order = []
    monkeypatch.setattr(disk.os, "fsync", lambda _number: order.append("disk"))
    write = disk.write

    def watched(*words, **more):
        write(*words, **more)
        order.append("written")

    monkeypatch.setattr(disk, "write", watched)
    stand.show_log(log, 0)
    order.append("answered")
    assert order == ["disk", "disk", "written", "answered"], "the file, then its folder"


def test_nothing_is_signed_when_it_cannot_be_written(stand, log, monkeypatch):
    stand.show_log(log, 0)
    log.add(leaves(3, "more"))

    def full(*_words, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write", full)
    with pytest.raises(OSError, match="No space left"):
        stand.show_log(log, 5)
    monkeypatch.undo()
    assert stand.memory.log(ORIGIN).checkpoint.size == 5
    assert stand.show_log(log, 5).status == 200


@pytest.mark.parametrize(
    "lose",
    [
        lambda seen: seen.unlink(),
        lambda seen: seen.write_bytes(b""),
        lambda seen: seen.write_bytes(seen.read_bytes()[:-20]),
        lambda seen: seen.write_text('{"format": 2, "logs": []}'),
        lambda seen: seen.write_text(seen.read_text().replace("\\n5\\n", "\\n4\\n")),
        lambda seen: seen.write_text(seen.read_text().replace(f"{NAME} ", "other.example/w ")),
    ],
)
def test_a_witness_that_has_lost_its_memory_is_retired(stand, log, lose):
    stand.show_log(log, 0)
    stand.close()
    lose(stand.folder / "seen")
    with pytest.raises(WitnessRetired):
        Memory(stand.folder)
    with pytest.raises(WitnessRetired):
        see(stand.folder)
    with pytest.raises(WitnessThere):
        begin(stand.folder, new_identity(NAME, is_recounting=False, is_lasting=False))


def test_where_there_is_no_witness_none_is_made_up(tmp_path):
    with pytest.raises(NoWitness):
        Memory(tmp_path)
    with pytest.raises(NoWitness):
        see(tmp_path / "nowhere")


def test_a_witness_is_made_once(stand):
    before = (stand.folder / "key").read_bytes()
    with pytest.raises(WitnessThere):
        begin(stand.folder, new_identity(NAME, is_recounting=False, is_lasting=False))
    assert (stand.folder / "key").read_bytes() == before


def test_a_memory_without_a_key_is_not_begun_again(stand):
    stand.close()
    (stand.folder / "key").unlink()
    with pytest.raises(WitnessThere):
        begin(stand.folder, new_identity(NAME, is_recounting=False, is_lasting=False))


def test_only_its_user_reads_the_key(stand):
    assert (stand.folder / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "name x\n", "ed25519 00\n", "name x\ned25519 zz\n"])
def test_a_key_that_cannot_be_read_is_said(tmp_path, text):
    (tmp_path / "key").write_text(text)
    with pytest.raises(BadNote):
        read_identity(tmp_path)


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_a_name_that_no_key_can_have_is_refused(name):
    with pytest.raises(BadNote):
        new_identity(name, is_recounting=False, is_lasting=False)


def test_two_processes_never_share_a_memory(stand):
    with pytest.raises(WitnessRunning):
        Memory(stand.folder)
    stand.close()
    Memory(stand.folder).close()


def test_a_log_may_have_two_keys_and_keeps_its_address(stand, log):
    second = signer(ORIGIN, 9)
    stand.trust(log, "http://127.0.0.1/log")
    stand.memory.trust(second.key)
    stand.open()
    known = stand.memory.log(ORIGIN)
    assert known.keys == (log.signer.key, second.key)
    assert known.url == "http://127.0.0.1/log"
    log.signer = second
    assert stand.show_log(log, 0).status == 200


def test_a_key_that_signs_no_logs_is_not_trusted(stand):
    with pytest.raises(BadNote):
        stand.memory.trust(stand.keys[0])
    with pytest.raises(BadNote):
        stand.memory.trust(read_key("x+00000000+AAAA"))


def test_requests_that_come_at_once_never_lead_back(stand, log, monkeypatch):
    """The race of the specification: the one that was looked at first is not written last."""
    log.add(leaves(12, "more"))
    bodies = [
        request_of(old, _proof(log, old, size), log.signed(log.text(size)))
        for old in (0, 5, 6, 9)
        for size in range(5, log.size)
        if size >= old
    ]
    written = []
    write = disk.write

    def watched(path, content, **more):
        if path.name == "seen":
            written.append(content)
        write(path, content, **more)

    monkeypatch.setattr(disk, "write", watched)

    def ask(some):
        for body in some:
            stand.app._witness.look(body)  # noqa: SLF001 - without the loop, in threads

    threads = [threading.Thread(target=ask, args=(bodies[at::4],)) for at in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    notes = [read_note(json.loads(each)["logs"][0]["note"].encode()) for each in written]
    sizes = [read_checkpoint(each.text).size for each in notes]
    assert sizes
    assert sizes == sorted(sizes)
    assert (stand.folder / "seen").read_bytes() == written[-1]


def _proof(log, old, size):
    part = FolderLog(log.folder / f"part-{size}", signer=log.signer)
    part.add(log.leaves[:size])
    return part.grown(old)
