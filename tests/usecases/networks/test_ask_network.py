"""Networks are asked within what they let us ask, and what they refuse is told apart."""

import asyncio

import pytest
from tests import make
from tests.usecases.stage import SetClock

from tablee.ports.fetch import Fetched, NotFetched, Token
from tablee.ports.networks.bulletins import Condition
from tablee.usecases.networks.ask_network import (
    LONG_MS,
    NetworkApi,
    pause_of,
    token_of,
    words_of,
)
from tablee.usecases.networks.report import Halted, Refused

ADDRESS = "https://network.example/api"


class Scripted:
    """A fetcher that answers as it is told, and remembers what it was asked."""

    def __init__(self, status=200, body=b"[]", **headers):
        self.answer = Fetched(ADDRESS, status, _named(headers), body, is_whole=True)
        self.asked = []

    async def fetch(self, ask):
        self.asked.append(ask)
        return self.answer

    async def close(self):
        """Nothing is open."""


def _named(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}


def ask(fetcher, token=None, clock=None):
    return asyncio.run(NetworkApi(fetcher, clock or SetClock(), token).ask(ADDRESS))


def test_what_is_answered_is_read_and_the_token_goes_along():
    fetcher = Scripted(body=b'{"a": [1]}')
    assert ask(fetcher, Token("secret words")) == {"a": [1]}
    assert fetcher.asked[0].token.reveal() == "secret words"
    assert "secret" not in repr(fetcher.asked[0])


@pytest.mark.parametrize(
    ("status", "condition"),
    [
        (401, Condition.NO_TOKEN),
        (402, Condition.SPENT),
        (403, Condition.CLOSED),
        (422, Condition.CLOSED),
        (429, Condition.WAITING),
        (503, Condition.WAITING),
    ],
)
def test_each_refusal_says_who_can_change_it(status, condition):
    with pytest.raises(Halted) as halt:
        ask(Scripted(status, b'{"error": "This method requires a user"}'))
    assert (halt.value.condition, halt.value.status) == (condition, status)


def test_other_errors_are_errors():
    with pytest.raises(Refused, match="400 bad query"):
        ask(Scripted(400, b'{"error": {"message": "bad query"}}'))


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_no_answer(body):
    with pytest.raises(NotFetched):
        ask(Scripted(body=body))


@pytest.mark.conformance("MA-01")
def test_nothing_is_asked_before_the_limit_is_lifted():
    fetcher = Scripted(x_ratelimit_remaining="0", x_ratelimit_reset="2026-03-01T12:00:10Z")
    clock = SetClock(make.MIDDLE_MS)

    async def thrice():
        network = NetworkApi(fetcher, clock)
        await network.ask(ADDRESS)
        with pytest.raises(Halted) as halt:
            await network.ask(ADDRESS)
        clock.ms += halt.value.pause_ms
        await network.ask(ADDRESS)
        return halt.value

    halted = asyncio.run(thrice())
    assert (halted.pause_ms, halted.status) == (10_000, 0)
    assert len(fetcher.asked) == 2


@pytest.mark.parametrize(
    ("said", "pause_ms"),
    [
        ("7", 7_000),
        ("0", 1_000),
        (str(make.MIDDLE_MS // 1_000 + 30), 30_000),
        ("99999999", LONG_MS),
        ("2026-03-01T12:01:00.000Z", 60_000),
        ("1999-01-01T00:00:00Z", 1_000),
        ("whenever", 5_000),
        ("", 5_000),
    ],
)
def test_pauses_are_kept_in_bounds(said, pause_ms):
    assert pause_of({"retry-after": said}, make.MIDDLE_MS) == pause_ms


@pytest.mark.parametrize("said", [None, [], "no", {"error": 3}, {"error": {"message": None}}])
def test_refusals_without_words_have_none(said):
    assert words_of(said) == ""


def test_a_token_is_found_by_its_name():
    secrets = (("x", "one"), ("mastodon.social", "two"))
    assert token_of(secrets, "mastodon.social") == Token("two")
    assert token_of(secrets, "threads") is None
