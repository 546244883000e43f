"""Hashtag timelines of several servers are read whole, and one post is one act."""

import logging
import threading

import pytest
from tests import make
from tests.connectors.loopback import TAG, Stage, serving, until

from tablee.connectors.mastodon import reading
from tablee.connectors.mastodon.rehearsal.server import Mastodon, Temper
from tablee.connectors.mastodon.rehearsal.statuses import moment, status
from tablee.connectors.mastodon.wishes import streams
from tablee.core.act import State
from tablee.core.network import Network
from tablee.ports.networks.bulletins import Condition

START_MS = make.MIDDLE_MS - 60_000
ONE, TWO = "one.example", "two.example"
SECRET = "a-token-of-emils"
PURE = {Condition.READING, Condition.LISTENING}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(reading, "POLL_S", 0.05)
    monkeypatch.setattr(reading, "ASK_AGAIN_S", 0.3)


def network(*hosts, **options):
    servers = " ".join(f"http://{host}" for host in hosts)
    return Network("mastodon", (("servers", servers), *options.items()))


def stage(ports, *, secrets="", **options):
    hosts = [ONE, TWO][: len(ports)]
    named = [*zip(hosts, ports, strict=True)]
    return Stage(named, network(*hosts, **options), streams=streams, secrets=secrets)


def many(count, **changes):
    return [status(START_MS + number, TAG, **changes) for number in range(count)]


def readers(ada):
    return {name.partition("/")[0]: each for name, each in ada.conditions().items()}


@pytest.mark.conformance("MA-01")
def test_more_than_forty_pages_are_read_without_gap_or_duplicate():
    one = Mastodon()
    one.statuses = many(40 * 41 + 3)
    with serving(one) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(ada.states()) == len(one.statuses))
        ada.read_until(lambda: readers(ada).get("mastodon:one.example") == Condition.READING)
    names = [each.object for each in ada.acts()]
    assert names == [each["uri"] for each in one.statuses]


@pytest.mark.conformance("MA-01")
def test_one_post_on_several_servers_is_one_act():
    one, two = Mastodon(), Mastodon()
    one.statuses = many(5) + many(3, host=ONE, by="fay")
    two.statuses = many(5)
    with serving(one, two) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(readers(ada)) == 2 and set(readers(ada).values()) <= PURE)
    assert len(ada.states()) == 8


@pytest.mark.conformance("MA-01")
def test_reading_goes_on_where_it_stopped_and_finds_what_came_late():
    one = Mastodon()
    one.statuses = many(50)
    with serving(one) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(ada.states()) == 50)
        asked = len(one.asked)
        late = status(START_MS - 500_000, TAG, by="late")
        one.statuses += [late, status(START_MS + 1_000, TAG)]
        ada.read_until(lambda: len(ada.states()) == 52)
    again = [each for each in one.asked[asked:] if "timelines" in each]
    assert "min_id=0" not in again[0]
    assert late["uri"] in {each.object for each in ada.acts()}


@pytest.mark.conformance("MA-01")
def test_what_is_not_for_everybody_or_not_by_a_person_does_not_count():
    one = Mastodon()
    account = status(START_MS, TAG)["account"]
    odd = [
        {"visibility": "unlisted"},
        {"visibility": "private"},
        {"reblog": status(START_MS, TAG)},
        {"account": account | {"bot": True}},
        {"account": account | {"note": "<p>please <a>#<span>nobot</span></a></p>"}},
        {"account": account | {"fields": [{"name": "robots", "value": "#NoBots"}]}},
        {"account": account | {"uri": "https://elsewhere.example/users/emil"}},
        {"account": None},
        {"tags": [{"name": "another"}, {"name": TAG}], "uri": "javascript:alert(1)"},
        {"tags": "all"},
    ]
    one.statuses = [status(START_MS + n, TAG) | each for n, each in enumerate(odd[:-1])]
    one.statuses.append(status(START_MS + 99, TAG.upper()))
    with serving(one) as ports:
        ada = stage(ports)
        ada.read_until(lambda: readers(ada).get("mastodon:one.example") == Condition.READING)
    assert [each.object for each in ada.acts()] == [one.statuses[-1]["uri"]]


@pytest.mark.conformance("MA-01")
def test_further_hashtags_count_as_well():
    one = Mastodon()
    one.statuses = [status(START_MS, TAG), status(START_MS + 1, "Repas")]
    with serving(one) as ports:
        ada = stage(ports, more_tags="repas #soupe")
        ada.read_until(lambda: len(ada.states()) == 2)
    assert "any%5B%5D=repas&any%5B%5D=soupe" in one.asked[1]


