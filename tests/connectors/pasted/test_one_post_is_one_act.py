"""The same post by a connector and by the form is one act, also at the same moment."""

import json
import threading
import time
from dataclasses import replace

import pytest
from django.db import connections
from tests import make, sites
from tests.connectors.pasted.stage import OURS, Web, X, on_x

from tablee import registry
from tablee.core.act import State
from tablee.core.post.sighting import Haul, Sighting
from tablee.core.post.submission import Outcome, Road
from tablee.core.terms import Proof
from tablee.jobs.clerk import Clerk
from tablee.jobs.verbs import asking_verbs
from tablee.jobs.worker import Pace, Worker
from tablee.ports.fetch import Fetched
from tablee.usecases.networks.take_haul import take_haul
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import check_site

DID = "did:plc:emil"
SKY = f"at://{DID}/app.bsky.feed.post/3l3q"
SOCIAL = "https://social.example/users/emil/statuses/112233445566778899"
THREADS = "https://www.threads.com/t/DBabc_1-xyZ"
PAIRS = {
    "x": (X, "x:12", "https://twitter.com/emil/status/1890000000000000001?s=46"),
    "bluesky": (SKY, DID, "https://bsky.app/profile/emil.example/post/3l3q"),
    "mastodon": (
        SOCIAL,
        "https://social.example/users/emil",
        "https://social.example/@emil/112233445566778899",
    ),
    "threads": (THREADS, "threads:@emil", "https://www.threads.net/@emil/post/DBabc_1-xyZ?xmt=a"),
}
"""What a connector calls a post and its author, and an address of it that people paste."""
NOTE = {
    "@context": "https://www.w3.org/ns/activitystreams",
    "id": SOCIAL,
    "type": "Note",
    "attributedTo": "https://social.example/users/emil",
    "to": ["https://www.w3.org/ns/activitystreams#Public"],
    "content": '<p>Soup <a href="https://social.example/tags/soup" class="hashtag">#soup</a></p>',
    "tag": [{"type": "Hashtag", "name": "#soup", "href": "https://social.example/tags/soup"}],
    "published": "2026-03-01T11:00:00Z",
}
PERSON = {
    "@context": "https://www.w3.org/ns/activitystreams",
    "id": "https://social.example/users/emil",
    "type": "Person",
    "preferredUsername": "emil",
    "inbox": "https://social.example/users/emil/inbox",
}
RECORD = {"text": "soup", "tags": ["soup"]}
VIEW = {"uri": SKY, "author": {"did": DID, "handle": "emil.example"}, "record": RECORD}


class Networks(Web):
    """All networks of the pairs, as they answer."""

    async def fetch(self, ask):
        if "social.example" in ask.address:
            said = PERSON if ask.address == PERSON["id"] else NOTE
            headers = {"content-type": "application/activity+json"}
            address = said["id"]
            return Fetched(address, 200, headers, json.dumps(said).encode(), is_whole=True)
        if "public.api.bsky.app" in ask.address:
            said = {"did": DID} if "resolveHandle" in ask.address else {"posts": [VIEW]}
            return Fetched(ask.address, 200, {}, json.dumps(said).encode(), is_whole=True)
        return await super().fetch(ask)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request, tmp_path):
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with getattr(sites, request.param)(tmp_path, url) as opened:
        found = replace(opened, fetcher=Networks({X: on_x()}))
        kind = make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG)
        terms = make.terms(kinds=(make.kind(proof=Proof.LINK), kind), hashtag="#soup")
        publish_terms(found.desks, found.clock, Publication(terms))
        yield found
        assert check_site(found) == []


def paste(site, address):
    post = registry.known_networks().named(address)
    told = Told(make.SLUG, post.canonical, post.blog, OURS, Road.FORM, "post", address=address)
    (taken,) = submit_posts(site.desks, site.clock, [told])
    return taken.submission.number


def find(site, network):
    name, author, _ = PAIRS[network]
    seen = (Sighting(name, author, name, network, 0),)
    take_haul(site.desks, site.clock, site.secret, Haul(make.SLUG, seen))


def work(site, *numbers):
    clerk = Clerk(site.desks, site.clock, asking_verbs(site, registry.known_networks()))
    worker = Worker(clerk, Pace(at_once=4, poll_s=0.02), after=connections.close_all)
    with worker:
        deadline_s = time.monotonic() + 20
        while any(told(site, each).outcome is Outcome.QUEUED for each in numbers):
            assert time.monotonic() < deadline_s
            time.sleep(0.02)


def told(site, number):
    with site.desks.read() as desk:
        return desk.submissions.get(number)


def acts(site):
    with site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        numbers = range(1, journal.standing().last_number + 1)
        return [journal.act(number) for number in numbers]


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize("network", PAIRS)
@pytest.mark.parametrize("is_pasted_first", [True, False])
def test_a_post_is_one_act_whichever_road_is_first(site, network, is_pasted_first):
    if not is_pasted_first:
        find(site, network)
    number = paste(site, PAIRS[network][2])
    work(site, number)
    find(site, network)
    (act,) = acts(site)
    assert (act.kind, act.object, act.state) == ("hashtag_post", PAIRS[network][0], State.COUNTED)
    assert told(site, number).act_number == act.number


@pytest.mark.conformance("CN-01")
def test_all_of_them_at_the_same_moment_are_one_act_each(site):
    numbers = [paste(site, address) for _, _, address in PAIRS.values()]
    barrier = threading.Barrier(len(PAIRS) + 1)

    def found_by_connector(network):
        barrier.wait(20)
        try:
            find(site, network)
        finally:
            connections.close_all()

    readers = [threading.Thread(target=found_by_connector, args=(each,)) for each in PAIRS]
    for each in readers:
        each.start()
    barrier.wait(20)
    work(site, *numbers)
    for each in readers:
        each.join(20)
    found = acts(site)
    assert sorted(act.object for act in found) == sorted(name for name, _, _ in PAIRS.values())
    assert {act.state for act in found} == {State.COUNTED}
    assert {told(site, number).act_number for number in numbers} == {act.number for act in found}
