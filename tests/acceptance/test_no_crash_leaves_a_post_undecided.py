"""The worker is killed in mid-verification, again and again: every post reaches one end."""

import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b

import pytest
from tests.acceptance.at_work import NO_WORKER, WIDE_OPEN, AtWork, let_leases_pass
from tests.acceptance.campaign import Kinds, write_campaign
from tests.acceptance.conftest import acts_of, inside
from tests.acceptance.mentions import Teller, until
from tests.blogs import Blogs, post

from tablee.cli.replay.own_server import OwnServer, free_port

pytestmark = pytest.mark.slow

SLUG = "crash"
ROUNDS = 20
POSTS = 400
BLOGS = 100
AT_ONCE = 4
THINKING_S = 0.2
KINDS = Kinds(("post",), 10, 'proof = "link"')
LONG_ENOUGH_S = 150


def pause_s(turn: int) -> float:
    """Return a pause that looks like chance, the same in every run of the tests."""
    return 0.2 + blake2b(bytes([turn]), digest_size=1).digest()[0] / 400


def told(teller: Teller) -> dict[str, str]:
    """Tell the site of all posts; return the status page of each."""
    sources = [f"http://b{n % BLOGS}.example/{n}" for n in range(POSTS)]
    with ThreadPoolExecutor(8) as crowd:
        return dict(zip(sources, crowd.map(teller.webmention, sources), strict=True))


@pytest.mark.parametrize(
    ("where", "rounds"),
    [
        ("sqlite", ROUNDS),
        pytest.param("postgresql", ROUNDS // 4, marks=pytest.mark.postgres),
    ],
)
def test_every_post_reaches_one_end_however_often_the_worker_is_killed(
    places, tmp_path, figure, where, rounds
):
    place, port = places(where), free_port()
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, 2_000, kinds=KINDS)))
    teller = Teller(port, SLUG)
    page = post(teller.page)._replace(pause_s=THINKING_S)
    with Blogs(lambda _host, _path: page) as blogs:
        place.environ |= blogs.environ | NO_WORKER | WIDE_OPEN
        with OwnServer(place.environ, port):
            status = told(teller)
            for turn in range(rounds):
                with AtWork(place, AT_ONCE) as worker:
                    time.sleep(pause_s(turn))
                    worker.kill()
            killed_at = place.tally(SLUG)["totals"]["acts"]
            assert 0 < killed_at < POSTS
            place.run("selfcheck")

            let_leases_pass(place)
            with AtWork(place, 32), inside(place) as site:
                until(lambda: acts_of(site, SLUG) == POSTS, LONG_ENOUGH_S)
            ends = [teller.status(address) for address in status.values()]
        asked = blogs.asked()
    totals = place.tally(SLUG)["totals"]
    assert (totals["acts"], totals["paid"], totals["unpaid"]) == (POSTS, 2_000, 2_000)
    assert {each["outcome"] for each in ends} == {"verified"}
    assert len({each["receipt"] for each in ends}) == POSTS
    begun_twice = sum(1 for times in asked.values() if times > 1)
    figure(
        f"{where}: {rounds} kills, {killed_at} of {POSTS} posts decided before the last one, "
        f"{begun_twice} pages asked for more than once"
    )
