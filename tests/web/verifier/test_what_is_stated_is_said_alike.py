"""Whatever an organiser states: the page and the command say it in the same words."""

import sys
from unicodedata import category

import pytest
from tests.campaign_log import Story, campaign
from tests.verifying.exports import bare_log
from tests.verifying.lies import edited, spot, with_leaf

from tablee.core.leaves.fields import MOST_MINUTE
from tablee.verifying.conclusion import stated
from tablee.verifying.verifier import Wish, verify_log

MINUTE = 22_176_061
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"}


def by_both(engine, en, fr="-", minute=MINUTE):
    found = engine.ask("stated", minute=minute, en=en, fr=fr)
    said = stated({"minute": minute, "en": en, "fr": fr})
    assert found == {"en": said.en, "fr": said.fr}
    return said.en


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("We were away\u202egnihton\u2069.", "We were away gnihton ."),
        ("no\u200bgap\u2060here\ufeff", "no gap here "),
        ("one\u2028two\u2029three\r\nfour\x85", "one two three  four "),
        ("\x1b[2J\x00\x9b", " [2J  "),
        ("« Cœur\u00a0»\u202f!", "« Cœur » !"),
        ("🍲\U000e0041\U000f0000\U0010ffff", "🍲   "),
        ("\U0001f468\u200d\U0001f373 e\u0301 שלום", "\U0001f468 \U0001f373 e\u0301 שלום"),
        ("<b>$&</b> $1", "<b>$&</b> $1"),
    ],
)
def test_what_nobody_sees_becomes_a_space(engine, words, seen):
    assert by_both(engine, words) == f"2012-03-01T01:01Z {seen}"


def test_of_every_character_there_is(engine):
    every = [chr(number) for number in range(sys.maxunicode + 1)]
    # A letter between them, or two halves would be read as one character.
    said = by_both(engine, "a".join(every))[len("2012-03-01T01:01Z ") :]
    shown = said.split("a")
    assert len(shown) > len(every)  # The letter itself is among them.


def test_whatever_this_python_knows_to_be_unseen_is_not_said():
    every = [chr(number) for number in range(sys.maxunicode + 1)]
    unseen = [each for each in every if category(each) in UNSEEN]
    assert len(unseen) > 100_000
    said = stated({"minute": MINUTE, "en": "".join(unseen), "fr": "-"}).en
    assert set(said[len("2012-03-01T01:01Z") :]) == {" "}


def test_of_letters_accents_and_pictures_nothing_is_lost():
    every = [chr(number) for number in range(0xE0000)]  # Beyond, there is nothing to be seen.
    seen = "".join(each for each in every if category(each)[0] in "LMNPS")
    assert stated({"minute": MINUTE, "en": seen, "fr": "-"}).en.endswith(seen)


@pytest.mark.parametrize(
    ("minute", "moment"), [(0, "1970-01-01T00:00Z"), (MOST_MINUTE, "9575-04-19T18:40Z")]
)
def test_of_any_moment(engine, minute, moment):
    assert by_both(engine, "Back.", minute=minute) == f"{moment} Back."


def test_both_repeat_it_from_the_log(engine, tmp_path):
    log = campaign(Story(acts=1_000))
    number = spot(log, "incident")
    words = {"en": "Away\u202e <img src=x>.\u2028✓ checked", "fr": "Absents\U000e0041\u200b."}
    bare_log(tmp_path, with_leaf(log, number, edited(log.leaves[number], **words)))
    found = engine.ask("verify", place=str(tmp_path), keys="")
    moment = "2012-02-20T03:20Z"
    expected = {
        "en": f"{moment} Away  <img src=x>. ✓ checked",
        "fr": f"{moment} Absents  .",
    }
    assert found["incidents"] == [expected]
    assert verify_log(str(tmp_path), Wish(workers=1)).as_object()["incidents"] == [expected]
