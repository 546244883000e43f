"""News reach every server whose people follow, whatever these do and whenever we are killed."""

import json
import time
from collections import Counter

import pytest
from tests.acceptance.at_work import AtWork, let_leases_pass
from tests.acceptance.campaign import Kinds, write_campaign
from tests.acceptance.conftest import inside
from tests.blogs import GONE, HANGING, Blogs, Page

from tablee.evidence.key_pair import own_key, public_half
from tablee.evidence.signature import Request, is_signed_by, seals_of
from tablee.ports.networks.actors import Follower
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.fediverse.news import EVER
from tablee.usecases.hooks.spread_messages import spread_messages

pytestmark = pytest.mark.slow

SLUG = "heard"
ROOT = "https://meals.example"
SERVERS = 60
KILLS = 3
AT_ONCE = 8
THINKING_S = 0.2
LONG_ENOUGH_S = 120
TAKEN = Page(status=202, pause_s=THINKING_S)
SLOW = Page(status=202, pause_s=3.0)
NETWORKS = '\n[[networks]]\nname = "activitypub"\n'


def answers(host, _path):
    """Answer as the name of a server says."""
    return {"gone": GONE, "dead": HANGING, "slow": SLOW}.get(host.partition(".")[0], TAKEN)


def follow(site):
    """Let two people of each server follow, and one each of bad ones."""
    hosts = [f"s{each}.example" for each in range(SERVERS)] * 2
    hosts += ["gone.example", "dead.example", "slow.example"]
    with site.desks.write() as desk:
        campaign = desk.campaigns.hold(SLUG)
        for number, host in enumerate(hosts):
            actor = f"http://{host}/users/{number}"
            shared = f"http://{host}/inbox"
            desk.actors.follow(campaign.id, Follower(actor, f"{actor}/inbox", shared, 1))
    return campaign


def waiting(site):
    with site.desks.read() as desk:
        return sum(each.waiting + each.held for each in desk.tasks.queues())


def proves_itself(visit, pem):
    """Return whether a request was signed by the campaign."""
    request = Request("POST", f"http://{visit.headers['host']}{visit.path}", visit.headers)
    request = request._replace(body=visit.body)
    (seal,) = seals_of(request, int(time.time() * 1_000))
    return is_signed_by(pem, seal.signed, seal.signature)


@pytest.mark.conformance("AP-01")
def test_every_server_is_told_at_least_once_under_one_id(places, tmp_path, figure):
    place = places("sqlite")
    file = write_campaign(tmp_path, SLUG, 100, kinds=Kinds())
    file.write_text(file.read_text(encoding="utf-8") + NETWORKS, encoding="utf-8")
    with Blogs(answers) as servers:
        place.environ |= servers.environ | {"TABLEE_PUBLIC_URL": ROOT}
        place.run("campaign", "apply", str(file))
        with inside(place) as site:
            campaign = follow(site)
            close_campaign(site.desks, site.clock, SLUG, "Ada")
            spread_messages(site.desks, site.clock)
            for _ in range(KILLS):
                with AtWork(place, AT_ONCE) as worker:
                    before = len(servers.visits)
                    while len(servers.visits) < before + 8:
                        time.sleep(0.02)
                    worker.kill()
            told_before = len(servers.visits)
            let_leases_pass(place)
            with AtWork(place, AT_ONCE):
                until_told(servers)
            pem = public_half(own_key(site.desks, campaign.id))
            visits = [each for each in servers.visits if each.method == "POST"]
            with site.desks.read() as desk:
                (news,) = desk.actors.news(campaign.id, EVER, 10)
                assert desk.actors.number(campaign.id) == 2 * SERVERS + 3
            assert all(proves_itself(each, pem) for each in visits)
            assert {json.loads(each.body)["id"] for each in visits} == {
                f"{ROOT}/c/{SLUG}/told/{news.number}"
            }
            assert waiting(site) == 2  # the dead one and the gone one are tried again later
    times = Counter(each.host for each in visits)
    twice = sum(count > 1 for host, count in times.items() if host.startswith("s"))
    assert twice <= KILLS * AT_ONCE
    figure(
        f"{KILLS} kills, {told_before} of {SERVERS} servers asked before the last one; "
        f"{twice} told twice, under the same id; a dead, a slow and a gone one kept nobody waiting"
    )


def until_told(servers):
    deadline_s = time.monotonic() + LONG_ENOUGH_S
    wanted = {f"s{each}.example" for each in range(SERVERS)} | {"slow.example", "gone.example"}
    while not wanted <= {each.host for each in servers.visits} or servers.hanging.total():
        assert time.monotonic() < deadline_s, wanted - {each.host for each in servers.visits}
        time.sleep(0.5)
    time.sleep(SLOW.pause_s + 2)
