"""A blog is registered once; its page says what came of it, and what to do."""

import pytest
from tests.web import looks, samples
from tests.web.looks import SLUG
from tests.web.reading_pages import words

from tablee.connectors.feeds import poll as polling
from tablee.core.rulebook import as_ms
from tablee.usecases.blogs.note_poll import Poll, note_poll
from tablee.web.words.feeds import TROUBLES

BLOGS = f"/c/{SLUG}/blogs"
HOME = {"address": "http://www.emil.example/"}


@pytest.fixture
def site(light_site):
    looks.open_campaign(light_site)
    return light_site


@pytest.fixture
def status(send) -> str:
    """The page of a blog that was just registered."""
    return send(BLOGS, HOME).headers["Location"]


def poll(site, **how) -> None:
    plain = Poll(1, (), site.clock.now_ms() + 3_600_000)
    note_poll(site.desks, site.clock, plain._replace(**how))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Once, and your posts are found by themselves"),
        ("fr", "Une seule fois, et vos billets sont trouvés tout seuls"),
    ],
)
def test_the_form_says_what_happens(browser, language, said):
    page = browser.get(BLOGS, headers={"accept-language": language})
    assert said in words(page)
    assert "10" in words(page)


def test_a_blog_is_written_down_and_asked_at_once(site, browser, status):
    with site.desks.write() as desk:
        (blog,) = desk.blogs.every(1)
        (task,) = desk.tasks.take(["poll"], looks.HOLD, site.clock.now_ms(), 9)
    assert (blog.home, blog.blog) == (HOME["address"], "emil.example")
    assert task.body == {"blog": blog.number}
    assert "We are looking for the feed of your blog." in words(browser.get(status))


def test_once_is_enough(send, browser, status):
    again = send(BLOGS, HOME).headers["Location"]
    assert again.partition("?")[0] == status
    assert "This blog was registered before" in words(browser.get(again))


def test_its_page_says_that_we_follow_it(site, browser, status):
    poll(site, title="Emil <cooks>", feed="http://www.emil.example/feed")
    page = browser.get(status)
    said = words(page)
    assert "We follow your blog." in said
    assert "http://www.emil.example/feed" in said
    assert "We asked it last on 24 February 2012, 12:00 CET." in said
    assert "Emil &lt;cooks&gt;" in page.content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_its_page_says_what_went_wrong(site, browser, status, trouble, language):
    poll(site, trouble=trouble)
    page = words(browser.get(status, headers={"accept-language": language}))
    said = TROUBLES[trouble].why
    assert (said in page) is (language == "en")


def test_every_trouble_of_feeds_has_its_sentence():
    codes = {polling.NO_ANSWER, polling.NO_FEED, polling.IS_GONE, polling.REFUSES}
    assert codes == set(TROUBLES)


def test_nobody_guesses_the_page_of_a_blog(browser, status):
    number = status.rpartition("/")[2].partition("-")[0]
    assert browser.get(f"{BLOGS}/{number}-0000000000000000").status_code == 404


def test_what_is_no_address_is_said_to_be_none(send):
    response = send(BLOGS, {"address": "https://emil..example/"})
    assert response.status_code == 422
    assert "This is not the address of a page" in words(response)


def test_a_machine_registers_nothing(site, send):
    send(BLOGS, HOME | {"website": "https://pills.example"})
    with site.desks.read() as desk:
        assert desk.blogs.every(1) == []


def test_after_the_end_no_blog_is_taken(clock, browser):
    clock.moment_ms = as_ms(samples.terms().closes_at) + 48 * 3_600_000
    assert "<form" not in browser.get(BLOGS).content.decode()
