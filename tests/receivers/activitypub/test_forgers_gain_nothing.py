"""Whoever wants acts counted or taken back that are not theirs to tell of gains nothing."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.blogs import HANGING, Blogs, moved
from tests.fediverse import INBOX, ROOT, US, hashtag, town_of
from tests.signing import Sender, by_draft, by_message, key

from tablee.ports.blogs import HostRule, Standing
from tablee.receivers.activitypub import proving
from tablee.usecases.blogs.judge_host import judge_host

TAKEN, UNPROVEN, LATER = 202, 401, 503


@pytest.mark.conformance("AP-04", "AP-05")
def test_nobody_posts_in_the_name_of_somebody_on_another_host(town, emil):
    eve = town.person("eve", "evil.example")
    note = eve.note(1, hashtag(), attributedTo="http://evil.example/u/emil")
    town.blogs.pages["evil.example/u/emil"] = moved(emil.id)

    assert eve.tell("Create", note).status == TAKEN
    town.work()
    assert town.acts() == []


@pytest.mark.conformance("AP-04", "AP-05")
def test_a_post_that_leads_to_another_host_is_what_that_host_shows(town, emil):
    eve = town.person("eve", "evil.example")
    theirs = emil.note(1, hashtag())
    town.blogs.pages["evil.example/notes/9"] = moved(theirs["id"])

    assert eve.tell("Create", "http://evil.example/notes/9").status == TAKEN
    town.work()
    (act,) = town.acts()
    assert act.object == theirs["id"]
    town.drop("http://evil.example/notes/9")
    eve.tell("Delete", "http://evil.example/notes/9")
    town.work()
    assert town.objects() == [theirs["id"]]


@pytest.mark.parametrize("name", ["evil.example", "http://www.evil.example/u/eve"])
def test_what_comes_from_a_blocked_host_or_author_does_not_count(town, emil, name):
    eve = town.person("eve", "www.evil.example")
    rule = HostRule(name, Standing.BLOCKED, "a farm of accounts", "Ben", town.clock.now_ms())
    judge_host(town.site.desks, town.clock, rule)
    eve.tell("Create", eve.note(1, hashtag()))
    emil.tell("Create", emil.note(1, hashtag()))
    town.work()

    assert town.objects() == ["http://social.example/notes/emil-1"]


@pytest.mark.conformance("AP-04", "AP-06")
def test_deletions_that_nobody_proved_use_up_nobodys_share():
    with Blogs() as blogs, town_of(blogs, environ={"TABLEE_SOURCE_PER_MINUTE": "2"}) as town:
        emil = town.person("emil")
        note = emil.note(1, hashtag())
        assert emil.tell("Create", note).status == TAKEN
        town.work()
        for number in range(4):
            forged = Sender(f"http://{emil.host}/nobody/{number}", key("mallory"))
            town.send(emil.activity("Delete", note["id"]), forged)
        assert emil.tell("Update", note).status == TAKEN
        town.work()
        assert town.objects() == [note["id"]]


@pytest.mark.conformance("AP-03")
def test_of_several_signatures_one_by_the_actor_is_enough(town, emil):
    body = json.dumps(emil.activity("Create", emil.note(1, hashtag()))).encode()
    at_s = town.clock.now_ms() / 1_000
    stranger = Sender(f"http://{emil.host}/proxy#key", key("proxy"))
    one = by_message(stranger, ROOT + INBOX, body, at_s, label="proxy")
    other = by_message(Sender(emil.key_id, emil.key), ROOT + INBOX, body, at_s)
    both = {name: f"{one[name]}, {other[name]}" for name in ("signature-input", "signature")}

    assert town.post(body, one).status == UNPROVEN
    assert town.post(body, other | both).status == TAKEN


@pytest.mark.conformance("AP-04")
def test_a_signature_written_otherwise_is_still_the_same_one(town, emil):
    body = json.dumps(emil.activity("Like", US)).encode()
    at_s = town.clock.now_ms() / 1_000
    headers = by_draft(Sender(emil.key_id, emil.key), "meals.example", INBOX, body, at_s)
    parts = headers["signature"].split(",")

    assert town.post(body, headers).status == TAKEN
    for written in (", ".join(parts[::-1]), ",".join(parts).replace('algorithm="rsa-sha256",', "")):
        assert town.post(body, headers | {"signature": written}).status == UNPROVEN


@pytest.mark.conformance("AP-04")
@pytest.mark.parametrize("digests", ["{}, SHA-256=bm8=", "SHA-256=bm8=, {}", "MD5=bm8="])
def test_a_body_must_fit_every_sum_that_is_known(town, emil, digests):
    body = json.dumps(emil.activity("Like", US)).encode()
    sender = Sender(emil.key_id, emil.key)
    headers = by_draft(sender, "meals.example", INBOX, body, town.clock.now_ms() / 1_000)
    digest = digests.format(headers["digest"])
    names = [each for each in sender.signed if each != "(request-target)"]
    changed = headers | {"digest": digest}
    lines = [f"(request-target): post {INBOX}", *(f"{each}: {changed[each]}" for each in names)]
    signature = emil.key.sign("\n".join(lines))
    before, _, _ = headers["signature"].rpartition("signature=")

    reply = town.post(body, changed | {"signature": f'{before}signature="{signature}"'})
    assert reply.status == UNPROVEN


@pytest.mark.parametrize("body", [b'{"a":' * 100_000, b"[" * 1_000_000, b'{"a":' + b"9" * 100_000])
def test_deep_and_endless_json_is_refused_at_once(town, body):
    begun_s = time.process_time()

    assert town.post(body, {"content-type": "application/activity+json"}).status == 400
    assert time.process_time() - begun_s < 2


def test_a_domain_of_slow_servers_keeps_only_its_own_waiting(town, emil, monkeypatch):
    monkeypatch.setattr(proving, "MOST_KNOCKS", 4)
    monkeypatch.setattr(proving, "MOST_OF_A_DOMAIN", 2)
    monkeypatch.setattr(proving, "DEADLINE_S", 3)
    slow = [town.person(f"p{number}", f"h{number}.slow.example") for number in range(6)]
    for each in slow:
        town.blogs.pages[each.id.partition("://")[2]] = HANGING
    with ThreadPoolExecutor(len(slow)) as crowd:
        waiting = [crowd.submit(each.tell, "Like", US) for each in slow]
        deadline_s = time.monotonic() + 10
        while town.blogs.hanging.total() < 2:
            assert time.monotonic() < deadline_s
            time.sleep(0.01)
        assert emil.tell("Like", US).status == TAKEN
        assert {each.result().status for each in waiting} == {LATER}
