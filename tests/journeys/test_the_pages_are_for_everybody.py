"""In both languages, light and dark, wide and narrow, no page shuts anybody out."""

from uuid import uuid4

import pytest
from tests.journeys.everybody import shut_out

pytestmark = pytest.mark.browser

PATHS = ("/", "", "act/blog_post", "act/drawing", "blogs", "wall", "webmention")
PATHS += ("export/", "receipt", "receipt/erase")


@pytest.fixture
def opened(open_page):
    """Opens a public page by its short name; the receipt is that of a post just sent."""

    def show(path: str, **kwargs):
        if not path.startswith("receipt"):
            return open_page(path, **kwargs)
        page = open_page("act/drawing", **kwargs)
        # Whoever tells of what is known may read its receipt, and not erase anything.
        post = f"/{uuid4()}" if path == "receipt/erase" else ""
        page.fill("#id_address", f"https://blog.example/for-everybody{post}")
        page.click("button")
        page.wait_for_url("**/acts/**")
        if path != "receipt":
            page.goto(page.url.partition("?")[0] + path.removeprefix("receipt"))
        return page

    return show


@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
@pytest.mark.parametrize("path", PATHS)
def test_the_page_shuts_nobody_out_and_is_no_wider_than_a_small_phone(opened, path, language):
    assert shut_out(opened(path, locale=language)) == []


def test_nothing_moves_when_people_ask_for_stillness(open_page):
    page = open_page(reduced_motion="reduce")
    moves = "getComputedStyle(document.querySelector('.plate circle')).transitionDuration"
    assert page.evaluate(moves) == "0s"
