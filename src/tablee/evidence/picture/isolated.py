"""Open a picture in a process apart, which may hang, swell or crash without harm to us."""

import os
import subprocess
import sys
import threading

import msgspec

from tablee.evidence.picture.apart import REFUSED, WALL_S
from tablee.evidence.picture.fault import Fault, PictureRefused
from tablee.evidence.picture.prepared import Prepared
from tablee.evidence.picture.sniff import sniff

AT_ONCE = 2
"""Pictures opened at the same time, at most: each may use as much memory as it is allowed."""
WAITING = 2
"""Pictures that may wait for their turn: each keeps a thread from writing pages meanwhile."""
QUEUE_S = 4
"""How long a picture waits for its turn."""
PATIENCE_S = WALL_S + 4
"""For one picture, the start of the process included."""
MOST_ANSWER = 24 * 1_048_576
_COMMAND = (sys.executable, "-m", "tablee.evidence.picture.apart")
TURNS = threading.BoundedSemaphore(AT_ONCE)
PLACES = threading.BoundedSemaphore(AT_ONCE + WAITING)


def prepare_apart(content: bytes) -> Prepared:
    """Return the picture in *content* made anew, in a third of a second or so.

    Raises:
        PictureRefused: it is not taken; nothing of it was kept.
    """
    sniff(content)
    status, answer = _in_turn(content)
    if status == REFUSED and answer in {fault.value.encode() for fault in Fault}:
        raise PictureRefused(Fault(answer.decode()))
    try:
        return msgspec.msgpack.decode(answer if status == 0 else b"", type=Prepared)
    except msgspec.DecodeError:
        raise PictureRefused(Fault.BROKEN) from None


def _in_turn(content: bytes) -> tuple[int, bytes]:
    """Return what `_asked` returns, unless too many pictures are being opened already.

    Raises:
        PictureRefused: the picture may come again in a moment.
    """
    if not PLACES.acquire(blocking=False):
        raise PictureRefused(Fault.BUSY)
    try:
        if not TURNS.acquire(timeout=QUEUE_S):
            raise PictureRefused(Fault.BUSY)
        try:
            return _asked(content)
        finally:
            TURNS.release()
    finally:
        PLACES.release()


def _asked(content: bytes) -> tuple[int, bytes]:
    """Return how the process ended, and what it said."""
    with _start() as child:
        if child.stdin is None or child.stdout is None:
            return 1, b""
        watch = threading.Timer(PATIENCE_S, child.kill)
        watch.start()
        try:
            child.stdin.write(content)
            child.stdin.close()
            answer = child.stdout.read(MOST_ANSWER + 1)
        except OSError:
            answer = b""
        finally:
            if not answer or len(answer) > MOST_ANSWER:
                child.kill()
            status = child.wait()
            watch.cancel()
    return status, answer


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
