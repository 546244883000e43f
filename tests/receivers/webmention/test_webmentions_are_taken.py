"""Webmentions are written down, answered with a status page, and looked at later."""

import asyncio
from urllib.parse import urlencode, urlsplit

import pytest
from tests import make
from tests.receivers.porch import FORM, HOST, PAGE, ROOT, SOURCE, with_campaign

from tablee.core.post.submission import Outcome, Road
from tablee.core.post.token import OwnName
from tablee.ports.tasks import Hold
from tablee.usecases.posts.submit_posts import AGAIN_MS


def number_of(porch, reply) -> int:
    token = reply.headers["location"].rpartition("/")[2]
    return OwnName.SUBMISSION.number(porch.site.secret, make.SLUG, token)


@pytest.mark.conformance("WM-01")
def test_a_mention_is_answered_with_the_address_of_its_status(porch):
    reply = porch.mention()
    assert reply.status == 201
    assert reply.headers["location"].startswith(f"{ROOT}/c/{make.SLUG}/posts/1-")
    (submission,) = porch.submissions()
    assert submission.number == number_of(porch, reply)
    assert (submission.source, submission.road) == (SOURCE, Road.WEBMENTION)
    assert (submission.blog, submission.target) == ("emil.example", PAGE)
    assert (submission.kind, submission.outcome) == ("post", Outcome.QUEUED)


@pytest.mark.parametrize(("language", "word"), [("en", "Thank you"), ("fr", "Merci")])
def test_the_answer_says_so_to_people(porch, language, word):
    reply = porch.mention(accept_language=language)
    assert word in reply.body.decode()
    assert reply.headers["location"] in reply.body.decode()
    assert reply.headers["content-language"] == language


def test_the_answer_is_json_for_programs(porch):
    reply = porch.mention(accept="application/json")
    assert reply.json() == {"outcome": "queued", "status": reply.headers["location"]}


@pytest.mark.conformance("WM-06")
def test_a_name_that_is_not_ours_makes_no_page_ours(porch):
    evil = "elsewhere.example"
    assert porch.mention(target=PAGE.replace(HOST, evil), host=evil).status == 400


@pytest.mark.conformance("WM-02")
@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("jwoijgoisdjlskjegisvjowuehjtkx", PAGE),
        (SOURCE, "owiejduvyeiwljjjcjmvbpsouehgd"),
        ("jwoijgoisdjlskjegisvjowuehjtkx", "owiejduvyeiwljjjcjmvbpsouehgd"),
        ("https://", PAGE),
        ("https://user@emil.example/", PAGE),
        ("https://emil.example:99999999/", PAGE),
    ],
)
def test_what_is_no_address_is_refused(porch, source, target):
    assert porch.mention(source, target).status == 400
    assert porch.submissions() == []
    assert porch.looks() == 0


@pytest.mark.conformance("WM-03")
@pytest.mark.parametrize(
    "body", ["", "source=", urlencode({"source": SOURCE}), urlencode({"target": PAGE}), "target="]
)
def test_both_addresses_are_needed(porch, body):
    reply = porch.tell("webmention", body, FORM)
    assert reply.status == 400
    assert reply.json()["type"] == "/problems/invalid-mention"
    assert porch.submissions() == []


SCHEMES = ["mailto:emil@emil.example", "javascript:alert(1)", "file:///etc/passwd"]
SCHEMES += ["data:text/html,<a>", "ftp://emil.example/1", "gopher://emil.example/"]


@pytest.mark.conformance("WM-04")
@pytest.mark.parametrize("address", SCHEMES)
def test_only_pages_of_the_web_are_taken(porch, address):
    assert porch.mention(source=address).status == 400
    assert porch.mention(target=address).status == 400
    assert porch.submissions() == []


