"""Commitments and tags say the same of the same, and nothing once their keys are gone."""

import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.leaves.canonical import dump
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.veil import (
    KEY_BYTES,
    Content,
    commitment,
    content_object,
    day_tag,
    judge_tag,
    object_tag,
    opens,
    raw_of,
    unpadded,
    who_tag,
)

KEY = bytes(range(32))
CONTENT = Content(
    "post", "https://blog.example/crème", 1_329_696_000_000, 1_329_696_060_000, "form"
)


def by_hand(words):
    return hmac.new(KEY, words, hashlib.sha256).digest()


def test_a_commitment_is_made_of_salt_and_content():
    spelled = json.dumps(
        content_object(CONTENT), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert list(json.loads(spelled)) == ["kind", "object", "occurred_ms", "received_ms", "source"]
    assert commitment(KEY, CONTENT) == by_hand(spelled.encode())


def test_a_commitment_opens_with_its_own_salt_and_content_only():
    said = unpadded(commitment(KEY, CONTENT))
    assert opens(said, KEY, CONTENT)
    assert not opens(said, KEY[::-1], CONTENT)
    assert not opens(said, KEY, CONTENT._replace(source="api"))


def test_keys_and_salts_have_as_many_bytes_as_the_hash():
    assert len(commitment(KEY, CONTENT)) == KEY_BYTES == 32


def test_tags_are_what_the_format_says():
    assert object_tag(KEY, b"\x01\x02") == by_hand(b"object\n\x01\x02")[:16]
    assert day_tag(KEY, "post", "2012-02-20") == by_hand(b"day\npost\n2012-02-20")[:16]
    assert who_tag(KEY, "post") == by_hand(b"all\npost")[:16]
    assert judge_tag(KEY, "Ada") == by_hand(b"judge\nAda")[:16]


@given(key=st.binary(max_size=130), said=st.binary(max_size=200))
def test_a_tag_is_made_with_hmac_whatever_the_key(key, said):
    made = hmac.new(key, b"object\n" + said, hashlib.sha256).digest()
    assert object_tag(key, said) == made[:16]


@given(raw=st.binary(max_size=64))
def test_bytes_have_one_spelling(raw):
    assert raw_of(unpadded(raw)) == raw
    assert "=" not in unpadded(raw)


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "A+==", "A/AA", "é", "AAA\n", " AAA"])
def test_another_spelling_is_refused(text):
    with pytest.raises(BadLeaf):
        raw_of(text)


@given(st.builds(Content, st.text(), st.text(), st.integers(0), st.integers(0), st.text()))
def test_what_is_committed_to_is_the_only_spelling_of_the_content(content):
    salt = bytes(range(32))
    try:
        wanted = hmac.digest(salt, dump(content_object(content)), "sha256")
    except BadLeaf:
        return
    assert commitment(salt, content) == wanted
