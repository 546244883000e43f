"""One post is told by every road, fifty times each, all at once: it is one act, paid once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from tests.acceptance.at_work import WIDE_OPEN
from tests.acceptance.campaign import POSTS, write_campaign
from tests.acceptance.conftest import inside
from tests.acceptance.mentions import Teller, until
from tests.blogs import Blogs, Page, post

from tablee.core.post.submission import Road
from tablee.evidence.address import named
from tablee.usecases.blogs.register_blog import Registration, register_blog
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.wiring import Site

pytestmark = pytest.mark.slow

SLUG = "roads"
TIMES = 50
AGAIN_S = 150
MOST_LOOKS = 2
"""One; another after a minute where this machine was too busy to answer itself in time."""
HOME = "http://emil.example/"
# Written in five ways; what leads to the page is one name for it.
WEBMENTION = "http://emil.example/table"
PINGBACK = "http://www.emil.example/table/"
TRACKBACK = "http://EMIL.example:80/table?utm_source=trackback"
FORM = "http://emil.example/./table#comments"
IN_FEED = "http://emil.example/table?utm_medium=feed"
FEED = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Emil</title>
<entry><title>A table</title><link href="{IN_FEED.replace("&", "&amp;")}"/></entry></feed>"""


def tell_by_form(site: Site, page: str) -> None:
    found = named(FORM)
    told = Told(SLUG, found.canonical, found.blog, page, Road.FORM, address=FORM)
    submit_posts(site.desks, site.clock, [told])
    connections["inside"].close()


def register(site: Site) -> None:
    register_blog(site.desks, site.clock, SLUG, Registration(HOME, HOME, "emil.example"))
    connections["inside"].close()


@pytest.mark.conformance("PB-07", "DD-01", "DD-04", "FX-06")
def test_a_post_told_by_five_roads_fifty_times_at_once_is_one_act(place, tmp_path, figure):
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, 1_000, kinds=POSTS)))
    with Blogs() as blogs:
        place.environ |= blogs.environ | WIDE_OPEN
        with place.server() as server, inside(place) as site:
            teller = Teller(server.port, SLUG)
            place.environ["TABLEE_PUBLIC_URL"] = server.url
            shown = post(teller.page)
            for address in ("table", "table/", "table?utm_source=trackback"):
                blogs.pages[f"emil.example/{address}"] = shown
                blogs.pages[f"www.emil.example/{address}"] = shown
            blogs.pages["emil.example/table?utm_medium=feed"] = shown
            blogs.pages["emil.example/"] = Page(
                FEED, headers=(("content-type", "application/atom+xml"),)
            )
            roads = (
                lambda: teller.webmention(WEBMENTION),
                lambda: teller.pingback(PINGBACK),
                lambda: teller.trackback(TRACKBACK),
                lambda: tell_by_form(site, teller.page),
                lambda: register(site),
            )
            start = Barrier(len(roads) * 10)

            def tell(number: int) -> object:
                if number < start.parties:
                    start.wait()
                return roads[number % len(roads)]()

            with ThreadPoolExecutor(start.parties) as crowd:
                answers = [*crowd.map(tell, range(TIMES * len(roads)))]
            until(lambda: teller.status(answers[0])["outcome"] != "queued", AGAIN_S)
            assert teller.status(answers[0])["outcome"] == "verified", blogs.visits
            until(lambda: blogs.asked()["emil.example/"])
            with site.desks.read() as desk:
                counted = desk.submissions.count(1)
                queues = desk.tasks.queues()
            totals = place.tally(SLUG)["totals"]
        asked = [each for each in blogs.visits if "table" in each.path]
    status_pages = {each for each in answers if str(each).startswith("http")}
    assert len(status_pages) == 1
    assert sum(counted.values()) == 1
    assert (totals["acts"], totals["paid"]) == (1, 10)
    assert not any(each.dead for each in queues)
    assert len(asked) <= MOST_LOOKS
    figure(
        f"{TIMES * len(roads)} tellings by five roads: 1 act, 10 meals, "
        f"the page was asked for {len(asked)} times"
    )
