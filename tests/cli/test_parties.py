"""Keys of parties are registered, accounts appointed and documents taken in from the terminal."""

import pytest
from tests.cli.test_commands import SLUG, published  # noqa: F401 - a fixture
from tests.core.promising.keys import signed_note, signer, ssh_pair

from tablee.cli import roof
from tablee.core.promising.wanted import promises_of
from tablee.core.promising.wording import write_text

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def first():
    """The first promise that there is to sign."""
    return promises_of(roof.example(SLUG))[0]


def test_a_key_is_added_from_a_file_listed_and_revoked(run, first, tmp_path):
    pair = ssh_pair(tmp_path, "dana")
    public = tmp_path / "dana.pub"
    public.write_text(f"{pair.line} dana@example.org\n")
    added = run("party", "add", SLUG, "sponsor", first.sponsor, str(public))
    assert added.code == 0, added.err
    assert added.out.startswith("SHA256:")
    assert "by telephone" in added.err
    assert added.out.strip() in run("party", "list", SLUG).out
    assert run("party", "revoke", SLUG, "1").code == 0
    assert "revoked" in run("party", "list", SLUG).out
    again = run("--lang", "fr", "party", "revoke", SLUG, "1")
    assert (again.code, again.err.strip()) == (2, "tablee: Aucune clé valable 1.")


def test_what_is_no_key_is_refused(run, first):
    said = run("party", "add", SLUG, "sponsor", first.sponsor, "ssh-rsa AAAA")
    assert said.code == 2
    assert "This is no key" in said.err


def test_an_account_is_made_once_and_signs_for_somebody(run, first):
    made = run("party", "account", SLUG, "sponsor", first.sponsor, "dana")
    assert made.code == 0, made.err
    assert len(made.out.strip()) > 15
    assert "/sign/" in made.err
    again = run("party", "account", SLUG, "sponsor", first.sponsor, "dana")
    assert (again.code, again.out) == (0, "")
    wrong = run("party", "account", SLUG, "sponsor", "Nobody", "dana")
    assert (wrong.code, "is not in the terms" in wrong.err) == (2, True)


def test_a_signed_document_is_taken_in_once(run, first, tmp_path):
    dana = signer("dana.example")
    run("party", "add", SLUG, "sponsor", first.sponsor, str(dana.key))
    file = tmp_path / "pledge.txt"
    text = write_text(first.kind, first.fields(SLUG, "2012-02-17"))
    file.write_text(text)
    said = run("party", "accept", SLUG, str(file))
    assert (said.code, "no signature" in said.err) == (2, True)
    file.write_text(signed_note(text, dana))
    said = run("party", "accept", SLUG, str(file))
    assert said.code == 0, said.err
    assert "Taken in" in said.out
    assert "here already" in run("party", "accept", SLUG, str(file)).out


def test_a_file_that_is_not_there_and_a_key_of_another_sort_are_told_apart(run, first):
    missing = run("--lang", "fr", "party", "add", SLUG, "sponsor", first.sponsor, "dana.pub")
    assert (missing.code, missing.err) == (2, "tablee: Il n'y a pas de fichier « dana.pub ».\n")
    other = run("party", "add", SLUG, "sponsor", first.sponsor, "ssh-rsa AAAA dana@example.org")
    assert "ssh-keygen -t ed25519" in other.err


def test_a_file_that_is_no_text_is_told(run, first, tmp_path):
    (tmp_path / "key").write_bytes(b"\xff\xfe")
    said = run("party", "add", SLUG, "sponsor", first.sponsor, str(tmp_path / "key"))
    assert said.code == 2
    assert "is no text" in said.err
