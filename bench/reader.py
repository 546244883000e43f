"""A reader of networks in a process of its own, made to be killed: ``python -m bench.reader``.

It is what `tablee work` runs, but its cursors are free a second after its death, not fifteen.
"""

import logging
import threading

from tablee.cli import roof
from tablee.cli.working import open_streams
from tablee.jobs.streams import Pace

PACE = Pace(look_s=0.1, hold_s=1.0, pause_s=0.1)


def main() -> None:
    """Read until killed."""
    logging.basicConfig(level="WARNING")
    with open_streams(roof.site(), PACE):
        print("reading", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
