"""Whatever a server says, it is read into facts or refused: in bounded time, never by accident."""

import contextlib
import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tablee.evidence.activity import (
    NotReadable,
    concerns,
    fold_tag,
    host_of,
    read_activity,
    read_actor,
    read_document,
    read_note,
)
from tablee.evidence.activity.document import LONGEST_ID, moment_ms
from tablee.evidence.page import Target

HERE = "https://social.example"
US = "https://meals.example/c/soup/actor"
TARGET = Target("soup", ("meals.example",), "#Soup")
NOTE = {
    "id": f"{HERE}/1",
    "type": "Note",
    "attributedTo": f"{HERE}/u/emil",
    "to": "as:Public",
    "content": "<p>soup</p>",
    "tag": [{"type": "Hashtag", "name": "#soup"}],
    "published": "2026-03-01T12:00:00Z",
}
ACTOR = {
    "id": f"{HERE}/u/emil",
    "type": "Person",
    "inbox": f"{HERE}/u/emil/inbox",
    "publicKey": {"id": f"{HERE}/u/emil#k", "owner": f"{HERE}/u/emil", "publicKeyPem": "pem"},
}
ACTIVITY = {"id": f"{HERE}/2", "type": "Create", "actor": f"{HERE}/u/emil", "object": NOTE}

words = st.text(max_size=20) | st.sampled_from(
    [
        "Note",
        "Hashtag",
        "as:Public",
        f"{HERE}/1",
        "#soup",
        "https://[",
        "<a href='x'>",
        "2026",
        "\x00",
    ]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*NOTE, *ACTOR, "name", "href", "url"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_object_or_refused(body):
    with contextlib.suppress(NotReadable):
        assert isinstance(read_document(body), dict)


@given(
    st.sampled_from([(read_note, NOTE), (read_actor, ACTOR), (read_activity, ACTIVITY)]),
    st.dictionaries(
        st.sampled_from([*NOTE, *ACTOR, *ACTIVITY, "url", "summary"]), values, max_size=3
    ),
)
def test_any_values_are_facts_or_refused(reader, changes):
    read, plain = reader
    try:
        found = read({**plain, **changes})
    except NotReadable:
        return
    if read is read_note:
        assert host_of(found.id) == host_of(found.author) != ""
        assert found.posted_at_ms >= 0
        assert found.display.excerpt.split("\n") == [found.display.excerpt]
        assert "\x00" not in found.display.excerpt
        concerns(found, TARGET, US)
    if read is read_actor:
        assert {host_of(each) for each in found.keys} <= {host_of(found.id)}
        assert host_of(found.inbox) in {"", host_of(found.id)}


@given(st.text(max_size=60))
def test_any_moment_is_one_or_none(said):
    assert moment_ms({"published": said}, "published") >= 0


@example("\x85#")
@example("\x85# \x85")
@given(st.text(max_size=40))
def test_hashtags_that_read_the_same_are_the_same(tag):
    assert fold_tag(fold_tag(tag)) == fold_tag(tag)
    assert fold_tag(f"#{tag}") == fold_tag(tag)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b"[" * 100_000,
        b'{"id": "\\ud800"}',
        b'{"a": 1, "a": ' + b"9" * 100_000 + b"}",
        b"{}" + b" " * 1_048_576,
        "\ufeff{}".encode(),
        b"\xff\xfe{\x00}\x00",
    ],
)
def test_odd_and_endless_bodies_are_read_or_refused_in_time(body):
    begun_s = time.monotonic()
    with contextlib.suppress(NotReadable):
        assert isinstance(read_document(body), dict)
    assert time.monotonic() - begun_s < 1


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("https://Social.Example/1", "social.example"),
        ("https://social.example:443/1", "social.example"),
        ("https://social.example:8443/1", "social.example:8443"),
        ("http://social.example./1", "social.example"),
        ("https://bücher.example/1", "xn--bcher-kva.example"),
        ("https://evil.example@social.example/1", ""),
        ("https://social.example\\@evil.example/1", ""),
        ("https://social.example/ 1", ""),
        ("https://social.example/\n1", ""),
        ("//social.example/1", ""),
        ("ftp://social.example/1", ""),
        ("urn:uuid:1", ""),
        ("as:Public", ""),
        (f"https://social.example/{'x' * LONGEST_ID}", ""),
        ("", ""),
    ],
)
def test_a_host_is_read_as_it_is_asked(name, host):
    assert host_of(name) == host


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "Person"},
        {"type": None},
        {"id": None},
        {"id": "urn:uuid:1"},
        {"attributedTo": None},
        {"attributedTo": "https://evil.example/u/eve"},
        {"attributedTo": [{"type": "Person"}]},
    ],
)
def test_what_is_nobodys_or_somebody_elses_is_no_post(changes):
    with pytest.raises(NotReadable):
        read_note({**NOTE, **changes})


