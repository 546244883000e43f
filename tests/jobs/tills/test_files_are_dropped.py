"""The drop folder: whole files are read and put away, others wait or are refused."""

import json
from dataclasses import replace

import pytest
from tests import make, sites
from tests.jobs.tills import shop

from tablee.evidence.tills import separated
from tablee.jobs.tills.dropping import HALF_WAIT_MS, DropFolder
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.settle_campaign import settle_campaign
from tablee.wiring import memory_site

TEXT = shop.csv(shop.line(pieces=4), shop.line("T2", pieces=8))
ACTS = ["shop/0042/T1/1", "shop/0042/T2/1", "shop/0042/T2/2"]


@pytest.fixture
def site(tmp_path):
    plain = memory_site(clock=sites.set_clock())
    settings = replace(plain.settings, home=tmp_path)
    return shop.open_shop(replace(plain, settings=settings))


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "tills" / make.SLUG / "shop"
    path.mkdir(parents=True)
    return path


@pytest.fixture
def drop(site):
    """Look twice: a file is read once it has not changed between two looks."""
    watched = DropFolder(site)

    def look(times=2):
        for _ in range(times):
            watched.look()

    return look


def report(path):
    return json.loads(path.with_name(f"{path.name}.report.json").read_text(encoding="utf-8"))


def test_a_file_is_read_and_put_away_with_its_report(site, folder, drop):
    shop.write(folder, TEXT)
    drop(1)
    assert shop.acts(site) == []
    drop(1)
    assert shop.counted(site) == ACTS
    assert sorted(path.name for path in folder.iterdir()) == ["done"]
    told = report(folder / "done" / "day.csv")
    assert (told["state"], told["acts"], told["is_known"]) == ("done", 3, False)


def test_a_file_dropped_twice_counts_nothing_and_says_so(site, folder, drop):
    for _ in range(2):
        shop.write(folder, TEXT)
        drop()
    assert shop.counted(site) == ACTS
    assert report(folder / "done" / "day-2.csv")["is_known"]


def test_a_file_that_grows_is_left_alone(site, folder, drop):
    path = shop.write(folder, TEXT)
    for number in range(3, 6):
        drop(1)
        with path.open("a", encoding="utf-8") as file:
            file.write(";".join(shop.line(f"T{number}", pieces=4)) + "\n")
    assert shop.acts(site) == []
    drop()
    assert len(shop.counted(site)) == 6


def test_a_half_written_file_is_waited_for_and_at_last_refused(site, folder, drop):
    shop.write(folder, TEXT[:-1])
    drop(3)
    assert shop.acts(site) == []
    assert (folder / "day.csv").exists()
    site.clock.advance(HALF_WAIT_MS)
    drop()
    assert "half-written" in report(folder / "refused" / "day.csv")["trouble"]
    assert shop.acts(site) == []


def test_a_half_written_file_that_becomes_whole_is_read(site, folder, drop):
    shop.write(folder, TEXT[:-1])
    drop()
    shop.write(folder, TEXT)
    drop()
    assert shop.counted(site) == ACTS


def test_unfinished_hidden_and_linked_files_are_not_looked_at(site, folder, drop, tmp_path):
    shop.write(folder, TEXT, "day.csv.part")
    shop.write(folder, TEXT, ".day.csv")
    (folder / "link.csv").symlink_to(shop.write(tmp_path, TEXT, "secret.csv"))
    (folder.parent / "linked").symlink_to(folder)
    drop()
    assert shop.acts(site) == []
    assert not (folder / "done").exists()


def test_a_folder_may_say_what_its_columns_are(site, folder, drop):
    shop.write(folder, TEXT.replace("ean", "truc"))
    shop.write(folder, 'columns = { gtin = "truc" }\n', "layout.toml")
    drop()
    assert shop.counted(site) == ACTS


@pytest.mark.parametrize("text", ["columns = 3 4", "nothing = 1"])
def test_a_layout_that_cannot_be_understood_refuses_the_file(site, folder, drop, text):
    shop.write(folder, TEXT)
    shop.write(folder, text, "layout.toml")
    drop()
    assert "layout.toml" in report(folder / "refused" / "day.csv")["trouble"]
    assert shop.acts(site) == []


def test_a_file_for_a_campaign_that_is_not_there_is_refused(drop, tmp_path):
    other = tmp_path / "tills" / "no-such" / "shop"
    other.mkdir(parents=True)
    shop.write(other, TEXT)
    drop()
    assert (other / "refused" / "day.csv").exists()


def test_a_file_that_comes_after_the_end_is_refused_in_both_languages(site, folder, drop):
    close_campaign(site.desks, site.clock, make.SLUG, "Ada")
    settle_campaign(site.desks, site.clock, make.SLUG)
    shop.write(folder, TEXT)
    drop()
    told = report(folder / "refused" / "day.csv")
    assert "The campaign is closed" in told["trouble"]
    assert "La campagne est close." in told["trouble_fr"]


def test_reading_that_is_ended_goes_on_later(site, folder, drop, monkeypatch):
    monkeypatch.setattr(separated, "BLOCK_BYTES", 60)
    shop.write(folder, TEXT)
    answers = iter([False, False, True])
    ending = DropFolder(site, lambda: next(answers, True))
    ending.look()
    ending.look()
    assert (folder / "day.csv").exists()
    assert len(shop.counted(site)) < 3
    drop()
    assert shop.counted(site) == ACTS
