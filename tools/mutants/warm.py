"""Keep a Python that has pytest and its friends in memory, and let copies of it run tests.

Starting them takes longer than most tests do; a copy of the process is there at once. Run as
``python warm.py SOCKET BYTECODE PATIENCE_S PYTEST-OPTIONS...``; whoever connects is answered with
pytest's exit code as one byte, or with nothing when a test went on for too long or took too much
memory. BYTECODE is what Python would remember of the changed module: it is taken away before
each run.
"""

import gc
import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path
from resource import RLIMIT_AS, setrlimit
from typing import Any

MOST_BYTES = 2**30
FRIENDS = (
    "hypothesis.strategies",
    "hypothesis.stateful",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.asymmetric.mldsa",
)


class Patience:
    """Ends the process when one test works for too long; being kept waiting does not count."""

    def __init__(self, most_s: int) -> None:
        self._most_s = most_s
        self.begin()

    def begin(self) -> None:
        """Begin to count anew."""
        signal.setitimer(signal.ITIMER_PROF, self._most_s)

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:  # noqa: ARG002
        """Begin to count when a test begins."""
        self.begin()


def run(options: list[str], most_s: int) -> int:
    """Run the tests in silence and return pytest's exit code."""
    setrlimit(RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return int(import_module("pytest").main(options, plugins=[Patience(most_s)]))


def main() -> None:
    """Answer until killed."""
    address, bytecode, patience_s, *options = sys.argv[1:]
    for name in ("pytest", *FRIENDS):
        import_module(name)
    gc.freeze()  # what is here already is never looked through for rubbish
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        while True:
            caller, _ = door.accept()
            Path(bytecode).unlink(missing_ok=True)
            with caller:
                if os.fork() == 0:
                    door.close()
                    caller.sendall(bytes([run(options, int(patience_s))]))
                    os._exit(0)


if __name__ == "__main__":
    main()
