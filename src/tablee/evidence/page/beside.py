"""Read many pages in a process beside ours, on another core: reading is all Python's own work.

That process reads questions from its standard input and writes answers to its standard output:
four bytes for a length, then as many bytes. It ends when nobody asks any more.
"""

import os
import select
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO, BinaryIO, NamedTuple

import msgspec

from tablee.core.post.finding import Finding
from tablee.evidence.page.read import read_page
from tablee.evidence.page.target import Target
from tablee.ports.fetch import Fetched

FEWEST = 4
"""Pages for which another process is asked; fewer are read here before it would answer."""
PATIENCE_S = 15
"""For one group."""
_SIZE_BYTES = 4
_READY = b"ready"
_COMMAND = (sys.executable, "-m", "tablee.evidence.page.beside")


class Page(NamedTuple):
    """A page to be read, what is looked for on it, and when."""

    fetched: Fetched
    target: Target
    now_ms: int


class Beside:
    """Reads pages, many of them in a process that is started when first needed.

    One thread asks. Whatever goes wrong over there, the pages are read here.
    """

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self.is_up = False
        """Whether the process has started; until then nobody waits for it."""

    @property
    def number(self) -> int:
        """The number of the process; 0 while there is none."""
        return self._child.pid if self._child else 0

    def read(self, pages: Sequence[Page]) -> list[Finding | Exception]:
        """Return for each page what it shows, or why it could not be read."""
        found = self._ask(pages) if len(pages) >= FEWEST else ()
        if len(found) != len(pages):
            found = [None] * len(pages)
        return [each or _read_here(page) for each, page in zip(found, pages, strict=True)]

    def close(self) -> None:
        """End the process; it is started again when needed."""
        child, self._child, self.is_up = self._child, None, False
        if child is not None:
            child.kill()
            child.communicate()

    def _ask(self, pages: Sequence[Page]) -> Sequence[Finding | None]:
        try:
            child = self._child = self._child or _start()
            self.is_up = self.is_up or _has_said_so(child)
            if not self.is_up:
                return ()
            answer = _asked(child, msgspec.msgpack.encode(pages))
            return msgspec.msgpack.decode(answer, type=list[Finding | None])
        except (OSError, ValueError, msgspec.MsgspecError):
            self.close()
            return ()


def _read_here(page: Page) -> Finding | Exception:
    try:
        return read_page(page.fetched, page.target, now_ms=page.now_ms)
    except Exception as failure:  # noqa: BLE001 - a bad page must not spoil the others
        return failure


def _start() -> subprocess.Popen[bytes]:
    """Start the process with nothing of ours but where the code is: no secrets, no settings."""
    return subprocess.Popen(  # noqa: S603 - our own module
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LANG": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )


def _has_said_so(child: subprocess.Popen[bytes]) -> bool:
    """Return whether a process that was started has said that it is ready; nobody waits."""
    if child.stdout is None or not select.select([child.stdout], [], [], 0)[0]:
        return False
    if not _heard(child.stdout):
        raise BrokenPipeError
    return True


def _asked(child: subprocess.Popen[bytes], question: bytes) -> bytes:
    """Return the answer; nothing where there is none in time."""
    if child.stdin is None or child.stdout is None:
        return b""
    watch = threading.Timer(PATIENCE_S, child.kill)
    watch.start()
    try:
        _say(child.stdin, question)
        return _heard(child.stdout)
    finally:
        watch.cancel()


def _say(to: IO[bytes], words: bytes) -> None:
    to.write(len(words).to_bytes(_SIZE_BYTES, "big") + words)
    to.flush()


def _heard(of: IO[bytes]) -> bytes:
    return of.read(int.from_bytes(of.read(_SIZE_BYTES), "big"))


def main(asked: BinaryIO, answered: BinaryIO) -> None:
    """Answer until nobody asks any more; for a page that cannot be read, with nothing."""
    _say(answered, _READY)
    while question := _heard(asked):
        pages = msgspec.msgpack.decode(question, type=list[Page])
        found = [_read_here(page) for page in pages]
        answer = [None if isinstance(each, Exception) else each for each in found]
        _say(answered, msgspec.msgpack.encode(answer))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
