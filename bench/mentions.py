"""Measures posts told of and verified a second, beside the PyPI package ``webmentions``.

``python -m bench.mentions`` alone does one round. The sources are served on this machine, under
many names; our guard of addresses stays on, the package's is off. Nobody is bound to a core: our
site is one process (and one more where a worker runs beside it), the package's server is one.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench import campaign
from bench.mentions_cost import cost_s
from bench.mentions_table import (
    BESIDE,
    HANGING,
    PEER,
    THE_PACKAGE,
    TOLD,
    VERIFIED,
    Figure,
    Found,
    print_table,
)
from bench.rounds import free_port, wait_until_up
from bench.serve import HOST

PEER_HOME = Path(sys.prefix) / "bench-peer"

POSTS = 3_000
PEER_POSTS = 400
START_S = 3
HANGING_POSTS = 1_000
HANGING_CLIENTS = 8
HANGING_PAUSE_S = 0.04
PEER_CLIENTS = 8
VERIFY_LIMIT_S = 120
MANY = "1000000000"


@contextmanager
def running(command: Sequence[str], port: int, environ: Mapping[str, str]) -> Iterator[int]:
    """Run a server while the block lasts, and give its number; port 0: it listens nowhere."""
    words = {name: value for name, value in os.environ.items() if not name.startswith("TABLEE_")}
    server = subprocess.Popen(  # noqa: S603 - our own commands
        command, env={**words, **environ}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        if port:
            wait_until_up(server, port)
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def run(*words: str, environ: Mapping[str, str] | None = None) -> str:
    """Run one of our modules to its end; return what it says."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TABLEE_")}
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", *words],
        env={**clean, **(environ or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


class Place(NamedTuple):
    """Where a site lives while it is measured, and where the sources are."""

    home: Path
    port: int
    sources: int
    servers: tuple[int, ...] = ()

    def environ(self, workers: int) -> dict[str, str]:
        """Return its settings: nobody is kept out, and every name of ``.example`` is here."""
        rates = ("SENDER", "SOURCE", "TARGET", "TOLD")
        return {
            "TABLEE_HOME": str(self.home),
            "TABLEE_WORKERS": str(workers),
            "TABLEE_FETCH_HOSTS": f"*.example={HOST}:{self.sources}",
            "TABLEE_FETCH_NETWORKS": f"{HOST}/32",
            "TABLEE_FETCH_PER_MINUTE": "100000",
            "TABLEE_LOG_LEVEL": "error",
            **{f"TABLEE_{rate}_PER_MINUTE": MANY for rate in rates},
        }

    def page(self) -> str:
        """Return the page that posts mention."""
        return f"http://{HOST}:{self.port}/c/{campaign.SLUG}/"

    def verified(self) -> int:
        """Return how many posts have been looked at, and taken to be good."""
        with sqlite3.connect(f"file:{self.home}/tablee.sqlite3?mode=ro", uri=True) as found:
            question = (
                "SELECT count(*) FROM store_submission WHERE outcome IN ('verified', 'flagged')"
            )
            number = int(found.execute(question).fetchone()[0])
        found.close()
        return number


@contextmanager
def site(workers: int, *, beside: int = 0) -> Iterator[Place]:
    """Run ``tablee serve`` on a fresh home with posts to look at, and ``tablee work`` if asked."""
    place = Place(Path(tempfile.mkdtemp(prefix="tablee-bench-")), free_port(), free_port())
    environ = place.environ(workers)
    run("bench.mentions_campaign", "publish", environ=environ)
    posts = [sys.executable, "-m", "bench.mentions_sources", str(place.sources), place.page()]
    tablee = [sys.executable, "-m", "tablee"]
    work = [*tablee, "work", "--at-once", str(beside)] if beside else ["sleep", "1000"]
    try:
        with (
            running(posts, place.sources, {}),
            running([*tablee, "serve", "--port", str(place.port)], place.port, environ) as server,
            running(work, 0, environ) as worker,
        ):
            time.sleep(START_S if beside else 0)
            yield place._replace(servers=(server, worker))
    finally:
        shutil.rmtree(place.home)


def tell(port: int, path: str, mentioned: str, prefix: str, **more: float) -> dict[str, Any]:
    """Tell a server of posts; return what the crowd says of it."""
    words = ["--port", str(port), "--path", path, "--mentioned", mentioned, "--prefix", prefix]
    words += [word for name, value in more.items() for word in (f"--{name}", str(value))]
    said: dict[str, Any] = json.loads(run("bench.mentions_crowd", *words))
    assert not said["failed"], said["failures"]
    assert said["told"] == said["sent"], said
    return said


def tell_site(place: Place, prefix: str = "http://blog*.example/", **more: float) -> dict[str, Any]:
    """Tell our site of posts."""
    return tell(place.port, f"/c/{campaign.SLUG}/webmention", place.page(), prefix, **more)


def accepted(clients: int, seconds: float) -> Figure:
    """Measure mere acceptance: everything is on disk before it is answered, nothing looked at."""
    with site(0) as place:
        before_s = cost_s(place.servers)
        said = tell_site(place, clients=clients, seconds=seconds)
        figure = _figure(said, said["took_s"], cost_s(place.servers) - before_s)
        told = str(said["told"])
        run("bench.mentions_campaign", "check", told, "0", environ=place.environ(0))
    return figure


def verified(*, beside: int = 0) -> Figure:
    """Measure from the first word to the last act: told, fetched, read, judged and counted."""
    with site(0 if beside else 16, beside=beside) as place:
        before_s = cost_s(place.servers)
        said = tell_site(place, clients=64, most=POSTS)
        begun_s = time.perf_counter() - said["took_s"]
        while place.verified() < POSTS:
            assert time.perf_counter() - begun_s < VERIFY_LIMIT_S, f"{place.verified()} verified"
            time.sleep(0.05)
        took_s = time.perf_counter() - begun_s
        figure = _figure(said, took_s, cost_s(place.servers) - before_s)
        told = str(POSTS)
        run("bench.mentions_campaign", "check", told, told, environ=place.environ(0))
    return figure


def hanging() -> Figure:
    """Measure how long a sender waits while every source hangs and the worker is busy with it."""
    crowd = {"clients": HANGING_CLIENTS, "pause": HANGING_PAUSE_S, "most": HANGING_POSTS}
    with site(16) as place:
        before_s = cost_s(place.servers)
        said = tell_site(place, "http://hang*.example/", **crowd)
        return _figure(said, said["took_s"], cost_s(place.servers) - before_s)


def _figure(said: Mapping[str, Any], took_s: float, spent_s: float) -> Figure:
    told = said["told"]
    return Figure(told / took_s, said["p99_ms"], 1_000 * spent_s / told)


def peer(python: Path) -> Figure:
    """Measure the package: it fetches and stores before it answers."""
    home = Path(tempfile.mkdtemp(prefix="tablee-bench-"))
    port, sources, file = free_port(), free_port(), home / "peer.sqlite3"
    script = str(Path(__file__).with_name("mentions_peer.py"))
    mentioned = f"http://{HOST}:{port}/c/{campaign.SLUG}/"
    prefix = f"http://{HOST}:{sources}/*/"
    posts = [sys.executable, "-m", "bench.mentions_sources", str(sources), mentioned]
    with (
        running(posts, sources, {}),
        running([str(python), "-P", script, str(port), str(file)], port, {}) as server,
    ):
        before_s = cost_s([server])
        said = tell(port, "/webmentions", mentioned, prefix, clients=PEER_CLIENTS, most=PEER_POSTS)
        figure = _figure(said, said["took_s"], cost_s([server]) - before_s)
        with sqlite3.connect(file) as found:
            stored = found.execute("SELECT count(*) FROM webmentions").fetchone()[0]
        found.close()
    assert stored == PEER_POSTS, f"the package stored {stored} of {PEER_POSTS}"
    shutil.rmtree(home)
    return figure


def peer_python() -> Path | None:
    """Return a Python that has the package, installed beside ours at the first use."""
    python = PEER_HOME / "bin" / "python"
    if (PEER_HOME / "ready").exists():
        return python
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(PEER_HOME)],
        [str(python), "-m", "pip", "install", "--quiet", PEER],
    ):
        if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - ours
            return None
    (PEER_HOME / "ready").touch()
    return python


def run_round(found: Found, seconds: float) -> None:
    """Measure everything once, one after the other."""
    python = peer_python()
    for name, measured in (
        (TOLD.format(64), lambda: accepted(64, seconds)),
        (TOLD.format(1_024), lambda: accepted(1_024, seconds)),
        (VERIFIED, verified),
        (BESIDE, lambda: verified(beside=16)),
        (HANGING, hanging),
        (THE_PACKAGE, lambda: peer(python) if python else None),
    ):
        figure = measured()
        if figure is not None:
            found.setdefault(name, []).append(figure)
            rate, p99_ms, cost_ms = figure
            print(f"  {name}: {rate:,.0f}/s, p99 {p99_ms:.0f} ms, {cost_ms:.2f} ms of work")
            sys.stdout.flush()


def measure_mentions(rounds: int, seconds: float) -> None:
    """Measure so many rounds, and print the table."""
    found: Found = {}
    for number in range(1, rounds + 1):
        print(f"posts, round {number} of {rounds}", flush=True)
        run_round(found, seconds)
    print_table(found)


if __name__ == "__main__":
    measure_mentions(1, 3)
