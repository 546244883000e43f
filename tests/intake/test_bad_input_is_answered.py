"""Whatever comes in badly is answered with the field and the remedy, and never half-written."""

import asyncio
import json

import pytest
from tests import make
from tests.intake.house import ACTS, KEY, TALLY, act, open_campaign, opened, plain_site

from tablee.config import Settings
from tablee.core.key import key_digest
from tablee.intake import passes
from tablee.outside.clock import SetClock
from tablee.ports.desk import PartnerKey
from tablee.problems.mistakes import TooSlow
from tablee.usecases.issue_key import issue_key, revoke_key
from tablee.wire.asgi import Patience
from tablee.wiring import memory_site


def expect(reply, status, slug, field=None):
    problem = reply.json()
    assert (reply.status, problem["type"]) == (status, f"/problems/{slug}")
    assert reply.headers["content-type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["remedy"]
    assert problem.get("field") == field


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", None),
        (b"   ", None),
        (b"{", None),
        (b"nonsense", None),
        (b'{"kind":"post","object":"a"} and more', None),
        (b'{"kind":"post","object":"\xff\xfe"}', None),
        (b'{"kind":"post","object":"\\ud800"}', None),
        (b"\xef\xbb\xbf{}", None),
        (b"[" * 100_000, None),
        (b"[1,", None),
    ],
)
def test_a_body_that_is_not_json_is_refused(house, body, field):
    expect(house.post(body), 400, "unreadable", field)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({}, "kind"),
        ("a text", "body"),
        (7, "body"),
        (None, "body"),
        ({"kind": "post"}, "object"),
        ({"object": "a"}, "kind"),
        (act(kind=1), "kind"),
        (act(kind=""), "kind"),
        (act(kind="k" * 65), "kind"),
        (act(name=None), "object"),
        (act(name=""), "object"),
        (act(name="  "), "object"),
        (act(name="o" * 2049), "object"),
        (act(name="a\x00b"), "object"),
        (act(name="a\nb"), "object"),
        (act(supporter=["a"]), "supporter"),
        (act(supporter="s" * 513), "supporter"),
        (act(supporter="s\x7f"), "supporter"),
        (act(units=-5), "units"),
        (act(units=10**30), "units"),
        (act(occurred_at=-1), "occurred_at"),
        (act(occurred_at=1e300), "occurred_at"),
        (act(occurred_at="yesterday"), "occurred_at"),
        (act(occurred_at="2026-03-01"), "occurred_at"),
        (act(occurred_at="2026-03-01T10:00:00"), "occurred_at"),
        (act(occurred_at="2026-02-30T10:00:00Z"), "occurred_at"),
        (act(occurred_at="0001-01-01T00:00:00Z"), "occurred_at"),
        (act(occurred_at="9999-12-31T23:59:59Z"), "occurred_at"),
        (act(evidence="Z"), "evidence"),
        (act(**{"": 1}), ""),
    ],
)
def test_a_field_that_cannot_be_read_is_named(house, content, field):
    expect(house.post(content), 422, "invalid-act", field or None)
    assert house.totals()["acts"] == 0


def test_an_unknown_kind_is_named(house):
    reply = house.post(act(kind="walk"))
    expect(reply, 422, "unknown-kind", "kind")
    assert "post" in reply.json()["detail"]


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"occurred_at": "2026-03-01T13:00:00Z"}, "in_the_future", "occurred_at"),
        ({"occurred_at": "2199-03-01T13:00:00+02:00"}, "in_the_future", "occurred_at"),
        ({"occurred_at": "2026-01-01T13:00:00Z"}, "too_early", "occurred_at"),
        ({"occurred_at": "1970-01-01T00:00:00Z"}, "too_early", "occurred_at"),
        ({"evidence": "B"}, "evidence_too_weak", "evidence"),
    ],
)
def test_what_the_rules_refuse_is_kept_with_reason_field_and_remedy(house, changes, reason, field):
    reply = house.post(act(**changes))
    answer = reply.json()

    assert (reply.status, answer["state"], answer["reason"]) == (201, "refused", reason)
    assert (answer["units"], answer["paid_units"], answer["place"]) == (0, 0, None)
    assert answer["problem"]["field"] == field
    assert answer["problem"]["remedy"]
    assert house.post(act(**changes)).json() == answer
    assert house.post(act()).json()["state"] == "counted"


def test_a_half_bad_list_counts_the_good_and_answers_for_each(house):
    reply = house.post([act("a"), {}, act("b", "walk"), act("c", x=1), "d", act("e")])

    answers = reply.json()
    assert reply.status == 200
    assert [answer.get("place") for answer in answers] == [1, None, None, None, None, 11]
    fields = [answer["problem"].get("field") for answer in answers if "problem" in answer]
    assert fields == ["kind", "kind", "x", "body"]
    assert house.totals()["acts"] == 2


def test_half_bad_lines_count_the_good_and_answer_for_each(house):
    reply = house.post_lines(
        act("a"), b"nonsense", b'{"kind":"post","object":"\xff"}', act("b", "walk"), [], act("c")
    )
    answers = reply.lines()
    assert reply.status == 200
    assert [answer.get("place") for answer in answers] == [1, None, None, None, None, 11]
    statuses = [answer["problem"]["status"] for answer in answers if "problem" in answer]
    assert statuses == [400, 400, 422, 422]
    assert house.totals()["acts"] == 2


@pytest.mark.parametrize("form", ["text/plain", "", "application/xml", "multipart/form-data"])
def test_an_unknown_content_type_is_refused(house, form):
    expect(house.post(act(), form), 415, "unknown-format", "content-type")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "PATCH"])
def test_the_door_takes_only_what_is_posted(house, method):
    reply = house.ask(method, ACTS)
    expect(reply, 405, "method-not-taken")
    assert reply.headers["allow"] == "POST"