@pytest.mark.parametrize(
    ("content", "excerpt"),
    [
        ("<p>One</p><p>two<br>three</p>", "One two three"),
        ("<script>evil()</script>One &amp; two", "One & two"),
        ("One & two < three", "One & two < three"),
        ("<p>\u202eOne\u0000</p>", "One"),
        ("<p>" + "word " * 500, "word " * 59 + "word…"),
    ],
)
def test_what_is_shown_is_plain_text(content, excerpt):
    assert read_note({**NOTE, "content": content}).display.excerpt[:298] == excerpt[:298]


@pytest.mark.parametrize(
    ("to", "is_public"),
    [
        ("as:Public", True),
        ({"id": "as:Public"}, True),
        ([{}, [], None, 7, "https://www.w3.org/ns/activitystreams#Public"], True),
        ({}, False),
        ([[]], False),
        ("https://www.w3.org/ns/activitystreams#Public/", False),
        ("as:public", False),
    ],
)
def test_everybody_is_named_in_three_ways_only(to, is_public):
    assert read_note({**NOTE, "to": to}).is_public is is_public
    assert read_note({**NOTE, "to": None, "cc": to}).is_public is is_public


def test_a_warning_stands_for_what_it_hides():
    shown = read_note({**NOTE, "summary": "Spoiler", "content": "<p>They eat it all</p>"})
    assert shown.display.excerpt == "Spoiler"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://social.example/@emil/1", "https://social.example/@emil/1"),
        ([{"type": "Link", "mediaType": "video/mp4", "href": f"{HERE}/v.mp4"}], NOTE["id"]),
        ([{"type": "Link", "mediaType": "text/html", "href": f"{HERE}/w/1"}], f"{HERE}/w/1"),
        ("https://evil.example/1", NOTE["id"]),
        ("javascript:alert(1)", NOTE["id"]),
        (None, NOTE["id"]),
    ],
)
def test_people_are_sent_to_its_own_host_and_nowhere_else(url, address):
    assert read_note({**NOTE, "url": url}).address == address


def test_words_in_several_languages_are_read():
    note = {**NOTE, "content": None, "contentMap": {"fr": "<p>Soupe</p>"}, "nameMap": {"fr": "Un"}}
    found = read_note(json.loads(json.dumps(note))).display
    assert (found.excerpt, found.title, found.language) == ("Soupe", "Un", "fr")


def test_a_key_of_another_is_no_key_of_the_actor():
    for changes in (
        {"owner": "https://evil.example/u/eve"},
        {"id": "https://evil.example/k"},
        {"publicKeyPem": None},
        {"publicKeyPem": "x" * 10_000},
    ):
        key = {**ACTOR["publicKey"], **changes}
        assert read_actor({**ACTOR, "publicKey": [key, "odd"]}).keys == {}
    assert read_actor(ACTOR).keys == {f"{HERE}/u/emil#k": "pem"}
