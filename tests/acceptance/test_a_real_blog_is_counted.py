"""Emil writes on a real WordPress; his post is found, verified and counted by itself.

Debian's WordPress runs on this machine with a database of its own. What was configured: it may
ping addresses of this machine, and finds itself by its address (`wordpress/on-one-machine.php`);
the site looks at Emil's blog where it is, under its own name. A visitor reads the blog, as
WordPress pings at the next visit. Nothing else is made up.
"""

import os
import time

import pytest
from tests.acceptance.campaign import POSTS, write_campaign
from tests.acceptance.conftest import inside
from tests.acceptance.mentions import Teller, until
from tests.acceptance.weblog import HOST, running_weblog
from tools.wordpress import missing

from tablee.cli.replay.own_server import OwnServer, free_port
from tablee.cli.replay.sender import Sender
from tablee.core.post.submission import Outcome
from tablee.usecases.blogs.register_blog import Registration, register_blog

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing()) and not os.environ.get("CI"),
        reason="Debian's WordPress is not here: run `make wordpress`",
    ),
]

SLUG = "street-table"
AIM_S = 30
QUIET_S = 3
ONE_A_DAY = POSTS._replace(more='proof = "link"\nper_day = 1')


@pytest.mark.conformance("PB-06")
def test_a_post_on_wordpress_is_one_act_whatever_its_blogger_does(places, tmp_path, figure):
    place, port = places("sqlite"), free_port()
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, 100, kinds=ONE_A_DAY)))
    page = f"http://127.0.0.1:{port}/c/{SLUG}/"

    with running_weblog(tmp_path, port) as blog:
        place.environ |= {
            "TABLEE_FETCH_HOSTS": f"{HOST}=127.0.0.1:{blog.port}",
            "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
        }
        with OwnServer(place.environ, port), Sender("127.0.0.1", port) as asking:

            def acts() -> tuple[int, int]:
                totals = asking.tally(SLUG)["totals"]
                return totals["acts"], totals["paid"]

            begun_s = time.monotonic()
            first = blog.publish("A table", f'<p>See <a href="{page}">the table</a>.</p>')
            blog.visit()
            until(lambda: acts() == (1, 10), AIM_S)
            figure(f"published on WordPress, counted after {time.monotonic() - begun_s:.1f} s")

            blog.edit(first, f'<p>Do see <a href="{page}">the table</a>, it is long.</p>')
            blog.visit()
            time.sleep(QUIET_S)
            assert acts() == (1, 10)

            blog.publish("Another table", f'<p>Once more: <a href="{page}">the table</a>.</p>')
            blog.visit()
            time.sleep(QUIET_S)
            assert acts() == (1, 10)

        # Both posts are known by what WordPress itself told; the second one is over the limit.
        with OwnServer(place.environ, port):
            teller = Teller(port, SLUG)
            told = [teller.known(f"http://{HOST}/{name}/") for name in ("a-table", "another-table")]
            assert [(each["outcome"], each["reason"]) for each in told] == [
                ("verified", ""),
                ("refused", "daily_limit"),
            ]


@pytest.mark.conformance("PB-07")
def test_a_wordpress_that_is_registered_is_found_by_its_feed_and_its_ping_is_the_same_act(
    places, tmp_path
):
    place, port = places("sqlite"), free_port()
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, 100, kinds=POSTS)))
    page = f"http://127.0.0.1:{port}/c/{SLUG}/"
    with running_weblog(tmp_path, port) as blog:
        place.environ |= {
            "TABLEE_FETCH_HOSTS": f"{HOST}=127.0.0.1:{blog.port}",
            "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
            "TABLEE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        blog.publish("A table", f'<p>See <a href="{page}">the table</a>.</p>')
        with OwnServer(place.environ, port) as server, inside(place) as site:
            server.wait_until_up()
            home = f"http://{HOST}/"
            followed, _ = register_blog(
                site.desks, site.clock, SLUG, Registration(home, home, HOST)
            )
            # Asking for the feed is a visit: WordPress pings us now, too.
            until(lambda: place.tally(SLUG)["totals"]["acts"] == 1, AIM_S)
            time.sleep(QUIET_S)
            with site.desks.read() as desk:
                stands = desk.blogs.get(followed.number)
                counted = desk.submissions.count(followed.campaign_id)
        totals = place.tally(SLUG)["totals"]
    assert (stands.title, stands.feed, stands.trouble) == ("Emil writes", f"{home}feed/", "")
    # "Hello world!", with which every WordPress begins, links to nobody.
    assert counted == {Outcome.VERIFIED: 1, Outcome.REFUSED: 1}
    assert (totals["acts"], totals["paid"]) == (1, 10)
