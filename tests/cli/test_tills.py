"""The commands about tills, as somebody types them."""

import json
import re
from datetime import UTC, datetime

import pytest
from tests.jobs.tills import shop

from tablee.campaign_file import examples
from tablee.cli.replay.tills import HEADER, Day

ARM = """
[[pools]]
name = "purchases"
title = { en = "Purchases", fr = "Achats" }

[[pledges]]
name = "purchases"
pool = "purchases"
units = 1_000
sponsors = { "Dairy Co" = 1 }
"""


@pytest.fixture
def campaign(run, tmp_path):
    """The template, with its purchase arm opened: take the signs away, as it says."""
    text = examples.example("template")
    begin = text.index('# [[kinds]]\n# name = "purchase"')
    end = text.index("\n\n", begin)
    arm = re.sub(r"^# ?", "", text[begin:end], flags=re.MULTILINE)
    path = tmp_path / "campaign.toml"
    path.write_text(text[:begin] + arm + ARM + text[end:], encoding="utf-8")
    said = run("campaign", "apply", str(path))
    assert said.code == 0, said.err
    return re.search(r'^slug = "(.+)"', text, re.MULTILINE)[1]


@pytest.fixture
def file(tmp_path):
    lines = [shop.line(pieces=4, amount="4,80"), shop.line("T2", "12", 3)]
    return str(shop.write(tmp_path, shop.csv(*lines)))


def test_a_file_is_read_once_and_its_report_is_printed(run, campaign, file):
    said = run("tills", "import", campaign, file, "--partner", "shop")
    assert said.code == 0, said.err
    assert "Baskets: 2" in said.out
    assert "bad_gtin: 1 (lines 3)" in said.out
    again = run("--lang", "fr", "tills", "import", campaign, file, "--partner", "shop")
    assert "Ce fichier a déjà été lu" in again.out
    told = json.loads(run("tills", "report", campaign, "--json").out)
    assert [(each["file"], each["baskets"], each["state"]) for each in told] == [
        ("day.csv", 2, "done")
    ]
    report = run("tills", "report", campaign).out
    assert "day.csv" in report
    assert report.splitlines()[-1].split()[:3] == ["in", "all", "2"]


def test_control_figures_that_differ_are_told_by_the_exit_code(run, campaign, file):
    words = ("tills", "import", campaign, file, "--partner", "shop", "--json")
    said = run(*words, "--control", "lines=3", "--control", "pieces=7", "--control", "amount=6,00")
    assert said.code == 1
    assert json.loads(said.out)["trouble"] == "lines: 3 announced, 2 read"


WISHES = (
    ("--column", "nothing"),
    ("--column", "gtin=no such"),
    ("--column", "what=ean"),
    ("--control", "weight=3"),
    ("--control", "lines=many"),
    ("--encoding", "klingon"),
    ("--time-zone", "Mars/Olympus"),
)


def test_what_cannot_be_meant_is_told_in_one_sentence(run, campaign, file):
    for wish in WISHES:
        said = run("tills", "import", campaign, file, "--partner", "shop", *wish)
        assert said.code == 2
        assert said.err.splitlines()[-1].startswith("tablee: ")


def test_a_campaign_that_is_not_there_is_told(run, file):
    assert run("tills", "import", "no-such", file, "--partner", "shop").code == 2


def test_a_rehearsed_day_knows_its_own_truth():
    day = Day(datetime(2027, 1, 12, 8, tzinfo=UTC), step_ms=1_000)
    text = "".join(day.baskets(500))
    again = Day(datetime(2027, 1, 12, 8, tzinfo=UTC), step_ms=1_000)
    assert "".join(again.baskets(500)) == text
    assert (day.truth.lines, day.truth.baskets) == (text.count("\n"), 500)
    assert day.truth.acts > day.truth.qualifying > 0
    assert HEADER.count(";") == text.split("\n", 1)[0].count(";")
