"""What was exported can be had by anybody: a list of days, and one file for each."""

import pytest
from tests.web.conftest import HEADERS, stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.text import Text
from tablee.jobs.keeping.exports import keep_exports
from tablee.outside.log.exports import ExportShelf
from tablee.usecases.log.state_incident import state_incident
from tablee.wiring import open_sealer

HOME = f"/c/{SLUG}/"


@pytest.fixture
def exported(site):
    """The site, sealed and exported."""
    open_sealer(site).seal(SLUG)
    assert keep_exports(site) == [SLUG]
    return site


def test_an_export_is_listed_and_is_the_file_on_disk(exported, browser):
    (export,) = ExportShelf(exported.settings.home).every(SLUG)
    page = browser.get(f"{HOME}export/")
    assert export.name in words(page)
    assert f"/export/{export.name}" in browser.get(f"{HOME}verify").content.decode()
    answer = browser.get(f"{HOME}export/{export.name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-{export.name}"'
    path = ExportShelf(exported.settings.home).find(SLUG, export.name)
    assert b"".join(answer.streaming_content) == path.read_bytes()
    answer.close()


def test_a_log_that_grew_on_says_how_far_its_file_goes(exported, browser):
    behind = "The log has grown since"
    page = words(browser.get(f"{HOME}verify"))
    assert "It ends at line" in page
    assert behind not in page
    state_incident(exported.desks, exported.clock, SLUG, Text("A list came late.", "Une liste."))
    open_sealer(exported).seal(SLUG)
    page = words(browser.get(f"{HOME}verify"))
    assert behind in page
    assert "--receipt FILE" in page
    french = stranger(exported, headers=HEADERS | {"accept-language": "fr"})
    assert "Le journal s’est allongé depuis" in words(french.get(f"{HOME}verify"))


def test_a_file_that_is_none_says_nothing_of_where_it_ends(exported, browser):
    (export,) = ExportShelf(exported.settings.home).every(SLUG)
    ExportShelf(exported.settings.home).find(SLUG, export.name).write_bytes(b"no zip")
    page = browser.get(f"{HOME}verify")
    assert "It ends at line" not in words(page)


def test_there_is_a_word_for_none(site, browser):
    assert "There is none yet" in words(browser.get(f"{HOME}export/"))
    french = stranger(site, headers=HEADERS | {"accept-language": "fr"})
    assert "Il n’y en a pas encore" in words(french.get(f"{HOME}export/"))


@pytest.mark.usefixtures("exported")
def test_nothing_else_is_handed_out(browser):
    for name in ("2000-01-01.zip", "checkpoint.zip", "..%2F..%2Fsecret.zip"):
        assert browser.get(f"{HOME}export/{name}").status_code == 404


def test_an_export_is_made_once_a_day_while_the_log_grows(exported):
    assert keep_exports(exported) == []
