"""The staff sends till files in, and sees what became of each."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.apps import apps
from tests import make
from tests.jobs.tills import shop
from tests.web.conftest import stranger
from tests.web.reading_pages import words

from tablee.jobs.tills.dropping import DropFolder
from tablee.store.roles import Role, add_account
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.web.staff.kinds import tills

PAGE = f"/staff/tills/{make.SLUG}/"
TEXT = shop.csv(shop.line(pieces=4), shop.line("T2", "12", 8), ["bad"]).encode()


@pytest.fixture
def shops(site, clock):
    """The site, with a purchase campaign that is open now."""
    terms = replace(shop.terms(), opens_at=make.OPENS_AT.replace(year=2012))
    publish_terms(site.desks, clock, Publication(terms))
    return site


@pytest.fixture
def ada(shops):
    client = stranger(shops)
    client.force_login(apps.get_model("auth", "User").objects.get(username="ada"))
    return client


def send(client, name="day.csv", text=TEXT, partner="shop"):
    file = BytesIO(text)
    file.name = name
    return client.post(PAGE, {"partner": partner, "file": file}, follow=True)


def test_a_file_is_sent_in_read_and_accounted_for(shops, ada):
    assert "No file has come yet." in words(ada.get(PAGE))
    assert f'href="{PAGE}"' in ada.get("/staff/").content.decode()
    answer = words(send(ada))
    assert "The file is here and will be read in a moment." in answer
    assert "shop/day.csv" in answer
    folder = DropFolder(shops)
    folder.look()
    folder.look()
    answer = words(ada.get(PAGE))
    assert "more or fewer columns than the first line: 1 (lines 4)" in answer
    assert "a code that is no product code: 1 (lines 3)" in answer
    assert "day.csv" in answer


def test_why_a_file_is_refused_is_said_in_the_language_of_the_page(shops, ada):
    path = shops.settings.tills_path / make.SLUG
    for partner in ("shop", "other"):
        (path / partner).mkdir(parents=True)
        (path / partner / "day.csv").write_bytes(TEXT)
    folder = DropFolder(shops)
    folder.look()
    folder.look()
    assert "as that of 'other': nothing of it is counted" in words(ada.get(PAGE))
    answer = ada.get(PAGE, headers={"accept-language": "fr"})
    assert "comme celui de « other » : rien n’en est compté" in words(answer)


def test_that_older_files_are_not_shown_is_said(shops, ada, monkeypatch):
    monkeypatch.setattr(tills, "MOST_SHOWN", 1)
    folder = DropFolder(shops)
    for name, text in (("a.csv", TEXT), ("b.csv", TEXT + b"\n")):
        send(ada, name, text)
        folder.look()
        folder.look()
    answer = words(ada.get(PAGE))
    assert ("a.csv" in answer, "b.csv" in answer) == (False, True)
    assert "Only the latest files are shown here" in answer


@pytest.mark.parametrize(
    ("name", "partner"), [("a*b.csv", "shop"), ("layout.toml", "shop"), ("day.csv", "../up")]
)
def test_names_that_lead_elsewhere_are_refused(shops, ada, name, partner):
    send(ada, name, partner=partner)
    assert not shops.settings.tills_path.exists()


def test_a_file_that_waits_is_not_written_over(ada):
    send(ada)
    assert "waits to be read already" in words(send(ada))


def test_the_page_speaks_french(ada):
    answer = words(ada.get(PAGE, headers={"accept-language": "fr"}))
    assert "Fichiers de caisse" in answer
    assert "Ce qu’est devenu chaque fichier" in answer


def test_a_moderator_sees_the_files_and_sends_none(shops):
    add_account("mo", "a long password of mo", Role.MODERATOR)
    client = stranger(shops)
    client.force_login(apps.get_model("auth", "User").objects.get(username="mo"))
    assert "Send a till file in" not in words(client.get(PAGE))
    assert send(client).status_code == 403


def test_there_is_no_page_for_a_campaign_that_is_not_there(ada):
    assert ada.get("/staff/tills/no-such/").status_code == 404