@pytest.mark.conformance("WM-05")
@pytest.mark.parametrize(
    "source",
    [
        PAGE,
        PAGE.removesuffix("/"),
        PAGE + "#top",
        PAGE + "?utm_source=emil",
        PAGE.replace("http:", "https:"),
        PAGE.replace(HOST, "MEALS.example"),
        PAGE.replace(HOST, "www." + HOST),
        f"{ROOT}/s/{make.SLUG}",
        f"{ROOT}/./c/{make.SLUG}/",
    ],
)
def test_a_page_cannot_mention_itself(porch, source):
    reply = porch.mention(source)
    assert reply.status == 400
    assert reply.json()["field"] == "source"
    assert porch.submissions() == []


@pytest.mark.conformance("WM-06")
@pytest.mark.parametrize(
    "target",
    [
        f"{ROOT}/",
        f"{ROOT}/c/nothing-here/",
        f"{ROOT}/c/{make.SLUG}-other/",
        f"{ROOT}/c/{make.SLUG}/acts/1-abc",
        f"{ROOT}/c/{make.SLUG}/r/1-0123456789abcdef",
        f"{ROOT}/c/{make.SLUG}/act/nothing",
        f"{ROOT}/c/{make.SLUG}/act/share",
        PAGE.replace(HOST, "elsewhere.example"),
        PAGE.replace(HOST, HOST + ":8080"),
    ],
)
def test_only_pages_of_this_campaign_can_be_mentioned(porch, target):
    reply = porch.mention(target=target)
    assert reply.status == 400
    assert reply.json()["field"] == "target"
    assert porch.submissions() == []


@pytest.mark.conformance("WM-06")
def test_a_campaign_that_is_over_takes_no_mentions(porch):
    porch.site.clock.advance(60 * make.DAY_MS)
    reply = porch.mention()
    assert reply.status == 400
    assert "no posts" in reply.json()["detail"]
    assert porch.submissions() == []


@pytest.mark.conformance("WM-06")
def test_a_campaign_takes_only_mentions_of_itself(porch):
    with_campaign(porch.site, "other-2026")
    assert porch.mention(target=PAGE.replace(make.SLUG, "other-2026")).status == 400
    assert porch.submissions() == []


@pytest.mark.conformance("WM-07")
def test_a_fragment_changes_nothing(porch):
    assert porch.mention(target=PAGE + "#how").status == 201
    assert porch.submissions()[0].target == PAGE + "#how"


def test_the_form_of_a_kind_says_which_kind_it_is(porch):
    assert porch.mention(target=PAGE + "act/drawing").status == 201
    assert porch.submissions()[0].kind == "drawing"


def test_a_personal_link_is_a_page_of_ours_and_brings_nobody_anything_by_being_named(porch):
    token = OwnName.PERSONAL.make(porch.site.secret, make.SLUG, 17)
    assert porch.mention(target=f"{PAGE}r/{token}").status == 201
    assert porch.mention(target=f"{PAGE}r/17-{'0' * 16}").status == 400
    assert [each.via for each in porch.submissions()] == [0]


@pytest.mark.conformance("WM-08")
@pytest.mark.parametrize("form", ["", "application/json", "text/xml", "multipart/form-data"])
def test_only_forms_are_read(porch, form):
    reply = porch.tell("webmention", urlencode({"source": SOURCE, "target": PAGE}), form)
    assert reply.status == 415
    assert porch.submissions() == []


@pytest.mark.conformance("WM-08")
@pytest.mark.parametrize("again", [{"source": SOURCE}, {"target": PAGE}])
def test_each_address_is_given_once(porch, again):
    body = urlencode({"source": SOURCE, "target": PAGE}) + "&" + urlencode(again)
    reply = porch.tell("webmention", body, FORM)
    assert reply.status == 400
    assert reply.json()["field"] in again


