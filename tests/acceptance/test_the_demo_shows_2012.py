"""`tablee demo` plays the campaign of 2012 to its true end, each kind of act by its own door."""

import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from tablee.cli.replay.own_server import free_port, own_environ

pytestmark = pytest.mark.slow

LIMIT_S = 500


def demo(home, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "tablee", "demo", "--no-open", *words],
        env=own_environ(home, {"LC_ALL": "C"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_demo_ends_as_2012_did(tmp_path):
    with demo(tmp_path, "--seconds", "10", "--exit", "--port", str(free_port())) as running:
        said, _ = running.communicate(timeout=LIMIT_S)
    assert running.returncode == 0, said
    for sentence in (
        "the line 'Facebook shares' is full: 5,000 meals",
        "the line '#Restos2012 on Twitter' is full: 1,000 meals",
        "lift the line '#Restos2012 on Twitter' from 1,000 to 10,000 meals",
        "facebook: 5,000 of 5,000 paid, 145,000 unpaid",
        "twitter: 10,000 of 10,000 paid, 5,000 unpaid",
        "blogs: 23,000 of 35,000 paid, 0 unpaid",
        "selected: 150 of 150 paid, 30 unpaid",
        "drawings: 2,250 of 2,250 paid, 195 unpaid",
        "purchases: 773 of 100,000 paid, 0 unpaid",
        "40,400 meals earned from sponsors, 150,225 unpaid, 60 pending.",
        "Purchases, counted apart: 773 acts, 773 meals earned, 0 unpaid, 0 pending.",
        "Check the count, and believe nobody:",
    ):
        assert sentence in said, said


@pytest.mark.parametrize("interruption", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_stays_up_until_it_is_interrupted_and_leaves_nothing(tmp_path, interruption):
    port = free_port()
    with demo(tmp_path, "--seconds", "120", "--port", str(port)) as running:
        page = wait_for(f"http://127.0.0.1:{port}/c/restos-2012/")
        for _each in range(3):  # make, a terminal and a person may each ask
            running.send_signal(interruption)
            time.sleep(0.005)
        said, _ = running.communicate(timeout=30)
    assert "Restos" in page
    assert running.returncode == 0, said
    assert "Traceback" not in said
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)


def wait_for(url: str) -> str:
    deadline_s = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > deadline_s:
                raise
            time.sleep(0.1)
