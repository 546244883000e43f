"""On any doubt nothing more is sealed, the reason is told once, and nothing is repaired."""

import logging

import pytest
from tests import make
from tests.usecases.log.sealery import ORIGIN, Sealery

from tablee.outside.log.keys import FiledKeys
from tablee.outside.signing import KeySigner
from tablee.usecases.log.sealing.doubt import told


@pytest.fixture
def stage():
    """A log of more than one tile."""
    stage = Sealery()
    stage.acts(300)
    assert stage.seal().is_published
    return stage


def stopped(stage, sealer=None):
    """Let something happen, seal, and return why that stopped; nothing was signed or moved."""
    stage.acts(5, name="later")
    before, signed = stage.log(), [*stage.signed]
    checkpoint = stage.files.read("checkpoint")
    found = (sealer or stage.sealer()).seal(make.SLUG)
    after = stage.log()
    assert found.stopped == after.stopped
    assert found.stopped
    assert (after.size, after.root) == (before.size, before.root)
    assert stage.signed == signed
    assert stage.files.read("checkpoint") == checkpoint
    return said(found)


def said(found):
    return told(found.stopped).say("en")


def spoil(stage, path, change):
    stage.files.write(path, change(stage.files.read(path)))


def changed(content):
    return content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]


def entries_of(stage):
    return [path for path in stage.files.paths() if path.startswith("tile/entries")]


def test_a_leaf_that_was_changed_on_disk_stops_the_log(stage):
    spoil(stage, entries_of(stage)[0], changed)
    assert stopped(stage)


def test_a_tile_that_was_changed_on_disk_stops_the_log(stage):
    spoil(stage, "tile/0/000", changed)
    assert stopped(stage) == "tile/0/000 is not what was sealed, or is missing."


def test_a_missing_file_stops_the_log(stage):
    stage.files.drop("tile/entries/000")
    assert stopped(stage) == "tile/entries/000 is missing."


def test_a_log_goes_on_when_what_was_missing_is_back_and_somebody_says_so(stage, tmp_path):
    kept = stage.files.read("tile/0/000")
    stage.files.drop("tile/0/000")
    stopped(stage)
    stage.files.write("tile/0/000", kept)
    assert stage.seal().stopped
    sealer = stage.sealer()
    assert sealer.resume(make.SLUG)
    assert not sealer.resume(make.SLUG)
    assert sealer.seal(make.SLUG).is_published
    stage.check(tmp_path)


def test_a_log_that_is_let_go_on_too_early_stops_again(stage):
    stage.files.drop("tile/0/000")
    stopped(stage)
    sealer = stage.sealer()
    sealer.resume(make.SLUG)
    assert sealer.seal(make.SLUG).stopped


def test_a_log_that_was_let_go_on_elsewhere_and_stops_again_is_told_of_again(stage, caplog):
    sealer = stage.sealer()
    stage.files.drop("tile/0/000")
    stopped(stage, sealer)
    assert stage.sealer().resume(make.SLUG)
    assert sealer.seal(make.SLUG).stopped
    assert sealer.seal(make.SLUG).stopped
    assert len(caplog.records) == 2


def test_a_log_that_stays_stopped_says_since_when_and_why_it_stopped_first(stage):
    stage.files.drop("tile/0/000")
    first = stopped(stage)
    since_ms = stage.log().stopped_at_ms
    stage.clock.pass_days(1)
    stage.files.write("checkpoint", b"torn")
    assert said(stage.seal()) == first
    assert stage.log().stopped_at_ms == since_ms


def test_a_checkpoint_of_more_leaves_than_were_sealed_stops_the_log(stage):
    note = stage.files.read("checkpoint").decode()
    larger = note.replace(f"\n{stage.log().size}\n", "\n99999\n")
    stage.files.write("checkpoint", larger.encode())
    assert "99999 leaves were signed" in seal_again(stage)


def test_a_database_that_was_put_back_to_an_older_day_overwrites_nothing(stage):
    old = stage.log()
    stage.acts(300, name="a day")
    stage.seal()
    kept = {path: stage.files.read(path) for path in stage.files.paths()}
    with stage.desks.write() as desk:
        desk._transaction.shelf.pages[old.campaign_id].log = old  # noqa: SLF001 - a restored row
    assert "leaves were signed" in seal_again(stage)
    assert {path: stage.files.read(path) for path in stage.files.paths()} == kept


def test_a_checkpoint_of_another_tree_stops_the_log(stage):
    lines = stage.files.read("checkpoint").decode().split("\n")
    lines[2] = "A" * 43 + "="
    stage.files.write("checkpoint", "\n".join(lines).encode())
    assert "tells of another log" in seal_again(stage)