def test_the_count_is_only_read(house):
    expect(house.ask("POST", TALLY), 405, "method-not-taken")


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer  ", "Basic YTpi", "Bearer tb_wrong", KEY, "Bearer é"]
)
def test_a_wrong_key_opens_nothing(house, authorization):
    headers = {"content-type": "application/json", "authorization": authorization}
    reply = house.ask("POST", ACTS, json.dumps(act()).encode(), headers)
    expect(reply, 401, "not-allowed")
    assert reply.headers["www-authenticate"].startswith("Bearer")


def test_a_revoked_key_opens_nothing_any_more(site, monkeypatch):
    monkeypatch.setattr(passes, "FRESH_S", 0.0)
    monkeypatch.setattr(passes.Passes.__init__, "__kwdefaults__", {"fresh_s": 0.0})
    with opened(site) as house:
        assert house.post(act()).status == 201
        assert revoke_key(site.desks, site.clock, make.SLUG, "shop")
        expect(house.post(act()), 401, "not-allowed")


def test_a_key_that_cannot_be_looked_up_is_our_fault_and_not_the_senders(house, monkeypatch):
    def fail(*_):
        raise OSError("no such disk")

    with monkeypatch.context() as broken:
        broken.setattr(house.app.hall.passes, "look", fail)
        expect(house.post(act()), 503, "store-unreachable")
    assert house.post(act()).status == 201


def test_a_key_covers_its_own_kinds_only():
    site = open_campaign(memory_site(clock=SetClock(make.MIDDLE_MS)), kinds=("share",))
    with opened(site) as house:
        assert house.post(act(kind="share")).status == 201
        expect(house.post(act(kind="post")), 403, "kind-not-covered", "kind")
        one, other = house.post([act("a", "post"), act("b", "share")]).json()
        assert (one["problem"]["status"], other["state"]) == (403, "counted")


def test_a_key_opens_its_own_campaign_only(site, house):
    publish = {"slug": "another"}
    open_other = PartnerKey("theirs", make.SLUG, key_digest("tb_theirs"), ())
    issue_key(site.desks, site.clock, open_other)
    headers = {"content-type": "application/json", "authorization": "Bearer tb_theirs"}
    reply = house.ask("POST", f"/c/{publish['slug']}/acts", b"{}", headers)
    expect(reply, 404, "unknown-campaign")


def test_an_unknown_campaign_is_said_to_be_unknown(house):
    for path in ("/c/nothing/tally.json", "/c/nothing/live"):
        expect(house.get(path), 404, "unknown-campaign")


def test_a_body_one_byte_too_large_is_refused():
    settings = Settings(body_limit_bytes=1_024)
    with opened(plain_site(settings=settings)) as house:
        content = json.dumps([act()]).encode()
        assert house.post(content + b" " * (1_024 - len(content))).status == 200
        expect(house.post(content + b" " * (1_025 - len(content))), 413, "too-large", "body")
        announced = house.post(content, **{"content-length": "99999999999999999999"})
        expect(announced, 413, "too-large", "body")


def test_a_batch_one_act_too_long_is_refused_or_cut():
    with opened(plain_site(settings=Settings(batch_limit_acts=3))) as house:
        acts = [act(str(number)) for number in range(4)]
        expect(house.post(acts), 413, "too-large", "body")
        assert house.totals()["acts"] == 0
        answers = house.post_lines(*acts).lines()
        assert [answer.get("place") for answer in answers] == [1, 11, 21, None]
        assert answers[3]["problem"]["status"] == 413


def test_a_line_too_long_is_answered_in_its_place_and_never_held():
    with opened(plain_site(settings=Settings(line_limit_bytes=256))) as house:
        headers = {"authorization": f"Bearer {KEY}", "content-type": "application/x-ndjson"}
        good = [json.dumps(act(name)).encode() + b"\n" for name in "ab"]
        portions = [good[0], *[b"x" * 200] * 50, b"\n", good[1]]
        answers = house.ask("POST", ACTS, headers=headers, portions=portions).lines()
        assert [answer.get("place") for answer in answers] == [1, None, 11]
        assert answers[1]["problem"]["status"] == 413


def test_a_body_that_never_ends_is_given_up(house):
    async def never():
        await asyncio.sleep(60)

    async def half():
        half_said.append(b"x")
        return (
            {"type": "http.request", "body": b"x", "more_body": True}
            if not half_said[1:]
            else (await never())
        )

    async def read(receive):
        patience = Patience(limit_s=0.05)
        for _ in range(2):
            half_said.clear()
            with pytest.raises(TooSlow):
                await patience.read(receive, 10)
        with pytest.raises(TimeoutError):  # whoever else calls it off is obeyed
            async with asyncio.timeout(0.01):
                await patience.read(receive, 10)

    half_said = []
    house.run(read(never))
    house.run(read(half))


def test_problems_are_told_in_french_to_whoever_prefers_it(house):
    reply = house.post(act(units=1), **{"accept-language": "fr-CA,fr;q=0.9,en;q=0.5"})
    assert reply.headers["content-language"] == "fr"
    assert reply.json()["detail"] == "Il n'y a pas de champ « units » ; retirez-le."
    line = house.post_lines({}, **{"accept-language": "fr"}).lines()[0]
    assert line["problem"]["detail"] == "« kind » manque."


def test_the_type_of_a_problem_leads_to_its_meaning(house):
    for content in ({}, act(kind="walk"), act(evidence="B")):
        answer = house.post(content).json()
        kind = answer.get("problem", answer)["type"]
        assert house.get(kind.partition("#")[0]).status == 200
    expect(house.get("/problems/none"), 404, "nothing-here")
