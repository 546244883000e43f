"""Checkpoints are carried over real sockets, to witnesses that answer well, badly, or never."""

import socket
import threading
import time
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.logs import ORIGIN, FolderLog
from tests.logs import Witnessing as Asleep
from tests.witness.daemon import Daemon, served
from tests.witness.stand import NAME, request_of

from tablee.core.log.cosignature import seen_by
from tablee.core.log.note import COSIGNATURE, ML_DSA_44, read_note
from tablee.core.log.policy import Group, Policy, Witness
from tablee.core.log.tiles import subtrees_in
from tablee.outside.named import NamedServer
from tablee.outside.signing import verify
from tablee.outside.witnesses import HttpWitnesses
from tablee.usecases.log.witnessing import Witnessing
from tablee.witness.identity import new_identity
from tablee.witness.memory import Memory, begin, see

TIMEOUT_S = 0.5


class Answering(BaseHTTPRequestHandler):
    """A server that answers every request with the same."""

    status = 200
    kind = "text/plain"
    body = b""
    location = ""
    asked: list[str]

    def do_POST(self):
        self.asked.append(self.path)
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(self.status)
        self.send_header("content-type", self.kind)
        self.send_header("content-length", str(len(self.body)))
        if self.location:
            self.send_header("location", self.location)
        self.end_headers()
        self.wfile.write(self.body)

    def do_GET(self):
        self.do_POST()

    def log_message(self, *_words):
        """Say nothing."""


@contextmanager
def answering(**words):
    kind = type("Scripted", (Answering,), {**words, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", kind.asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(url, log):
    witness = Witness("w", log.signer.key, url)
    return HttpWitnesses(TIMEOUT_S).ask(witness, 0, [], log.signed(log.text()))


@pytest.mark.parametrize("prefix", ["", "/", "/deep/", "/deep"])
def test_a_request_is_written_as_the_specification_says(log, prefix):
    with answering(body="— a b\n".encode()) as (url, asked):
        assert ask(url + prefix, log).lines == "— a b\n"
    assert asked == [f"{prefix.rstrip('/')}/add-checkpoint"]


def test_what_a_witness_has_seen_is_read(log):
    with answering(status=409, kind="text/x.tlog.size", body=b"17\n") as (url, _):
        assert ask(url, log) == ("", 17, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"status": 404, "body": b"no such log\n"}, "It answers 404: no such log"),
        ({"status": 422, "body": b"a\x00b\x1b[31m\nc"}, "It answers 422: a b [31m c"),
        ({"status": 500, "body": b"x" * 1_000}, "It answers 500: " + "x" * 200),
        ({"status": 200}, "It answers 200: "),
        ({"status": 200, "body": b"\xff"}, "It answers what is no text."),
        ({"status": 200, "body": b"x" * 70_000}, "It does not answer: bad_answer."),
        ({"status": 409, "body": b"17\n"}, "It answers 409: 17"),
        (
            {"status": 409, "kind": "text/x.tlog.size", "body": b"017\n"},
            "It says badly what it has seen. A number is written in digits, without leading zeros.",
        ),
    ],
)
def test_what_is_no_answer_is_told_in_a_sentence(log, words, said):
    with answering(**words) as (url, _):
        answer = ask(url, log)
    assert (answer.lines, answer.size) == ("", 0)
    assert answer.refusal == said


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_is_led_elsewhere(log, status):
    with (
        answering(body="— a b\n".encode()) as (further, asked),
        answering(status=status, location=f"{further}/elsewhere") as (url, _),
    ):
        assert ask(url, log).refusal == f"It answers {status}: "
        server = NamedServer(url, timeout_s=TIMEOUT_S, most_bytes=1_000)
        assert [answer.status for answer in server.get(["a"])] == [status]
    assert asked == []


def test_an_address_that_is_none_is_told(log):
    assert ask("ftp://witness.example/", log).refusal == (
        "'ftp://witness.example/' is no address of the web."
    )


@contextmanager
def dead():
    """A witness that takes a call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


def test_nobody_there_is_told(log):
    with dead() as url:
        pass
    assert ask(url, log).refusal == "It does not answer: unreachable."


@pytest.fixture
def daemons(tmp_path, log):
    """Two witnesses in processes of their own; one of them recounts and has two keys."""
    with served(log.folder) as url:
        started = []
        for name, is_special in (("plain", False), ("special", True)):
            folder = tmp_path / name
            begin(folder, new_identity(NAME, is_recounting=is_special, is_lasting=is_special))
            with Memory(folder) as memory:
                memory.trust(log.signer.key, url)
            started.append(Daemon(folder))
        yield started
        for each in started:
            each.stop()


@pytest.fixture
def log(tmp_path):
    log = FolderLog(tmp_path / "log")
    log.add([b"act 3", b"act 4", b"tally 7"])
    return log


def policy_of(log, daemons, *, further=()):
    witnesses = [
        Witness(f"w{at}-{key.sort}", key, daemon.url)
        for at, daemon in enumerate(daemons)
        for key in (signer.key for signer in see(daemon.folder)[0].signers())
    ]
    witnesses += further
    names = tuple(each.name for each in witnesses)
    return Policy((log.signer.key,), tuple(witnesses), (Group("q", 3, names),), "q")


def collect(log, policy, timeout_s=30.0):
    carrier = Witnessing(HttpWitnesses(timeout_s), verify)
    subtree = subtrees_in(log.size, log.content)
    return carrier.collect(policy, read_note(log.signed(log.text())), subtree)


@pytest.mark.slow
def test_a_log_is_witnessed_over_sockets_and_a_dead_witness_holds_nobody_up(log, daemons):
    collected = collect(log, policy_of(log, daemons))
    assert collected.is_met
    assert sorted(each.key.sort for each in collected.seen) == [
        COSIGNATURE,
        COSIGNATURE,
        ML_DSA_44,
    ]
    log.add([b"act 5", b"tally 12"])
    with dead() as url:
        silent = Witness("silent", Asleep("silent.example/w", 9).key, url)
        before_s = time.monotonic()
        collected = collect(log, policy_of(log, daemons, further=[silent]), timeout_s=2)
        took_s = time.monotonic() - before_s
    assert collected.is_met
    assert [*collected.refusals] == [("silent", "It does not answer: too_slow.")]
    assert took_s < 2 * 2 + 1, "the two rounds of a dead witness, and not more"
    log.add([b"act 5", b"tally 18"])
    collected = collect(log, policy_of(log, daemons))
    assert [each.key.name for each in collected.seen] == [NAME]
    assert {each.reason for each in collected.refusals} == {
        "It answers 422: Leaf 6: The tally is 17, and not 18."
    }


@pytest.mark.slow
def test_what_a_witness_shows_is_a_checkpoint_that_anybody_can_check(log, daemons):
    plain = daemons[0]
    status, _ = plain.ask("POST", "/add-checkpoint", request_of(0, [], log.signed(log.text())))
    assert status == 200
    origin_hash = sha256(ORIGIN.encode()).hexdigest()
    status, text = plain.ask("GET", f"/{origin_hash}/checkpoint")
    note = read_note(text.encode())
    keys = tuple(each.key for each in see(plain.folder)[0].signers())
    assert status == 200
    assert [each.key for each in seen_by(note, keys, verify)] == [*keys]
