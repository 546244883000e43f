"""People sign up for shifts by a form and a link in a letter; whoever runs one says who came."""

import asyncio
import re
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from tests import make
from tests.usecases.shifts.counter import MORNING_MS, shift, terms
from tests.web.conftest import stranger
from tests.web.reading_pages import words

from tablee.core.terms import Proof
from tablee.core.volunteering.link import link_token
from tablee.core.volunteering.shift import DAY_MS, HOUR_MS
from tablee.core.volunteering.volunteer import INVITATION_MS
from tablee.jobs.clerk import Clerk
from tablee.jobs.mail import Letters
from tablee.outside.mail.folder import FolderMail
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.shifts.find_shifts import sheet_link
from tablee.usecases.shifts.make_shifts import call_off, make_shifts
from tablee.usecases.shifts.rota import MAIL
from tablee.web.site import use

SLUG = make.SLUG
SHIFTS = f"/c/{SLUG}/shifts"
FIELDS = {"name": "Emil", "email": "emil@blog.example", "group": "", "consent": "on"}
LANGUAGES = ["en", "fr"]


@pytest.fixture
def clock(clock):
    clock.moment_ms = make.MIDDLE_MS
    return clock


@pytest.fixture
def site(light_site, tmp_path, clock):
    """A campaign with two shifts, and a folder into which its letters go."""
    opened = replace(light_site, mailer=FolderMail(tmp_path / "mail", "shifts@meals.example"))
    use(opened, patience_s=0)
    publish_terms(opened.desks, clock, Publication(terms()))
    two = [shift(capacity=1), shift("The <depot>", MORNING_MS + DAY_MS, capacity=2)]
    make_shifts(opened.desks, clock, SLUG, two)
    return opened


@pytest.fixture
def box(site, tmp_path):
    """Sends what waits, and returns the letters by subject, newest last."""
    clerk = Clerk(site.desks, site.clock, {MAIL: Letters(site)})

    def opened():
        for begun in clerk.take(100, 60_000):
            clerk.report([(begun.task, asyncio.run(begun.labour()))])
        paths = sorted(Path(tmp_path / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime)
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]

    return opened


@pytest.fixture
def join(send, box, browser):
    """Signs somebody up and follows their link; returns the path of their own page."""

    def joined(name, number=1):
        before = {letter["Message-ID"] for letter in box()}
        fields = FIELDS | {"name": name, "email": f"{name}@blog.example"}
        assert send(f"{SHIFTS}/{number}", fields).status_code == 302
        (letter,) = [each for each in box() if each["Message-ID"] not in before]
        answer = browser.post(link_in(letter))
        return answer.headers["Location"]

    return joined


def link_in(letter) -> str:
    return re.search(r"http://[^/]+(/c/\S+)", letter.get_content())[1]


def sheet(site, number=1):
    with site.desks.read() as desk:
        found = desk.shifts.get(number)
    token = link_token(site.secret, SLUG, sheet_link(found, site.settings.volunteer_days))
    return f"{SHIFTS}/sheet/{token}"


@pytest.mark.parametrize(
    ("language", "day", "left"),
    [
        ("en", "Wednesday 4 March 2026", "2 places left"),
        ("fr", "mercredi 4 mars 2026", "2 places libres"),
    ],
)
def test_shifts_stand_under_their_day_with_the_places_left(browser, language, day, left):
    page = browser.get(SHIFTS, headers={"accept-language": language})
    said = words(page)
    assert day in said
    assert left in said
    assert "The <depot>" in said
    assert "<depot>" not in page.content.decode()


def test_shifts_can_be_sifted_without_javascript(browser, join):
    join("emil")
    assert "full" in words(browser.get(SHIFTS))
    only_free = words(browser.get(f"{SHIFTS}?free=1"))
    assert "4 March" not in only_free
    assert "5 March" in only_free
    one_place = words(browser.get(f"{SHIFTS}?place=The+shop"))
    assert "5 March" not in one_place
    assert "No shift is like that." in words(browser.get(f"{SHIFTS}?place=nowhere"))


def test_the_way_to_act_leads_to_the_shifts(browser):
    page = browser.get(f"/c/{SLUG}/").content.decode()
    assert f'href="/c/{SLUG}/volunteer/volunteering"' in page
    assert "write a post" in words(browser.get(f"/c/{SLUG}/volunteer/volunteering"))
    assert browser.get(f"/c/{SLUG}/volunteer/post").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_taken_by_the_link_in_the_letter(browser, send, box, language):
    sent = send(f"{SHIFTS}/1", FIELDS, headers={"accept-language": language})
    said = words(browser.get(sent.headers["Location"], headers={"accept-language": language}))
    assert ("Look into your mail" in said) is (language == "en")
    (letter,) = box()
    assert letter["To"] == "emil@blog.example"
    link = link_in(letter)
    assert ("Please confirm" in letter["Subject"]) is (language == "en")
    assert "The shop" in letter["Subject"]
    asked = browser.get(link)
    assert "Take this place?" in words(asked)
    assert "1 place left" in words(browser.get(f"{SHIFTS}/1")), "looking takes nothing"
    own = browser.post(link).headers["Location"]
    assert "You have a place." in words(browser.get(own))
    assert "full" in words(browser.get(f"{SHIFTS}/1"))
    assert browser.post(link).status_code == 410
    assert "This link has been used." in words(browser.get(link))
    assert len(box()) == 2
    assert len(box()) == 2


