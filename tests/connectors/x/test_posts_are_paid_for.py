"""Posts of X are found for money, and never for more than the organiser allows."""

import logging
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from tests import make
from tests.connectors.loopback import TAG, Stage, serving, terms, until
from tests.usecases.stage import SetClock

from tablee.config import read_settings
from tablee.connectors.x import place, reading
from tablee.connectors.x.place import Place, read_place
from tablee.connectors.x.posts import Page, read_page
from tablee.connectors.x.prices import read_limit
from tablee.connectors.x.rehearsal import PaidApi, post
from tablee.connectors.x.wishes import streams
from tablee.core.network import Network
from tablee.ports.networks.bulletins import Condition
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import open_site

HOST = "api.x.example"
SECRET = "a-token-of-adas"
START_MS = make.MIDDLE_MS - 3_600_000
PURSE = "x/1"


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr(place, "ROOT", f"http://{HOST}/2")
    monkeypatch.setattr(reading, "SECONDS", 0.005)


@pytest.fixture
def api():
    return PaidApi(SECRET)


def network(limit="10 USD", **options):
    return Network("x", (("limit", limit), *options.items()))


def stage(ports, limit="10 USD", secrets=f"x={SECRET}", **options):
    hosts = [(HOST, ports[0])]
    return Stage(hosts, network(limit, **options), streams=streams, secrets=secrets)


def many(count, **changes):
    return [post(START_MS + 1_000 * number, TAG, **changes) for number in range(count)]


def books_agree(ada, api, amount):
    """Say whether no request is under way: until it is answered, the most it can cost is booked."""
    return api.paid == ada.spent(PURSE).amount == amount


def test_all_pages_are_read_once_each_and_paid_by_the_post(api):
    api.posts = many(253)
    with serving(api) as ports:
        ada = stage(ports)
        with ada.reading():
            until(lambda: len(ada.states()) == 253 and len(api.asked) > 5)
            until(lambda: books_agree(ada, api, 253 * 5_000))
    assert {each.object for each in ada.acts()} == {
        f"https://x.com/i/status/{each['id']}" for each in api.posts
    }


def test_reading_goes_on_where_it_stopped_and_pays_nothing_twice(api):
    api.posts = many(120)
    with serving(api) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(ada.states()) == 120)
        api.posts = many(125)
        ada.read_until(lambda: len(ada.states()) == 125)
    assert api.paid == 125 * 5_000


@pytest.mark.conformance("CN-04")
def test_at_the_limit_reading_stops_cleanly_and_says_so(api):
    api.posts = many(253)
    with serving(api) as ports:
        ada = stage(ports, "0.60 USD")
        ada.read_until(lambda: Condition.SPENT in ada.conditions().values())
        asked = len(api.asked)
        ada.read_until(lambda: Condition.SPENT in ada.conditions().values())
    assert asked == len(api.asked) == 2
    assert api.paid == ada.spent(PURSE).amount == 600_000
    assert len(ada.states()) == 120
    assert ada.spent(PURSE).limit == 600_000


@pytest.mark.conformance("CN-04")
def test_a_raised_limit_lets_reading_go_on_where_it_stopped(api):
    api.posts = many(253)
    with serving(api) as ports:
        ada = stage(ports, "0.60 USD")
        with ada.reading():
            until(lambda: Condition.SPENT in ada.conditions().values())
            more = terms(network("5 EUR", dollars_per_euro="1.10"))
            raised = Publication(more, author="Ada", reason="more posts than we hoped")
            publish_terms(ada.site.desks, ada.clock, raised)
            until(lambda: len(ada.states()) == 253)
    assert api.paid == 253 * 5_000


@pytest.mark.conformance("CN-04")
def test_searches_mentions_and_counts_share_one_purse(api):
    api.posts, api.mentions = many(100), many(100, by=9)
    with serving(api) as ports:
        ada = stage(ports, "0.60 USD", account="77", account_is_ours="yes", counts="yes")
        ada.read_until(lambda: Condition.SPENT in ada.conditions().values())
    assert api.paid <= 600_000
    assert ada.spent(PURSE).amount <= 600_000


def test_mentions_of_ones_own_account_cost_less(api):
    api.mentions = [*many(3), post(START_MS + 9_000, "another")]
    with serving(api) as ports:
        ada = stage(ports, search="no", account="77", account_is_ours="yes")
        with ada.reading():
            until(lambda: len(ada.states()) == 3)
            until(lambda: books_agree(ada, api, 4 * 1_000))
    assert "/2/users/77/mentions?" in api.asked[0]


def test_counts_are_an_estimate_and_no_acts(api):
    api.posts = many(7)
    with serving(api) as ports:
        ada = stage(ports, search="no", counts="yes")
        with ada.reading():
            until(ada.estimates)
            until(lambda: books_agree(ada, api, api.paid))
    (estimate,) = ada.estimates()
    assert (estimate.network, estimate.measure, estimate.number) == ("x", "posts_in_a_week", 7)
    assert ada.states() == []


