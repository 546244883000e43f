"""A witness in a process of its own, which can be killed, and a log's files behind a server."""

import contextlib
import functools
import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE_S = 180


class Daemon:
    """A witness in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        words = [sys.executable, "-m", "tests.witness.serve", str(self.folder), str(self.port)]
        self.child = subprocess.Popen(words, cwd=ROOT)
        deadline_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline_s and self.child.poll() is None:
            try:
                self.ask("GET", "/")
            except OSError:
                time.sleep(0.02)
            else:
                return
        self.kill()
        raise TimeoutError

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        with contextlib.closing(line):
            line.request(method, path, body)
            answer = line.getresponse()
            return answer.status, answer.read().decode()

    def kill(self) -> None:
        self.child.kill()
        self.child.wait()

    def stop(self) -> None:
        self.child.terminate()
        self.child.wait(PATIENCE_S)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of *folder*; give their address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
