"""The moderation queue: evidence beside the decision, many at once, appeals by a second person."""

import json
from dataclasses import replace

import pytest
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.post.finding import Display, Finding, Flag
from tablee.core.post.submission import Outcome, Road
from tablee.core.terms import Proof
from tablee.evidence.snapshot import warc
from tablee.ports.blogs import Standing
from tablee.ports.fetch import Fetched
from tablee.ports.tasks import Hold, Task
from tablee.usecases.posts.appeal_act import MOST, Plea, appeal_act
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settling, settle_looks
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.publish_terms import Publication, publish_terms

QUEUE = f"/staff/queue/{SLUG}/"
DECIDE = f"{QUEUE}decide"
JSON = {"accept": "application/json"}
FARM = 200
XSS = '<img src=x onerror="alert(1)">'


@pytest.fixture(autouse=True)
def posts_are_looked_at(site):
    """Amend the sample: a post shows a link to the campaign."""
    with site.desks.read() as desk:
        terms = desk.campaigns.see(SLUG).latest.terms
    first, *others = terms.kinds
    kinds = (replace(first, proof=Proof.LINK), *others)
    reason = "links are looked for"
    amended = Publication(replace(terms, kinds=kinds), "La Netscouade", reason)
    publish_terms(site.desks, site.clock, amended)


@pytest.fixture
def flagged(site) -> list[int]:
    """Numbers of three posts that verification would not count by itself."""
    return [flag(site, name) for name in ("emil", "fay", "gil")]


def flag(site, name, exhibit="", **display) -> int:
    source = f"https://{name}.example/post"
    told = Told(SLUG, source, f"{name}.example", f"https://us.example/c/{SLUG}/", Road.WEBMENTION)
    (taken,) = submit_posts(site.desks, site.clock, [told])
    finding = Finding(
        address=source,
        canonical=source,
        blog=f"{name}.example",
        status=200,
        is_readable=True,
        is_whole=True,
        links=(told.target,),
        outside_links=FARM,
        display=Display(**({"title": f"Post by {name}", "excerpt": XSS} | display)),
    )
    look = Look(taken.submission.number, finding, exhibit=exhibit)
    (settled,) = settle_looks(site.desks, site.clock, Settling(SLUG, [look], site.secret))
    assert settled.submission.outcome is Outcome.FLAGGED
    return settled.act.number


def decide(client, decision, *acts, **more):
    said = {"decision": decision, "act": acts} | more
    return json.loads(client.post(DECIDE, said, headers=JSON).content)


def state(site, number):
    with site.desks.read() as desk:
        return desk.journal(desk.campaigns.see(SLUG)).act(number)


@pytest.mark.conformance("VF-12", "AB-04")
def test_what_verification_flags_waits_with_its_evidence(site, ada, flagged):
    after = f"{QUEUE}?after={flagged[0] - 1}"
    page = ada.get(after)
    assert "Post by emil" in words(page)
    assert "links to a great many other sites" in words(page)
    assert XSS not in page.content.decode()
    assert "&lt;img src=x" in page.content.decode()
    assert state(site, flagged[0]).is_held


def test_one_key_is_one_decision(site, ada, flagged):
    answer = decide(ada, "confirm", flagged[0])
    assert answer == {"done": [flagged[0]], "troubles": {}, "said": "1 act decided."}
    assert state(site, flagged[0]).state == "counted"
    decide(ada, "refuse:spam", flagged[1], note="An advertisement.")
    assert state(site, flagged[1]).reason == "spam"


def test_many_are_decided_at_once_and_each_trouble_is_said(ada, flagged):
    decide(ada, "confirm", flagged[0])
    answer = decide(ada, "refuse", *flagged, reason="off_topic")
    assert answer["done"] == flagged[1:]
    assert "not in a state" in answer["troubles"][str(flagged[0])]


def test_without_javascript_a_decision_leads_back_to_the_queue(ada, flagged):
    answer = ada.post(DECIDE, {"decision": "refuse:spam", "act": flagged[0]})
    assert (answer.status_code, answer["Location"]) == (302, QUEUE)


@pytest.mark.parametrize("word", ["", "finish", "refuse:because", "confirm;drop"])
def test_an_unheard_of_decision_is_refused(site, ada, flagged, word):
    assert ada.post(DECIDE, {"decision": word, "act": flagged[0]}).status_code == 400
    assert state(site, flagged[0]).state == "pending"


@pytest.mark.conformance("AB-04")
def test_a_host_is_blocked_with_the_refusal_and_pardoned_later(site, ada, flagged):
    decide(ada, "refuse:spam", flagged[0], block="1")
    with site.desks.read() as desk:
        assert desk.hosts.find("emil.example").standing is Standing.BLOCKED
    assert "emil.example" in words(ada.get("/staff/hosts/"))
    ada.post("/staff/hosts/", {"pardon": "emil.example"})
    with site.desks.read() as desk:
        assert desk.hosts.find("emil.example") is None


