"""Shoppers type the code of their receipt; whoever guesses waits, longer each time."""

from dataclasses import replace

import pytest
from tests.web import samples
from tests.web.conftest import stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG, one

from tablee.core.act import Claim, fingerprint
from tablee.core.promise import Pledge
from tablee.core.purchase.code import plain, write_code
from tablee.core.purchase.slip import Slip, slip_key
from tablee.core.segment import Share
from tablee.core.terms import Kind, Pool, Proof
from tablee.core.text import Text
from tablee.usecases.codes.issue_codes import Order, issue_codes
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.web.site import served
from tablee.wire.guesses import FREE, LONGEST_PAUSE_S, MANY, Guesses

HOME = f"/c/{SLUG}/"
DOOR = f"{HOME}code/purchase"
SECOND_NS = 1_000_000_000


@pytest.fixture
def site(light_site):
    plain_terms = samples.terms()
    title = Text(en="Buy four products", fr="Acheter quatre produits")
    bought = Kind("purchase", "tills", 1, title, one("-"), proof=Proof.TILL)
    terms = replace(
        plain_terms,
        kinds=(*plain_terms.kinds, bought),
        pools=(*plain_terms.pools, Pool("tills", one("Purchases"))),
        pledges=(*plain_terms.pledges, Pledge("tills", "tills", 1_000, (Share("Danone", 1),))),
    )
    publish_terms(light_site.desks, light_site.clock, Publication(terms, "La Netscouade", "-"))
    return light_site


def issue(site, number=1, **more):
    order = Order("purchase", "till 1", number, **more)
    return issue_codes(site.desks, site.clock, site.secret, SLUG, order)[1]


def wrong(number=1):
    """A code with a good check character that nobody has signed."""
    return write_code(bytes(32), 0, number)


def test_without_codes_there_is_no_door(site, browser):
    assert browser.get(DOOR).status_code == 404
    assert DOOR not in browser.get(HOME).content.decode()
    issue(site)
    assert browser.get(DOOR).status_code == 200
    assert DOOR in browser.get(HOME).content.decode()
    assert browser.get(f"{HOME}code/blog_post").status_code == 404


def test_the_label_beside_the_form_has_its_figures(site, browser):
    issue(site)
    label = words(browser.get(DOOR)).split("What is promised")[1]
    assert "Paid by Danone" in label
    assert "1,000 meals" in label


def test_a_code_leads_to_its_receipt(site, browser, send):
    (code,) = issue(site)
    page = send(DOOR, {"code": f" {plain(code).lower()} "}, follow=True)
    assert "Your act = 1 meal" in words(page)
    again = send(DOOR, {"code": code})
    assert again.headers["Location"].endswith("?known=1")
    assert "We had received this one before" in words(browser.get(again.headers["Location"]))


def test_somebody_elses_code_is_used_already(site, send):
    (code,) = issue(site)
    send(DOOR, {"code": code})
    other = stranger(site, REMOTE_ADDR="203.0.113.9")
    page = send(DOOR, {"code": code}, client=other)
    assert page.status_code == 422
    assert "has been used already" in words(page)


def test_a_receipt_that_the_till_told_of_is_shown(site, browser, send):
    (code,) = issue(site, receipts=("shop/lille/7",))
    name = "shop/lille/7/1"
    claim = Claim("purchase", name, b"", fingerprint(SLUG, "purchase", name))
    record_acts(site.desks, site.clock, SLUG, [claim], "shop")
    page = send(DOOR, {"code": code})
    assert "We had received this one before" in words(browser.get(page.headers["Location"]))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "its basket brings nothing"), ("fr", "son panier ne rapporte rien")],
)
def test_a_basket_that_brings_nothing_is_told(site, send, language, sentence):
    (code,) = issue(site, receipts=("shop/lille/7",))
    with site.desks.write() as desk:
        campaign = desk.campaigns.see(SLUG)
        desk.tills.add_slips(campaign.id, [(slip_key("shop/lille/7"), Slip(bought={}))])
    page = send(DOOR, {"code": code}, headers={"accept-language": language})
    assert page.status_code == 422
    assert sentence in words(page)