def test_who_comes_too_late_waits_and_is_told_when_the_place_is_theirs(browser, join, box):
    first, second = join("emil"), join("fay")
    assert "You are number 1 on it." in words(browser.get(second))
    browser.post(first)
    assert "You have given your place back." in words(browser.get(first))
    assert "You have a place." in words(browser.get(second))
    assert any("is yours" in letter["Subject"] for letter in box())


def test_a_link_does_not_live_for_ever(browser, send, box, clock):
    send(f"{SHIFTS}/2", FIELDS)
    link = link_in(box()[0])
    clock.moment_ms += INVITATION_MS
    assert browser.get(link).status_code == 410
    assert "The time of this link is over." in words(browser.post(link))


def test_the_calendar_gets_the_shift(browser, join):
    answer = browser.get(f"{join('emil')}.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    file = answer.content.decode()
    assert file.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART:20260304T080000Z\r\n" in file
    assert "LOCATION:The shop\\, 1 Main St\r\n" in file


def test_what_is_missing_is_said(send):
    page = send(f"{SHIFTS}/1", {"name": "", "email": "nobody", "group": "", "consent": ""})
    assert page.status_code == 422
    said = words(page)
    for sentence in ("Say how you want to be called", "write it like", "Without your consent"):
        assert sentence in said
    assert 'aria-invalid="true"' in page.content.decode()


@pytest.mark.parametrize(
    "fields", [{"website": "https://pills.example"}, {"email": "a@b\r\nBcc: c@d"}]
)
def test_machines_sign_nobody_up(send, site, fields):
    send(f"{SHIFTS}/1", FIELDS | fields)
    with site.desks.read() as desk:
        assert desk.volunteers.of_shift(1) == []


def test_a_stranger_learns_nothing_about_who_comes(browser, send, join):
    join("emil")
    known = send(f"{SHIFTS}/2", FIELDS)
    fresh = send(f"{SHIFTS}/2", FIELDS | {"email": "gus@blog.example"})
    assert known.headers["Location"] == fresh.headers["Location"]
    listed = browser.get(SHIFTS).content.decode() + browser.get(f"{SHIFTS}/1").content.decode()
    assert "emil" not in listed.lower()


def test_one_network_cannot_write_to_everybody(send, site):
    use(replace(site, settings=replace(site.settings, signups_per_hour=1)), patience_s=0)
    assert send(f"{SHIFTS}/2", FIELDS).status_code == 302
    again = send(f"{SHIFTS}/2", FIELDS | {"email": "gus@blog.example"})
    assert again.status_code == 429
    assert "from your network" in words(again)


def test_a_site_without_mail_says_so(send, site, browser):
    use(replace(site, mailer=type("Off", (), {"is_on": False})()), patience_s=0)
    assert "This site sends no e-mail" in words(browser.get(f"{SHIFTS}/1"))
    sent = send(f"{SHIFTS}/1", FIELDS)
    assert "The organiser writes to you" in words(browser.get(sent.headers["Location"]))


def test_a_shift_that_was_called_off_takes_nobody(browser, site, clock):
    call_off(site.desks, clock, SLUG, 1)
    page = browser.get(f"{SHIFTS}/1")
    assert "does not take place" in words(page)
    assert 'name="email"' not in page.content.decode()
    assert browser.get(sheet(site)).status_code == 404


def test_whoever_runs_the_shift_says_who_came(browser, site, join, clock):
    own = join("emil")
    path = sheet(site)
    assert "from one hour before" in words(browser.get(path))
    clock.moment_ms = MORNING_MS
    page = browser.get(path)
    assert "Emil" in words(page).title()
    assert "blog.example" not in page.content.decode()
    saved = browser.post(path, {"all": "1"})
    assert "1 person marked." in words(browser.get(saved.headers["Location"]))
    assert "Thank you for having been there." in words(browser.get(own))
    front = words(browser.get(f"/c/{SLUG}/"))
    assert "1 person gave 3 hours" in front
    assert acts(site) == ["counted"]
    browser.post(path, {"mark-1": "absent", "late-1": "0"})
    assert acts(site) == ["reversed"]
    assert "gave" not in words(browser.get(SHIFTS))
    browser.post(path, {"mark-1": "present", "late-1": "75"})
    assert acts(site) == ["counted"]
    assert "1 person gave 1 hour" in words(browser.get(SHIFTS))


def acts(site):
    with site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(SLUG))
        numbers = range(1, journal.standing().last_number + 1)
        return [journal.act(number).state.value for number in numbers]