def test_a_host_is_trusted_by_the_address_of_any_of_its_pages(site, ada):
    said = {"host": "https://gil.example/2026/11/soup", "standing": "trusted", "why": "a friend"}
    ada.post("/staff/hosts/", said)
    with site.desks.read() as desk:
        assert desk.hosts.find("gil.example").standing is Standing.TRUSTED
    page = ada.post("/staff/hosts/", said | {"host": "no host"})
    assert "neither a host nor an address" in words(page)


def test_an_appeal_is_answered_by_a_second_person(site, ada, ben, flagged):
    decide(ada, "refuse:spam", flagged[0])
    appeal_act(site.desks, site.clock, SLUG, flagged[0], Plea("I wrote it myself."))
    assert "I wrote it myself." in words(ben.get(QUEUE))
    assert "somebody other than" in decide(ada, "grant", flagged[0])["troubles"][str(flagged[0])]
    assert decide(ben, "grant", flagged[0])["done"] == [flagged[0]]
    assert state(site, flagged[0]).state == "counted"


def test_an_act_restored_on_its_own_page_has_its_appeal_answered(site, ada, ben, flagged):
    decide(ada, "refuse:spam", flagged[0])
    appeal_act(site.desks, site.clock, SLUG, flagged[0], Plea("I wrote it myself."))
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(SLUG)
    path = f"/staff/store/act/{campaign.id << 40 | flagged[0]}/decide/"
    assert ben.post(path, {"ruling": "restore"}).status_code == 302
    with site.desks.read() as desk:
        assert desk.appeals.open_for(campaign.id, flagged[0]) is None
        (submission,) = desk.submissions.of_act(campaign.id, flagged[0])
    assert submission.outcome is Outcome.VERIFIED


def test_the_last_appeal_dismissed_lets_the_act_leave(site, ada, ben, flagged):
    decide(ada, "refuse:spam", flagged[0])
    for _ in range(MOST):
        assert state(site, flagged[0]).is_held
        appeal_act(site.desks, site.clock, SLUG, flagged[0], Plea(""))
        decide(ben, "dismiss", flagged[0], note="It is an advertisement.")
    assert not state(site, flagged[0]).is_held
    assert "I wrote" not in words(ben.get(QUEUE))


def test_dead_work_is_seen_and_tried_again(site, ada):
    with site.desks.write() as desk:
        campaign = desk.campaigns.see(SLUG)
        desk.tasks.put([Task(campaign.id, "poll", "poll:1", {"blog": 1}, 1)])
        now_ms = site.clock.now_ms()
        (task,) = desk.tasks.take(["poll"], Hold("worker", now_ms + 1_000), now_ms, 1)
        desk.tasks.bury(task, "worker", "the feed is no feed")
    page = ada.get("/staff/work/")
    assert "the feed is no feed" in words(page)
    ada.post("/staff/work/", {"task": task.number})
    with site.desks.read() as desk:
        assert desk.tasks.dead(10) == []


@pytest.mark.parametrize("path", [QUEUE, "/staff/hosts/", "/staff/work/"])
def test_strangers_are_asked_who_they_are(browser, path):
    assert browser.get(path).status_code == 302


def test_the_first_page_leads_to_the_queue(ada):
    assert QUEUE in ada.get("/staff/").content.decode()
    assert ada.get("/staff/queue/never/").status_code == 404
    assert ada.get(f"{QUEUE}?lang=fr").status_code == 200


@pytest.mark.parametrize(("action", "shown"), [("hide", False), ("show", True)])
def test_showing_is_separate_from_counting(site, ada, flagged, action, shown):
    decide(ada, "confirm", flagged[0])
    with site.desks.read() as desk:
        act_id = desk.campaigns.see(SLUG).id << 40 | flagged[0]
    ada.post("/staff/store/post/", {"action": action, "_selected_action": [act_id]})
    with site.desks.read() as desk:
        post = desk.posts.get(desk.campaigns.see(SLUG).id, flagged[0])
    assert post.is_shown is shown
    assert post.flags == (Flag.LINK_FARM,)
    assert state(site, flagged[0]).state == "counted"


def test_a_post_is_marked_as_press(site, ada, flagged):
    decide(ada, "confirm", flagged[0])
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(SLUG)
    ada.post(
        "/staff/store/post/",
        {"action": "press", "_selected_action": [campaign.id << 40 | flagged[0]]},
    )
    with site.desks.read() as desk:
        assert desk.posts.get(campaign.id, flagged[0]).mark == "press"


def test_the_page_is_shown_as_it_was_and_does_nothing(site, ada):
    page = Fetched(
        "https://ida.example/post", 200, {"content-type": "text/html"}, XSS.encode(), is_whole=True
    )
    name = site.exhibits.put(warc(page, fetched_at_ms=site.clock.now_ms()))
    number = flag(site, "ida", exhibit=name)
    assert f"evidence/{number}" in ada.get(f"{QUEUE}?after={number - 1}").content.decode()
    kept = ada.get(f"{QUEUE}evidence/{number}")
    assert kept.content.decode() == XSS
    assert kept["Content-Type"].startswith("text/plain")
    assert kept["X-Content-Type-Options"] == "nosniff"
    site.exhibits.drop(name)
    assert ada.get(f"{QUEUE}evidence/{number}").status_code == 404
