"""Starts the real server of a site beside this command, and takes it away after."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tablee.cli.replay.sender import NoAnswer, Sender
from tablee.cli.words import say
from tablee.config import PREFIX

HOST = "127.0.0.1"
START_LIMIT_S = 60.0
STOP_LIMIT_S = 15.0
LOG_NAME = "server.log"


def own_environ(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this environment with no setting of a site but those given here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | {"TABLEE_HOME": str(home)} | dict(extra or {})


def free_port(wish: int = 0) -> int:
    """Return *wish* when nobody listens there, any free port otherwise."""
    for port in (wish, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    words = say("No port is free here.", "Aucun port n'est libre ici.")
    raise NoAnswer(words)


class OwnServer:
    """A server with a life of its own: `tablee serve` on one folder."""

    def __init__(self, environ: Mapping[str, str], port: int) -> None:
        self.port = port
        self.url = f"http://{HOST}:{port}"
        self.log = Path(environ["TABLEE_HOME"]) / LOG_NAME
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tablee", "serve", "--host", HOST, "--port", str(port)]
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C is for the command, which then ends the server.
            self._server = subprocess.Popen(  # noqa: S603 - our own command
                command, env=dict(environ), stdout=log, stderr=log, start_new_session=True
            )

    def __enter__(self) -> Self:
        try:
            self.wait_until_up()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait_until_up(self) -> None:
        """Return when the server answers.

        Raises:
            NoAnswer: it has ended, or takes too long; its last words are in the message.
        """
        begun_s = time.monotonic()
        with Sender(HOST, self.port) as sender:
            while not sender.is_up():
                if self._server.poll() is not None or time.monotonic() - begun_s > START_LIMIT_S:
                    last = self.log.read_text(encoding="utf-8", errors="replace")[-1_000:]
                    words = say("The server did not start: {}", "Le serveur n'a pas démarré : {}")
                    raise NoAnswer(words.format(last.strip()))
                time.sleep(0.05)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._server.terminate()
        try:
            self._server.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._server.kill()
        self._server.wait()


def has_answered(host: str, port: int) -> bool:
    """Return once the server at that address answers, or false when it takes too long."""
    begun_s = time.monotonic()
    with Sender(host, port) as sender:
        while time.monotonic() - begun_s < START_LIMIT_S:
            if sender.is_up():
                return True
            time.sleep(0.1)
    return False
