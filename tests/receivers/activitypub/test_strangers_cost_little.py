"""Whoever writes to the inbox, and whatever they write: others are served as before."""

import asyncio
import time

from tests import fediverse, make
from tests.blogs import HANGING, Blogs
from tests.fediverse import SHARED, US, hashtag, mention, town_of
from tests.signing import Sender, key

from tablee.core.network import Network
from tablee.core.terms import Proof
from tablee.receivers.activitypub import proving
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.publish_terms import Publication, publish_terms


def test_a_server_that_never_answers_keeps_nobody_waiting_for_long(town, emil, monkeypatch):
    monkeypatch.setattr(proving, "DEADLINE_S", 0.3)
    slow = town.person("slow", "slow.example")
    town.blogs.pages["slow.example/u/slow"] = HANGING
    begun_s = time.monotonic()

    assert slow.tell("Create", slow.note(1, hashtag())).status == 503
    assert time.monotonic() - begun_s < 5
    assert emil.tell("Create", emil.note(1, hashtag())).status == 202


def test_no_more_than_so_many_senders_wait_for_their_keys(town, emil, monkeypatch):
    monkeypatch.setattr(proving, "MOST_KNOCKS", 0)
    assert emil.tell("Create", emil.note(1, hashtag())).status == 503
    assert not town.blogs.visits


def test_keys_are_forgotten_when_there_are_too_many(town, emil, monkeypatch):
    monkeypatch.setattr(proving, "MOST_KEPT", 1)
    fay = town.person("fay")
    for person in (emil, fay, emil):
        assert person.tell("Like", US).status == 202
    assert town.blogs.asked()["social.example/u/emil"] == 2


def test_ten_thousand_tags_links_and_letters_are_read_in_time(town, emil):
    link = '<a href="https://elsewhere.example/">x</a>'
    many = emil.note(1, *([hashtag("soup")] * 5_000), hashtag(), content=link * 10_000)
    deep = emil.note(2, hashtag(), content="<div>" * 30_000)
    begun_s = time.process_time()  # nobody is waited for: what others do meanwhile is not ours
    for note in (many, deep):
        assert emil.tell("Create", note).status == 202
        town.work()

    assert time.process_time() - begun_s < 10
    assert town.objects() == [deep["id"]], "what stands behind a thousand others is not looked at"


def test_a_host_that_tells_too_much_is_told_so_and_no_other_can_use_up_its_share():
    with Blogs() as blogs, town_of(blogs, environ={"TABLEE_SOURCE_PER_MINUTE": "2"}) as town:
        emil, fay = town.person("emil"), town.person("fay", "other.example")
        for _ in range(3):
            forged = Sender(emil.key_id, key("mallory"))
            assert town.send(emil.activity("Like", US), forged).status == 401
        replies = [emil.tell("Like", US) for _ in range(3)]
        assert [each.status for each in replies] == [202, 202, 429]
        assert int(replies[-1].headers["retry-after"]) > 0
        assert fay.tell("Like", US).status == 202


def test_organisers_see_what_came_and_what_was_refused_and_why(town, emil):
    def posted():
        with town.site.desks.read() as desk:
            return {each.reader: each for each in desk.bulletins.every(1)}

    eve = town.person("eve", "evil.example")
    assert eve.tell("Create", emil.note(1, hashtag())).status == 401
    (first,) = posted().values()
    assert first.words.startswith("0 taken; 1 not-signed refused; last: evil.example: ")
    assert emil.tell("Create", emil.note(1, hashtag())).status == 202
    assert posted() == {first.reader: first}, "at most once a minute, whatever comes"
    town.pass_time(60_000)
    assert town.send(b"[]", Sender(emil.key_id, emil.key)).status == 400
    assert posted()[first.reader].words.startswith("1 taken; 1 not-signed, 1 unreadable refused")
    for number in range(3):
        assert town.send(b"[]", Sender(emil.key_id, emil.key), path=f"/c/x{number}/inbox").status
    assert eve.tell("Create", emil.note(1, hashtag()), path=SHARED).status == 401
    assert set(posted()) == {"activitypub:inbox", "activitypub:inbox:shared"}


def test_organisers_see_why_posts_were_not_counted(town, emil):
    bot = town.person("bot").show(type="Service")
    for person, note in (
        (emil, emil.note(1, hashtag())),
        (emil, emil.note(2, hashtag("soup"))),
        (emil, emil.note(3, hashtag(), to=[US], cc=[])),
        (emil, emil.note(4, hashtag(), hashtag("nobot"))),
        (bot, bot.note(5, hashtag())),
    ):
        assert person.tell("Create", note["id"]).status == 202
    while town.tasks():
        town.pass_time(1_000)
        town.work()
    with town.site.desks.read() as desk:
        (words,) = [e.words for e in desk.bulletins.every(1) if e.reader == "activitypub:origins"]
    assert words.startswith("1 seen as they should be; ")
    for reason in ("not public", "not about the campaign", "bots'", "asks to be left alone"):
        assert reason in words


def test_what_comes_for_the_whole_site_is_heard_by_whom_it_concerns(town, emil):
    other = fediverse.terms(slug="other-2026", hashtag="#soup", networks=(Network("activitypub"),))
    silent = fediverse.terms(slug="silent-2026", networks=())
    for terms in (other, silent):
        publish_terms(town.site.desks, town.clock, Publication(terms, "Ada", "as agreed"))
    for number, tag in enumerate(("soup", fediverse.TAG, "bread")):
        assert emil.tell("Create", emil.note(number, hashtag(tag)), path=SHARED).status == 202
    about = mention(US.replace(make.SLUG, "other-2026"))
    assert emil.tell("Create", emil.note(4, about), path=SHARED).status == 202

    with town.site.desks.read() as desk:
        waiting = {each.campaign_id: each.waiting for each in desk.tasks.queues()}
    assert waiting == {1: 1, 2: 2}


def test_a_closed_campaign_takes_no_new_post_and_still_takes_back(town, emil):
    note = emil.note(1, hashtag())
    assert emil.tell("Create", note).status == 202
    town.work()
    close_campaign(town.site.desks, town.clock, make.SLUG, "Ada")
    assert emil.tell("Create", emil.note(2, hashtag())).status == 202
    assert town.tasks() == 0

    town.drop(note["id"])
    assert emil.tell("Delete", note["id"]).status == 202
    town.work()
    assert [each.state for each in town.acts()] == ["reversed"]


def test_a_supporters_limit_holds_for_posts_of_one_author():
    kinds = (make.kind("toot", 1, proof=Proof.HASHTAG, in_all=2),)
    with Blogs() as blogs, town_of(blogs, kinds=kinds) as town:
        emil = town.person("emil")
        for number in range(4):
            assert emil.tell("Create", emil.note(number, hashtag())).status == 202
            town.work()
        assert len(town.objects()) == 2
        assert {each.supporter for each in town.acts()} == {town.acts()[0].supporter}


def test_many_messages_at_once_are_each_taken_once(town, emil):
    async def every():
        loop = asyncio.get_running_loop()
        sendings = [
            loop.run_in_executor(None, emil.tell, "Create", emil.note(number % 10, hashtag()))
            for number in range(20)
        ]
        return await asyncio.gather(*sendings)

    statuses = [reply.status for reply in asyncio.run(every())]
    assert set(statuses) == {202}
    assert town.blogs.asked()["social.example/u/emil"] == 1, "who wants the same key asks once"
    assert town.tasks() == 10
    while town.tasks():  # a host is asked for two things at once, and the others wait their turn
        town.pass_time(1_000)
        town.work()
    assert len(town.objects()) == 10
