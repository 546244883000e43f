"""A form is taken once, in time, from whoever did a small calculation or had a little patience."""

import base64
import json

import altcha
import pytest
from tests.web.conftest import stranger
from tests.web.reading_pages import puzzle, stamp, words
from tests.web.samples import SLUG

from tablee.web.hurdles.gate import HASTE_MS, PATIENCE_MS
from tablee.web.hurdles.puzzle import LONGEST_ANSWER
from tablee.web.hurdles.stamp import GOOD_MS
from tablee.web.pace import WITHOUT_PROOF

FORM = f"/c/{SLUG}/act/blog_post"
OTHER = f"/c/{SLUG}/act/drawing"
POST = {"address": "https://blog.example/soup"}
PATIENCE = "so we ask for a little patience"


@pytest.fixture
def page(browser):
    return browser.get(FORM)


def solved(page, **changes) -> str:
    """What a browser sends that did the calculation."""
    challenge = altcha.Challenge.from_dict(puzzle(page))
    payload = altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_dict()
    payload["challenge"]["parameters"] |= changes
    return base64.b64encode(json.dumps(payload).encode()).decode()


def filled(page, **more) -> dict[str, str]:
    return POST | {"stamp": stamp(page)} | more


@pytest.mark.conformance("AB-02")
def test_who_did_the_calculation_need_not_wait(browser, page, clock):
    clock.moment_ms += HASTE_MS
    assert browser.post(FORM, filled(page, altcha=solved(page))).status_code == 302


def test_who_did_not_is_asked_for_patience_and_loses_nothing(browser, page, clock):
    clock.moment_ms += HASTE_MS
    asked = browser.post(FORM, filled(page))
    assert asked.status_code == 422
    assert PATIENCE in words(asked)
    assert 'value="https://blog.example/soup"' in asked.content.decode()
    clock.moment_ms += PATIENCE_MS - HASTE_MS
    assert browser.post(FORM, filled(asked)).status_code == 302


def test_even_with_the_calculation_nobody_is_that_quick(browser, page, clock):
    clock.moment_ms += HASTE_MS - 1
    assert browser.post(FORM, filled(page, altcha=solved(page))).status_code == 422


@pytest.mark.conformance("AB-02")
def test_a_form_that_is_too_old_is_shown_anew_and_loses_nothing(browser, page, clock):
    answer = solved(page)
    clock.moment_ms += GOOD_MS
    asked = browser.post(FORM, filled(page, altcha=answer))
    assert asked.status_code == 422
    assert "This form had been open for too long." in words(asked)
    assert 'value="https://blog.example/soup"' in asked.content.decode()
    clock.moment_ms += HASTE_MS
    assert browser.post(FORM, filled(asked, altcha=solved(asked))).status_code == 302


@pytest.mark.conformance("AB-02")
def test_a_form_is_good_once(browser, page, clock):
    fields = filled(page, altcha=solved(page))
    clock.moment_ms += HASTE_MS
    assert browser.post(FORM, fields).status_code == 302
    again = browser.post(FORM, fields | {"address": "https://blog.example/another"})
    assert again.status_code == 422
    assert "This form has been sent before." in words(again)


@pytest.mark.conformance("AB-02")
def test_an_answer_is_good_for_its_own_form_only(browser, page, clock):
    answer = solved(page)
    second, other = browser.get(FORM), browser.get(OTHER)
    clock.moment_ms += HASTE_MS
    assert PATIENCE in words(browser.post(FORM, filled(second, altcha=answer)))
    assert "open for too long" in words(browser.post(OTHER, filled(page, altcha=answer)))
    assert PATIENCE in words(browser.post(OTHER, filled(other, altcha=answer)))


@pytest.mark.conformance("AB-02")
def test_a_puzzle_made_with_another_secret_is_none(browser, page, clock):
    forged = altcha.create_challenge(
        "PBKDF2/SHA-256",
        1,
        counter=1,
        data=puzzle(page)["parameters"]["data"],
        hmac_secret="another secret",
    )
    payload = altcha.Payload(forged, altcha.solve_challenge(forged))
    clock.moment_ms += HASTE_MS
    assert PATIENCE in words(browser.post(FORM, filled(page, altcha=payload.to_base64())))


@pytest.mark.conformance("AB-02")
@pytest.mark.parametrize("change", [{"cost": 1}, {"keyPrefix": "00"}, {"salt": "00" * 16}])
def test_a_puzzle_made_easier_is_none(browser, page, clock, change):
    clock.moment_ms += HASTE_MS
    asked = browser.post(FORM, filled(page, altcha=solved(page, **change)))
    assert PATIENCE in words(asked)


@pytest.mark.parametrize(
    "answer",
    [
        "rubbish",
        base64.b64encode(b"{}").decode(),
        base64.b64encode(b"[]").decode(),
        base64.b64encode(b'{"challenge": 1, "solution": 2}').decode(),
        base64.b64encode(b"[" * 3_000).decode(),
        "A" * (LONGEST_ANSWER + 1),
        "\u0000\ud7ff",
    ],
)
def test_rubbish_is_no_answer(browser, page, clock, answer):
    clock.moment_ms += HASTE_MS
    assert PATIENCE in words(browser.post(FORM, filled(page, altcha=answer)))


@pytest.mark.parametrize("mark", ["", "rubbish", "a:b", "WyJhIl0:x", "\u0000"])
def test_a_stamp_that_is_not_ours_is_none(browser, mark):
    asked = browser.post(FORM, POST | {"stamp": mark})
    assert asked.status_code == 422
    assert "open for too long" in words(asked)


def test_a_wrong_address_does_not_use_the_form_up(browser, page, clock):
    fields = filled(page, altcha=solved(page))
    clock.moment_ms += HASTE_MS
    assert browser.post(FORM, fields | {"address": "soup"}).status_code == 422
    assert browser.post(FORM, fields).status_code == 302


@pytest.mark.conformance("AB-01")
def test_one_network_without_the_calculation_is_slowed_down(site, send):
    for number in range(WITHOUT_PROOF):
        sent = send(FORM, {"address": f"https://blog.example/{number}"})
        assert sent.status_code == 302
    refused = send(FORM, POST)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert "wait a minute" in words(refused)
    elsewhere = stranger(site, REMOTE_ADDR="192.0.2.9")
    assert send(FORM, POST, client=elsewhere).status_code == 302
