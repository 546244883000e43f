"""The pages about posts shut nobody out: in both languages, light and dark, wide and narrow."""

import json
import time
from urllib.request import Request, urlopen

import pytest
from tests import make
from tests.blogs import HANGING, post
from tests.journeys.everybody import shut_out
from tests.journeys.posting import street

from tablee.core.receipt import receipt_token

pytestmark = pytest.mark.browser

LONG = "https://a-blog-with-a-very-long-name.example/" + "a-title-that-does-not-end-" * 8
NAMES = ("queued", "verified", "refused", "seen", "receipt", "withdraw", "wall", "", "blog")
LIMIT_S = 20


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A street in which a post is counted, one refused, and one never answers."""
    with street(tmp_path_factory.mktemp("everybody")) as found:
        good = post(found.page, words="Soup for all, and bread with it.")
        found.blogs.pages[LONG.removeprefix("https://")] = good
        found.blogs.pages["odd.example/1"] = post(words="No link at all.")
        found.blogs.pages["hangs.example/1"] = HANGING
        yield found


@pytest.fixture(scope="module")
def paths(place) -> dict[str, str]:
    """Where each page is."""
    told = {
        "verified": place.tell(LONG.replace("https:", "http:")),
        "refused": place.tell("http://odd.example/1"),
    }
    for name, address in told.items():
        await_outcome(address, name)
    told["queued"] = place.tell("http://hangs.example/1")
    receipt = read(told["verified"])["receipt"]
    found = {name: address.removeprefix(place.url) for name, address in told.items()}
    found["seen"] = receipt.removeprefix(place.url)
    found["receipt"] = f"/c/{make.SLUG}/acts/{receipt_token(place.secret, make.SLUG, 1)}"
    return found | {"withdraw": f"{found['receipt']}/withdraw", "wall": "wall", "": ""}


def read(address: str) -> dict:
    asked = Request(address, headers={"Accept": "application/json"})  # noqa: S310 - our own server
    with urlopen(asked) as answer:  # noqa: S310 - as above
        return json.load(answer)


def await_outcome(address: str, outcome: str) -> None:
    until_s = time.monotonic() + LIMIT_S
    while read(address)["outcome"] != outcome:
        assert time.monotonic() < until_s, read(address)
        time.sleep(0.1)


@pytest.fixture
def opened(open_page, paths):
    """Opens a page by its short name; the blog's is that of one just registered."""

    def show(name: str, **kwargs):
        if name != "blog":
            return open_page(paths[name], **kwargs)
        page = open_page("blogs", **kwargs)
        page.fill("#id_address", "http://odd.example/")
        page.click("form.sheet button")
        page.wait_for_url("**/blogs/**")
        return page

    return show


@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_shuts_nobody_out_and_is_no_wider_than_a_small_phone(opened, name, language):
    assert shut_out(opened(name, locale=language)) == []
