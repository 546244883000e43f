"""Whatever the bytes, reading them ends with an answer or with the one refusal announced."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.pages import NOW_MS, TARGET, fetched
from tests.evidence.test_feeds_are_read import ATOM, RDF, RSS

from tablee.evidence.address import canonical
from tablee.evidence.feed import NotAFeed, find_feeds, read_feed
from tablee.evidence.page import read_page
from tablee.evidence.snapshot import SnapshotDamaged, body_of, warc
from tablee.evidence.text import clean
from tablee.ports.fetch import Fetched

CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parent / "corpus").glob("*/*"))]
FEEDS = [text.encode() for text in (RSS, ATOM, RDF)]
KINDS = [
    "text/html",
    "text/html; charset=iso-2022-jp",
    "text/plain; charset=utf-16",
    "application/json",
    "application/rss+xml; charset=big5",
    "text/html; charset=\xff",
    "",
]
TOKENS = [
    *(b"<", b">", b"</", b'"', b"'", b"&#", b"<!--", b"-->", b"<![CDATA[", b"\0", b"\xff\xfe"),
    *(b"<base href=//[>", b"<table>", b"<svg>", b"<template>", b"<noscript>", b"<frameset>"),
    *(b"<plaintext>", b"<body hidden>", b"<html lang=x>", b"<item>", b"<link>", b"<!DOCTYPE x ["),
    *(b"<?xml encoding='utf-16'?>", b"<meta charset=utf-7>", b"<time datetime=0001-01-01>"),
    *(b"<a href=https://meals.example/c/restos-2012/>", b"<b style='font:0'>", b"{", b"[", b"1e99"),
]


@st.composite
def mutated(draw: st.DrawFn, documents: list[bytes]) -> bytes:
    """Draw a document that looks real, cut and mended badly in a few places."""
    body = draw(st.sampled_from(documents))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(body)))
        length = draw(st.sampled_from([0, 1, 5, 40]))
        put = draw(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=6)))
        body = body[:start] + put * draw(st.sampled_from([1, 1, 30])) + body[start + length :]
    return body


def answer(body: bytes, kind: str) -> Fetched:
    return fetched(body, kind, link=body[:80].decode("latin-1"))


@given(st.one_of(st.binary(), mutated(CORPUS)), st.sampled_from(KINDS))
def test_any_page_gives_a_finding(body, kind):
    finding = read_page(answer(body, kind), TARGET, now_ms=NOW_MS)
    assert all(TARGET.is_at(address) for address in finding.links)
    assert canonical(finding.canonical) == finding.canonical
    assert clean(finding.display.title, 200) == finding.display.title
    find_feeds(answer(body, kind))


@given(st.one_of(st.binary(), mutated(FEEDS)), st.sampled_from(KINDS))
def test_any_feed_is_read_or_is_none(body, kind):
    try:
        found = read_feed(answer(body, kind))
    except NotAFeed:
        return
    assert all(entry.address.startswith(("http://", "https://")) for entry in found.entries)


@given(mutated([warc(answer(CORPUS[0], ""), NOW_MS)]))
def test_any_snapshot_is_whole_or_damaged(snapshot):
    try:
        body, _, _ = body_of(snapshot)
    except SnapshotDamaged:
        return
    assert body == CORPUS[0]
