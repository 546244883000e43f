"""CloudEvents 1.0 carry acts: structured, batched and binary."""

import base64
import json

import pytest
from tests import make
from tests.intake.house import ACTS, KEY, act

EVENT = "application/cloudevents+json"
EVENTS = "application/cloudevents-batch+json"


def event(**changes):
    plain = {
        "specversion": "1.0",
        "id": "a-1",
        "source": "/shop",
        "type": "example.act.share",
        "datacontenttype": "application/json",
        "data": act("https://fay.example/1", "share"),
        "comexampleextension": "let through",
    }
    return {name: value for name, value in (plain | changes).items() if value is not None}


def test_a_structured_event_is_an_act(house):
    reply = house.post(event(), EVENT)
    assert (reply.status, reply.json()["units"]) == (201, 1)


def test_it_is_the_same_act_by_every_road(house):
    plain = house.post(act("https://fay.example/1", "share"))
    dressed = house.post(event(id="another"), EVENT)
    assert dressed.json() == plain.json()


def test_the_envelope_gives_what_the_data_leaves_out(house):
    reply = house.post(event(data={}, subject="https://fay.example/2"), EVENT)
    assert (reply.status, reply.json()["units"]) == (201, 1)
    early = event(data=None, subject="https://fay.example/3", time="2001-01-01T00:00:00Z")
    assert house.post(early, EVENT).json()["reason"] == "too_early"


def test_data_may_be_in_base64(house):
    data = base64.b64encode(json.dumps(act("b64", "share")).encode()).decode()
    assert house.post(event(data=None, data_base64=data), EVENT).status == 201


def test_a_batch_of_events_is_answered_in_its_order(house):
    second = event(data=act("https://fay.example/2", "post"))
    reply = house.post([event(), event(specversion="0.3"), second, 7], EVENTS)

    assert reply.status == 200
    first, old, new, number = reply.json()
    assert (first["units"], new["units"]) == (1, 10)
    assert (old["problem"]["field"], number["problem"]["status"]) == ("specversion", 422)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"specversion": None}, "specversion"),
        ({"specversion": "1.1"}, "specversion"),
        ({"id": ""}, "id"),
        ({"source": None}, "source"),
        ({"type": 3}, "type"),
        ({"time": "yesterday"}, "time"),
        ({"data": {"object": "x", "units": 3}}, "data.units"),
        ({"data": {"kind": 4}}, "data.kind"),
        ({"data": {}}, "data.object"),
        ({"data": "text"}, "data"),
        ({"data": None, "data_base64": "*"}, "data_base64"),
        ({"type": "example.act.nonsense", "data": {"object": "x"}}, "kind"),
    ],
)
def test_a_faulty_event_is_refused_with_its_field(house, changes, field):
    reply = house.post(event(**changes), EVENT)
    assert (reply.status, reply.json()["field"]) == (422, field)
    assert house.totals()["acts"] == 0


def binary(house, body, **changes):
    headers = {
        "authorization": f"Bearer {KEY}",
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": "a-1",
        "ce-source": "/shop",
        "ce-type": "example.act.share",
    }
    headers |= {f"ce-{name}": value for name, value in changes.items()}
    return house.ask("POST", ACTS, body, headers)


def test_an_event_may_keep_its_envelope_in_the_headers(house):
    reply = binary(house, b'{"supporter":"fay"}', subject="https://fay.example/caf%C3%A9")
    same = house.post(act("https://fay.example/café", "share"))
    assert (reply.status, same.status) == (201, 200)


def test_a_faulty_header_is_named(house):
    assert binary(house, b"{}", id="").json()["field"] == "ce-id"
    assert binary(house, b"{}", time="noon").json()["field"] == "ce-time"
    assert binary(house, b"{}", specversion="9").json()["field"] == "specversion"
    assert binary(house, b"").json()["field"] == "data.object"


def test_the_campaign_of_the_address_is_the_campaign_of_the_event(house):
    assert house.post(event(source=f"/c/{make.SLUG}x"), EVENT).status == 201
