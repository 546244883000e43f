"""Posts on networks, pasted into a form: what the pages say to supporters and to moderators."""

from dataclasses import replace

import pytest
from tests.web import samples
from tests.web.looks import finding, submission_at
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.post.submission import Outcome
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.ports.tasks import Hold
from tablee.registry import known_networks
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settling, settle_looks
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.web.site import use

TAGGED = f"/c/{SLUG}/act/hashtag_post"
WRITTEN = f"/c/{SLUG}/act/blog_post"
X = "https://twitter.com/emil/status/1890000000000000001?s=20"
INSTAGRAM = "https://www.instagram.com/reel/DBabc_1-xyZ/?igsh=a"
PROOFS = {"blog_post": Proof.LINK, "hashtag_post": Proof.HASHTAG}
HOLD = Hold("a test", samples.as_ms(samples.NOON) + 3_600_000)


@pytest.fixture(autouse=True)
def networks(site):
    """The campaign counts posts on networks, and the site knows these."""
    with site.desks.read() as desk:
        terms = desk.campaigns.see(SLUG).latest.terms
    kinds = tuple(replace(each, proof=PROOFS.get(each.name, each.proof)) for each in terms.kinds)
    amended = replace(terms, kinds=kinds, hashtag="#Restos2012")
    publish_terms(site.desks, site.clock, Publication(amended, "La Netscouade", "networks"))
    use(site, networks=known_networks(), patience_s=0)


def settle(site, **seen):
    """Let a look at what was pasted find what *seen* says."""
    with site.desks.write() as desk:
        (task,) = desk.tasks.take(["look"], HOLD, site.clock.now_ms(), 9)
    number = int(task.body["submission"])
    with site.desks.read() as desk:
        name = desk.submissions.get(number).source
    found = finding(name, links=(), **seen)
    look = Look(number, found, is_on_network=True, task=task)
    settle_looks(site.desks, site.clock, Settling(SLUG, [look], site.secret, HOLD.holder))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (TAGGED, "Paste the address of your post"),
        (WRITTEN, "it counts as “#Restos2012” (+1 meal)"),
    ],
)
def test_the_page_says_what_it_counts_as_and_what_it_needs(browser, path, told):
    page = words(browser.get(path))
    assert told in page
    assert "It needs #Restos2012 in its text, or a link to this campaign." in page
    assert "Facebook, Instagram, LinkedIn, Threads" in page


def test_the_page_of_hashtag_posts_speaks_of_no_blogs(browser):
    assert "Your blog may have told us already" in words(browser.get(WRITTEN))
    assert "Your blog may have told us already" not in words(browser.get(TAGGED))


def test_a_page_of_acts_that_are_no_posts_speaks_of_no_networks(browser):
    assert "Posts on networks" not in words(browser.get(f"/c/{SLUG}/act/drawing"))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "We found neither #Restos2012 nor a link to"),
        ("fr", "Nous n’avons trouvé ni #Restos2012 ni un lien vers"),
    ],
)
def test_what_it_lacks_is_said_also_on_the_page_of_another_kind(
    browser, send, site, language, told
):
    sent = send(WRITTEN, {"address": X})
    settle(site)
    assert submission_at(site, sent.headers["Location"]).reason is Reason.NO_LINK
    page = browser.get(sent.headers["Location"], headers={"accept-language": language})
    assert told in words(page)


def test_in_another_spelling_it_is_the_same_post(send, site):
    first = submission_at(site, send(TAGGED, {"address": X}).headers["Location"])
    again = send(TAGGED, {"address": "x.com/i/web/status/1890000000000000001"})
    assert submission_at(site, again.headers["Location"]).number == first.number


def test_what_nobody_shows_us_waits_for_a_moderator_with_its_address(ada, browser, send, site):
    sent = send(TAGGED, {"address": INSTAGRAM})
    settle(site, is_closed=True, is_readable=False)
    found = submission_at(site, sent.headers["Location"])
    assert found.outcome is Outcome.FLAGGED
    assert "A person will look at your post." in words(browser.get(sent.headers["Location"]))
    queue = ada.get(f"/staff/queue/{SLUG}/?after={found.act_number - 1}")
    assert "Its network does not let us see what it says: look at it there." in words(queue)
    assert 'href="https://www.instagram.com/p/DBabc_1-xyZ/"' in queue.content.decode()


def test_what_waits_for_its_turn_says_so(browser, send, site, monkeypatch):
    monkeypatch.setattr("tablee.usecases.posts.ask_person.MOST_WAITING", 0)
    sent = send(TAGGED, {"address": INSTAGRAM})
    settle(site, is_closed=True, is_readable=False)
    assert submission_at(site, sent.headers["Location"]).outcome is Outcome.QUEUED
    assert "Your post waits for its turn." in words(browser.get(sent.headers["Location"]))


def test_the_page_of_a_post_names_the_address_that_was_pasted(browser, send):
    pasted = "https://bsky.app/profile/emil.example/post/3l3q"
    page = browser.get(send(TAGGED, {"address": pasted}).headers["Location"])
    assert pasted in words(page)
    assert "at://" not in words(page)
