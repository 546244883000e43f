"""Logs are sealed by hand, stop with exit code 1, and go on when somebody says so."""

import pytest
from tests.acceptance.campaign import write_campaign

SLUG = "crowd"
STOPPED = 1


@pytest.fixture
def folder(run, home, tmp_path):
    """Where the log of a campaign lies, which was sealed once."""
    assert run("campaign", "apply", str(write_campaign(tmp_path, SLUG, 5))).code == 0
    assert run("seal", SLUG).code == 0
    return home / "logs" / SLUG


def test_a_log_is_sealed_and_published(run, folder):
    assert (folder / "checkpoint").exists()
    assert (folder.parents[1] / "keys" / f"log-{SLUG}").stat().st_mode & 0o777 == 0o600
    again = run("seal")
    assert again.code == 0
    assert [each.split() for each in again.out.splitlines()[1:]] == [[SLUG, "4", "0", "published"]]
    assert run("selfcheck").code == 0


def test_a_log_in_doubt_is_told_and_goes_on_when_it_is_whole_again(run, folder):
    kept = (folder / "checkpoint").read_bytes()
    (folder / "checkpoint").write_bytes(kept.replace(b"\n4\n", b"\n9\n"))
    stopped = run("seal", SLUG)
    assert stopped.code == STOPPED
    assert "is stopped: 9 leaves were signed, and 4 are sealed." in stopped.err
    french = run("--lang", "fr", "seal", SLUG).err
    assert "est arrêté : 9 feuilles ont été signées, et 4 sont scellées." in french
    assert "log: it is stopped: 9 leaves were signed" in run("selfcheck").err
    (folder / "checkpoint").write_bytes(kept)
    assert run("seal", SLUG).code == STOPPED
    assert run("seal", SLUG, "--resume").code == 0
    assert run("selfcheck").code == 0


def test_it_is_said_in_french(run, folder):
    assert folder.exists()
    said = run("--lang", "fr", "seal", SLUG)
    assert "feuilles" in said.out
    assert "publié" in said.out


def test_a_campaign_that_is_not_there_is_a_mistake(run, folder):
    assert folder.exists()
    assert run("seal", "nobody").code == 2
