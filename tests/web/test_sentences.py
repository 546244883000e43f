"""Every reason has a sentence and a remedy, in both languages."""

import pytest
from django.utils import translation

from tablee.core.errors import SameJudge, TooLarge
from tablee.core.reason import Reason
from tablee.web.words.sentences import REASONS, explain, trouble


def test_no_reason_is_missing():
    assert set(REASONS) == set(Reason) - {Reason.NONE}


@pytest.mark.parametrize("reason", REASONS)
def test_each_is_said_in_both_languages(reason):
    with translation.override("en"):
        english = explain(reason)
    with translation.override("fr"):
        french = explain(reason)
    for said, french_said in zip(english, french, strict=True):
        assert said.endswith(".")
        assert french_said.endswith(".")
        assert said != french_said


def test_no_reason_needs_no_sentence():
    assert explain(Reason.NONE) is None


def test_a_refused_decision_is_said_in_words():
    with translation.override("fr"):
        assert "quelqu’un d’autre" in trouble(SameJudge())
        assert trouble(TooLarge("That is too much.")) == "That is too much."
