"""A campaign is found by its handle, and says of itself what the fediverse wants to know."""

import dataclasses
import json

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from tests import make, sites
from tests.receivers.porch import HOST, ROOT, SETTINGS, NothingIsFetched, porch_of, with_campaign

from tablee.config import read_settings
from tablee.core.network import Network
from tablee.ports.networks.actors import Follower, News

ACTIVITY = "application/activity+json"
PROFILED = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
PAGE = f"{ROOT}/c/{make.SLUG}/"
ACTOR = f"{PAGE}actor"
HANDLE = make.SLUG.replace("-", "")
FEDIVERSE = (Network("activitypub"),)


@pytest.fixture(params=["memory", "sqlite"])
def site(request, tmp_path):
    """A site with a campaign that is an actor, one that is none, and one of a like name."""
    with getattr(sites, request.param)(tmp_path) as opened:
        settings = read_settings({**SETTINGS, "TABLEE_HOME": str(opened.settings.home)})
        told = dataclasses.replace(opened, settings=settings, fetcher=NothingIsFetched())
        with_campaign(told, networks=FEDIVERSE, hashtag="#soup")
        with_campaign(told, "quiet")
        yield with_campaign(told, HANDLE, networks=FEDIVERSE)


@pytest.fixture
def get(site):
    """Ask the site for something."""
    with porch_of(site) as porch:

        def ask(path, accept=ACTIVITY, method="GET"):
            return porch.ask(method, path, headers={"host": HOST, "accept": accept})

        yield ask


def finger(get, resource, more=""):
    return get(f"/.well-known/webfinger?resource={resource}{more}", "*/*")


@pytest.mark.conformance("AP-01")
@pytest.mark.parametrize(
    "resource",
    [
        f"acct:{HANDLE}@{HOST}",
        f"acct%3A{HANDLE.upper()}%40{HOST}",
        f"ACCT:@{make.SLUG}@{HOST.upper()}",
        ACTOR,
        PAGE,
    ],
)
def test_a_handle_or_an_address_leads_to_the_actor(get, resource):
    reply = finger(get, resource)
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/jrd+json"
    assert reply.headers["access-control-allow-origin"] == "*"
    found = reply.json()
    assert found["subject"] == f"acct:{HANDLE}@{HOST}"
    assert {"rel": "self", "type": ACTIVITY, "href": ACTOR} in found["links"]
    assert PAGE in found["aliases"]


@pytest.mark.conformance("AP-01")
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?resource=", 400),
        (f"?resource=acct:{HANDLE}@{HOST}&resource=acct:other@{HOST}", 400),
        ("?resource=%ff", 400),
        (f"?resource=acct:nobody@{HOST}", 404),
        (f"?resource=acct:quiet@{HOST}", 404),
        (f"?resource=acct:{HANDLE}@elsewhere.example", 404),
        (f"?resource=acct:{HANDLE}", 404),
        ("?resource=https://elsewhere.example/c/soup/", 404),
        ("?resource=https://[", 404),
        ("?resource=soup", 404),
    ],
)
def test_who_is_not_there_is_not_found(get, query, status):
    reply = get(f"/.well-known/webfinger{query}", "*/*")
    assert reply.status == status
    assert reply.headers["access-control-allow-origin"] == "*"


def test_only_the_links_that_were_asked_for_are_told(get):
    links = finger(get, f"acct:{HANDLE}@{HOST}", "&rel=self").json()["links"]
    assert [each["rel"] for each in links] == ["self"]


def test_whoever_was_first_has_the_handle_and_another_one_gets_a_number(get):
    """A hyphen is no letter of a handle, so two campaigns can want the same one."""
    first = finger(get, f"acct:{HANDLE}@{HOST}").json()
    other = finger(get, f"acct:{HANDLE}_2@{HOST}").json()
    assert ACTOR in first["aliases"]
    assert f"{ROOT}/c/{HANDLE}/actor" in other["aliases"]
    assert get(f"/c/{HANDLE}/actor").json()["preferredUsername"] == f"{HANDLE}_2"


@pytest.mark.conformance("AP-01")
def test_the_figures_of_the_server_are_honest(get):
    reply = get("/.well-known/nodeinfo", "*/*")
    (link,) = reply.json()["links"]
    assert link["rel"] == "http://nodeinfo.diaspora.software/ns/schema/2.1"
    told = get(link["href"].removeprefix(ROOT), "*/*").json()
    assert told["version"] == "2.1"
    assert told["software"]["name"] == "tablee"
    assert told["protocols"] == ["activitypub"]
    assert told["openRegistrations"] is False
    assert told["usage"] == {"users": {"total": 2}, "localPosts": 0}


