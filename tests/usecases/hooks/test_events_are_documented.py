"""The page about events says what is sent, word for word."""

import re
from pathlib import Path

import pytest
from tests.usecases.hooks import story

from tablee.usecases.hooks.topics import TOPICS

USECASES = Path(__file__).parents[3] / "src/tablee/usecases"
NAMED = re.compile(r'(?:Message\(\s*|_tell\([^"]*)"([a-z]+\.[a-z]+)"')


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_of_events_is_that_of_the_code(language):
    page = story.PAGES[language].read_text(encoding="utf-8")
    expected = story.page_with(page, language)
    assert page == expected, "run `python -m tests.usecases.hooks.story`"


@pytest.mark.conformance("EV-01")
def test_every_message_that_is_written_anywhere_is_a_known_sort_of_event():
    sources = [path.read_text(encoding="utf-8") for path in USECASES.rglob("*.py")]
    written = {name for source in sources for name in NAMED.findall(source)}
    assert len(written) >= 8
    assert written <= {each.name for each in TOPICS}


@pytest.mark.conformance("EV-01")
def test_there_is_an_example_of_every_sort_of_event():
    assert {*story.examples()} == {each.name for each in TOPICS}
