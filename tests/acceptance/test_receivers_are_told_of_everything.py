"""A receiver on a port of its own is told of everything that happens on a real site.

It verifies each event with the reference library, changes its secret, goes away and comes back,
and meanwhile the site is killed: nothing is lost. Then it says that it is gone, and is left alone.
"""

import json
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured_event
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks import Webhook, WebhookVerificationError
from tests.acceptance.campaign import Kinds, write_campaign
from tests.acceptance.conftest import inside
from tests.acceptance.mentions import PATIENCE_S, until

from tablee.cli.replay.own_server import free_port
from tablee.core.act import Claim, Evidence, fingerprint
from tablee.core.decision import Ruling
from tablee.core.promise import Raise
from tablee.core.reason import Reason
from tablee.core.text import Text
from tablee.usecases.decide_act import Judgement, decide_act
from tablee.usecases.raise_pledge import raise_pledge
from tablee.usecases.record_acts import record_acts

pytestmark = pytest.mark.slow

SLUG = "told"
ADDRESS = "http://counter.example/tablee"
CAP = 50
LEASE_S = 45
"""What a killed site had in hand waits for that long."""


class Receiver:
    """Takes events at one port; it can be switched off, and answer what it likes."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.status = 204
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        receiver = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.asked.append(self.path)
                if receiver.status == 204:
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    receiver.taken.append((headers, body))
                self.send_response(receiver.status)
                if receiver.status == 302:
                    self.send_header("location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Answer)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def topics(self) -> Counter[str]:
        return Counter(json.loads(body)["type"].removeprefix("tablee.") for _, body in self.taken)


def claim(number: int) -> Claim:
    name = f"https://emil.example/{number}"
    key = fingerprint(SLUG, "share", name)
    return Claim("share", name, b"", key, evidence=Evidence.CLAIM)


def confirm(site, number: int) -> None:
    judgement = Judgement(number, Ruling.CONFIRM, Reason.NONE, "", "Ben")
    decide_act(site.desks, site.clock, SLUG, judgement)


def verifies(secret: str, told: tuple[dict[str, str], bytes]) -> bool:
    headers, body = told
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


@pytest.mark.conformance("EV-01", "EV-02", "FX-09")
def test_nothing_is_lost_on_the_way_to_a_receiver(place, tmp_path, figure):
    port = free_port()
    place.environ |= {
        "TABLEE_FETCH_HOSTS": f"counter.example=127.0.0.1:{port}",
        "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
        "TABLEE_PUBLIC_URL": "https://meals.example",
    }
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, CAP, kinds=Kinds())))
    secret = place.run("hooks", "add", SLUG, ADDRESS).strip()
    receiver = Receiver(port)
    with inside(place) as site, place.server() as server:
        with receiver:
            more = Raise("share", 10, now(), "Ada", Text("More.", "Plus."))
            raise_pledge(site.desks, site.clock, SLUG, more)
            record_acts(site.desks, site.clock, SLUG, [claim(n) for n in range(20)], "form")
            confirm(site, 1)
            wanted = {"terms.published", "cover.laid", "acts.recorded", "act.decided"}
            until(lambda: wanted <= {*receiver.topics()})
            assert receiver.topics()["act.decided"] == 1
            assert all(verifies(secret, each) for each in receiver.taken)
            check_events(receiver)
            second = rotated(place, receiver, site, secret)
            receiver.status = 302
            confirm(site, 3)
            until(lambda: "302" in place.run("hooks", "list", SLUG))
            assert "/elsewhere" not in receiver.asked
            receiver.status = 204
            until(lambda: receiver.topics()["act.decided"] == 3)
        while_nobody_listens(site)
        server.kill()
    with inside(place) as site, receiver, place.server():
        everything_arrived(receiver)
        assert all(verifies(second, each) for each in receiver.taken[-3:])
        receiver.status = 410
        confirm(site, 7)
        until(lambda: "disabled" in place.run("hooks", "list", SLUG))
        before = len(receiver.asked)
        confirm(site, 8)
        time.sleep(3)
        assert len(receiver.asked) == before
        with site.desks.read() as desk:
            assert desk.tasks.queues() == []
    figure(f"{len(receiver.taken)} events: {dict(receiver.topics())}")


def now():
    return datetime.fromtimestamp(int(time.time()), UTC)


def check_events(receiver: Receiver) -> None:
    """Each is a CloudEvent, and none has the name of another."""
    names = set()
    for headers, body in receiver.taken:
        event = from_structured_event(HTTPMessage(headers, body), JSONFormat())
        assert event.get_source() == f"https://meals.example/c/{SLUG}/"
        assert event.get_id() == headers["webhook-id"]
        names.add((event.get_source(), event.get_id()))
    assert len(names) == len(receiver.taken)
    acts = [json.loads(body) for _, body in receiver.taken if b"acts.recorded" in body]
    assert sum(each["data"]["acts"] for each in acts) == 20
    assert acts[-1]["data"]["last"] == 20


def rotated(place, receiver: Receiver, site, first: str) -> str:
    """Change the secret; what comes then is verified with either. Return the new one."""
    second = place.run("hooks", "rotate", "1").strip()
    confirm(site, 2)
    until(lambda: receiver.topics()["act.decided"] == 2)
    assert verifies(first, receiver.taken[-1])
    assert verifies(second, receiver.taken[-1])
    return second


def while_nobody_listens(site) -> None:
    """Let things happen while the receiver is away, and be tried in vain."""
    for number in range(4, 7):
        confirm(site, number)
    until(lambda: failures(site) >= 3)


def everything_arrived(receiver: Receiver) -> None:
    """All that happened arrives once the receiver is back, whoever was killed meanwhile."""
    until(lambda: receiver.topics()["act.decided"] == 6, LEASE_S + PATIENCE_S)
    decided = [json.loads(body) for _, body in receiver.taken if b"act.decided" in body]
    assert sorted(each["data"]["act"] for each in decided) == [*range(1, 7)]


def failures(site) -> int:
    with site.desks.read() as desk:
        return desk.hooks.get(1).failures
