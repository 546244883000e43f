"""A supporter shares by their own links and sees what these brought."""

import pytest
from playwright.sync_api import expect
from tests.blogs import post
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.posting import street

pytestmark = pytest.mark.browser

SUPPORTER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36"
FRIEND = f"{SUPPORTER} Edg/131.0.0.0"
WORDS = {
    "en-GB": ("See your receipt", "Your own links to share", "Another app…"),
    "fr-FR": ("Voir votre reçu", "Vos propres liens à partager", "Une autre application…"),
}
SCREENS = {"desk": DESK, "phone": PHONE}
SHARES = "navigator.share = async (what) => { window.shared = what; };"
STOPS = "navigator.share = async () => { throw new DOMException('closed', 'AbortError'); };"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with street(tmp_path_factory.mktemp("sharers")) as found:
        yield found


@pytest.fixture
def receipt(open_page, place):
    """Opens the receipt of a new post, in a browser that shares as *script* says."""

    def opened(name: str, script: str = SHARES, **wishes):
        host = f"{name}.example".lower()
        place.blogs.pages[f"{host}/1"] = post(place.page, words=f"{name} shares.")
        page = open_page("act/post", user_agent=f"{SUPPORTER} {name}", **wishes)
        page.context.add_init_script(script)
        page.fill("#id_address", f"http://{host}/1")
        page.click("form.sheet button")
        page.get_by_role("link", name=WORDS[wishes.get("locale", "en-GB")][0]).click(timeout=20_000)
        page.wait_for_url("**/acts/**")
        return page

    return opened


def brought(page, name: str):
    page.reload()
    return page.locator(f"[data-brought={name}]")


def tracked(page) -> str:
    return page.locator(".device button").get_attribute("data-address")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", WORDS)
@pytest.mark.conformance("CN-03")
def test_a_friend_comes_and_the_receipt_tells(open_page, place, receipt, language, screen):
    name = f"Ann-{language}-{screen}"
    page = receipt(name, locale=language, viewport=SCREENS[screen])
    _see, title, other = WORDS[language]
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    address = tracked(page)
    friend = open_page(address.removeprefix(place.url), user_agent=f"{FRIEND} {name}")
    assert friend.url == place.page
    expect(brought(page, "visits")).to_have_text("1")
    expect(page.locator("[data-brought=acts]")).to_have_text("1")
    expect(page.locator("[data-brought=paid]")).to_contain_text("1\u00a0meal")
    here = page.url
    page.goto(address)
    assert page.url == place.page
    page.goto(here)
    expect(page.locator("[data-brought=visits]")).to_have_text("1")
    with page.expect_event("requestfinished", lambda each: each.url.endswith("/pressed")):
        page.get_by_role("button", name=other).click()
    assert page.evaluate("window.shared.url") == address
    expect(brought(page, "pressed")).to_have_text("1")
    width = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(width)


@pytest.mark.conformance("CN-03")
def test_a_share_that_was_stopped_is_no_intent(receipt):
    page = receipt("Bob", STOPS)
    page.locator(".device button").click()
    page.wait_for_timeout(300)
    expect(brought(page, "pressed")).to_have_count(0)


def test_a_link_that_is_pressed_is_an_intent(receipt):
    page = receipt("Cleo")
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    page.get_by_role("link", name="Mastodon").click()
    page.wait_for_timeout(300)
    expect(brought(page, "pressed")).to_have_text("1")
    expect(page.locator("[data-brought=visits]")).to_have_text("0")


def test_where_the_device_has_no_window_for_sharing_the_links_are_enough(receipt):
    page = receipt("Dora", "navigator.share = undefined;")
    expect(page.get_by_role("link", name="Bluesky")).to_be_visible()
    expect(page.locator(".device button")).to_be_hidden()
