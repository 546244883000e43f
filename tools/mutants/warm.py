"""Keep a Python that has pytest and its friends in memory, and let copies of it run tests.

Starting them takes longer than most tests do; a copy of the process is there at once. Run as
``python warm.py SOCKET BYTECODE PATIENCE_S PYTEST-OPTIONS...``; whoever connects is answered with
pytest's exit code as one byte, or with nothing when the tests took too long. BYTECODE is what
Python would remember of the changed module: it is taken away before each run.
"""

import gc
import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path

FRIENDS = (
    "hypothesis.strategies",
    "hypothesis.stateful",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.asymmetric.mldsa",
)


def main() -> None:
    """Answer until killed."""
    address, bytecode, patience_s, *options = sys.argv[1:]
    pytest = import_module("pytest")
    for name in FRIENDS:
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
                    signal.alarm(int(patience_s))
                    silence = os.open(os.devnull, os.O_WRONLY)
                    os.dup2(silence, 1)
                    os.dup2(silence, 2)
                    caller.sendall(bytes([int(pytest.main(options))]))
                    os._exit(0)


if __name__ == "__main__":
    main()
