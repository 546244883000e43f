"""The whole way: another process, real sockets, a real database."""

import contextlib
import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.intake.house import ACTS, KEY, LIVE, TALLY, act

ROOT = Path(__file__).parent.parent.parent
LINES = 100_000
GROWTH_LIMIT_KB = 60_000
PATIENCE_S = 180


class Server:
    """The site in a process of its own."""

    def __init__(self, home):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        words = [sys.executable, "-m", "tests.intake.serve", str(home), str(self.port)]
        self.server = subprocess.Popen(words, cwd=ROOT)
        try:
            self._await_its_answer()
        except BaseException:
            self.stop(signal.SIGKILL)
            raise

    def _await_its_answer(self):
        """Wait until it answers, or has ended: on a busy machine it may begin late."""
        deadline_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline_s:
            assert self.server.poll() is None, "it has ended by itself"
            try:
                assert self.ask("GET", "/healthz").status == 200
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError

    def ask(self, method, path, body=None, **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(line):
            line.request(method, path, body, names)
            answer = line.getresponse()
            answer.content = answer.read()
        return answer

    def post(self, content, form="application/json"):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = {"authorization": f"Bearer {KEY}", "content_type": form}
        return self.ask("POST", ACTS, body, **headers)

    def acts(self):
        time.sleep(0.25)
        return json.loads(self.ask("GET", TALLY).content)["totals"]["acts"]

    def line(self, head=""):
        """Open a socket, and send the head of a request that posts acts."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        line.sendall(
            f"POST {ACTS} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEY}\r\n{head}\r\n".encode()
        )
        return line

    def most_memory_kb(self):
        status = Path(f"/proc/{self.server.pid}/status").read_text(encoding="utf-8")
        return int(status.partition("VmHWM:")[2].split()[0])

    def stop(self, how=signal.SIGTERM):
        self.server.send_signal(how)
        return self.server.wait(30)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def server(home):
    server = Server(home)
    yield server
    if server.server.poll() is None:
        server.stop()


def lines(number, prefix="https://fay.example/"):
    return b"".join(
        b'{"kind":"share","object":"%b%d","supporter":"s%d"}\n' % (prefix.encode(), each, each)
        for each in range(number)
    )


@pytest.mark.slow
def test_a_hundred_thousand_lines_go_through_in_little_memory(server):
    server.post(lines(1_000, "warm"), "application/x-ndjson")
    before_kb = server.most_memory_kb()

    # This client sends everything before it reads a word of the answer, as most do.
    answer = server.post(lines(LINES), "application/x-ndjson")

    answers = answer.content.splitlines()
    assert (answer.status, len(answers)) == (200, LINES)
    assert [json.loads(each)["units"] for each in (answers[0], answers[-1])] == [1, 1]
    numbers = [int(each[7 : each.index(b"-")]) for each in answers]
    assert numbers == sorted(numbers)
    assert server.acts() == LINES + 1_000
    assert server.most_memory_kb() - before_kb < GROWTH_LIMIT_KB


def test_a_trickle_of_lines_is_answered_line_by_line(server):
    with server.line(
        "content-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n"
    ) as line:
        heard = b""
        for number in range(3):
            said = json.dumps(act(f"https://fay.example/{number}", "share")).encode() + b"\n"
            line.sendall(b"%x\r\n%b\r\n" % (len(said), said))
            while heard.count(b'"id"') <= number:
                heard += line.recv(65_536)
        line.sendall(b"0\r\n\r\n")
        while not heard.endswith(b"0\r\n\r\n"):
            heard += line.recv(65_536)
    assert server.acts() == 3


def test_whoever_hangs_up_in_the_middle_is_counted_up_to_the_last_whole_line(server):
    whole = lines(3)
    with server.line("content-type: application/x-ndjson\r\ncontent-length: 10000\r\n") as line:
        line.sendall(whole + b'{"kind":"share","object":"half')
        line.recv(65_536)
    assert server.acts() == 3
    with server.line("content-type: application/json\r\ncontent-length: 10000\r\n") as line:
        line.sendall(b'{"kind":"share","object":"never whole"}')
    assert server.acts() == 3


def test_the_live_count_moves_when_acts_come(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(f"GET {LIVE} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        heard = b""
        while heard.count(b"data: ") < 1:
            heard += line.recv(65_536)
        assert server.post(act(kind="share")).status == 201
        while heard.count(b"data: ") < 2:
            heard += line.recv(65_536)
    assert b"text/event-stream" in heard
    assert b'"totals":{"acts":1,' in heard


def test_a_server_asked_to_end_answers_what_it_took_and_lets_listeners_go(server, home):
    acknowledged, is_over = [], threading.Event()

    def press(name):
        for number in range(100_000):
            try:
                answer = server.post(act(f"{name}/{number}", "share"))
            except (OSError, http.client.HTTPException):
                return
            if answer.status == 201:
                acknowledged.append(answer)
            if is_over.is_set():
                return

    crowd = [threading.Thread(target=press, args=(name,)) for name in range(8)]
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as listener:
        listener.sendall(f"GET {LIVE} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        listener.recv(1_024)
        for each in crowd:
            each.start()
        time.sleep(0.5)
        begun_s = time.monotonic()
        server.stop()
        assert time.monotonic() - begun_s < 8
    is_over.set()
    for each in crowd:
        each.join(20)

    again = Server(home)
    try:
        assert len(acknowledged) <= again.acts() <= len(acknowledged) + len(crowd)
        assert len(acknowledged) > 8
    finally:
        again.stop()


def test_what_was_acknowledged_survives_a_kill(server, home):
    answers = [server.post(act(f"a/{number}", "share")) for number in range(20)]
    server.stop(signal.SIGKILL)
    again = Server(home)
    try:
        assert again.acts() == 20
        first = again.post(act("a/0", "share"))
        assert (first.status, first.content) == (200, answers[0].content)
    finally:
        again.stop()
