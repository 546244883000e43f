"""Somebody who wrote a post says so in a minute, without an account, and keeps a receipt."""

from dataclasses import replace

import pytest
from tests.web import samples
from tests.web.conftest import stranger
from tests.web.reading_pages import figures, stamp, words
from tests.web.samples import SLUG, as_ms

from tablee.web.hurdles.gate import PATIENCE_MS
from tablee.web.site import use

FORM = f"/c/{SLUG}/act/blog_post"
POST = {"address": "https://blog.example/soup"}


def test_the_form_says_before_you_act_what_it_brings(browser):
    assert "+10 meals" in words(browser.get(FORM))


def test_the_form_says_before_you_act_that_the_line_is_full(site, browser):
    samples.act(site, "drawing", 150)
    said = words(browser.get(f"/c/{SLUG}/act/drawing"))
    assert "brings no more meals" in said
    assert "unless a sponsor raises its pledge" in said


def test_the_form_is_not_offered_when_acts_are_no_longer_taken(clock, browser):
    clock.moment_ms = as_ms(samples.terms().closes_at) + 48 * 3_600_000
    page = browser.get(FORM)
    assert "<form" not in page.content.decode()
    assert "no longer counted" in words(page)


def test_a_post_becomes_pending_and_gets_a_receipt(browser, send):
    response = send(FORM, POST, follow=True)
    said = words(response)
    assert "Your act is waiting for somebody to look at it." in said
    assert "place 12,091, of 35,000 that are promised" in said
    assert "Once confirmed it brings 10 meals." in said
    assert figures(browser.get(f"/c/{SLUG}/"))["blogs:pending"] == "850"


def test_the_same_post_again_leads_to_a_receipt_to_read(browser, send):
    first = send(FORM, POST).headers["Location"]
    again = send(FORM, {"address": "  https://blog.example/soup  "}).headers["Location"]
    assert again.endswith("?known=1")
    assert "Withdraw it" in words(browser.get(first))
    said = words(browser.get(again))
    assert "We had received this one before" in said
    assert "place 12,091" in said
    assert "Withdraw it" not in said
    assert figures(browser.get(f"/c/{SLUG}/"))["blogs:pending"] == "850"


def test_an_address_without_its_scheme_is_understood(send):
    send(FORM, POST)
    again = send(FORM, {"address": "blog.example/soup"})
    assert again.headers["Location"].endswith("?known=1")


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("", "The address is missing"),
        ("   ", "The address is missing"),
        ("soup", "This is not the address of a page"),
        ("javascript:alert(1)", "This is not the address of a page"),
        ("ftp://blog.example/soup", "This is not the address of a page"),
        ("https://", "This is not the address of a page"),
        ("https://localhost/soup", "This is not the address of a page"),
        ("https://[soup", "This is not the address of a page"),
        ("https://blog.example/a b", "This is not the address of a page"),
        ("https://blog.example/\u0007", "This is not the address of a page"),
        ("https://me:secret@blog.example/", "The address holds a name or a password"),
        ("https://blog.example/" + "a" * 2_000, "The address is too long"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(browser, send, address, remedy):
    response = send(FORM, {"address": address})
    assert response.status_code == 422
    assert remedy in words(response)
    assert figures(browser.get(f"/c/{SLUG}/"))["blogs:pending"] == "840"


def test_a_machine_that_fills_in_everything_is_not_recorded(browser, send):
    response = send(FORM, POST | {"website": "https://pills.example"})
    assert response.headers["Location"] == f"/c/{SLUG}/"
    assert figures(browser.get(f"/c/{SLUG}/"))["blogs:pending"] == "840"


def test_an_act_over_the_limit_is_refused_with_its_reason(send):
    form = f"/c/{SLUG}/act/drawing"
    for number in range(4):
        response = send(form, {"address": f"https://d.example/{number}"}, follow=True)
    said = words(response)
    assert "Your act was not counted." in said
    assert "the number of such acts that count for one participant" in said
    assert "restos@netscouade.example" in said


def test_the_form_works_behind_a_proxy_that_speaks_https(site, clock):
    public = replace(site.settings, public_url="https://127.0.0.1")
    use(replace(site, settings=public))
    careful = stranger(site, enforce_csrf_checks=True)
    page = careful.get(FORM, headers={"host": "127.0.0.1"})
    mark = page.cookies["csrftoken"].value
    clock.moment_ms += PATIENCE_MS
    sent = POST | {"csrfmiddlewaretoken": mark, "stamp": stamp(page)}
    headers = {"host": "127.0.0.1", "origin": "https://127.0.0.1"}
    assert careful.post(FORM, sent, headers=headers).status_code == 302
