"""Two servers and an import write the same campaign at once: one line, one cap, every act once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.acceptance.campaign import write_campaign

from tablee.cli.replay.sender import Sender

pytestmark = pytest.mark.slow

SLUG = "doors"
CAP = 1_000
ACTS = 2_000
LIST = 50


def act(door: str, number: int) -> dict[str, str]:
    return {"kind": "share", "object": f"https://{door}.example/{number}"}


def send_all(port: int, key: str, door: str) -> list[dict[str, object]]:
    answers = []
    with Sender("127.0.0.1", port, key) as sender:
        for first in range(0, ACTS, LIST):
            acts = [act(door, first + index) for index in range(LIST)]
            answers += sender.send_list(SLUG, acts)
    return answers


def test_two_servers_and_an_import_never_pay_a_place_twice(place, tmp_path):
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, CAP)))
    key = place.run("keys", "new", SLUG).strip()
    # Half of the file is new; the other half is also sent to the first server.
    lines = [act("one", n) for n in range(ACTS)] + [act("file", n) for n in range(ACTS)]
    file = tmp_path / "acts.ndjson"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    with place.server() as one, place.server() as two, ThreadPoolExecutor(3) as doors:
        sent = [
            doors.submit(send_all, one.port, key, "one"),
            doors.submit(send_all, two.port, key, "two"),
            doors.submit(place.run, "acts", "import", SLUG, str(file)),
        ]
        answers = [answer for each in sent[:2] for answer in each.result()]
        sent[2].result()
        tally = place.tally(SLUG)

    assert tally["totals"]["acts"] == 3 * ACTS
    assert tally["totals"]["paid"] == CAP
    places = [answer["place"] for answer in answers]
    assert len(set(places)) == len(places) == 2 * ACTS
    for answer in answers:
        assert answer["paid_units"] == (1 if int(answer["place"]) <= CAP else 0)