def test_a_slip_is_said_and_costs_nothing(site, send):
    (code,) = issue(site)
    slip = f"{code[:3]}{'7' if code[3] != '7' else '8'}{code[4:]}"
    for _ in range(2 * FREE["visitor"]):
        page = send(DOOR, {"code": slip})
        assert page.status_code == 422
        assert "There is a slip in it" in words(page)
        assert slip in page.content.decode()
    assert served().guesses.in_hour == 0
    assert send(DOOR, {"code": code}).status_code == 302


def test_whoever_guesses_waits(site, send):
    (code,) = issue(site)
    for number in range(FREE["visitor"]):
        page = send(DOOR, {"code": wrong(number + 1)})
        assert page.status_code == 422
        assert "We do not know this code" in words(page)
    page = send(DOOR, {"code": code})
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) <= 30
    assert "Several codes were wrong. Wait" in words(page)
    assert code in page.content.decode()


def test_in_french_too(site, browser, send):
    issue(site)
    french = {"accept-language": "fr"}
    assert "Le code de votre ticket" in words(browser.get(DOOR, headers=french))
    page = send(DOOR, {"code": "1234"}, headers=french)
    assert "Il y a une faute de frappe" in words(page)


def test_outside_the_window_no_form_is_shown(site, browser, clock):
    issue(site)
    clock.moment_ms = samples.as_ms(samples.terms().closes_at) + 48 * 3_600_000
    assert "<form" not in browser.get(DOOR).content.decode()


class Watch:
    """A clock for pauses."""

    def __init__(self):
        self.now = 1_000 * SECOND_NS

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds * SECOND_NS


EMIL = [("visitor", "emil"), ("network", "home")]
FAY = [("visitor", "fay"), ("network", "home")]


def test_pauses_double_up_to_an_hour_and_are_forgotten():
    watch = Watch()
    guesses = Guesses(watch)
    pauses = []
    for _ in range(FREE["visitor"] + 10):
        guesses.note_wrong(EMIL[:1])
        pauses.append(guesses.pause_s(EMIL))
        watch.wait(pauses[-1])
        assert guesses.pause_s(EMIL) == 0
    assert pauses[:7] == [0, 0, 0, 0, 30, 60, 120]
    assert pauses[-1] == LONGEST_PAUSE_S
    watch.wait(7 * 3_600)
    guesses.note_wrong(EMIL[:1])
    assert guesses.pause_s(EMIL) == 0


def test_one_who_guesses_does_not_stop_the_household_at_once():
    guesses = Guesses(Watch())
    for _ in range(FREE["visitor"]):
        guesses.note_wrong(EMIL)
    assert guesses.pause_s(EMIL) > 0
    assert guesses.pause_s(FAY) == 0
    for number in range(FREE["network"]):
        guesses.note_wrong([("visitor", f"fresh {number}"), ("network", "home")])
    assert guesses.pause_s(FAY) > 0


def test_a_right_code_clears_a_browser_and_not_its_network():
    guesses = Guesses(Watch())
    for _ in range(FREE["network"]):
        guesses.note_wrong(EMIL)
    guesses.note_right(EMIL)
    assert guesses.pause_s(EMIL[:1]) == 0
    assert guesses.pause_s(EMIL) > 0


def test_people_are_told_once_an_hour_that_many_guess():
    watch = Watch()
    guesses = Guesses(watch)
    told = [guesses.note_wrong([("visitor", str(number))]) for number in range(MANY + 50)]
    assert told.count(True) == 1
    assert guesses.in_hour == MANY + 50
    assert guesses.pause_s([("visitor", str(MANY + 10))]) > 0
    watch.wait(3_600)
    assert guesses.in_hour == 0


def test_the_alarm_is_an_event(site, send):
    issue(site)
    for number in range(MANY - 1):
        served().guesses.note_wrong([("visitor", str(number))])
    send(DOOR, {"code": wrong()})
    with site.desks.read() as desk:
        topics = [message.topic for _, message in desk.outbox.waiting(100)]
    assert "codes.guessed" in topics
