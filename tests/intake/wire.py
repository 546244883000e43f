"""A site of the tests behind its real server, spoken to byte by byte over real sockets."""

import json
import re
import socket
import threading
import time
from contextlib import contextmanager

from tests.intake.house import ACTS, KEY, act, no_pages

from tablee.front import front
from tablee.server import running

PATIENCE_S = 20


def posted(content, *heads, key=KEY, form="application/json", version="1.1"):
    """Return the bytes of a request that posts acts."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    lines = [
        f"POST {ACTS} HTTP/{version}",
        "host: tests",
        f"authorization: Bearer {key}",
        f"content-type: {form}",
        *heads,
        f"content-length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def one(number, **more):
    return posted(act(f"https://emil.example/{number}"), **more)


class Line:
    """One connection."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard = b""

    def send(self, said):
        self.socket.sendall(said)

    def answer(self):
        """Return status, head and body of the next answer."""
        while b"\r\n\r\n" not in self.heard:
            self._hear()
        head, _, self.heard = self.heard.partition(b"\r\n\r\n")
        if head.startswith(b"HTTP/1.1 100"):
            return 100, head.lower(), b""
        length = re.search(rb"content-length: (\d+)", head.lower())
        wanted = int(length[1]) if length else 0
        while len(self.heard) < wanted:
            self._hear()
        body, self.heard = self.heard[:wanted], self.heard[wanted:]
        return int(head[9:12]), head.lower(), body

    def ask(self, said):
        self.send(said)
        return self.answer()

    def is_over(self):
        """Return whether the server hangs up without another word."""
        try:
            return self.heard + self.socket.recv(65_536) == b""
        except ConnectionResetError:
            return True

    def is_silent(self, for_s=0.2):
        self.socket.settimeout(for_s)
        try:
            return not self.socket.recv(1)
        except TimeoutError:
            return True
        finally:
            self.socket.settimeout(PATIENCE_S)

    def _hear(self):
        portion = self.socket.recv(65_536)
        if not portion:
            raise EOFError(self.heard)
        self.heard += portion


class Served:
    """A server in a thread of this process."""

    def __init__(self, site):
        self.app = front(site, no_pages)
        self.hatch = self.app.hatch
        self.taken = []
        self.left = []
        take = self.hatch.take
        self.hatch.take = self._noting(take)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.server = running.server(self.app, "127.0.0.1", self.port, log_level="critical")
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.lines = []

    def _noting(self, take):
        def noting(errand, body, answer):
            is_taken = take(errand, body, answer)
            (self.taken if is_taken else self.left).append(body)
            return is_taken

        return noting

    def line(self):
        line = Line(self.port)
        self.lines.append(line)
        return line

    def acts(self):
        time.sleep(0.25)
        line = self.line()
        line.send(f"GET /c/{ACTS.split('/')[2]}/tally.json HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        return json.loads(line.answer()[2])["totals"]["acts"]

    def end(self):
        self.server.should_exit = True
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive()


@contextmanager
def served(site):
    """Serve *site* while the block lasts; a first act has shown that the key is good."""
    one_served = Served(site)
    one_served.thread.start()
    try:
        deadline_s = time.monotonic() + PATIENCE_S
        while not one_served.server.started and time.monotonic() < deadline_s:
            time.sleep(0.01)
        yield one_served
    finally:
        one_served.end()
        for line in one_served.lines:
            line.socket.close()
