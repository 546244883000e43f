"""One campaign has fifteen thousand posts to look at; another one's are looked at at once."""

import time

import pytest
from tests.acceptance.at_work import NO_WORKER, WIDE_OPEN, AtWork
from tests.acceptance.campaign import Kinds, write_campaign
from tests.acceptance.conftest import inside
from tests.acceptance.mentions import Teller, until
from tests.blogs import Blogs, post

from tablee.cli.replay.own_server import OwnServer, free_port
from tablee.core.post.submission import Road
from tablee.usecases.posts.submit_posts import Told, submit_posts

pytestmark = pytest.mark.slow

CROWD = 15_000
BLOGS = 1_500
OTHERS = 20
AT_ONCE = 16
AIM_S = 20
KINDS = Kinds(("post",), 10, 'proof = "link"')


def fill(place, page: str) -> None:
    """Write fifteen thousand submissions down, as the receivers would, a thousand at a time."""
    with inside(place) as site:
        for first in range(0, CROWD, 1_000):
            told = [telling(number, page) for number in range(first, first + 1_000)]
            assert all(each.is_new for each in submit_posts(site.desks, site.clock, told))


def telling(number: int, page: str) -> Told:
    blog = f"b{number % BLOGS}.example"
    name = f"{blog}/{number}"
    return Told("crowd", f"https://{name}", blog, page, Road.WEBMENTION, address=f"http://{name}")


@pytest.mark.conformance("AB-01")
def test_fifteen_thousand_posts_of_one_campaign_delay_no_other(place, tmp_path, figure):
    for slug in ("crowd", "quiet"):
        file = write_campaign(tmp_path, slug, 1_000_000, kinds=KINDS)
        place.run("campaign", "apply", str(file))
    port = free_port()
    crowd, quiet = Teller(port, "crowd"), Teller(port, "quiet")
    page = post(crowd.page, quiet.page)._replace(pause_s=0.02)
    with Blogs(lambda _host, _path: page) as blogs:
        place.environ |= blogs.environ | NO_WORKER | WIDE_OPEN
        fill(place, crowd.page)
        with OwnServer(place.environ, port), AtWork(place, AT_ONCE):
            until(lambda: place.tally("crowd")["totals"]["acts"] > 0)
            begun_s = time.monotonic()
            pages = [
                quiet.webmention(f"http://quiet{number}.example/1") for number in range(OTHERS)
            ]
            until(lambda: all(quiet.status(each)["outcome"] == "verified" for each in pages))
            took_s = time.monotonic() - begun_s
            left = CROWD - place.tally("crowd")["totals"]["acts"]
    assert left > 0, "the crowd was gone before the others came"
    assert took_s < AIM_S
    figure(f"{OTHERS} posts of a quiet campaign done in {took_s:.1f} s; {left} of the crowd wait")
