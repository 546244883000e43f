"""The process apart: opens one picture, with little memory and little time, and ends.

It reads the picture from its standard input, and writes what it made of it to its standard
output. A fault ends it with `REFUSED` and the fault's name; anything else that goes wrong ends
it by itself, or by the kernel.
"""

import resource
import signal
import sys

import msgspec
from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from tablee.evidence.picture.fault import Fault, PictureRefused
from tablee.evidence.picture.render import render
from tablee.evidence.picture.sniff import sniff

MEMORY_BYTES = 768 * 1_048_576
CPU_S = 10
WALL_S = 14
REFUSED = 3
LIMITS = (
    (resource.RLIMIT_AS, MEMORY_BYTES),
    (resource.RLIMIT_CPU, CPU_S),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_NOFILE, 16),
)
DECODERS = (JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
"""Read now: once the limits hold, nothing else can be opened but these three formats."""


def main() -> int:
    """Answer for the one picture."""
    for limit, most in LIMITS:
        resource.setrlimit(limit, (most, most))
    # Nobody catches it: the kernel ends the process, also inside a library written in C.
    signal.setitimer(signal.ITIMER_REAL, WALL_S)
    content = sys.stdin.buffer.read()
    try:
        prepared = render(content, sniff(content))
    except PictureRefused as refusal:
        sys.stdout.write(refusal.fault)
        return REFUSED
    except Exception:  # noqa: BLE001 - decoders raise what they like, and it all means the same
        sys.stdout.write(Fault.BROKEN)
        return REFUSED
    sys.stdout.buffer.write(msgspec.msgpack.encode(prepared))
    return 0


if __name__ == "__main__":
    sys.exit(main())
