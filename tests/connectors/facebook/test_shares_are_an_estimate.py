"""What Facebook says of shares is an estimate, asked for seldom, and never an act."""

import pytest
from tests import make
from tests.connectors.loopback import Stage, serving, until

from tablee.connectors.facebook import reading
from tablee.connectors.facebook.rehearsal.server import Graph
from tablee.connectors.facebook.wishes import streams
from tablee.core.network import Network
from tablee.ports.networks.bulletins import Condition
from tablee.wiring import memory_site

HOST = "graph.facebook.example"
SECRET = "a-token-of-adas"


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr(reading, "ROOT", f"http://{HOST}")
    monkeypatch.setattr(reading, "POLL_S", 0.02)


@pytest.fixture
def graph():
    return Graph(SECRET)


def stage(ports, secrets=f"facebook={SECRET}"):
    return Stage([(HOST, ports[0])], Network("facebook"), streams=streams, secrets=secrets)


@pytest.mark.conformance("CN-02")
def test_shares_are_kept_as_an_estimate_with_time_and_source_and_never_as_acts(graph):
    with serving(graph) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(ada.estimates()) == 3)
    found = {each.measure: each for each in ada.estimates()}
    assert {name: each.number for name, each in found.items()} == {
        "shares": 12,
        "reactions": 30,
        "comments": 4,
    }
    assert found["shares"].at_ms == make.MIDDLE_MS
    assert "engagement" in found["shares"].source
    assert SECRET not in found["shares"].source
    assert "id=https%3A%2F%2Fmeals.example%2Fc%2Ftable-2026%2F" in graph.asked[0]
    assert ada.states() == []


@pytest.mark.conformance("CN-02")
def test_no_hour_sees_more_than_ten_requests_for_a_page(graph):
    """However often it is begun anew, and wherever the hour begins."""
    moments = []
    with serving(graph) as ports:
        ada = stage(ports)
        for _ in range(80):
            before = len(graph.asked)
            with ada.reading():
                until(lambda: Condition.WAITING in ada.conditions().values())
            moments += [ada.clock.ms] * (len(graph.asked) - before)
            ada.clock.ms += 100_000
            forget(ada)
    assert len(moments) >= 20
    assert max(sum(0 <= each - start < 3_600_000 for each in moments) for start in moments) <= 10


def forget(ada):
    bulletin = ada.bulletins()[0]._replace(condition=Condition.READING)
    with ada.site.desks.write() as desk:
        desk.bulletins.post(1, bulletin)


@pytest.mark.parametrize("told", [None, [], "many", {"share_count": "12", "reaction_count": -1}])
def test_figures_that_are_none_are_not_kept(graph, told):
    graph.engagement = told
    with serving(graph) as ports:
        ada = stage(ports)
        ada.read_until(lambda: ada.conditions() and graph.asked)
    assert ada.estimates() == []


def test_without_a_token_nothing_is_asked_and_the_organiser_is_told(graph):
    with serving(graph) as ports:
        ada = stage(ports, secrets="")
        ada.read_until(lambda: Condition.NO_TOKEN in ada.conditions().values())
    assert graph.asked == []


def test_a_site_that_nobody_can_find_asks_for_nothing():
    assert streams(memory_site()) == []
