"""Every answer of https://c2sp.org/tlog-witness, to every question that a log can ask."""

from hashlib import sha256

import pytest
from tests.logs import ORIGIN, FolderLog, signer
from tests.witness.conftest import leaves
from tests.witness.stand import NAME, NOW_MS, Stand, request_of

from tablee.core.log.cosignature import seen_by
from tablee.core.log.note import COSIGNATURE, ML_DSA_44, read_note
from tablee.outside.signing import verify

ORIGIN_HASH = sha256(ORIGIN.encode()).hexdigest()


def test_the_first_checkpoint_of_a_log_is_signed(stand, log):
    answer = stand.show_log(log, 0)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    note = read_note(f"{log.text()}\n{answer.text}".encode())
    (seen,) = seen_by(note, stand.keys, verify)
    assert (seen.key.name, seen.key.sort, seen.at_s) == (NAME, COSIGNATURE, NOW_MS // 1000)


def test_a_log_that_grew_is_signed_again_and_one_that_stands_still_too(stand, log):
    assert stand.show_log(log, 0).status == 200
    for number in (1, 2, 300):
        before = log.size
        log.add(leaves(number, "more"))
        assert stand.show_log(log, before).status == 200
    assert stand.show_log(log, log.size).status == 200
    assert stand.memory.log(ORIGIN).checkpoint.size == log.size


def test_an_empty_log_may_be_the_first_that_is_seen(tmp_path, stand):
    empty = FolderLog(tmp_path / "empty")
    assert stand.show_log(empty, 0).status == 200
    empty.add(leaves(3))
    assert stand.show_log(empty, 0).status == 200


def test_a_key_that_outlasts_quantum_computers_signs_too_where_there_is_one(tmp_path, log):
    stand = Stand(tmp_path / "both", is_lasting=True)
    stand.trust(log)
    answer = stand.show_log(log, 0)
    note = read_note(f"{log.text()}\n{answer.text}".encode())
    assert {each.key.sort for each in seen_by(note, stand.keys, verify)} == {COSIGNATURE, ML_DSA_44}
    stand.close()


def test_signatures_of_strangers_on_a_checkpoint_are_passed_over(stand, log):
    stranger = signer("stranger.example", 9).key
    line = f"— {stranger.name} {'AAAA' * 20}\n"
    assert stand.show(request_of(0, [], log.signed(log.text()) + line.encode())).status == 200


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _body: b"",
        lambda body: body.replace(b"old 0", b"old 00"),
        lambda body: body.replace(b"old 0", b"old -1"),
        lambda body: body.replace(b"old 0", b"old  0"),
        lambda body: body.replace(b"old 0", b"Old 0"),
        lambda body: body.replace(b"old 0", b"old 0 "),
        lambda body: body.replace(b"old 0\n", b"old 0\r\n"),
        lambda body: body.replace(b"old 0\n", b""),
        lambda body: body.replace(b"old 0\n", b"old 0\nAAAA\n"),
        lambda body: body.replace(b"old 0\n", b"old 0\nnot base64\n"),
        lambda body: body.replace(b"old 0\n", b"old 0\n" + (b"A" * 43 + b"=\n") * 64),
        lambda body: body[:-1],
        lambda body: body.replace(b"\n5\n", b"\n05\n"),
        lambda body: body.replace(b"\n5\n", b"\nfive\n"),
        lambda body: body.replace(b"old 0", b"old 6"),
        lambda body: body.partition(b"\n\n")[2],
        lambda body: b"\xff" + body,
    ],
)
def test_what_cannot_be_read_or_has_shrunk_is_answered_with_400(stand, log, spoil):
    body = spoil(request_of(0, [], log.signed(log.text())))
    assert stand.show(body).status == 400
    assert stand.memory.log(ORIGIN).note == ""


def test_a_log_that_nobody_told_it_of_is_answered_with_404(tmp_path, stand):
    other = FolderLog(tmp_path / "other", origin="tablee.example/c/other/log")
    other.add(leaves(3))
    assert stand.show_log(other, 0).status == 404


