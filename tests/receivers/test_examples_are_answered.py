"""The requests in each receiver's folder are read as that receiver's page says."""

from importlib.resources import files

import pytest
from tests.receivers.porch import with_campaign

from tablee.core.network import Network
from tablee.receivers.websub.read import is_signed, read_question
from tablee.registry import receivers

EXAMPLES = sorted(
    (receiver.name, example.name)
    for receiver in receivers()
    for example in (files(f"tablee.receivers.{receiver.name}") / "examples").iterdir()
    if example.name.endswith(".http")
)
OTHERS = {"activitypub", "websub"}
"""Receivers that are asked things, or told them by whoever signs."""
TELLING = [(name, example) for name, example in EXAMPLES if name not in OTHERS]


def sent(name, example):
    """Return method, path, headers and body of a request in a file."""
    text = (files(f"tablee.receivers.{name}") / "examples" / example).read_text("ascii")
    head, _, body = text.partition("\n\n")
    first, *lines = head.splitlines()
    method, path, _version = first.split()
    headers = dict(line.split(": ", 1) for line in lines)
    return method, path, {name.lower(): value for name, value in headers.items()}, body.strip()


def test_each_receiver_has_examples():
    assert {name for name, _ in EXAMPLES} == {receiver.name for receiver in receivers()}


@pytest.mark.parametrize(("name", "example"), TELLING)
def test_an_example_is_written_down(porch, name, example):
    method, path, headers, body = sent(name, example)
    reply = porch.ask(method, path, body.encode(), headers)
    assert reply.status in (200, 201)
    (submission,) = porch.submissions()
    assert submission.road == name
    assert submission.blog == "emil.example"


def test_an_example_of_a_hubs_question_is_read():
    _, path, _, _ = sent("websub", "verification.http")
    question = read_question(path.partition("?")[2].encode())
    assert question == ("subscribe", "https://emil.example/feed.xml", "bfd0c3", 864_000)


def test_an_example_of_a_hubs_news_is_signed():
    _, _, headers, body = sent("websub", "news.http")
    signature = headers["x-hub-signature"].encode()
    assert is_signed(signature, "the secret of one hub", body.encode())


def test_an_example_of_whoever_looks_for_a_campaign_is_answered(porch):
    method, path, headers, _ = sent("activitypub", "webfinger.http")
    with_campaign(porch.site, "table-2026-2", networks=(Network("activitypub"),))
    reply = porch.ask(method, path.replace("table2026@", "table20262@"), headers=headers)
    assert reply.json()["subject"] == "acct:table20262@meals.example"
    assert porch.ask(method, path, headers=headers).status == 404
