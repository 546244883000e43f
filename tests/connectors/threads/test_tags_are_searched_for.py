"""Posts on Threads are found by their tag, within what a token may ask."""

import pytest
from tests import make
from tests.connectors.loopback import TAG, Stage, serving, until

from tablee.connectors.threads import reading
from tablee.connectors.threads.place import Place, read_place
from tablee.connectors.threads.rehearsal.server import Graph, post
from tablee.connectors.threads.wishes import streams
from tablee.core.network import Network
from tablee.ports.networks.bulletins import Condition

HOST = "graph.threads.example"
SECRET = "a-token-of-adas"
START_MS = make.MIDDLE_MS - 3_600_000


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr(reading, "ROOT", f"http://{HOST}/v1.0")
    monkeypatch.setattr(reading, "POLL_S", 0.05)


@pytest.fixture
def graph():
    return Graph(SECRET)


def stage(ports, secrets=f"threads={SECRET}"):
    return Stage([(HOST, ports[0])], Network("threads"), streams=streams, secrets=secrets)


def many(count):
    return [post(START_MS + 400 * n, TAG, f"Code{n:05}") for n in range(count)]


def test_every_page_is_read_and_each_post_counts_once(graph):
    graph.posts = [*many(253), post(START_MS, "another", "Another1")]
    with serving(graph) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(ada.states()) == 253 and len(graph.asked) > 4)
    assert {each.object for each in ada.acts()} == {
        f"https://www.threads.com/t/Code{n:05}" for n in range(253)
    }
    assert "search_mode=TAG" in graph.asked[0]
    assert SECRET not in "".join(graph.asked)


def test_what_comes_later_is_found_later(graph):
    graph.posts = many(3)
    with serving(graph) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(ada.states()) == 3)
        graph.posts = many(5)
        ada.read_until(lambda: len(ada.states()) == 5)
    assert f"since={(START_MS + 800 - reading.LATE_MS) // 1_000}" in graph.asked[-1]


@pytest.mark.conformance("CN-04")
def test_no_more_is_asked_than_a_token_may_ask_in_a_day(graph, monkeypatch):
    monkeypatch.setattr(reading, "MOST_IN_AN_HOUR", 3)
    monkeypatch.setattr(reading, "POLL_S", 0.01)
    with serving(graph) as ports:
        ada = stage(ports)
        with ada.reading():
            until(lambda: Condition.WAITING in ada.conditions().values())
            assert len(graph.asked) == 3
        ada.clock.ms += reading.HOUR_MS
        ada.read_until(lambda: len(graph.asked) == 6)
    assert 25 * 88 == 2_200


def test_a_long_gap_is_filled_over_several_turns(graph, monkeypatch):
    """A quota that ends in the middle of it does not begin it again."""
    monkeypatch.setattr(reading, "MOST_IN_AN_HOUR", 2)
    graph.posts = many(450)
    with serving(graph) as ports:
        ada = stage(ports)
        for expected in (200, 400, 450):
            ada.read_until(lambda count=expected: len(ada.states()) >= count - 8)
            ada.clock.ms += reading.HOUR_MS
        ada.read_until(lambda: len(ada.states()) == 450)


@pytest.mark.parametrize(
    ("secrets", "status", "condition"),
    [
        ("", 200, Condition.NO_TOKEN),
        ("threads=another", 200, Condition.NO_TOKEN),
        (f"threads={SECRET}", 403, Condition.CLOSED),
        (f"threads={SECRET}", 400, Condition.TROUBLE),
    ],
)
def test_what_keeps_us_out_is_told(graph, secrets, status, condition):
    graph.status = status
    with serving(graph) as ports:
        ada = stage(ports, secrets)
        ada.read_until(lambda: condition in ada.conditions().values())
    assert ada.states() == []


def test_what_is_no_post_does_not_count(graph):
    odd = [
        {"permalink": "https://elsewhere.example/@emil/post/C8abcDEF123"},
        {"permalink": None},
        {"username": 7},
        {"username": ""},
    ]
    graph.posts = [post(START_MS, TAG, "C8abcDEF123", **each) for each in odd]
    graph.posts.append(post(START_MS, TAG, "C8abcDEF124", text=3))
    with serving(graph) as ports:
        ada = stage(ports)
        ada.read_until(lambda: Condition.READING in ada.conditions().values())
    assert [each.object for each in ada.acts()] == ["https://www.threads.com/t/C8abcDEF124"]


def test_a_place_is_found_again_whatever_stood_in_its_cursor():
    assert read_place(str(Place(1, 2, 3))) == Place(1, 2, 3)
    assert read_place("") is None
    assert Place(5, 2_000, 9).after([{}] * 100) == Place(5, 1_000, 9)
    assert Place(5, 1_000, 9).after([{}] * 100) == Place(9)
