"""The log's word about an act is kept by its leaf, or becomes the evidence against the log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.word import Word, read_word
from tablee.core.log.fault import BadLog

WORD = Word("tablee.example/c/table-2026/log", 17, "post", "AAAAAAAAAAAAAAAAAAAAAA", 100, 110)
LEAF = {"leaf": "act", "act": 17, "kind": "post", "object": WORD.object}


def test_a_word_is_read_as_it_was_written():
    assert read_word(str(WORD)) == WORD


def test_only_the_act_that_was_promised_keeps_it():
    assert WORD.is_kept_by(LEAF)
    for other in (
        *({"act": 16}, {"act": 18}, {"kind": "blog"}, {"kind": "share"}),
        *({"object": "-" * 22}, {"object": "B" * 22}, {"leaf": "confirm"}),
    ):
        assert not WORD.is_kept_by(LEAF | other)


def test_a_log_that_went_on_without_the_act_has_broken_it():
    origin = "/".join(WORD.log.split("/"))
    assert WORD.is_broken_by(origin, last_act=16, minute=111)
    for minute in (109, 110):
        assert not WORD.is_broken_by(origin, last_act=16, minute=minute)
    for last_act in (17, 18):
        assert not WORD.is_broken_by(origin, last_act=last_act, minute=999)
    for another in ("another.example/log", "tablee.example/z"):
        assert not WORD.is_broken_by(another, last_act=16, minute=999)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tablee-receipt/v1", "tablee-receipt/v2"),
        ("tablee-receipt/v1", "tablee-receipt/v0"),
        ("act 17", "act 017"),
        ("act 17\n", ""),
        ("kind post", "kind "),
        ("sealed-by 110\n", "sealed-by 110\n\n"),
    ],
)
def test_any_other_text_is_refused(old, new):
    with pytest.raises(BadLog):
        read_word(str(WORD).replace(old, new))


@pytest.mark.parametrize("name", ["log", "act", "kind", "object", "received", "sealed-by"])
def test_a_line_that_says_nothing_is_missing(name):
    lines = str(WORD).splitlines(keepends=True)
    emptied = [f"{name} \n" if line.startswith(f"{name} ") else line for line in lines]
    with pytest.raises(BadLeaf, match=f"The line '{name}' is missing"):
        read_word("".join(emptied))


@given(st.text())
def test_whatever_the_text_it_is_read_or_refused(text):
    with pytest.raises(BadLeaf):
        read_word(text)
