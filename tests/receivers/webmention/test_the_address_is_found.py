"""A sender finds where to tell us, on any page as the Recommendation says, and on ours."""

from urllib.parse import parse_qs

import pytest
from tests.receivers.webmention.cases import CASES, NOBODY, SITE
from tests.receivers.webmention.sender import Page, discover, send

SOURCE = "https://emil.example/2026/soup"


class Rocks:
    """The pages of one case; each can be asked for once only."""

    def __init__(self, number, case) -> None:
        page = Page(200, (("Content-Type", "text/html"), *case.headers), case.body)
        self.start = f"{SITE}/{number}"
        self._pages = {self.start: page}
        if number == 23:
            self._pages = {
                self.start: Page(302, (("Location", "/moved/23"),), ""),
                f"{SITE}/moved/23": page,
            }
        self.posts = []

    def get(self, address) -> Page:
        return self._pages.pop(address)

    def post(self, address, body, form) -> Page:
        self.posts.append((address, body, form))
        return Page(202, (), "")


@pytest.mark.conformance("WM-10")
@pytest.mark.parametrize("number", CASES, ids=lambda number: CASES[number].why)
def test_an_address_is_found(number):
    case = CASES[number]
    rocks = Rocks(number, case)
    assert discover(rocks.start, rocks.get) == SITE + case.found


@pytest.mark.conformance("WM-10")
def test_all_23_cases_are_here():
    assert sorted(CASES) == list(range(1, 24))


def test_where_nobody_is_to_be_told_nothing_is_sent():
    rocks = Rocks(24, NOBODY)
    assert send(SOURCE, rocks.start, rocks.get, rocks.post) is None
    assert rocks.posts == []


def test_the_query_of_an_address_stays_where_it_is():
    rocks = Rocks(21, CASES[21])
    send(SOURCE, rocks.start, rocks.get, rocks.post)
    ((address, body, form),) = rocks.posts
    assert address == f"{SITE}/here?query=yes"
    assert parse_qs(body) == {"source": [SOURCE], "target": [rocks.start]}
    assert form == "application/x-www-form-urlencoded"
