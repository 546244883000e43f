"""The organiser makes shifts singly or from a table, and hands links over where no mail goes."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.conftest import SECRET, stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.store.roles import Role, add_account
from tablee.usecases.shifts.sign_up import Wish, sign_up

SHIFTS = f"/staff/shifts/{SLUG}/"
ONE = {
    "place": "Magasin du centre",
    "address": "1 rue Haute",
    "day": "2012-03-05",
    "start": "09:00",
    "end": "12:00",
    "capacity": "4",
    "note": "Bring gloves.",
}
TABLE = "place;date;start;end;capacity\nShop;06/03/2012;9h;12h;2\nDepot;06/03/2012;14h;17h;3\n"


def shifts(site):
    with site.desks.read() as desk:
        return desk.shifts.every(1)


def test_a_shift_is_made_from_the_form(site, ada):
    assert ada.post(SHIFTS, ONE).status_code == 302
    page = words(ada.get(SHIFTS))
    assert "1 new shift." in page
    assert "Monday 5 March 2012, 9:00–12:00" in page
    assert "0 / 4" in page
    assert [(each.place, each.note) for each in shifts(site)] == [(ONE["place"], ONE["note"])]


def test_what_is_wrong_is_said_and_nothing_is_lost(site, ada):
    page = ada.post(SHIFTS, ONE | {"day": "soon"})
    assert page.status_code == 422
    assert "This is no date" in words(page)
    assert 'value="Magasin du centre"' in page.content.decode()
    assert shifts(site) == []


@pytest.mark.parametrize("how", ["file", "table"])
def test_many_shifts_are_made_from_a_table(site, ada, how):
    fields = {"table": TABLE}
    if how == "file":
        fields = {"table": "", "file": SimpleUploadedFile("shifts.csv", TABLE.encode())}
    assert ada.post(SHIFTS, fields).status_code == 302
    assert [each.place for each in shifts(site)] == ["Shop", "Depot"]
    ada.post(SHIFTS, {"table": TABLE})
    assert "0 new shifts. Changed: 0. As they were: 2." in words(ada.get(SHIFTS))


@pytest.mark.parametrize(("language", "said"), [("en", "line 3, end"), ("fr", "ligne 3, fin")])
def test_a_table_with_a_fault_makes_nothing(site, ada, language, said):
    broken = TABLE.replace("17h", "late")
    page = ada.post(SHIFTS, {"table": broken}, headers={"accept-language": language})
    assert page.status_code == 422
    assert said in words(page)
    assert "Depot;06/03/2012" in page.content.decode()
    assert shifts(site) == []


def signed(site):
    wish = Wish(SLUG, 1, "emil@blog.example", "Emil", "The post", "en", "1.2.3.4")
    sign_up(site.desks, site.clock, site.secret, wish, 10)


def test_without_mail_links_are_handed_over(site, ada, browser):
    ada.post(SHIFTS, ONE)
    signed(site)
    page = ada.get(f"{SHIFTS}1/")
    said = words(page)
    assert "No e-mail goes out from this site" in said
    assert "Emil" in said
    assert "emil@blog.example" in said
    link = re.search(r"http://[^/]+(/c/[^<]+/join/[^<]+)<", unescape(page.content.decode()))[1]
    assert browser.post(link).status_code == 302
    assert "has a place" in words(ada.get(f"{SHIFTS}1/"))


def test_the_presence_sheet_can_be_given_away(ada, browser):
    ada.post(SHIFTS, ONE)
    page = unescape(ada.get(f"{SHIFTS}1/").content.decode())
    sheet = re.search(r'href="http://[^/]+(/c/[^"]+/sheet/[^"]+)"', page)[1]
    assert "Nobody has a place in this shift so far." in words(browser.get(sheet))


def test_a_shift_is_called_off(site, ada):
    ada.post(SHIFTS, ONE)
    signed(site)
    assert ada.post(f"{SHIFTS}1/").status_code == 302
    said = words(ada.get(f"{SHIFTS}1/"))
    assert "0 people are written to" in said
    assert "does not take place" in said
    assert shifts(site)[0].is_cancelled


@pytest.mark.parametrize("role", Role)
def test_moderators_do_not_see_who_comes(site, ada, role):
    ada.post(SHIFTS, ONE)
    client = stranger(site)
    add_account(role, SECRET, role)
    assert client.login(username=role, password=SECRET)
    expected = 403 if role is Role.MODERATOR else 200
    assert client.get(SHIFTS).status_code == expected
    assert client.get(f"{SHIFTS}1/").status_code == expected
    assert client.post(SHIFTS, ONE | {"start": "10:00"}).status_code in {403, 302}
    assert len(shifts(site)) == (1 if role is Role.MODERATOR else 2)


@pytest.mark.parametrize("path", [SHIFTS, f"{SHIFTS}1/"])
def test_strangers_are_asked_to_sign_in(browser, path):
    assert browser.get(path).status_code == 302


@pytest.mark.parametrize("path", ["/staff/shifts/nobody/", f"{SHIFTS}7/"])
def test_what_is_not_there_is_not_found(ada, path):
    assert ada.get(path).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_of_the_staff_are_in_both_languages(ada, language):
    ada.post(SHIFTS, ONE)
    for path in (SHIFTS, f"{SHIFTS}1/"):
        page = ada.get(path, headers={"accept-language": language})
        assert f'lang="{language}"' in page.content.decode()
        assert ("Places prises" in words(page)) is (language == "fr")