def test_what_the_rules_refuse_is_said_on_the_sheet(browser, site, join, clock):
    join("emil")
    clock.moment_ms = make.MIDDLE_MS + 60 * DAY_MS
    late = shift("Too late", clock.moment_ms + DAY_MS)
    make_shifts(site.desks, clock, SLUG, [late])
    join("fay", 3)
    clock.moment_ms += DAY_MS
    answer = browser.post(sheet(site, 3), {"all": "1"})
    assert answer.status_code == 422
    assert "Presence and hours are kept." in words(answer)
    assert "1 person marked." in words(answer)


def test_the_sheet_is_closed_once_people_are_forgotten(browser, site, clock):
    path = sheet(site)
    ends_ms = MORNING_MS + 3 * HOUR_MS
    clock.moment_ms = ends_ms + site.settings.volunteer_days * DAY_MS - 1
    assert browser.get(path).status_code == 200
    clock.moment_ms += 1
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("door", ["join", "mine", "sheet"])
@pytest.mark.parametrize("token", ["1-1-0-00", "x", "1-1-1-" + "0" * 32])
def test_nobody_guesses_a_link(site, door, token):
    client = stranger(site)
    assert client.get(f"{SHIFTS}/{door}/{token}").status_code == 404
    assert client.post(f"{SHIFTS}/{door}/{token}").status_code == 404


def test_a_shift_of_nobody_is_not_found(browser):
    assert browser.get(f"{SHIFTS}/9").status_code == 404
    assert browser.get(f"{SHIFTS}/9/asked").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_just_comes_is_put_on_the_sheet(browser, site, clock, language):
    clock.moment_ms = MORNING_MS
    path, spoken = sheet(site), {"accept-language": language}
    page = browser.get(path, headers=spoken).content.decode()
    mark = re.search(r'name="mark" value="([0-9a-f]+)"', page)[1]
    fields = {"walk_in": "1", "who": "Gus", "address": "", "late": "30", "mark": mark}
    for _ in range(2):
        assert browser.post(path, fields).status_code == 302
    assert "Gus" in words(browser.get(path))
    assert "1 person gave 2 hours 30" in words(browser.get(SHIFTS)) or acts(site) == []
    browser.post(path, fields | {"address": "gus@blog.example", "mark": "another"})
    assert acts(site) == ["pending"], "somebody of the staff looks at it first"
    assert "gus@blog.example" not in browser.get(path).content.decode()


def test_what_is_wrong_with_whoever_just_comes_is_said_beside_the_field(browser, site, clock):
    clock.moment_ms = MORNING_MS
    fields = {"walk_in": "1", "who": "", "address": "nobody", "late": "-1"}
    page = browser.post(sheet(site), fields)
    assert page.status_code == 422
    for sentence in ("Say how they want to be called", "write it like", "Give whole minutes"):
        assert sentence in words(page)
    assert page.content.decode().count('aria-invalid="true"') == 3
    with site.desks.read() as desk:
        assert desk.volunteers.of_shift(1) == []
    early = browser.post(sheet(site, 2), fields | {"who": "Gus", "address": "", "late": ""})
    assert early.status_code == 422
    assert 'name="walk_in"' not in early.content.decode()


@pytest.mark.parametrize("saved", ["9" * 5_000, "²", "-1"])
def test_no_number_breaks_the_sheet(browser, site, saved):
    assert browser.get(sheet(site), {"saved": saved}).status_code == 200


def test_whoever_wants_no_reminder_says_so_on_their_page(browser, join):
    own = join("emil")
    assert "We remind you once" in words(browser.get(own))
    assert browser.post(own, {"reminder": "0"}).headers["Location"] == own
    assert "We do not remind you." in words(browser.get(own))
    browser.post(own, {"reminder": "1"})
    assert "We remind you once" in words(browser.get(own))
    assert "You have a place." in words(browser.get(own))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "helping: 2 meals for each whole hour"),
        ("fr", "helping (fr) : 2 meals (fr) par heure entière"),
    ],
)
def test_a_line_says_that_presence_counts_by_the_hour(light_site, clock, language, said):
    use(light_site, patience_s=0)
    kind = make.kind("helping", 2, proof=Proof.PRESENCE, is_hourly=True)
    publish_terms(light_site.desks, clock, Publication(make.terms(kinds=(kind,))))
    page = stranger(light_site).get(f"/c/{SLUG}/", headers={"accept-language": language})
    assert said in words(page)