@pytest.mark.conformance("CN-04")
@pytest.mark.parametrize(
    ("status", "condition", "is_booked"),
    [
        (429, Condition.WAITING, False),
        (402, Condition.SPENT, False),
        (403, Condition.CLOSED, False),
        (400, Condition.TROUBLE, False),
        (503, Condition.WAITING, True),
        (500, Condition.TROUBLE, True),
    ],
)
def test_what_surely_cost_nothing_is_not_booked(api, status, condition, is_booked):
    api.status = status
    api.headers = {"x-rate-limit-reset": str(make.MIDDLE_MS // 1_000 + 60)}
    with serving(api) as ports:
        ada = stage(ports)
        with ada.reading():
            until(lambda: condition in ada.conditions().values())
            until(lambda: bool(ada.spent(PURSE).amount) is is_booked)


def test_without_a_token_or_with_a_wrong_one_nothing_is_spent(api, caplog):
    with caplog.at_level(logging.DEBUG), serving(api) as ports:
        nobody = stage(ports, secrets="")
        nobody.read_until(lambda: Condition.NO_TOKEN in nobody.conditions().values())
        assert api.asked == []
        wrong = stage(ports, secrets="x=wrong-words")
        wrong.read_until(lambda: Condition.NO_TOKEN in wrong.conditions().values())
    assert wrong.spent(PURSE).amount == 0
    assert "wrong-words" not in caplog.text


def test_reposts_and_posts_without_the_hashtag_do_not_count(api):
    personal = f"https://meals.example/c/{make.SLUG}/"
    api.posts = [
        post(START_MS, TAG, referenced_tweets=[{"type": "retweeted", "id": "20"}]),
        post(START_MS + 1_000, TAG, entities={}),
        post(START_MS + 2_000, TAG, author_id=7),
        post(START_MS + 3_000, TAG, entities="all", note_tweet={"entities": {"hashtags": "x"}}),
        post(START_MS + 4_000, TAG.upper(), referenced_tweets=[{"type": "quoted", "id": "20"}]),
        post(
            START_MS + 5_000,
            "another",
            note_tweet={
                "text": "a longer post",
                "entities": {"hashtags": [{"tag": TAG}], "urls": [{"expanded_url": personal}]},
            },
        ),
    ]
    with serving(api) as ports:
        ada = stage(ports)
        ada.read_until(lambda: len(ada.states()) == 2)
        ada.read_until(lambda: Condition.READING in ada.conditions().values())
    assert len(ada.states()) == 2


def test_only_as_far_back_as_x_goes_is_asked_for():
    week = place.WEEK_MS
    new, old = place.asked(Place(), 0, week * 9, 10), place.asked(Place(5), 0, make.MIDDLE_MS, 10)
    assert "since_id" not in new
    assert "start_time=1970-02-26T00%3A05%3A00Z" in new
    assert "since_id" not in old
    number = int(post(make.MIDDLE_MS - 60_000, TAG)["id"])
    assert f"since_id={number}" in place.asked(Place(number), 0, make.MIDDLE_MS, 10)


def test_a_place_is_found_again_whatever_stood_in_its_cursor():
    assert read_place(str(Place(1, 2, 3))) == Place(1, 2, 3)
    assert read_place("") == read_place("x") == Place()
    assert Place(5, 3, 9).after(Page((), 0, has_more=False)) == Place(9)


@pytest.mark.parametrize("said", [None, [], {"data": 3, "meta": 4}, {"data": [{"id": "x"}, 7]}])
def test_answers_of_any_shape_are_read(said):
    assert read_page(said).posts == ()


def test_a_limit_in_euros_is_turned_into_dollars():
    assert read_limit("0.01 EUR", "1.00") == 10_000
    assert read_limit("3 USD", "9.99") == 3_000_000


READER = """
    import sys
    from tablee.config import read_settings
    from tablee.connectors.x import place, reading
    from tablee.connectors.x.wishes import streams
    from tablee.jobs.streams import Pace, Streams
    from tablee.wiring import open_site
    from tests import make
    from django.db import connections
    import time, ast

    class Clock:
        def now_ms(self):
            return make.MIDDLE_MS + time.time_ns() // 1_000_000 - int(sys.argv[3])

    place.ROOT = sys.argv[2]
    reading.SECONDS = 0.005
    site = open_site(read_settings(ast.literal_eval(sys.argv[1])), clock=Clock())
    pace = Pace(look_s=0.05, hold_s=0.5, pause_s=0.01, longest_pause_s=0.1)
    with Streams(
        site.desks, site.clock, lambda: streams(site), pace, after=connections.close_all
    ):
        time.sleep(60)
"""


@pytest.mark.conformance("CN-04")
def test_two_workers_killed_again_and_again_never_pass_the_limit(api, tmp_path):
    """Killed while an answer is awaited: what it may have cost stays booked."""
    api.posts = many(500)
    api.delay_s = 0.15
    with serving(api) as ports:
        words = {
            "TABLEE_HOME": str(tmp_path),
            "TABLEE_FETCH_HOSTS": f"{HOST}=127.0.0.1:{ports[0]}",
            "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
            "TABLEE_NETWORK_SECRETS": f"x={SECRET}",
        }
        begun_ms = str(time.time_ns() // 1_000_000)
        code = textwrap.dedent(READER)
        program = [sys.executable, "-c", code, str(words), place.ROOT, begun_ms]
        ada = Stage([], network("2.30 USD"), streams=streams, site=_site(words))
        for round_ in range(3):
            asked = len(api.asked)
            workers = [subprocess.Popen(program, env=os.environ) for _ in range(2)]
            try:
                if round_ < 2:
                    until(lambda before=asked: len(api.asked) > before)
                else:
                    until(lambda: Condition.SPENT in ada.conditions().values())
            finally:
                for each in workers:
                    each.send_signal(signal.SIGKILL)
                    each.wait()
    assert api.paid <= ada.spent(PURSE).amount <= 2_300_000


def _site(words):
    return open_site(read_settings(words), clock=SetClock(), alias="paid")
