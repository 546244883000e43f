"""Whoever seals is killed at any moment: the log goes on, and nothing signed is ever taken back."""

import subprocess
import sys

import pytest
from tests.acceptance.campaign import write_campaign
from tests.acceptance.conftest import inside

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.note import read_note
from tablee.core.log.tiles import WIDTH, subtrees_in
from tablee.core.log.tree import edge_of
from tablee.verifying.conclusion import UNWITNESSED
from tablee.wiring import open_sealer

pytestmark = pytest.mark.slow

ROUNDS = 50
SLUG = "crash"
CAP = 500


def killed_often(place, rounds):
    """Return every checkpoint that was there after a death."""
    folder = place.home / "logs" / SLUG
    words = [sys.executable, "-m", "tests.acceptance.sealing", SLUG, str(rounds), str(folder)]
    done = subprocess.run(words, env=place.environ, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [each.replace("|", "\n").encode() for each in done.stdout.decode().splitlines()]


def root_of(files, size, whole):
    def read(tile):
        return files.read(tile.path) or files.read(tile._replace(width=WIDTH).path)

    return edge_of(size, subtrees_in(whole, read)).root


@pytest.mark.parametrize(
    ("where", "rounds"),
    [
        ("sqlite", ROUNDS),
        pytest.param("postgresql", ROUNDS // 5, marks=pytest.mark.postgres),
    ],
)
def test_a_log_whose_sealers_are_killed_is_never_forked(places, tmp_path, figure, where, rounds):
    place = places(where)
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, CAP)))
    notes = killed_often(place, rounds)
    assert len(notes) > rounds // 2

    with inside(place) as site:
        found = open_sealer(site).seal(SLUG)
        assert found.is_published, found
        files = site.logs.log(SLUG)
        for note in notes:
            origin, size, root = read_checkpoint(read_note(note).text)
            assert root == root_of(files, size, found.size), f"{origin} of {size} leaves was signed"
        with site.desks.read() as desk:
            campaign = desk.campaigns.see(SLUG)
            standing = desk.journal(campaign).standing()
            assert desk.books.through(campaign.id) == standing.sequence
            balances = desk.books.balances(campaign.id)
            assert balances["earned:Dana:share"] + balances["earned:Cleo:share"] == CAP
            assert desk.logs.staged(campaign.id) is None
            assert desk.logs.place(campaign.id, standing.last_number) is not None
    place.run("verify", str(place.home / "logs" / SLUG), expect=UNWITNESSED)
    figure(f"{where}: killed {rounds} times, {found.size} leaves, {len({*notes})} checkpoints kept")