@pytest.mark.conformance("AP-01")
def test_the_actor_says_what_others_need(get):
    reply = get(f"/c/{make.SLUG}/actor")
    assert reply.headers["content-type"] == ACTIVITY
    assert "accept" in reply.headers["vary"].lower()
    said = reply.json()
    assert said["id"] == ACTOR
    assert said["type"] == "Service"
    assert said["preferredUsername"] == HANDLE
    assert said["inbox"] == f"{PAGE}inbox"
    assert said["endpoints"]["sharedInbox"] == f"{ROOT}/inbox"
    assert said["url"] == PAGE
    assert said["discoverable"] is True
    assert {"type": "Hashtag", "href": PAGE, "name": "#soup"} in said["tag"]
    assert "https://www.w3.org/ns/activitystreams" in said["@context"]
    key = said["publicKey"]
    assert (key["id"], key["owner"]) == (f"{ACTOR}#main-key", ACTOR)
    assert load_pem_public_key(key["publicKeyPem"].encode()).key_size == 2_048
    assert "PRIVATE" not in reply.body.decode()
    assert get(f"/c/{make.SLUG}/actor").json()["publicKey"] == key


def test_what_the_campaign_says_of_itself_is_no_markup(site, get):
    with_campaign(site, "sharp", networks=FEDIVERSE, summary=make.text("<b>1 & 2</b>"))
    said = get("/c/sharp/actor").json()
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in said["summary"]
    assert set(said["summaryMap"]) == {"en", "fr"}


@pytest.mark.conformance("AP-01")
@pytest.mark.parametrize("path", [f"/c/{make.SLUG}/actor", f"/c/{make.SLUG}/"])
def test_programs_get_a_document_and_people_a_page(get, path):
    assert get(path, ACTIVITY).headers["content-type"] == ACTIVITY
    assert get(path, PROFILED).headers["content-type"] == PROFILED
    assert get(path, f"{ACTIVITY}, {PROFILED}, text/html;q=0.1").json()["id"] == ACTOR
    for_people = get(path, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert for_people.body == b"a page" or for_people.headers["location"] == PAGE


def test_a_campaign_that_does_not_name_the_fediverse_is_no_actor(get):
    assert get("/c/quiet/actor").status == 404
    assert get("/c/nobody/outbox").status == 404


def test_a_handle_can_be_chosen(site, get):
    named = (Network("activitypub", (("name", "Restos"),)),)
    with_campaign(site, "another", networks=named)
    assert get("/c/another/actor").json()["preferredUsername"] == "restos"


@pytest.fixture
def news(site):
    """Fifty pieces of news of the campaign."""
    with site.desks.write() as desk:
        campaign = desk.campaigns.hold(make.SLUG)
        return [
            desk.actors.tell(campaign.id, News(f"news {each}", 1_000 * each, f"<{each}>", "Bravo"))
            for each in range(50)
        ]


@pytest.mark.conformance("AP-01")
def test_the_outbox_is_read_page_by_page(get, news):
    box = get(f"/c/{make.SLUG}/outbox").json()
    assert (box["type"], box["totalItems"]) == ("OrderedCollection", 50)
    seen, here = [], box["first"]
    while here:
        page = get(here.removeprefix(ROOT)).json()
        assert page["id"] == here
        seen += page["orderedItems"]
        here = page.get("next")
    assert [each["object"]["id"] for each in seen] == [
        f"{PAGE}news/{each.number}" for each in reversed(news)
    ]
    assert get(f"/c/{make.SLUG}/outbox?before=soup").status == 404


@pytest.mark.conformance("AP-01")
def test_news_are_at_their_own_address_in_both_languages(get, news):
    note = get(f"/c/{make.SLUG}/news/{news[1].number}").json()
    assert note["attributedTo"] == ACTOR
    assert note["to"] == ["https://www.w3.org/ns/activitystreams#Public"]
    assert '<p lang="en">&lt;1&gt;</p>' in note["content"]
    assert '<p lang="fr">Bravo</p>' in note["content"]
    assert set(note["contentMap"]) == {"en", "fr"}
    assert note["published"] == "1970-01-01T00:00:01Z"
    assert "Hashtag" not in json.dumps(note)  # it would be an act of our own
    told = get(f"/c/{make.SLUG}/told/{news[1].number}").json()
    assert (told["type"], told["object"]["id"]) == ("Create", note["id"])
    assert get(f"/c/{make.SLUG}/news/{news[1].number}", "text/html").headers["location"] == PAGE
    assert get(f"/c/{HANDLE}/news/{news[1].number}").status == 404
    assert get(f"/c/{make.SLUG}/news/soup").status == 404


def test_how_many_follow_is_told_and_not_who(site, get):
    ada = Follower("https://many.example/ada", "https://many.example/ada/inbox", "", 1)
    with site.desks.write() as desk:
        desk.actors.follow(desk.campaigns.hold(make.SLUG).id, ada)
    reply = get(f"/c/{make.SLUG}/followers")
    assert reply.json()["totalItems"] == 1
    assert b"many.example" not in reply.body


def test_asking_for_the_head_brings_no_body(get):
    reply = get(f"/c/{make.SLUG}/actor", method="HEAD")
    assert (reply.status, reply.body) == (200, b"")
    whole = get(f"/c/{make.SLUG}/actor")
    assert reply.headers["content-length"] == str(len(whole.body))