@pytest.mark.conformance("WM-08")
def test_addresses_and_bodies_have_a_longest(porch):
    start = "https://emil.example/"
    assert porch.mention(start + "x" * (2_048 - len(start))).status == 201
    assert porch.mention(start + "x" * (2_049 - len(start))).status == 400
    assert porch.mention(target=PAGE + "?" + "x" * 2_048).status == 400
    body = urlencode({"source": SOURCE, "target": PAGE, "x": ""})
    assert porch.tell("webmention", body.ljust(16_384, "x"), FORM).status == 201
    assert porch.tell("webmention", body.ljust(16_385, "x"), FORM).status == 413


@pytest.mark.conformance("WM-08")
def test_a_body_that_says_it_is_too_long_is_not_waited_for(porch):
    assert porch.tell("webmention", "source=", FORM, content_length="16385").status == 413


@pytest.mark.conformance("WM-08")
@pytest.mark.parametrize(
    "body", [b"source=%ff&target=", b"\xff", "&".join(f"f{n}=1" for n in range(99)).encode()]
)
def test_a_form_that_cannot_be_read_is_refused(porch, body):
    assert porch.tell("webmention", body, FORM).status == 400


@pytest.mark.conformance("WM-09")
def test_a_mention_is_only_written_down_and_looked_at_later(porch):
    """The site's gate fails whoever goes out: the answer needs nothing but the disk."""
    for number in range(20):
        assert porch.mention(f"https://hanging.example/{number}").status == 201
    assert porch.looks() == 20
    assert {each.looked_at_ms for each in porch.submissions()} == {0}


@pytest.mark.conformance("WM-13")
def test_the_same_pair_again_is_the_same_submission_and_no_second_look(porch):
    first = porch.mention()
    again = porch.mention()
    assert (first.status, again.status) == (201, 201)
    assert first.headers["location"] == again.headers["location"]
    assert len(porch.submissions()) == porch.looks() == 1


@pytest.mark.conformance("WM-13")
def test_a_page_looked_at_a_moment_ago_is_not_looked_at_again(porch):
    porch.mention()
    now_ms = porch.site.clock.now_ms()
    _looked_at(porch, now_ms)
    porch.site.clock.advance(AGAIN_MS - 1)
    porch.mention()
    assert porch.looks() == 0
    porch.site.clock.advance(1)
    porch.mention()
    assert porch.looks() == 1


def _looked_at(porch, now_ms) -> None:
    with porch.site.desks.write() as desk:
        (submission,) = porch.submissions()
        verified = submission._replace(outcome=Outcome.VERIFIED, looked_at_ms=now_ms)
        desk.submissions.change([verified])
        taken = desk.tasks.take(["look"], Hold("a test", now_ms + 60_000), now_ms, 10)
        desk.tasks.done(taken, "a test")


@pytest.mark.conformance("WM-13")
def test_many_who_tell_the_same_at_once_are_told_the_same(porch):
    body = urlencode({"source": SOURCE, "target": PAGE}).encode()
    path = f"/c/{make.SLUG}/webmention"
    replies = porch.ask_together("POST", path, body, {"host": HOST, "content-type": FORM}, 50)
    assert {each.status for each in replies} == {201}
    assert len({each.headers["location"] for each in replies}) == 1
    assert len(porch.submissions()) == porch.looks() == 1


def test_other_methods_are_for_the_pages(porch):
    assert porch.get(f"/c/{make.SLUG}/webmention").body == b"a page"


def test_a_sender_that_hangs_up_is_nobodys_trouble(porch):
    async def receive():
        return {"type": "http.disconnect"}

    async def send(_message):
        raise AssertionError

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/c/{make.SLUG}/webmention",
        "scheme": "http",
        "headers": [],
        "client": ("127.0.0.1", 1),
    }
    porch.run(asyncio.wait_for(porch.app(scope, receive, send), 5))


def test_the_status_is_absolute_where_the_world_finds_the_site(porch):
    location = urlsplit(porch.mention().headers["location"])
    assert (location.scheme, location.netloc) == ("http", HOST)
