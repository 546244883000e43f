"""A process that counts and seals without end, and is killed again and again: run by a test.

It is forked from one that has everything imported, so that fifty deaths cost seconds.
"""

import os
import signal
import sys
import time
from hashlib import blake2b
from pathlib import Path

from tablee.config import read_settings
from tablee.core.act import Claim, fingerprint
from tablee.usecases.record_acts import record_acts
from tablee.wiring import open_sealer, open_site

ACTS = 60


def live(slug: str, turn: int, ready: int) -> None:
    """Count and seal until somebody ends it; say when it begins."""
    site = open_site(read_settings(dict(os.environ)), migrate=False)
    sealer = open_sealer(site)
    for part in range(100_000):
        if part == 1:
            os.write(ready, b"!")
        names = [f"https://crash.example/{turn}/{part}/{number}" for number in range(ACTS)]
        claims = [Claim("share", each, b"", fingerprint(slug, "share", each)) for each in names]
        record_acts(site.desks, site.clock, slug, claims, "crowd")
        found = sealer.seal(slug)
        if found.stopped:
            sys.stderr.write(f"{found.stopped}\n")
            os._exit(1)


def pause_s(turn: int) -> float:
    """Return a pause that looks like chance, the same in every run of the tests."""
    return blake2b(bytes([turn]), digest_size=1).digest()[0] / 600


def main() -> None:
    """Let a child live for a moment and kill it, so often; print every checkpoint there was."""
    slug, rounds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    for turn in range(rounds):
        waits, ready = os.pipe()
        child = os.fork()
        if not child:
            live(slug, turn, ready)
        os.close(ready)
        os.read(waits, 1)
        os.close(waits)
        time.sleep(pause_s(turn))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(1)
        for name in ("checkpoint", "checkpoint.pending"):
            if (folder / name).exists():
                sys.stdout.write((folder / name).read_text(encoding="utf-8").replace("\n", "|"))
                sys.stdout.write("\n")


if __name__ == "__main__":
    main()