def test_a_checkpoint_that_no_known_key_has_signed_is_answered_with_403(tmp_path, stand, log):
    thief = FolderLog(tmp_path / "thief", signer=signer(ORIGIN, 9))
    thief.add(leaves(5))
    assert stand.show_log(thief, 0).status == 403
    good = log.signed(log.text())
    assert stand.show(request_of(0, [], good[:-8] + b"AAAAAAA\n")).status in {400, 403}
    twisted = good.replace(b"\n5\n", b"\n6\n")
    assert stand.show(request_of(0, [], twisted)).status == 403
    assert stand.evidence() == [], "what the log has not signed says nothing against it"


def test_another_size_than_was_seen_is_answered_with_409_and_that_size(stand, log):
    stand.show_log(log, 0)
    log.add(leaves(10, "more"))
    for old in (0, 3, 6):
        answer = stand.show_log(log, old)
        assert (answer.status, answer.text) == (409, "5\n")
        assert answer.headers["content-type"] == "text/x.tlog.size"
    assert stand.show_log(log, 5).status == 200


def test_an_older_checkpoint_than_was_seen_is_answered_with_409(stand, log):
    old = log.signed(log.text())
    log.add(leaves(10, "more"))
    stand.show_log(log, 0)
    assert stand.show(request_of(5, [], old)).status == 409


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _proof: [],
        lambda proof: proof[:-1],
        lambda proof: [*proof, bytes(32)],
        lambda proof: proof[::-1],
        lambda proof: [bytes(32), *proof[1:]],
    ],
)
def test_a_proof_that_shows_nothing_is_answered_with_422(stand, log, spoil):
    stand.show_log(log, 0)
    log.add(leaves(10, "more"))
    answer = stand.show(request_of(5, spoil(log.grown(5)), log.signed(log.text())))
    assert answer.status == 422
    assert stand.memory.log(ORIGIN).checkpoint.size == 5
    assert stand.show_log(log, 5).status == 200, "and a good one is taken afterwards"
    assert stand.evidence() == [], "what was proven later is held against nobody"


def test_a_proof_with_the_first_checkpoint_is_answered_with_422(stand, log):
    assert stand.show(request_of(0, [bytes(32)], log.signed(log.text()))).status == 422


def test_an_empty_log_with_leaves_is_answered_with_422(stand, log):
    text = log.text().replace("\n5\n", "\n0\n")
    assert stand.show(request_of(0, [], log.signed(text))).status == 422


def test_bodies_without_end_are_answered_with_413(stand):
    assert stand.show(bytes(300_000)).status == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/add-checkpoint", 405),
        ("PUT", "/add-checkpoint", 405),
        ("POST", "/", 405),
        ("GET", "/elsewhere", 404),
        ("GET", f"/{'0' * 64}/checkpoint", 404),
        ("GET", f"/{ORIGIN_HASH}/checkpoint", 404),
        ("GET", f"/{ORIGIN_HASH}/tile/0/000", 404),
    ],
)
def test_other_questions_have_plain_answers(stand, method, path, status):
    assert stand.request(method, path).status == status


def test_anybody_may_ask_for_what_was_seen_last(stand, log):
    signed = stand.show_log(log, 0).text
    answer = stand.request("GET", f"/{ORIGIN_HASH}/checkpoint")
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "*")
    assert answer.text == log.signed(log.text()).decode() + signed


def test_anybody_may_ask_who_it_is_and_what_its_signature_means(tmp_path, stand):
    said = stand.request("GET", "/").text
    assert str(stand.keys[0]) in said
    assert "had only grown." in said
    assert "n'avait fait que grandir." in said
    counting = Stand(tmp_path / "counting", is_recounting=True)
    assert counting.keys[0].name == f"{NAME}/recounts"
    assert "recounted" in counting.request("GET", "/").text
    counting.close()
