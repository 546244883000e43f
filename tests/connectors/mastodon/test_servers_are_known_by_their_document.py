"""A server's own document says what it shows, and where it tells of it."""

import pytest
from tests.connectors.loopback import Stage

from tablee.connectors.mastodon import CONNECTOR
from tablee.connectors.mastodon.feed import MOST_BYTES, Event, Feed, TooLong
from tablee.connectors.mastodon.origin import beginning, later, read_server, rewound
from tablee.connectors.mastodon.wishes import streams
from tablee.core.network import Network

ONE = "https://one.example"


def streaming(address):
    said = {"configuration": {"urls": {"streaming": address}}}
    return read_server(ONE, said, has_token=True).streaming


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("wss://streaming.one.example", "https://streaming.one.example"),
        ("https://one.example:4000/", "https://one.example:4000"),
        ("wss://evil.example", ONE),
        ("wss://one.example.evil.example", ONE),
        ("wss://streaming.one.example/path?x", ONE),
        ("javascript:alert(1)", ONE),
        (7, ONE),
    ],
)
def test_tokens_are_sent_to_a_streaming_server_of_the_same_domain_only(said, asked):
    assert streaming(said) == asked


@pytest.mark.parametrize("said", [None, [], {"configuration": 3}, {"configuration": {"urls": []}}])
def test_a_document_that_says_nothing_closes_nothing(said):
    assert read_server(ONE, said, has_token=False).shows == ""


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({}, ["one.example", "two.example"]),
        ({"token": "restos"}, ["restos@one.example", "restos@two.example"]),
    ],
)
def test_a_token_is_named_after_the_server_it_is_for(options, names):
    given = {"servers": "https://One.example/ https://two.example https://one.example"} | options
    ada = Stage([], Network("mastodon", (*given.items(),)), streams=streams)
    assert [each.wishes[-1] for each in streams(ada.site)] == names


@pytest.mark.parametrize(
    ("name", "value", "is_taken"),
    [
        ("servers", "https://mastodon.social https://piaille.fr", True),
        ("servers", "mastodon.social", False),
        ("servers", "https://a.example/path", False),
        ("servers", "file:///etc/passwd", False),
        ("more_tags", "one #two", True),
        ("more_tags", "a b c d e", False),
        ("token", "restos", True),
        ("token", "x@y", False),
    ],
)
def test_what_a_campaign_file_says_is_checked(name, value, is_taken):
    option = next(each for each in CONNECTOR.options if each.name == name)
    assert option.takes(value) is is_taken


def test_places_that_are_no_moments_stay_where_they_are():
    moment = beginning(1_772_366_400_000)
    assert int(rewound(moment, 1_000)) < int(moment)
    assert rewound("01HXYZ", 1_000) == "01HXYZ"
    assert rewound("42", 1_000) == "42"
    assert later("9", "10") == "10"


def test_events_are_put_together_from_pieces_of_any_size():
    told = b":)\nevent: update\r\ndata: {\ndata: }\r\n\r\n:thump\n\ndata:x\n\nevent: no\n\n"
    for size in (1, 2, 7, len(told)):
        feed = Feed()
        pieces = [told[at : at + size] for at in range(0, len(told), size)]
        events = [each for piece in pieces for each in feed.take(piece)]
        assert events == [Event("update", b"{\n}"), Event("", b"x")]


@pytest.mark.parametrize("piece", [b"data: " + b"x" * 60_000, b"data: " + b"x" * 60_000 + b"\n"])
def test_an_event_without_end_is_given_up(piece):
    with pytest.raises(TooLong):
        take_for_ever(piece)


def take_for_ever(piece):
    feed = Feed()
    for _ in range(MOST_BYTES // 60_000 + 1):
        feed.take(piece)
