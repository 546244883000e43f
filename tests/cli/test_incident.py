"""An organiser states an incident from a terminal, and is told in both languages what is amiss."""

import pytest

from tablee.campaign_file.examples import example

SLUG = "restos-2010"
WORDS = ("--en", "We were away for an hour.", "--fr", "Nous fûmes absents une heure.")


@pytest.fixture
def campaign(run, home):
    file = home.parent / "soup.toml"
    file.write_text(example(SLUG), encoding="utf-8")
    assert run("campaign", "apply", str(file), "--replay").code == 0
    return SLUG


def test_what_is_stated_is_sealed_and_repeated_by_whoever_verifies(run, home, campaign):
    assert "in the log once it is sealed" in run("incident", campaign, *WORDS).out
    assert run("seal", campaign).code == 0
    log = str(home / "logs" / campaign)
    assert WORDS[1] in run("verify", log).out
    assert WORDS[3] in run("--lang", "fr", "verify", log).out


def test_a_statement_without_words_is_refused(run, campaign):
    done = run("incident", campaign, "--en", " ", "--fr", "Bien.")
    assert done.code != 0
    assert "1 to 4,000 characters in each language" in done.err
    long = ("--en", "a" * 4_001, "--fr", "Bien.")
    assert "de 1 à 4 000 caractères" in run("--lang", "fr", "incident", campaign, *long).err
    assert "campagne" in run("--lang", "fr", "incident", "elsewhere", *WORDS).err.lower()
