"""What we send is read and verified by programs that others wrote."""

import json
import time
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured_event
from cloudevents.core.formats.json import JSONFormat
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError
from tests import make

from tablee.ports.desk import Letter, Message
from tablee.ports.hooks import Secrets
from tablee.usecases.hooks.event import MOST_BYTES, event_of
from tablee.usecases.hooks.retries import LONGEST_WISH_MS, RETRIES_MS, pause_after, wish_ms
from tablee.usecases.hooks.signing import SECRET_BYTES, secret_text, signed_headers

SOURCE = f"https://meals.example/c/{make.SLUG}/"
BODY = {"campaign": make.SLUG, "act": 7, "state": "counted"}
LETTER = Letter(3, 1, make.MIDDLE_MS, Message("act.decided", f"{make.SLUG}:act:7:9", BODY))
ONE = secret_text(bytes(range(SECRET_BYTES)))
TWO = secret_text(bytes(reversed(range(SECRET_BYTES))))
HOURS_MS = [5 / 3600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24]


def now_ms():
    return time.time_ns() // 1_000_000


def read(event):
    message = HTTPMessage(signed_headers(event, Secrets(ONE), 0), event.body)
    return from_structured_event(message, JSONFormat())


@pytest.mark.conformance("EV-01")
def test_an_event_is_read_as_a_cloudevent():
    event = event_of(LETTER, SOURCE)
    found = read(event)
    assert found.get_specversion() == "1.0"
    assert found.get_id() == event.id
    assert found.get_source() == SOURCE
    assert found.get_type() == "tablee.act.decided"
    assert found.get_subject() == "acts/7"
    assert found.get_time() == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert found.get_datacontenttype() == "application/json"
    assert found.get_data() == BODY


@pytest.mark.conformance("EV-01")
def test_source_and_id_name_one_event_and_no_other():
    again = LETTER._replace(number=8, put_at_ms=9)
    assert event_of(again, SOURCE).id == event_of(LETTER, SOURCE).id
    other = LETTER._replace(message=LETTER.message._replace(key="another"))
    assert event_of(other, SOURCE).id != event_of(LETTER, SOURCE).id
    assert event_of(LETTER, "https://elsewhere.example/").id != event_of(LETTER, SOURCE).id
    assert "." not in event_of(LETTER, SOURCE).id


@pytest.mark.conformance("EV-02")
def test_an_event_is_verified_with_the_secret_and_with_no_other():
    event = event_of(LETTER, SOURCE)
    headers = signed_headers(event, Secrets(ONE), now_ms())
    assert Webhook(ONE).verify(event.body, headers)["data"] == BODY
    with pytest.raises(WebhookVerificationError):
        Webhook(TWO).verify(event.body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(ONE).verify(event.body.replace(b"counted", b"refused"), headers)


@pytest.mark.conformance("EV-02")
def test_while_a_secret_is_rotated_both_verify():
    event, moment_ms = event_of(LETTER, SOURCE), now_ms()
    headers = signed_headers(event, Secrets(TWO, ONE, moment_ms + 1), moment_ms)
    assert len(headers["webhook-signature"].split(" ")) == 2
    for secret in (ONE, TWO):
        Webhook(secret).verify(event.body, headers)
    headers = signed_headers(event, Secrets(TWO, ONE, moment_ms), moment_ms)
    Webhook(TWO).verify(event.body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(ONE).verify(event.body, headers)


def test_we_sign_as_the_reference_does():
    event = event_of(LETTER, SOURCE)
    theirs = Webhook(ONE).sign(event.id, datetime(2026, 3, 1, 12, tzinfo=UTC), event.body.decode())
    ours = signed_headers(event, Secrets(ONE), make.MIDDLE_MS)["webhook-signature"]
    assert ours == theirs


def test_a_secret_has_as_many_bytes_as_the_standard_asks_for():
    assert f"whsec_{b64encode(bytes(range(32))).decode()}" == ONE
    assert 24 <= SECRET_BYTES <= 64


@pytest.mark.conformance("EV-02")
def test_no_event_is_too_large():
    body = {"campaign": make.SLUG, "act": 7, "words": "é" * 10_000}
    event = event_of(LETTER._replace(message=LETTER.message._replace(body=body)), SOURCE)
    assert len(event.body) < MOST_BYTES
    assert json.loads(event.body)["data"] == {"campaign": make.SLUG, "is_cut": 1}


def test_accents_and_line_breaks_arrive_as_they_left():
    body = {"campaign": make.SLUG, "author": "Épicerie « du coin »\n\x00"}
    event = event_of(LETTER._replace(message=LETTER.message._replace(body=body)), SOURCE)
    assert read(event).get_data() == body


@pytest.mark.conformance("EV-02")
def test_the_table_of_retries_is_that_of_the_standard():
    assert [round(hours * 3_600_000) for hours in HOURS_MS] == [*RETRIES_MS]
    for failures, plain_ms in enumerate(RETRIES_MS, start=1):
        found = {pause_after(failures, f"{name}:1") for name in range(50)}
        assert plain_ms <= min(found) < max(found) <= plain_ms * 1.2
    assert pause_after(len(RETRIES_MS) + 1, "1:1") is None


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("0", 0),
        ("7", 7_000),
        (" 90 ", 90_000),
        ("9" * 400, LONGEST_WISH_MS),
        ("-5", 0),
        ("1.5", 0),
        ("", 0),
        ("tomorrow", 0),
        ("٣", 0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120_000),
        ("Sun, 01 Mar 2026 12:02:00", 120_000),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 9999 11:00:00 GMT", LONGEST_WISH_MS),
        ("Sun, 01 Mar 99999999999999999999 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 11:00:00 +99999999999999999999", 0),
        ("Sun, 99 Mar 2026 11:00:00 GMT", 0),
    ],
)
def test_what_a_receiver_wishes_is_read_or_ignored(said, wish):
    assert wish_ms(said, make.MIDDLE_MS) == wish


DATES = st.from_regex(
    r"[A-Z][a-z]{2}, [0-9]{1,3} [A-Z][a-z]{2} [0-9]{1,12} [0-9:]{0,30} [A-Z+0-9-]*"
)


@given(st.one_of(st.text(max_size=60), DATES), st.integers(0, 2**45))
def test_whatever_a_receiver_says_its_wish_is_bounded(said, now_ms):
    assert 0 <= wish_ms(said, now_ms) <= LONGEST_WISH_MS
