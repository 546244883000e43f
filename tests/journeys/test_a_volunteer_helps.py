"""Somebody signs up for a shift, follows the link in the letter, and is marked as having come."""

import re

import pytest
from playwright.sync_api import expect
from tests import make
from tests.journeys.conftest import PHONE
from tests.journeys.everybody import WIDTHS, shut_out, violations
from tests.journeys.helping import PLACES, street

pytestmark = pytest.mark.browser

WORDS = {
    "en-GB": {
        "look": "Look into your mail",
        "take": "Take this place?",
        "yes": "Yes, I will come",
        "mine": "You have a place.",
        "back": "I cannot come: give my place back",
        "left": "You have given your place back.",
        "waiting": "You are on the waiting list.",
        "everybody": "Everybody was there",
        "marked": "1 person marked.",
        "thanks": "Thank you for having been there.",
        "sum": r"\d+ (person|people) gave \d+ hours",
    },
    "fr-FR": {
        "look": "Regardez votre courrier",
        "take": "Prendre cette place ?",
        "yes": "Oui, je viendrai",
        "mine": "Vous avez une place.",
        "back": "Je ne peux pas venir : rendre ma place",
        "left": "Vous avez rendu votre place.",
        "waiting": "Vous êtes sur la liste d’attente.",
        "everybody": "Tout le monde était là",
        "marked": "1 personne notée.",
        "thanks": "Merci d’avoir été là.",
        "sum": r"\d+ personnes?, \d+ heures de présence",
    },
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with street(tmp_path_factory.mktemp("helpers")) as found:
        yield found


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=15_000)


def sign_up(page, name):
    """Fill in the form; return the address given."""
    address = f"{name}@blog.example"
    page.fill("#id_name", name)
    page.fill("#id_email", address)
    page.check("#id_consent")
    page.click("form.sheet button")
    page.wait_for_url("**/asked")
    return address


@pytest.mark.parametrize("language", WORDS)
def test_a_place_is_taken_waited_for_given_back_and_kept(open_page, place, language):
    said, number = WORDS[language], list(WORDS).index(language) + 1
    shop = f"Shop {language}"
    page = open_page("shifts", locale=language)
    page.get_by_role("link", name=shop).first.click()
    first = sign_up(page, f"emil-{number}")
    heading(page, said["look"])
    page.goto(place.url + place.box.link(first, "join"))
    heading(page, said["take"])
    page.get_by_role("button", name=said["yes"]).click()
    heading(page, said["mine"])
    own = page.url
    other = open_page(f"shifts/{number}", locale=language)
    second = sign_up(other, f"fay-{number}")
    other.goto(place.url + place.box.link(second, "join"))
    other.locator("main form button").click()
    heading(other, said["waiting"])
    page.get_by_role("button", name=said["back"]).click()
    heading(page, said["left"])
    assert page.url == own
    other.reload()
    heading(other, said["mine"])
    sheet = open_page(place.sheet(number), locale=language)
    expect(sheet.locator("fieldset")).to_have_count(1)
    sheet.get_by_role("button", name=said["everybody"]).click()
    expect(sheet.get_by_role("status")).to_have_text(said["marked"])
    other.reload()
    heading(other, said["thanks"])
    front = open_page("", locale=language)
    expect(front.locator("#shifts .lede")).to_have_text(re.compile(said["sum"].replace(" ", r"\s")))


def test_on_a_phone_with_the_keyboard_alone(open_page, place):
    page = open_page("shifts/3", viewport=PHONE)
    page.get_by_label("Your given name, or a pseudonym").focus()
    page.keyboard.type("gus")
    page.keyboard.press("Tab")
    page.keyboard.type("gus@blog.example")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/asked")
    page.goto(place.url + place.box.link("gus@blog.example", "join"))
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    heading(page, "You have a place.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Put it in my calendar").click()
    assert download.value.suggested_filename == "shift.ics"
    sheet = open_page(place.sheet(3), viewport=PHONE)
    sheet.get_by_role("radio", name="not marked").focus()
    sheet.keyboard.press("ArrowLeft")
    sheet.keyboard.press("Enter")
    expect(sheet.get_by_role("status")).to_have_text("1 person marked.")
    expect(sheet.get_by_role("radio", name="was not there")).to_be_checked()


def test_everything_works_without_javascript(open_page, place):
    page = open_page("shifts", java_script_enabled=False)
    page.select_option("#place", "Shop without JavaScript")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".shift")).to_have_count(1)
    page.locator(".shift a").click()
    page.wait_for_timeout(6_000)
    address = sign_up(page, "ida")
    page.goto(place.url + place.box.link(address, "join"))
    page.locator("main form button").click()
    heading(page, "You have a place.")


def test_what_is_missing_is_said_beside_its_field(open_page):
    page = open_page(f"shifts/{len(PLACES)}")
    page.fill("#id_email", "nobody")
    page.click("form.sheet button")
    expect(page.locator("#email-error")).to_contain_text("This is not an e-mail address")
    expect(page.locator("#name-error")).to_contain_text("Say how you want to be called")


@pytest.fixture(scope="module")
def paths(place) -> dict[str, str]:
    """Where each page is."""
    return {
        "shifts": "shifts",
        "nothing": "shifts?place=nowhere",
        "form": f"shifts/{len(PLACES)}",
        "asked": f"shifts/{len(PLACES)}/asked",
        "sheet": place.sheet(1),
        "empty sheet": place.sheet(len(PLACES)),
        "": "",
    }


NAMES = ("shifts", "nothing", "form", "asked", "sheet", "empty sheet", "")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", NAMES)
def test_the_page_shuts_nobody_out_and_is_no_wider_than_a_phone(open_page, paths, name, language):
    assert shut_out(open_page(paths[name], locale=language)) == []


def test_the_pages_behind_links_are_for_everybody(open_page, place):
    page = open_page(f"shifts/{len(PLACES)}")
    address = sign_up(page, "jan")
    page.goto(place.url + place.box.link(address, "join"))
    assert violations(page) == []
    page.locator("main form button").click()
    heading(page, "You have a place.")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(WIDTHS) == [PHONE["width"]] * 2
    sheet = open_page(place.sheet(len(PLACES)), viewport=PHONE)
    assert violations(sheet) == []
    assert sheet.evaluate(WIDTHS) == [PHONE["width"]] * 2
    assert make.SLUG in page.url


OPEN_DOOR = PLACES.index("Shop with an open door") + 1
CAME = {
    "en-GB": ("Their given name, or a pseudonym", "They were there", "Say how they want"),
    "fr-FR": ("Son prénom, ou un pseudonyme", "Cette personne était là", "Indiquez comment"),
}


@pytest.mark.parametrize("language", CAME)
def test_somebody_who_just_came_is_put_on_the_sheet(open_page, place, language):
    label, button, missing = CAME[language]
    sheet = open_page(place.sheet(OPEN_DOOR), locale=language, viewport=PHONE)
    before = sheet.locator(".roll fieldset").count()
    sheet.get_by_role("button", name=button).click()
    expect(sheet.locator("#who-error")).to_contain_text(missing)
    assert violations(sheet) == []
    assert sheet.evaluate(WIDTHS) == [PHONE["width"]] * 2
    sheet.get_by_label(label).focus()
    sheet.keyboard.type(f"Gus {language}")
    sheet.keyboard.press("Enter")
    expect(sheet.get_by_role("status")).to_have_text(WORDS[language]["marked"])
    expect(sheet.locator(".roll fieldset")).to_have_count(before + 1)
    expect(sheet.get_by_text(f"Gus {language}")).to_be_visible()
