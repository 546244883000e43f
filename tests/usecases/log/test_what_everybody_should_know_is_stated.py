"""What an organiser states stands in the log for good: its page and its verifiers repeat it."""

import pytest
from tests import make
from tests.usecases.log.sealery import Sealery

from tablee.core.errors import UnknownCampaign
from tablee.core.text import Text
from tablee.usecases.log.state_incident import NoStatement, incidents, state_incident
from tablee.verifying.report import told
from tablee.verifying.verifier import Wish, verify_log

AWAY = Text("We were away for an hour.", "Nous fûmes absents une heure.")


@pytest.fixture
def stage():
    return Sealery()


def state(stage, words, slug=make.SLUG):
    state_incident(stage.desks, stage.clock, slug, words)


def test_what_was_stated_is_sealed_and_told_by_a_verifier_in_both_languages(stage, tmp_path):
    state(stage, AWAY)
    stage.seal()
    stage.check(tmp_path)
    found = verify_log(str(tmp_path), Wish())
    for language in ("en", "fr"):
        assert AWAY.say(language) in told(found, language, str)
    (stated,) = found.as_object()["incidents"]
    assert stated["fr"].endswith(AWAY.fr)


def test_the_latest_comes_first(stage):
    state(stage, AWAY)
    state(stage, Text(" Back. \n", "De retour."))
    assert [each.words.en for each in incidents(stage.desks, make.SLUG)] == ["Back.", AWAY.en]


@pytest.mark.parametrize(
    "words", [Text("We were away.", " "), Text("", "Bien."), Text("a" * 4_001, "b")]
)
def test_what_lacks_a_language_or_has_no_end_is_not_written(stage, words):
    with pytest.raises(NoStatement):
        state(stage, words)
    assert incidents(stage.desks, make.SLUG) == []


def test_a_campaign_that_is_not_there_is_told_nothing(stage):
    with pytest.raises(UnknownCampaign):
        state(stage, AWAY, "elsewhere")
