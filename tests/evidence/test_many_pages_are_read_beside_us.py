"""Many pages are read on another core; nothing that happens there makes a difference."""

import os
import signal
import time

import pytest

from tablee.evidence.page import Target, read_page
from tablee.evidence.page.beside import FEWEST, Beside, Page
from tablee.ports.fetch import Fetched

TARGET = Target("table", ("meals.example",), "#table", ("A table",))


@pytest.fixture
def beside():
    """One whose process has started."""
    beside = Beside()
    until_s = time.monotonic() + 30
    while not beside.is_up and time.monotonic() < until_s:
        beside.read([page(number) for number in range(FEWEST)])
        time.sleep(0.01)
    assert beside.is_up
    yield beside
    beside.close()


def page(number, words="été 🍲"):
    body = f'<title>{number}</title><p>{words} <a href="https://meals.example/c/table/">us</a>'
    headers = {"content-type": "text/html; charset=utf-8", "link": "</a>; rel=canonical"}
    address = f"https://emil.example/{number}"
    fetched = Fetched(
        address, 200, headers, body.encode() * 9, number % 2 > 0, ("https://e.example/",)
    )
    return Page(fetched, TARGET, 10**12)


def here(pages):
    return [read_page(each.fetched, each.target, now_ms=each.now_ms) for each in pages]


@pytest.mark.parametrize("most", [0, 1, FEWEST, 40])
def test_what_is_read_beside_us_is_what_we_read(beside, most):
    pages = [page(number, "soup and bread " * 30 * (number % 3)) for number in range(most)]
    assert beside.read(pages) == here(pages)
    assert beside.read(pages) == here(pages)


def test_a_process_that_died_is_not_missed(beside):
    pages = [page(number) for number in range(FEWEST)]
    assert beside.read(pages) == here(pages)
    os.kill(beside.number, signal.SIGKILL)
    assert beside.read(pages) == here(pages)
    assert beside.read(pages) == here(pages)


def test_a_page_that_cannot_be_read_spoils_no_other(beside):
    pages = [page(number) for number in range(FEWEST)]
    bad = Page(pages[0].fetched._replace(headers=None), TARGET, 0)
    *good, failed = beside.read([*pages, bad])
    assert good == here(pages)
    assert isinstance(failed, Exception)
