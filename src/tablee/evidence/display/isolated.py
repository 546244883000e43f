"""Describe a post in a process apart, which may hang, swell or crash without harm to us."""

import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import IO, Self

import msgspec

from tablee.core.post.finding import Display
from tablee.evidence.display.basic import basic_display, page_of

PATIENCE_S = 10
"""For one page, the start of the process included; a bit more than the process takes itself."""
_SIZE_BYTES = 4
_COMMAND = (sys.executable, "-m", "tablee.evidence.display.apart")


class Apart:
    """A process apart, started when first needed, kept for the next page, and closed at last.

    One page at a time; threads wait for each other.
    """

    def __init__(self, patience_s: int = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def describe(self, content: bytes, content_type: str, address: str) -> Display:
        """Return what is shown of the post in *content*; only the basics if that goes wrong."""
        question = msgspec.msgpack.encode(
            {"content": content, "content_type": content_type, "address": address}
        )
        with self._turn:
            answer = self._ask(question)
        try:
            return msgspec.msgpack.decode(answer, type=Display)
        except msgspec.DecodeError:
            return basic_display(page_of(content, content_type))

    def close(self) -> None:
        """End the process, also while it is asked; it is started again when needed."""
        child = self._child
        if child is not None:
            child.kill()
        with self._turn:
            self._end()

    def _ask(self, question: bytes) -> bytes:
        child = self._child = self._child or _start()
        if child.stdin is None or child.stdout is None:
            return b""
        watch = threading.Timer(self._patience_s, child.kill)
        watch.start()
        try:
            child.stdin.write(len(question).to_bytes(4, "big") + question)
            child.stdin.flush()
            answer = _read(child.stdout)
        except OSError:
            answer = None
        finally:
            watch.cancel()
        if answer is None:
            self._end()
        return answer or b""

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()


def describe_apart(content: bytes, content_type: str, address: str) -> Display:
    """Do as `Apart.describe` does, with a process for this page only (a quarter of a second)."""
    with Apart() as apart:
        return apart.describe(content, content_type, address)


def _start() -> subprocess.Popen[bytes]:
    """Start the process with nothing of ours but where the code is: no secrets, no settings."""
    return subprocess.Popen(  # noqa: S603 - our own module
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LANG": "C.UTF-8"},
        cwd="/",
    )


def _read(answered: IO[bytes]) -> bytes | None:
    size = answered.read(_SIZE_BYTES)
    if len(size) < _SIZE_BYTES:
        return None
    return answered.read(int.from_bytes(size, "big"))
