"""A campaign is exported and somebody is erased from a terminal, and mistakes are told."""

import json

import pytest

from tablee.campaign_file.examples import example
from tablee.config import read_settings
from tablee.core.receipt import receipt_token
from tablee.outside.secret import site_secret

SLUG = "restos-2012"
ADDRESS = "https://emil.example/soup"


@pytest.fixture
def imported(run, home):
    """The campaign of 2012 with two acts of Emil's; nothing is sealed."""
    file = home.parent / "restos-2012.toml"
    file.write_text(example(SLUG), encoding="utf-8")
    assert run("campaign", "apply", str(file), "--replay").code == 0
    when = "2012-02-21T10:00:00Z"
    acts = [
        {"kind": "share", "object": f"{ADDRESS}/{each}", "occurred_at": when, "supporter": "Emil"}
        for each in (1, 2)
    ]
    lines = "".join(json.dumps(act) + "\n" for act in acts)
    done = run("acts", "import", SLUG, "-", stdin=lines.encode())
    assert done.code == 0, done.err
    return run


@pytest.fixture
def sealed(imported):
    assert imported("seal", SLUG).code == 0
    return imported


def test_an_export_is_written_where_one_likes(sealed, tmp_path):
    done = sealed("export", SLUG, "--to", str(tmp_path / "out"))
    assert done.code == 0
    (file,) = (tmp_path / "out").iterdir()
    assert done.out.strip() == str(file)
    assert file.name.startswith(f"{SLUG}-")
    assert "It ends at leaf" in done.err
    assert sealed("verify", str(file)).code == 3  # right as far as it goes: nobody has witnessed it


def test_an_export_lies_where_the_site_offers_it(sealed, home):
    done = sealed("--lang", "fr", "export", SLUG)
    assert "Il s'arrête à la feuille" in done.err
    assert [each.parent.name for each in (home / "exports").glob("*/*.zip")] == [SLUG]


def test_nothing_is_exported_before_it_is_sealed(imported):
    done = imported("export", SLUG)
    assert (done.code, done.out) == (2, "")
    assert "seal it first" in done.err
    assert imported("export", "nowhere").code == 2


def test_an_act_is_erased_by_its_receipt(sealed, home):
    settings = read_settings({"TABLEE_HOME": str(home)})
    token = receipt_token(site_secret(home, settings.secret), SLUG, 1)
    assert ADDRESS.encode() in settings.database_path.read_bytes()
    assert sealed("erase", SLUG, token).out == "Erased acts: 1. Erased files: 0.\n"
    assert sealed("erase", SLUG, token).out == "Erased acts: 0. Erased files: 0.\n"
    assert f"{ADDRESS}/1".encode() not in settings.database_path.read_bytes()
    assert f"{ADDRESS}/2".encode() in settings.database_path.read_bytes()
    assert sealed("selfcheck").code == 0


def test_a_name_that_nothing_is_kept_of_is_told(sealed):
    said = sealed("erase", SLUG, "--supporter", "emill")
    assert (said.code, said.out) == (0, "Erased acts: 0. Erased files: 0.\n")
    assert "No act of 'emill' was left to erase" in said.err


def test_a_campaign_that_is_not_there_is_named_and_not_taken_for_a_wrong_receipt(sealed):
    said = sealed("erase", "nowhere", "some-token")
    assert said.code == 2
    assert "no campaign 'nowhere'" in said.err
    assert "tablee campaign list" in said.err
    said = sealed("--lang", "fr", "erase", "nowhere", "some-token")
    assert "Cette campagne n'existe pas. « tablee campaign list » affiche" in said.err


def test_a_person_is_erased_by_name(sealed, home):
    assert sealed("--lang", "fr", "erase", SLUG, "--supporter", "emil").out.startswith(
        "Actions effacées : 2"
    )
    assert ADDRESS.encode() not in (home / "tablee.sqlite3").read_bytes()
    assert sealed("selfcheck").code == 0


def test_one_thing_is_to_be_named(sealed):
    for words in ((), ("1-0", "--act", "1"), ("--act", "1", "--supporter", "Emil")):
        done = sealed("erase", SLUG, *words)
        assert done.code == 2
        assert "Name one" in done.err
    assert sealed("erase", SLUG, "1-0000000000000000").code == 2
    assert sealed("erase", SLUG, "--act", "9").code == 2