@pytest.mark.conformance("MA-01")
@pytest.mark.parametrize(
    ("temper", "condition"),
    [
        (Temper(status=401), Condition.NO_TOKEN),
        (Temper(status=403), Condition.CLOSED),
        (Temper(status=422), Condition.CLOSED),
        (Temper(status=404), Condition.CLOSED),
        (Temper(feeds={"local": "disabled", "remote": "disabled"}), Condition.CLOSED),
        (Temper(feeds={"local": "authenticated", "remote": "disabled"}), Condition.NO_TOKEN),
        (Temper(status=429, headers={"Retry-After": "60"}), Condition.WAITING),
        (Temper(status=500), Condition.CLOSED),
    ],
)
def test_a_server_that_is_closed_is_shown_as_such_and_stops_no_other(temper, condition):
    one, two = Mastodon(temper), Mastodon()
    two.statuses = many(3)
    with serving(one, two) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(ada.states()) == 3 and len(readers(ada)) == 2)
    assert readers(ada)["mastodon:one.example"] is condition
    closed = [each for each in one.asked if "timelines" in each]
    assert len(closed) <= 1


@pytest.mark.conformance("MA-01")
def test_where_only_local_statuses_are_shown_these_are_asked_for():
    one = Mastodon(Temper(feeds={"local": "public", "remote": "authenticated"}))
    one.statuses = many(1)
    with serving(one) as ports:
        ada = stage(ports)
        ada.read_until(ada.states)
    assert "local=true" in one.asked[1]


@pytest.mark.conformance("MA-01")
def test_a_limit_that_is_reached_is_waited_for():
    reset = moment(make.MIDDLE_MS + 1_000)
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
    one = Mastodon(Temper(headers=spent))
    one.statuses = many(41)
    with serving(one) as ports:
        ada = stage(ports)
        with ada.reading():
            until(lambda: Condition.WAITING in readers(ada).values())
            assert len(ada.states()) == 40  # one page: after it, nothing more is asked
            one.temper.headers = {}
            ada.clock.ms += 1_000
            until(lambda: len(ada.states()) == 41)


def listening(one, **options):
    one.temper.token = SECRET
    return stage([*options.pop("ports")], secrets=f"{ONE}={SECRET}", **options)


@pytest.mark.conformance("MA-01")
def test_with_a_token_posts_are_told_edited_and_deleted_as_it_happens(monkeypatch):
    monkeypatch.setattr(reading, "ASK_AGAIN_S", 30.0)
    one = Mastodon()
    with serving(one) as ports:
        ada = listening(one, ports=ports)
        with ada.reading():
            until(lambda: Condition.LISTENING in readers(ada).values())
            first, second = (status(START_MS + n, TAG, host=ONE) for n in (1, 2))
            one.tell("update", first)
            one.tell("update", second)
            one.tell("update", {"id": 7})
            until(lambda: ada.states() == [State.COUNTED] * 2)
            one.tell("status.update", first | {"tags": [], "edited_at": "later"})
            until(lambda: ada.states() == [State.REVERSED, State.COUNTED])
            one.tell("status.update", first | {"edited_at": "later still"})
            until(lambda: ada.states() == [State.COUNTED] * 2)
            one.tell("delete", first["id"])
            one.tell("delete", second["id"])
            one.tell("delete", "12345")
            until(lambda: ada.states() == [State.REVERSED] * 2)


@pytest.mark.conformance("MA-01")
def test_a_stream_that_breaks_is_taken_up_and_what_it_left_out_is_asked_for(monkeypatch):
    monkeypatch.setattr(reading, "ASK_AGAIN_S", 30.0)
    one = Mastodon()
    with serving(one) as ports:
        ada = listening(one, ports=ports)
        with ada.reading():
            until(lambda: one.listeners == 1 and Condition.LISTENING in readers(ada).values())
            one.statuses = many(3)  # which the stream does not tell
            one.hang_up()
            until(lambda: len(ada.states()) == 3)
            until(lambda: one.listeners == 1)
            one.tell("update", status(START_MS + 50, TAG))
            until(lambda: len(ada.states()) == 4)


@pytest.mark.conformance("MA-01")
def test_another_servers_post_is_gone_when_its_origin_says_so():
    one, origin = Mastodon(), Mastodon()
    with serving(one, origin) as ports:
        ada = listening(one, ports=ports)
        with ada.reading():
            until(lambda: one.listeners == 1)
            gone = status(START_MS, TAG, host=TWO)
            gone["uri"] = gone["uri"].replace("https:", "http:")
            silent = status(START_MS + 1, TAG, host="nowhere.example")
            for each in (gone, silent):
                one.tell("update", each)
            until(lambda: len(ada.states()) == 2)
            one.tell("delete", silent["id"])
            one.tell("delete", gone["id"])
            until(lambda: ada.states() == [State.REVERSED, State.COUNTED])


def test_a_token_goes_to_its_server_alone_and_into_no_log(caplog):
    one, two = Mastodon(), Mastodon(Temper(token="another"))
    one.statuses, two.statuses = many(1), many(2)
    with caplog.at_level(logging.DEBUG), serving(one, two) as ports:
        ada = listening(one, ports=ports)
        ada.read_until(lambda: len(ada.states()) == 2 and len(readers(ada)) == 2)
    assert set(one.tokens) == {SECRET}
    assert set(two.tokens) == {""}
    assert SECRET not in caplog.text
    assert SECRET not in str(ada.bulletins())
    assert threading.active_count() < 20
