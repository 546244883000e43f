"""Measures how fast a Jetstream is read, and that ten kills change nothing.

``python -m bench.stream`` takes some minutes; a number of events and of kills may follow.
Two million posts nobody wrote, one in a hundred with the hashtag, are told on this machine as fast
as they are taken. The reader is killed ten times on its way; at the end every act is there once.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from tablee.connectors.bluesky.rehearsal.events import Script

EVENTS = 2_000_000
KILLS = 10
TAG = "Restos2026"
HOST = "jetstream.example"
SITE = "tablee"
LIMIT_S = 1_200
CAMPAIGN = """
slug = "stream"
title = {{ en = "A stream", fr = "Un flux" }}
summary = {{ en = "Many posts.", fr = "Beaucoup de billets." }}
opens_at = {opens}
closes_at = 2099-01-01T00:00:00
time_zone = "UTC"
hashtag = "#{tag}"
unit.one = {{ en = "meal", fr = "repas" }}
unit.other = {{ en = "meals", fr = "repas" }}
unit.value = "1.00"
unit.currency = "EUR"
unit.method = {{ en = "Set for a test.", fr = "Fixé pour un essai." }}
label.beneficiary = "A food bank"
label.organiser = "Ada"
label.remainder = {{ en = "Kept.", fr = "Gardé." }}
label.paid_by = 2099-02-01
label.contact = "ada@example.org"
sponsors = [{{ name = "Dana" }}]
pools = [{{ name = "posts", title = {{ en = "Posts", fr = "Billets" }} }}]
pledges = [{{ name = "posts", pool = "posts", units = 1_000_000, sponsors = {{ Dana = 1 }} }}]
networks = [{{ name = "bluesky", options = {{ server = "ws://{host}/subscribe{second}" }} }}]

[[kinds]]
name = "hashtag_post"
pool = "posts"
rate = 1
proof = "hashtag"
title = {{ en = "Post", fr = "Billet" }}
call = {{ en = "Post.", fr = "Écrivez." }}
"""


class Course(NamedTuple):
    """How far the reader has come."""

    position: int
    acts: int


class Site:
    """A site of its own, that reads from a Jetstream of this machine."""

    def __init__(self, home: Path, port: int) -> None:
        kept = {name: each for name, each in os.environ.items() if not name.startswith("TABLEE_")}
        self.home = home
        self.environ: Mapping[str, str] = kept | {
            "TABLEE_HOME": str(home),
            "TABLEE_FETCH_HOSTS": f"{HOST}=127.0.0.1:{port}",
            "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
            "TABLEE_LOG_LEVEL": "warning",
        }

    def publish(self) -> None:
        """Publish a campaign that looks for the hashtag."""
        opens = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() - 86_400))
        file = self.home / "stream.toml"
        text = CAMPAIGN.format(opens=opens, tag=TAG, host=HOST, second="")
        # Version 2 counts events: then the cursor says how many were read.
        second = "/xrpc/network.bsky.jetstream.subscribeEvents"
        file.write_text(text.replace("/subscribe", second), encoding="utf-8")
        self.run("campaign", "apply", str(file))

    def run(self, *words: str) -> str:
        """Run `tablee` with these words; return what it prints."""
        command = [sys.executable, "-m", SITE, *words]
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=self.environ, check=True, capture_output=True
        )
        return done.stdout.decode()

    @contextmanager
    def reader(self) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a reader; when the block ends, it is killed."""
        with (self.home / "reader.log").open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", "bench.reader"], env=self.environ, stdout=log, stderr=log
            )
        try:
            yield child
        finally:
            child.kill()
            child.wait()

    def course(self) -> Course:
        """Return how far the reader has come, as the database says."""
        with closing(sqlite3.connect(self.home / "tablee.sqlite3", timeout=30)) as database:
            (position,) = database.execute("SELECT max(position + 0) FROM store_cursor").fetchone()
            (acts,) = database.execute("SELECT count(*) FROM store_act").fetchone()
        return Course(int(position or 0), int(acts))

    def wait_for(self, position: int) -> Course:
        """Return when the reader has come so far."""
        deadline_s = time.monotonic() + LIMIT_S
        while (course := self.course()).position < position:
            assert time.monotonic() < deadline_s, course
            time.sleep(0.05)
        return course


@contextmanager
def telling(events: int, per_s: int = 0) -> Iterator[int]:
    """Run a Jetstream; give its port."""
    command = ["-m", "tablee.connectors.bluesky.rehearsal", "--events", str(events), "--tag", TAG]
    command += ["--per-second", str(per_s)]
    child = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE)  # noqa: S603
    assert child.stdout is not None
    try:
        yield int(child.stdout.readline())
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def peak_mib(number: int) -> int:
    """Return the most memory a process has had."""
    status = Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1_024


def main(events: int = EVENTS, kills: int = KILLS, per_s: int = 0) -> None:
    """Read the stream with kills on the way; print what it took, and check that all is there."""
    script = Script(events, TAG, 0)
    speeds: list[float] = []
    peak = 0
    with tempfile.TemporaryDirectory() as folder, telling(events, per_s) as port:
        site = Site(Path(folder), port)
        site.publish()
        for turn in range(kills + 1):
            with site.reader() as reader:
                first = site.wait_for(min(site.course().position + 1, events))
                begun_s, begun_cpu_s = time.monotonic(), cpu_s(reader.pid)
                goal = events * (turn + 1) // (kills + 1) if turn < kills else events
                last = site.wait_for(goal)
                read = last.position - first.position
                taken_s = time.monotonic() - begun_s
                peak = max(peak, peak_mib(reader.pid))
                if read > 0:
                    speeds.append(read / taken_s)
                    print(
                        f"turn {turn + 1}: {read:,} events, {read / taken_s:,.0f} a second, "
                        f"{read / max(0.01, cpu_s(reader.pid) - begun_cpu_s):,.0f} a core's "
                        f"second; {last.acts:,} acts; then killed",
                        flush=True,
                    )
        tally = site.run("tally", "stream", "--json")
        site.run("selfcheck")
        acts, paid = site.course().acts, script.bearing - script.vanished
        assert acts == script.bearing, (acts, script.bearing)
        assert f'"paid":{paid}' in tally.replace(" ", ""), (paid, tally)
    print(f"{events:,} events: {acts:,} acts, {script.vanished:,} taken back; peak {peak} MiB")
    assert len(speeds) > kills // 2, "nobody was killed on the way: the stream was told too quickly"
    print(f"median of turns: {sorted(speeds)[len(speeds) // 2]:,.0f} events a second")


def cpu_s(number: int) -> float:
    """Return how long a process has kept a core busy."""
    fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
