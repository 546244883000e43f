"""A drawing that the organiser chose is shown with the reason, wherever drawings are shown."""

from dataclasses import replace

import pytest
from tests import make
from tests.web import samples
from tests.web.conftest import stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG, one

from tablee.core.drawing.drawing import Consent, Drawing, Files, Licence, Words
from tablee.core.drawing.likeness import Likeness
from tablee.core.terms import Kind, Proof
from tablee.core.text import Text
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.usecases.selections.choose_act import Choice, choose_act

HOME = f"/c/{SLUG}/"
WHY = Text(en="What a bowl!", fr="Quel bol !")
NAME = "a" * 64


@pytest.fixture
def drawn(site):
    """The number of a drawing that counts, in a campaign that chooses drawings."""
    terms = samples.terms()
    kinds = tuple(
        replace(each, proof=Proof.PICTURE) if each.name == "drawing" else each
        for each in terms.kinds
    )
    chosen = Kind("selection", "drawings", 15, one("Chosen"), one("-"), proof=Proof.CHOICE)
    amended = Publication(replace(terms, kinds=(*kinds, chosen)), "La Netscouade", "a jury")
    publish_terms(site.desks, site.clock, amended)
    claim = make.claim("picture:1", "drawing")
    (recorded,) = record_acts(site.desks, site.clock, SLUG, [claim], "drawing")
    number = recorded.act.number
    files = Files(NAME, NAME, NAME, 400, 300)
    said = Words("A bowl", "A bowl of soup", "Léa")
    with site.desks.write() as desk:
        desk.drawings.keep(
            Drawing(
                campaign_id=1,
                act_number=number,
                files=files,
                words=said,
                licence=Licence.CC0,
                consent=Consent.OF_AGE,
                likeness=Likeness(b"p" * 32, b"h" * 8, 100),
                sender=b"",
                at_ms=site.clock.now_ms(),
            )
        )
    return number


def test_the_badge_stands_in_the_gallery_on_its_page_and_among_the_favourites(site, ada, drawn):
    assert "A bowl of soup" in ada.get(f"/staff/choices/{SLUG}/").content.decode()
    choose_act(site.desks, site.clock, SLUG, Choice(drawn, WHY, "ada"))
    client = stranger(site)
    for page in (HOME, f"{HOME}drawings", f"{HOME}drawings/{drawn}"):
        said = words(client.get(page))
        assert "Chosen by the organiser" in said
        assert "What a bowl!" in said
    french = stranger(site, headers={"accept-language": "fr"})
    assert "Quel bol !" in words(french.get(f"{HOME}drawings"))


def test_a_drawing_that_its_maker_hides_is_no_favourite(site, drawn):
    choose_act(site.desks, site.clock, SLUG, Choice(drawn, WHY, "ada"))
    with site.desks.write() as desk:
        desk.drawings.keep(desk.drawings.get(1, drawn)._replace(is_shown=False))
    assert "What a bowl!" not in words(stranger(site).get(HOME))


def test_organisers_are_led_from_the_drawing_to_the_choice(site, ada, drawn):
    path = f"/staff/choices/{SLUG}/{drawn}"
    page = f"{HOME}drawings/{drawn}"
    assert path in ada.get(page).content.decode()
    assert path not in stranger(site).get(page).content.decode()
