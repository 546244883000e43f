"""Hours are those that pass, whatever the clocks do; tables are read as people write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.errors import UnknownAct
from tablee.core.rulebook import as_ms
from tablee.core.volunteering import fault
from tablee.core.volunteering.calendar import LINE_BYTES, Appointment, calendar_file
from tablee.core.volunteering.link import Door, Link, link_token, read_link
from tablee.core.volunteering.reading import MOST_LINES, read_sheet
from tablee.core.volunteering.shift import HOUR_MS, LONGEST_MS, MINUTE_MS, Shift, reminder_ms
from tablee.core.volunteering.volunteer import Commitment, Volunteer, acts_of, may_become
from tablee.core.volunteering.wording import day_in_words, hours_in_words

PARIS = ZoneInfo("Europe/Paris")
HEAD = "place,date,start,end,capacity\n"
SECRET, SLUG = b"a secret of the tests", "table-2026"


def one(line, head=HEAD):
    """The shift of a line, or what is wrong with it."""
    sheet = read_sheet(f"{head}{line}\n".encode(), PARIS)
    return sheet.faults[0].words if sheet.faults else sheet.shifts[0]


def shift(begins_ms=0, ends_ms=3 * HOUR_MS, **changes):
    return Shift(1, 1, "The shop", "", begins_ms, ends_ms, 5)._replace(**changes)


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("shop,2026-03-28,22:00,6:00,5", 7),  # the clocks are put forward at two
        ("shop,2026-10-24,22:00,6:00,5", 9),  # and back at three
        ("shop,2026-07-01,22:00,6:00,5", 8),
        ("shop,2026-03-29,1:00,4:00,5", 2),
        ("shop,2026-10-25,1:00,4:00,5", 4),
        ("shop,2026-07-01,9:00,9:30,5", 0),
    ],
)
def test_hours_are_those_that_pass(line, hours):
    assert one(line).whole_hours() == hours


def test_an_hour_that_comes_twice_is_its_first():
    first = as_ms(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert one("shop,2026-10-25,2:30,5:00,5").starts_at_ms == first


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",2026-07-01,9:00,12:00,5", fault.NO_PLACE),
        ("shop,31/02/2026,9:00,12:00,5", fault.NO_DAY),
        ("shop,tomorrow,9:00,12:00,5", fault.NO_DAY),
        ("shop,2026-07-01,noon,12:00,5", fault.NO_HOUR),
        ("shop,2026-07-01,9:61,12:00,5", fault.NO_HOUR),
        ("shop,2026-07-01,9:00,24:00,5", fault.NO_HOUR),
        ("shop,9999-12-31,22:00,2:00,5", fault.NO_DAY),
        ("shop,2026-03-29,2:30,6:00,5", fault.SKIPPED_HOUR),
        ("shop,2026-07-01,9:00,8:00,5", fault.TOO_LONG),
        ("shop,2026-07-01,9:00,12:00,0", fault.NO_NUMBER),
        ("shop,2026-07-01,9:00,12:00,-4", fault.NO_NUMBER),
        ("shop,2026-07-01,9:00,12:00,4.5", fault.NO_NUMBER),
        ("shop,2026-07-01,9:00,12:00,99999", fault.NO_NUMBER),
        ("shop,2026-07-01,9:00,12:00", fault.NO_NUMBER),
        ("shop,2026-07-01,9:00,12:00,5,six", fault.TOO_WIDE),
        ("s" * 121 + ",2026-07-01,9:00,12:00,5", fault.TOO_MANY_LETTERS),
        ("\x07shop,2026-07-01,9:00,12:00,5", fault.TOO_MANY_LETTERS),
        ("", fault.EMPTY),
    ],
)
def test_what_is_wrong_is_said_with_what_to_write(line, words):
    assert one(line) == words
    assert words.en != words.fr


def test_lines_are_numbered_as_a_spreadsheet_does():
    text = f"{HEAD}\nshop,2026-07-01,9:00,12:00,5\n,,,,\nshop,never,9:00,12:00,5\n"
    (wrong,) = read_sheet(text.encode(), PARIS).faults
    assert (wrong.line, wrong.column) == (5, "day")


def test_the_same_shift_twice_in_a_table_is_a_fault():
    line = "shop,2026-07-01,9:00,12:00,5\n"
    (wrong,) = read_sheet(f"{HEAD}{line}{line}".encode(), PARIS).faults
    assert wrong.words == fault.TWICE


@pytest.mark.parametrize(
    "content",
    [
        "Lieu;Date;Début;Fin;Capacité\nMagasin d’Évry;01/07/2026;9h;12h30;5",
        "site\tjour\tDE\tÀ\tpersonnes\nMagasin d’Évry\t1.7.2026\t9 h\t12h30\t5",
        "shop,day,from,until,people\nMagasin d’Évry,2026-07-01,9:00,12.30,5",
        '"shop","day","from","until","people"\n"Magasin  d’Évry","2026-07-01","9","12:30","5"',
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_are_read_as_people_write_them(content, coding):
    sheet = read_sheet(content.encode(coding), PARIS)
    assert sheet.faults == ()
    (found,) = sheet.shifts
    assert found.place == "Magasin d’Évry"
    assert found.minutes() == 210


@pytest.mark.parametrize("content", ["", "\n\n", "place,date\n", "<html>", "\0\0\0"])
def test_what_is_no_table_of_shifts_makes_none(content):
    sheet = read_sheet(content.encode(), PARIS)
    assert sheet.shifts == ()
    assert sheet.faults


def test_a_table_has_an_end():
    lines = "shop,2026-07-01,9:00,12:00,5\n" * MOST_LINES
    (wrong,) = read_sheet(f"{HEAD}{lines}".encode(), PARIS).faults
    assert wrong.words == fault.TOO_MANY


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content):
    sheet = read_sheet(HEAD.encode() + content, PARIS)
    assert not (sheet.shifts and sheet.faults)
    for each in sheet.shifts:
        assert 0 < each.ends_at_ms - each.starts_at_ms <= LONGEST_MS


@given(st.integers(0, 2**41), st.integers(1, LONGEST_MS), st.integers(0, 2_000))
def test_whoever_comes_late_is_there_for_less_and_never_for_less_than_nothing(
    begins_ms, length_ms, late_min
):
    found = shift(begins_ms, begins_ms + length_ms)
    assert 0 <= found.minutes(late_min) <= found.minutes() == length_ms // MINUTE_MS
    assert found.whole_hours(late_min) == found.minutes(late_min) // 60


@given(*[st.integers(0, 50)] * 4)
def test_overlapping_is_mutual_and_touching_is_none(a, b, c, d):
    one_shift, other = shift(a, a + b + 1), shift(c, c + d + 1)
    shared = min(one_shift.ends_at_ms, other.ends_at_ms) - max(a, c)
    assert one_shift.overlaps(other) is other.overlaps(one_shift) is (shared > 0)


def test_people_are_reminded_in_the_morning_of_the_day_before_by_the_clocks_there():
    begins_ms = as_ms(datetime(2026, 3, 29, 6, tzinfo=UTC))  # the day the clocks go forward
    expected = as_ms(datetime(2026, 3, 28, 8, tzinfo=UTC))
    assert reminder_ms(shift(begins_ms, begins_ms + HOUR_MS), PARIS) == expected


@pytest.mark.parametrize(
    ("language", "day"), [("en", "Sunday 1 March"), ("fr", "dimanche 1er mars")]
)
def test_days_and_hours_are_said_as_each_language_does(language, day):
    begins_ms = as_ms(datetime(2026, 3, 1, 8, 5, tzinfo=UTC))
    assert day_in_words(begins_ms, PARIS, language) == f"{day} 2026"
    said = hours_in_words(shift(begins_ms, begins_ms + HOUR_MS), PARIS, language)
    assert said == ("9:05–10:05" if language == "en" else "9h05–10h05")


@given(st.text(max_size=120), st.text(max_size=120))
def test_a_calendar_file_is_what_the_standard_asks_whatever_people_write(title, note):
    made = calendar_file(Appointment("7@meals.example", title, note, shift(), 0))
    lines = made.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= LINE_BYTES for line in lines)
    assert "\n" not in made.replace("\r\n", "")
    whole = made.replace("\r\n ", "").split("\r\n")
    assert sum(line.startswith("BEGIN:VEVENT") for line in whole) == 1


@given(st.sampled_from(Door), st.integers(0, 2**40), st.integers(0, 99), st.integers(0, 2**42))
def test_a_link_opens_its_own_door_only(door, number, turn, until_ms):
    link = Link(door, number, turn, until_ms)
    token = link_token(SECRET, SLUG, link)
    assert read_link(SECRET, SLUG, door, token) == link
    for other in set(Door) - {door}:
        with pytest.raises(UnknownAct):
            read_link(SECRET, SLUG, other, token)
    for secret, slug in ((b"another", SLUG), (SECRET, "another")):
        with pytest.raises(UnknownAct):
            read_link(secret, slug, door, token)


@given(st.text(max_size=60))
def test_rubbish_opens_nothing(token):
    with pytest.raises(UnknownAct):
        read_link(SECRET, SLUG, Door.JOIN, token)


def test_presence_can_be_corrected_and_a_place_that_was_given_back_is_asked_for_anew():
    assert may_become(Commitment.PRESENT, Commitment.ABSENT)
    assert may_become(Commitment.ABSENT, Commitment.PRESENT)
    assert not may_become(Commitment.CANCELLED, Commitment.CONFIRMED)
    assert not may_become(Commitment.WAITING, Commitment.PRESENT)
    assert not may_become(Commitment.INVITED, Commitment.PRESENT)


def test_only_presence_is_acts():
    someone = Volunteer(1, 1, 1, b"", Commitment.PRESENT, 1, 0, 0)
    assert acts_of(shift(), someone, is_hourly=True) == 3
    assert acts_of(shift(), someone, is_hourly=False) == 1
    assert acts_of(shift(ends_ms=40 * MINUTE_MS), someone, is_hourly=True) == 0
    for state in set(Commitment) - {Commitment.PRESENT}:
        assert acts_of(shift(), someone._replace(state=state), is_hourly=True) == 0
