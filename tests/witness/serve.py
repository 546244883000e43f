"""Run the witness in a folder, in a process that a test may kill: ``serve FOLDER PORT``."""

import sys
from pathlib import Path

from tests.witness.stand import Sums

from tablee.server import run
from tablee.witness.memory import Memory
from tablee.witness.opening import open_server

folder, port = Path(sys.argv[1]), int(sys.argv[2])
with Memory(folder) as memory:
    run(open_server(folder, memory, Sums), "127.0.0.1", port, log_level="warning")
