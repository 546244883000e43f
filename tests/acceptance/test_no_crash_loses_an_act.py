"""The server is killed at any moment under load: no answer it gave is ever taken back."""

import http.client
import signal
import subprocess
import sys
import threading
import time
from hashlib import blake2b

import pytest
from tests.acceptance.campaign import write_campaign

from tablee.cli.replay.own_server import OwnServer
from tablee.cli.replay.sender import NoAnswer, Sender

pytestmark = pytest.mark.slow

ROUNDS = 20
CLIENTS = 6
SLUG = "crash"
CAP = 500
BROKEN = (OSError, http.client.HTTPException, NoAnswer, ValueError)


class Client(threading.Thread):
    """Sends single acts and lists until the server is gone, and notes what was acknowledged."""

    def __init__(self, port: int, key: str, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.port, self.key = port, key
        self.sent: list[dict[str, str]] = []
        self.acknowledged: dict[str, str] = {}

    def run(self) -> None:
        try:
            with Sender("127.0.0.1", self.port, self.key) as sender:
                for turn in range(100_000):
                    self.send(sender, 1 if turn % 2 else 25)
        except BROKEN:
            return

    def send(self, sender: Sender, number: int) -> None:
        first = len(self.sent)
        acts = [self.act(first + index) for index in range(number)]
        self.sent += acts
        answers = sender.send_list(SLUG, acts) if number > 1 else [sender.send_one(SLUG, acts[0])]
        for act, answer in zip(acts, answers, strict=True):
            self.acknowledged[act["object"]] = answer["id"]

    def act(self, number: int) -> dict[str, str]:
        return {"kind": "share", "object": f"https://crash.example/{self.name}/{number}"}


def pause_s(turn: int) -> float:
    """Return a pause that looks like chance, the same in every run of the tests."""
    return 0.05 + blake2b(bytes([turn]), digest_size=1).digest()[0] / 512


def one_crash(server: OwnServer, key: str, turn: int) -> list[Client]:
    server.wait_until_up()
    clients = [Client(server.port, key, f"{turn}-{index}") for index in range(CLIENTS)]
    for client in clients:
        client.start()
    time.sleep(pause_s(turn))
    server.kill()
    for client in clients:
        client.join()
    return clients


@pytest.mark.parametrize(
    ("where", "rounds"),
    [
        ("sqlite", ROUNDS),
        pytest.param("postgresql", ROUNDS // 4, marks=pytest.mark.postgres),
    ],
)
def test_no_acknowledged_act_is_lost_and_none_counts_twice(places, tmp_path, where, rounds):
    place = places(where)
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, CAP)))
    key = place.run("keys", "new", SLUG).strip()
    sent, acknowledged = [], {}
    for turn in range(rounds):
        for client in one_crash(place.server(), key, turn):
            sent += client.sent
            acknowledged |= client.acknowledged
    assert len(acknowledged) > rounds * CLIENTS

    place.run("selfcheck")
    stored = place.tally(SLUG)["totals"]["acts"]
    assert len(acknowledged) <= stored <= len(sent)

    with place.server() as server, Sender("127.0.0.1", server.port, key) as sender:
        again = sender.send_list(SLUG, sent)
        totals = sender.tally(SLUG)["totals"]
    now = {act["object"]: answer["id"] for act, answer in zip(sent, again, strict=True)}
    assert {name: now[name] for name in acknowledged} == acknowledged
    assert len(set(now.values())) == len(sent) == totals["acts"]
    assert totals["paid"] == CAP


def test_an_import_that_was_killed_goes_on_and_counts_each_act_once(places, tmp_path):
    place = places("sqlite")
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, CAP)))
    acts = 60_000
    file = tmp_path / "acts.ndjson"
    with file.open("w", encoding="utf-8") as lines:
        for number in range(acts):
            lines.write(f'{{"kind": "share", "object": "https://file.example/{number}"}}\n')

    words = [sys.executable, "-m", "tablee", "acts", "import", SLUG, str(file)]
    with subprocess.Popen(words, env=place.environ, stderr=subprocess.DEVNULL) as first:
        while not any((place.home / "imports").glob("*.json")) and first.poll() is None:
            time.sleep(0.01)
        first.kill()
    assert first.returncode == -signal.SIGKILL

    assert 0 < place.tally(SLUG)["totals"]["acts"] < acts
    place.run("acts", "import", SLUG, str(file))
    assert not [*(place.home / "imports").iterdir()]
    totals = place.tally(SLUG)["totals"]
    assert (totals["acts"], totals["paid"]) == (acts, CAP)