def test_a_checkpoint_that_cannot_be_read_stops_the_log(stage):
    stage.files.write("checkpoint", b"torn")
    assert "cannot be read" in seal_again(stage)


def seal_again(stage):
    """Let something happen and seal: what is signed is compared with what was signed before."""
    stage.acts(5, name="later")
    before = [*stage.signed]
    found = stage.seal()
    assert stage.signed == before
    return said(found)


def test_another_key_never_signs_the_same_log(stage):
    class OtherKeys:
        def signer(self, _slug, origin, *, is_new):
            assert not is_new
            return KeySigner(origin, b"7" * 32)

    stage.keys = OtherKeys()
    assert "key of the log is another" in seal_again(stage)


def test_a_lost_key_is_not_made_again(tmp_path):
    stage = Sealery()
    stage.keys = FiledKeys(tmp_path)
    assert stage.seal().is_published
    path = tmp_path / "keys" / f"log-{make.SLUG}"
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    assert "cannot be read" in seal_again(stage)
    assert not path.exists()


def test_a_torn_key_is_refused(tmp_path):
    stage = Sealery()
    stage.keys = FiledKeys(tmp_path)
    stage.seal()
    (tmp_path / "keys" / f"log-{make.SLUG}").write_text("beef\n")
    assert "cannot be read" in seal_again(stage)


def test_files_that_the_database_does_not_know_are_not_written_over():
    stage = Sealery()
    stage.files.write("tile/0/000", b"of a log that was restored without its database")
    assert "does not know" in said(stage.seal())
    assert stage.log() is None


def test_a_count_that_is_not_the_campaigns_stops_the_log_before_anything_is_written(stage):
    with stage.desks.write() as desk:
        journal = desk.journal(desk.campaigns.hold(make.SLUG))
        standing = journal.standing()
        standing.kind("share").paid += 1
        journal.keep(standing)
    assert "'kinds'" in stopped(stage)
    with stage.desks.read() as desk:
        assert desk.logs.staged(desk.campaigns.see(make.SLUG).id) is None


def test_an_act_that_the_rules_do_not_allow_stops_the_log(stage):
    with stage.desks.write() as desk:
        journal = desk.journal(desk.campaigns.hold(make.SLUG))
        standing = journal.standing()
        claim = make.claim("https://emil.example/forged", "share")
        rule = desk.campaigns.see(make.SLUG).rulebook_at(stage.clock.ms).kinds["share"]
        journal.append([standing.take(claim, rule._replace(rate=5), stage.clock.ms, "forged")])
        journal.keep(standing)
    assert "act" in stopped(stage).lower()


def test_a_disk_that_keeps_something_else_stops_the_log(stage):
    class Forgetful:
        """Files of which one says, when read again, what was not written."""

        def __init__(self, files):
            self._files = files
            self.write, self.write_all = files.write, files.write_all
            self.drop, self.paths = files.drop, files.paths
            self.is_lying = False

        def read(self, path):
            content = self._files.read(path)
            is_new = self.is_lying and content is not None and path.startswith("tile/entries/001")
            return changed(content) if is_new else content

    files = Forgetful(stage.shelf.log(make.SLUG))
    stage.shelf._logs[make.SLUG] = files  # noqa: SLF001 - a disk that breaks under a running site
    sealer = stage.sealer()
    sealer.seal(make.SLUG)
    stage.acts(1, name="warm")
    sealer.seal(make.SLUG)
    files.is_lying = True
    assert "does not follow" in stopped(stage, sealer)


def test_a_log_that_somebody_moved_elsewhere_stops(stage):
    stage.acts(5, name="later")
    sealer = stage.sealer()
    with stage.desks.write() as desk:
        log = desk.logs.of(desk.campaigns.see(make.SLUG).id)
        pages = desk._transaction.shelf.pages[log.campaign_id]  # noqa: SLF001 - a forged row
        pages.log = log._replace(root=b"x" * 32)
    assert "another root" in said(sealer.seal(make.SLUG))


def test_the_reason_is_told_once_and_loudly(stage, caplog):
    stage.files.drop("tile/0/000")
    stage.acts(1, name="later")
    sealer = stage.sealer()
    with caplog.at_level(logging.CRITICAL, "tablee.log"):
        for _ in range(3):
            sealer.seal(make.SLUG)
    assert len(caplog.records) == 1
    assert make.SLUG in caplog.text


def test_a_stopped_log_stops_no_campaign(stage):
    stage.files.drop("tile/0/000")
    stopped(stage)
    stage.acts(3, name="still counted")
    assert stage.standing().last_number == 308


def test_the_log_is_called_after_the_site(stage):
    assert stage.log().origin == ORIGIN
