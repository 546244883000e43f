"""A campaign is exported the same, byte for byte, wherever the command is run; verifiers agree."""

import os
import subprocess
import sys
from zipfile import ZipFile

import pytest
from django.db import connections
from tests import make
from tests.sites import set_clock

from tablee.config import read_settings
from tablee.core.errors import UnknownCampaign
from tablee.jobs.keeping.exports import press_of
from tablee.outside.log.archive import ZipDraft
from tablee.outside.log.exports import ExportShelf
from tablee.usecases.log.export_log import export_log
from tablee.usecases.log.write_bundle import NothingPublished
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.verifying.finding import State
from tablee.verifying.verifier import Wish, verify_log
from tablee.wiring import open_sealer, open_site

PLACES = (
    {"LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8", "TZ": "America/Lima", "PYTHONHASHSEED": "2"},
)


@pytest.fixture
def site(tmp_path):
    """A site with some acts of a campaign, and nothing sealed yet."""
    settings = read_settings({"TABLEE_HOME": str(tmp_path / "home")})
    site = open_site(settings, clock=set_clock(), alias="export")
    publish_terms(site.desks, site.clock, Publication(make.terms()))
    claims = [make.claim(f"https://emil.example/{each}") for each in range(700)]
    record_acts(site.desks, site.clock, make.SLUG, claims, "form")
    yield site
    connections["export"].close()


@pytest.fixture
def sealed(site):
    open_sealer(site).seal(make.SLUG)
    return site


def exported(site, folder):
    with ZipDraft(folder) as draft:
        export_log(press_of(site), make.SLUG, draft)
        draft.seal(folder / "bundle.zip")
    return folder / "bundle.zip"


def exported_elsewhere(site, folder, surroundings):
    environ = {"PATH": os.environ["PATH"], "TABLEE_HOME": str(site.settings.home), **surroundings}
    command = [sys.executable, "-m", "tablee", "export", make.SLUG, "--to", str(folder)]
    done = subprocess.run(command, env=environ, capture_output=True, check=True, text=True)
    return done.stdout.strip()


def test_the_same_log_makes_the_same_bytes_everywhere(sealed, tmp_path):
    here = exported(sealed, tmp_path / "here").read_bytes()
    assert exported(sealed, tmp_path / "again").read_bytes() == here
    for number, surroundings in enumerate(PLACES):
        path = exported_elsewhere(sealed, tmp_path / f"there-{number}", surroundings)
        with open(path, "rb") as file:  # noqa: PTH123 - as the command printed it
            assert file.read() == here


def test_the_verifier_finds_every_part_right(sealed, tmp_path):
    verdict = verify_log(str(exported(sealed, tmp_path)), Wish())
    states = {finding.check: finding.state for finding in verdict.findings}
    assert {states[check] for check in ("files", "tiles", "leaves", "count", "books")} == {
        State.RIGHT
    }
    assert State.WRONG not in states.values()


def test_nothing_in_it_names_anybody(sealed, tmp_path):
    with ZipFile(exported(sealed, tmp_path)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"emil.example" not in whole
    assert make.supporter() not in whole


def test_there_is_nothing_to_export_before_it_is_sealed(site, tmp_path):
    with pytest.raises(NothingPublished):
        exported(site, tmp_path)
    with pytest.raises(UnknownCampaign), ZipDraft(tmp_path) as draft:
        export_log(press_of(site), "nowhere", draft)


def test_some_exports_are_kept(sealed):
    shelf = ExportShelf(sealed.settings.home)
    content = exported(sealed, shelf.folder(make.SLUG)).read_bytes()
    for day in range(20):
        shelf.path(make.SLUG, make.MIDDLE_MS + day * make.DAY_MS).write_bytes(content)
    assert shelf.prune(make.SLUG) == 6
    names = [each.name for each in shelf.every(make.SLUG)]
    assert (len(names), names[0], names[-1]) == (14, "2026-03-20.zip", "2026-03-07.zip")
    assert shelf.find(make.SLUG, "2026-03-20.zip").is_file()
    assert shelf.find(make.SLUG, "../../secret") is None
    assert shelf.last_checkpoint(make.SLUG) == sealed.logs.log(make.SLUG).read("checkpoint")
