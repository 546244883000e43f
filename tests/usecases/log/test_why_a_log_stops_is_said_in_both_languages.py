"""What stops a log is kept as a fact with its details, and said in whichever language is asked."""

import string

import pytest

from tablee.core.leaves.fault import BadLeaf, LeafRefused
from tablee.core.text import Text
from tablee.ports.log.signer import KeyIsLost
from tablee.usecases.log.sealing.doubt import _SAID, Doubt, LogInDoubt, Stop, told, why

DETAILS = {
    "path": "tile/0/000",
    "found": 3,
    "wanted": 4,
    "leaf": 301,
    "kind": "act",
    "figure": "acts",
    "campaign": "7",
    "log": "8",
    "signed": 9,
    "sealed": 4,
    "size": 12,
}


def gaps(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_no_doubt_is_without_words():
    assert set(_SAID) == set(Doubt)


@pytest.mark.parametrize("doubt", Doubt)
def test_each_is_said_in_both_languages_with_the_same_details(doubt):
    said = _SAID[doubt]
    assert gaps(said.en) == gaps(said.fr)
    words = told(str(Stop(doubt, DETAILS)))
    assert words.en.endswith(".")
    assert words.fr.endswith(".")
    assert words.en != words.fr
    assert "{" not in words.en + words.fr


def test_a_stop_is_stored_as_a_code_and_its_details():
    error = LogInDoubt(Doubt.SIGNED_AHEAD, signed=9, sealed=4)
    assert str(error) == "9 leaves were signed, and 4 are sealed."
    assert str(why(error)) == '{"doubt": "signed_ahead", "sealed": 4, "signed": 9}'
    french = "9 feuilles ont été signées, et 4 sont scellées."
    assert told(str(why(error))).say("fr") == french


def test_a_refused_leaf_is_named_and_what_is_wrong_with_it_said_to_the_letter():
    stop = why(LeafRefused(301, "act", Text("It is late.", "Elle est en retard.")))
    assert told(str(stop)).fr == (
        "La feuille 301 (act) ne découle pas de celles qui la précèdent. Elle est en retard."
    )
    assert told(str(stop)).en.endswith("those before it. It is late.")


def test_a_stop_that_was_stored_in_english_alone_is_told_as_far_as_it_was():
    stored = str(Stop(Doubt.UNREADABLE, {"fault": "It is torn."}))
    assert told(stored).fr == "Quelque chose du journal est illisible. It is torn."


def test_bytes_that_cannot_be_read_are_told_with_what_their_reader_says():
    stop = why(BadLeaf("This is not a leaf.", "Ce n'est pas une feuille."))
    assert stop.doubt is Doubt.UNREADABLE
    assert stop.told.fr.endswith("Ce n'est pas une feuille.")


def test_nobody_reads_on_a_page_where_a_key_lies():
    stop = why(KeyIsLost("The key of the log cannot be read from /srv/site/keys/log-a."))
    assert "/srv" not in str(stop)


OLD = (
    "tile/0/000 is missing.",
    "{ is how somebody began",
    "",
    "7",
    "[]",
    "null",
    '{"path": "x"}',
    '{"doubt": "a_code_of_tomorrow"}',
    '{"doubt": "file_missing"}',
    '{"doubt": "file_missing", "path": ["x"]}',
    '{"doubt": ["file_missing"], "path": "x"}',
)


@pytest.mark.parametrize("stored", OLD)
def test_what_has_no_code_that_we_know_is_shown_as_it_stands(stored):
    found = told(stored)
    assert found.fr == found.en == stored


def test_braces_in_a_detail_are_only_braces():
    found = told(str(Stop(Doubt.FILE_MISSING, {"path": "{found}"})))
    assert found.say("en") == "{found} is missing."
