"""The process apart: it forks for each page a child that may use little, and may die of it.

It reads pages from its standard input and writes what is shown of them to its standard output:
four bytes for a length, then as many bytes; of length nothing where the child died.
"""

import os
import resource
import signal
import sys
from typing import BinaryIO, NoReturn

import msgspec

from tablee.evidence.display.describe import describe

MEMORY_BYTES = 512 * 1_048_576
CPU_S = 4
WALL_S = 6
_LIMITS = (
    (resource.RLIMIT_AS, MEMORY_BYTES),
    (resource.RLIMIT_CPU, CPU_S),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_NOFILE, 16),
)
_MOST_ANSWER = 65_536


class Question(msgspec.Struct):
    """A page to describe."""

    content: bytes
    content_type: str
    address: str


def main(asked: BinaryIO, answered: BinaryIO) -> None:
    """Answer until nobody asks any more."""
    while True:
        size = int.from_bytes(asked.read(4), "big")
        question = asked.read(size)
        if not size or len(question) < size:
            return
        answer = _by_child(question)
        answered.write(len(answer).to_bytes(4, "big") + answer)
        answered.flush()


def _by_child(question: bytes) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live_and_die(question, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read(_MOST_ANSWER)
    _, status = os.waitpid(child, 0)
    return answer if status == 0 else b""


def _live_and_die(question: bytes, writing: int) -> NoReturn:
    status = 1
    try:
        for limit, most in _LIMITS:
            resource.setrlimit(limit, (most, most))
        # Nobody catches it: the kernel ends the child, also inside a library written in C.
        signal.setitimer(signal.ITIMER_REAL, WALL_S)
        asked = msgspec.msgpack.decode(question, type=Question)
        display = describe(asked.content, asked.content_type, asked.address)
        os.write(writing, msgspec.msgpack.encode(display))
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
