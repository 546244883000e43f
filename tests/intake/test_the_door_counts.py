"""Acts that come in good order are counted, once, and answered as the wire contract says."""

import json

import pytest
from tests import make
from tests.intake.house import ACTS, KEY, act, opened, plain_site

from tablee.config import Settings
from tablee.core.receipt import read_token


def test_a_new_act_is_answered_with_its_place_and_its_receipt(house, site):
    reply = house.post(act("https://emil.example/1", supporter="emil@social.example"))

    answer = reply.json()
    assert reply.status == 201
    assert {name: answer[name] for name in ("state", "reason", "units", "paid_units", "place")} == {
        "state": "counted",
        "reason": None,
        "units": 10,
        "paid_units": 10,
        "place": 1,
    }
    assert read_token(site.secret, make.SLUG, answer["id"]) == 1
    assert answer["receipt"] == f"{ACTS}/{answer['id']}"


def test_the_same_object_again_gets_the_first_answer(house):
    first = house.post(act(supporter="emil"))
    again = house.post(act(supporter="somebody else"))

    assert (first.status, again.status) == (201, 200)
    assert again.json() == first.json()
    assert house.totals()["acts"] == 1


def test_the_receipt_lies_under_the_public_url():
    settings = Settings(public_url="https://meals.example")
    with opened(plain_site(settings=settings)) as house:
        assert house.post(act()).json()["receipt"].startswith(f"https://meals.example{ACTS}/")


def test_an_act_on_the_waterline_is_partly_paid_and_those_after_are_unpaid(house):
    answers = house.post([act(f"https://emil.example/{number}", "drawing") for number in range(35)])

    paid = [answer["paid_units"] for answer in answers.json()]
    assert paid == [3] * 33 + [1, 0]
    assert house.totals() == {"acts": 35, "offered": 105, "paid": 100, "unpaid": 5, "pending": 0}


def test_a_claim_of_class_c_waits_for_a_decision(house):
    answer = house.post(act(evidence="C")).json()

    assert (answer["state"], answer["paid_units"], answer["place"]) == ("pending", 0, 1)
    assert house.totals()["pending"] == 10


def test_a_list_is_answered_in_its_order(house):
    reply = house.post([act("a"), act("b", "share"), act("a")])

    assert reply.status == 200
    assert [answer["units"] for answer in reply.json()] == [10, 1, 10]
    assert reply.json()[2] == reply.json()[0]


def test_an_empty_list_is_answered_with_an_empty_list(house):
    assert (house.post([]).status, house.post([]).json()) == (200, [])


def test_lines_are_answered_in_their_order_whatever_the_portions(house):
    lines = b"".join(json.dumps(act(f"é{number}")).encode() + b"\n" for number in range(50))
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/x-ndjson"}
    for size in (1, 7, 64, len(lines)):
        portions = [lines[first : first + size] for first in range(0, len(lines), size)]
        reply = house.ask("POST", ACTS, headers=headers, portions=portions)
        assert [answer["id"].partition("-")[0] for answer in reply.lines()] == [
            str(number) for number in range(1, 51)
        ]
    assert house.totals()["acts"] == 50


def test_the_last_line_needs_no_end_and_blank_lines_are_nothing(house):
    reply = house.post(
        b'\n\r\n{"kind":"post","object":"a"}\n  \n{"kind":"post","object":"b"}',
        "application/x-ndjson; charset=utf-8",
    )
    assert [answer["place"] for answer in reply.lines()] == [1, 11]


def test_a_replayed_batch_changes_nothing(house):
    batch = [act(f"https://emil.example/{number}") for number in range(5)]
    first, again = house.post(batch), house.post(batch)
    lines = house.post_lines(*batch)

    assert first.json() == again.json() == lines.lines()
    assert house.totals()["acts"] == 5


@pytest.mark.parametrize("spelling", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_of_the_key_may_be_written_as_one_likes(house, spelling):
    headers = {"authorization": f"{spelling} {KEY}", "content-type": "application/json"}
    assert house.ask("POST", ACTS, json.dumps(act()).encode(), headers).status == 201


def test_other_addresses_lead_to_the_pages(house):
    for path in ("/", f"/c/{make.SLUG}/", f"{ACTS}/1-abc", "/c/a/b/c/acts", "/static/tally.json"):
        assert house.get(path).body == b"a page"
