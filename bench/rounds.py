"""One measurement: a fresh server, a crowd, and a look afterwards at what is really there."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench import campaign
from bench.serve import CORES, HOST, NAIVE_URL
from bench.verify import check_door

START_LIMIT_S = 30
QUEUE = {"TABLEE_QUEUE_LIMIT_ACTS": "500000"}  # 1,024 lists of 100 wait at once here


class Crowd(NamedTuple):
    """Who comes, and for how long."""

    clients: int
    acts: int
    seconds: float


class Outcome(NamedTuple):
    """What one measurement gave."""

    acts_per_s: float
    p50_ms: float
    p99_ms: float
    home: Path


def cores() -> tuple[str, str]:
    """Return the cores of the server and of the crowd; the same where there is but one."""
    several = sorted(os.sched_getaffinity(0))
    return str(several[0]), str(several[-1])


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(kind: str, environ: Mapping[str, str]) -> Iterator[int]:
    """Run a server of its own while the block lasts; give its port."""
    port = free_port()
    words = {name: value for name, value in os.environ.items() if not name.startswith("TABLEE_")}
    server = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "bench.serve", kind, str(port)],
        env={**words, CORES: cores()[0], **environ},
    )
    try:
        wait_until_up(server, port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def wait_until_up(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until somebody listens there, or the server has ended."""
    deadline_s = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline_s:
        assert server.poll() is None, "the server ended before it began"
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server does not listen")


def press(port: int, crowd: Crowd) -> dict[str, Any]:
    """Let a crowd act; return what it says of it."""
    command = [sys.executable, "-m", "bench.load", "--port", str(port)]
    command += ["--path", f"/c/{campaign.SLUG}/acts", "--key", campaign.KEY]
    command += ["--kind", campaign.KIND, "--clients", str(crowd.clients)]
    command += ["--acts", str(crowd.acts), "--seconds", str(crowd.seconds)]
    done = subprocess.run(  # noqa: S603 - our own module
        ["taskset", "-c", cores()[1], *command],  # noqa: S607 - a tool of the system
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    said: dict[str, Any] = json.loads(done.stdout)
    assert not said["failed"], said["failures"]
    assert said["acknowledged"] == said["sent"], said
    return said


def measure(kind: str, crowd: Crowd, *, url: str = "") -> Outcome:
    """Measure one server with one crowd, and check that nothing acknowledged is missing."""
    home = Path(tempfile.mkdtemp(prefix="tablee-bench-"))
    environ = {"TABLEE_HOME": str(home), "TABLEE_DATABASE_URL": url, **QUEUE}
    if kind == "naive":
        environ = {NAIVE_URL: url or str(home / "naive.sqlite3")}
    with serving(kind, environ) as port:
        said = press(port, crowd)
    if kind == "door":
        check_door(environ, said["acknowledged"])
    elif kind == "naive" and not url:
        with sqlite3.connect(home / "naive.sqlite3") as found:
            assert found.execute("SELECT count(*) FROM naive_act").fetchone()[0] == said["sent"]
        found.close()
    return Outcome(said["acts_per_s"], said["p50_ms"], said["p99_ms"], home)
