"""The organiser chooses posts on the staff's pages; everybody reads why, in both languages."""

from dataclasses import replace

import pytest
from tests.web import looks
from tests.web.conftest import stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG, one

from tablee.core.post.submission import Road
from tablee.core.promise import Pledge
from tablee.core.segment import Share
from tablee.core.terms import Kind, Pool, Proof
from tablee.core.text import Text
from tablee.ports.posts import Glance
from tablee.store.roles import Role, add_account
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settling, settle_looks
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.web.keys import receipt_key

HOME = f"/c/{SLUG}/"
CHOICES = f"/staff/choices/{SLUG}/"
WHY = {"why_en": "It made us <b>laugh</b>.", "why_fr": "Nous en avons ri."}
PASSWORD = "a password for tests"


@pytest.fixture
def post(site):
    """Amend the sample: choices bring 15, once; the number of a post that can be chosen."""
    with site.desks.read() as desk:
        terms = desk.campaigns.see(SLUG).latest.terms
    first, *others = terms.kinds
    title = Text(en="Be chosen", fr="Être sélectionné")
    chosen = Kind("selection", "chosen", 15, title, one("-"), proof=Proof.CHOICE)
    amended = replace(
        terms,
        kinds=(replace(first, proof=Proof.LINK), *others, chosen),
        pools=(*terms.pools, Pool("chosen", one("Chosen"))),
        pledges=(*terms.pledges, Pledge("chosen", "chosen", 15, (Share("Danone", 1),))),
    )
    publish_terms(site.desks, site.clock, Publication(amended, "La Netscouade", "a jury"))
    return told(site, looks.SOUP)


def told(site, source):
    """Tell us of a post, and look at it; return the number of its act."""
    host = source.split("/")[2]
    webmention = Told(SLUG, source, host, looks.PAGE, Road.WEBMENTION)
    (taken,) = submit_posts(site.desks, site.clock, [webmention])
    look = Look(taken.submission.number, looks.finding(source))
    (settled,) = settle_looks(site.desks, site.clock, Settling(SLUG, [look], site.secret))
    return settled.act.number


def choose(client, number, **said):
    return client.post(f"{CHOICES}{number}", WHY | {"choose": "1"} | said, follow=True)


def test_a_choice_is_said_on_every_page(site, ada, post):
    before = words(ada.get(f"{CHOICES}{post}"))
    assert "The next choice brings 15 meals." in before
    assert f"Act {post} is chosen." in words(choose(ada, post))
    client = stranger(site)
    for page in (HOME, f"{HOME}wall"):
        assert "Chosen by the organiser" in words(client.get(page))
        assert "It made us &lt;b&gt;laugh&lt;/b&gt;." in client.get(page).content.decode()
    receipt = client.get(f"{HOME}acts/{receipt_key(SLUG, post, is_own=True)}")
    assert "The choice brings 15 meals more." in words(receipt)
    french = stranger(site, headers={"accept-language": "fr"})
    assert "Nous en avons ri." in words(french.get(HOME))
    assert "Coups de cœur" in words(french.get(HOME))


def test_the_choice_has_a_receipt_that_leads_to_what_was_chosen(site, ada, post):
    choose(ada, post)
    with site.desks.read() as desk:
        (selection,) = desk.selections.latest(1, 5)
    token = receipt_key(SLUG, selection.act_number, is_own=True)
    page = stranger(site).get(f"{HOME}acts/{token}")
    assert "The organiser’s choice" in words(page)
    assert receipt_key(SLUG, post, is_own=True) in page.content.decode()


def test_a_full_line_is_said_before_choosing(site, ada, post):
    choose(ada, post)
    other = told(site, "https://fay.example/soup")
    assert "the line is full" in words(ada.get(f"{CHOICES}{other}"))
    choose(ada, other)
    receipt = stranger(site).get(f"{HOME}acts/{receipt_key(SLUG, other, is_own=True)}")
    assert "this one counts, but brings no meals" in words(receipt)


def test_a_choice_is_taken_back(site, ada, post):
    choose(ada, post)
    assert "Take the choice back" in words(ada.get(f"{CHOICES}{post}"))
    after = ada.post(f"{CHOICES}{post}", {"back": "1", "note": "a mistake"}, follow=True)
    assert f"The choice of act {post} is taken back." in words(after)
    assert "Chosen by the organiser" not in words(stranger(site).get(HOME))


def test_without_both_sentences_nothing_is_chosen(site, ada, post):
    choose(ada, post, why_fr=" ")
    with site.desks.read() as desk:
        assert desk.selections.latest(1, 5) == []


def test_what_is_hidden_is_no_favourite(site, ada, post):
    choose(ada, post)
    with site.desks.write() as desk:
        kept = desk.posts.get(1, post)
        desk.posts.keep([kept._replace(is_shown=False)])
        assert desk.posts.wall(1, Glance()) == []
    assert "laugh" not in words(stranger(site).get(HOME))


def test_what_cannot_be_chosen_says_why(ada, post):
    choose(ada, post)
    with_choice = words(ada.get(f"{CHOICES}{post + 1}"))
    assert "Acts of this kind are not chosen in this campaign." in with_choice
    assert ada.get(f"{CHOICES}999999").status_code == 404
    assert ada.get("/staff/choices/nowhere/").status_code == 404


def test_what_waits_is_confirmed_by_choosing_it(site, ada, post):
    assert post
    with site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(SLUG))
        waiting = next(
            act.number
            for number in range(1, journal.standing().last_number + 1)
            if (act := journal.act(number)) and act.state == "pending"
        )
    assert "choosing it confirms it" in words(ada.get(f"{CHOICES}{waiting}"))
    assert f"Act {waiting} is chosen." in words(choose(ada, waiting))


def test_only_organisers_choose(site, ada, post):
    add_account("mo", PASSWORD, Role.MODERATOR)
    add_account("ora", PASSWORD, Role.ORGANISER)
    for name, status in (("mo", 403), ("ora", 200)):
        client = stranger(site)
        client.login(username=name, password=PASSWORD)
        assert client.get(f"{CHOICES}{post}").status_code == status
        assert (f"{CHOICES}{post}" in client.get(f"{HOME}wall").content.decode()) is (status == 200)
        assert choose(client, post).status_code == status
    assert stranger(site).get(CHOICES).status_code == 302
    assert (
        f"{CHOICES}{post}"
        in ada.get(f"/staff/store/act/{(1 << 40) + post}/change/").content.decode()
    )
