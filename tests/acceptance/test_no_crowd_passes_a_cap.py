"""A hundred clients at once on the last fifty meals of a line: exactly the cap is paid."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from tests.acceptance.campaign import write_campaign

from tablee.cli.replay.sender import Sender

pytestmark = pytest.mark.slow

RUNS = 20
CLIENTS = 100
CAP = 120
TAKEN = CAP - 50
"""Places already taken when the crowd comes: fifty are left."""


SLUG = "crowd"


def act(line: str, number: int) -> dict[str, str]:
    return {
        "kind": line,
        "object": f"https://crowd.example/{line}/{number}",
        "supporter": f"s{number}@crowd.example",
    }


def rush(port: int, key: str, line: str) -> list[dict[str, object]]:
    """Let every client send one act at the same moment; return what each was answered."""
    start = Barrier(CLIENTS)

    def client(number: int) -> dict[str, object]:
        with Sender("127.0.0.1", port, key) as sender:
            sender.is_up()
            start.wait()
            return sender.send_one(SLUG, act(line, TAKEN + number))

    with ThreadPoolExecutor(CLIENTS) as crowd:
        return [*crowd.map(client, range(CLIENTS))]


def test_the_last_fifty_meals_are_paid_once_each(place, tmp_path):
    lines = [f"line-{run}" for run in range(RUNS)]
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, CAP, lines)))
    key = place.run("keys", "new", SLUG).strip()
    with place.server() as server, Sender("127.0.0.1", server.port, key) as sender:
        for line in lines:
            sender.send_list(SLUG, [act(line, number) for number in range(TAKEN)])
            answers = rush(server.port, key, line)
            again = sender.send_list(SLUG, [act(line, TAKEN + n) for n in range(CLIENTS)])
            assert again == answers
            assert sum(int(answer["paid_units"]) for answer in answers) == CAP - TAKEN
            places = sorted(answer["place"] for answer in answers)
            assert places == [*range(TAKEN + 1, TAKEN + CLIENTS + 1)]
        pools = sender.tally(SLUG)["pools"]
    for pool in pools:
        assert pool == {
            "name": pool["name"],
            "cap": CAP,
            "acts": TAKEN + CLIENTS,
            "offered": TAKEN + CLIENTS,
            "paid": CAP,
            "unpaid": TAKEN + CLIENTS - CAP,
            "pending": 0,
        }
