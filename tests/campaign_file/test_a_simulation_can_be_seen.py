"""A simulation is shown as a table and as a picture, in both languages, without help."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.campaign_file.strategies import all_terms

from tablee.campaign_file.chart import as_svg
from tablee.campaign_file.examples import example
from tablee.campaign_file.expectation import Expectation, campaign_days, per_day
from tablee.campaign_file.read import read_terms
from tablee.campaign_file.simulate import simulate
from tablee.campaign_file.table import as_table

SVG = "{http://www.w3.org/2000/svg}"


def simulation_of(name, *options):
    terms = read_terms(example(name)).terms
    return simulate(terms, per_day(options, terms).expectation)


def test_the_table_says_who_owes_what_and_when_a_line_fills():
    table = as_table(simulation_of("restos-2012", "share=5000"), "en")
    assert "All figures are meals." in table
    assert re.search(r"Facebook shares +5,000 +180,000 +5,000 +175,000 +02-20\n", table)
    assert re.search(r"Danone +76,200 +2,500 +0 +2,500 +EUR 2,500.00\n", table)
    assert re.search(r"02-23 .* raise twitter, raise blogs\n", table)


def test_the_table_speaks_french():
    table = as_table(simulation_of("restos-2012", "share=5000"), "fr")
    assert "Tous les chiffres sont des repas." in table
    assert "sans repas" in table
    assert "relèvement twitter" in table
    assert "5\N{NARROW NO-BREAK SPACE}000" in table


def test_days_that_repeat_are_shown_once():
    table = as_table(simulation_of("template", "drawing=1"), "en")
    days = table.partition("Day by day")[2]
    assert days.count("15 + 0") == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_picture_is_one_file_that_says_in_words_what_it_shows(language):
    svg = as_svg(simulation_of("restos-2012", "share=5000"), language)
    root = ET.fromstring(svg)  # noqa: S314 - our own words
    assert root.get("role") == "img"
    assert root.get("lang") == language
    names = {each.get("id") for each in root if each.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert set(root.get("aria-labelledby").split()) == names
    desc = root.find(f"{SVG}desc").text
    assert "175" in desc
    assert "Facebook" in desc
    assert not root.findall(f".//{SVG}script")
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "prefers-color-scheme:dark" in svg


def test_names_cannot_break_the_picture():
    text = example("template").replace('en = "Winter soup"', "en = '<b>&\"'")
    simulation = simulate(read_terms(text).terms, Expectation({}))
    root = ET.fromstring(as_svg(simulation, "en"))  # noqa: S314 - our own words
    assert root.find(f"{SVG}title").text == '<b>&": simulation'


@settings(deadline=None)
@given(all_terms(), st.integers(0, 10**9), st.sampled_from(["en", "fr"]))
def test_any_simulation_can_be_shown(terms, acts, language):
    days = {day: {kind.name: acts for kind in terms.kinds} for day in campaign_days(terms)}
    simulation = simulate(terms, Expectation(days))
    ET.fromstring(as_svg(simulation, language))  # noqa: S314 - our own words
    assert terms.sponsors[0].name in as_table(simulation, language)
