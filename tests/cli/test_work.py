"""`tablee work` ends when it is told to, by whichever of its threads it is told."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.sites import lay_tables

from tablee.cli.replay.own_server import own_environ

TGKILL = {"x86_64": 234, "aarch64": 131}
"""The number of the call that gives a signal to one thread: see tgkill(2)."""
LIMIT_S = 60


@pytest.fixture
def worker(tmp_path):
    """A worker that has said that it is at work."""
    environ = own_environ(lay_tables(tmp_path / "home"), {"LC_ALL": "C"})
    command = [sys.executable, "-m", "tablee", "work"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE) as process:
        try:
            assert b"At work" in process.stdout.readline()
            yield process
        finally:
            process.kill()


def until_it_waits(pid):
    """Wait until its first thread does nothing: what is told before that was never missed."""
    seen, status = "", Path(f"/proc/{pid}/task/{pid}/status")
    while seen != (now := status.read_text().partition("voluntary_ctxt")[2]):
        seen = now
        time.sleep(0.3)


def threads(pid):
    return sorted(int(each.name) for each in Path(f"/proc/{pid}/task").iterdir())


@pytest.mark.skipif(
    not Path("/proc/self/task").exists() or os.uname().machine not in TGKILL,
    reason="only Linux can give a signal to a thread of another process",
)
@pytest.mark.parametrize("which", [0, -1], ids=["the first thread", "another thread"])
def test_a_worker_ends_by_whichever_thread_it_is_told(worker, which):
    until_it_waits(worker.pid)
    thread = threads(worker.pid)[which]
    libc = ctypes.CDLL(None, use_errno=True)
    call = TGKILL[os.uname().machine]
    assert libc.syscall(call, worker.pid, thread, signal.SIGTERM) == 0
    assert worker.wait(LIMIT_S) == 0
