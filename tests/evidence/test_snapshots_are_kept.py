"""What was fetched can be kept and read again, and a damaged copy is known as one."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.pages import LINK, fetched

from tablee.evidence.snapshot import SnapshotDamaged, body_of, warc
from tablee.outside.exhibits import HeldExhibits

PAGE = fetched(LINK + "é", content_encoding="gzip", x_powered_by="soup\r\nX-Other: 1")


def test_a_snapshot_gives_back_what_was_fetched():
    assert body_of(warc(PAGE, 1_330_000_000_123)) == (
        PAGE.body,
        "text/html; charset=utf-8",
        PAGE.address,
    )


def test_a_snapshot_is_a_warc_record_that_says_when_and_where():
    record = gzip.decompress(warc(PAGE._replace(is_whole=False), 1_330_000_000_123)).decode()
    assert record.startswith("WARC/1.1\r\nWARC-Type: response\r\n")
    assert "WARC-Date: 2012-02-23T12:26:40.123Z\r\n" in record
    assert "WARC-Truncated: length\r\n" in record
    assert "\r\n\r\nHTTP/1.1 200 OK\r\n" in record
    assert "content-encoding" not in record
    assert "\r\nX-Other" not in record
    assert record.endswith("\r\n\r\n")


def test_each_look_has_a_snapshot_of_its_own_which_nobody_else_erases():
    shelf = HeldExhibits()
    mine, others = shelf.put(warc(PAGE, 1)), shelf.put(warc(PAGE, 1))
    shelf.drop(others)
    assert body_of(shelf.get(mine))[0] == PAGE.body


@given(st.binary(), st.text(), st.text(), st.integers(0, 4_102_444_800_000))
def test_any_answer_can_be_kept(body, address, header, at_ms):
    page = fetched(body, address=address, x_header=header)
    assert body_of(warc(page, at_ms))[:2] == (body, "text/html; charset=utf-8")


WHOLE = warc(PAGE, 1)
RECORD = gzip.decompress(WHOLE)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"soup",
        WHOLE[:-10],
        WHOLE[:40] + b"\xff" + WHOLE[41:],
        gzip.compress(RECORD.replace(b"ten meals", b"six meals"), mtime=0),
        gzip.compress(RECORD.replace(b"WARC/1.1", b"WARC/1.9"), mtime=0),
        gzip.compress(b"WARC/1.1\r\nContent-Length: many\r\n\r\n", mtime=0),
        gzip.compress(b"\0" * 10_000_000, mtime=0),
    ],
    ids=["empty", "soup", "cut", "bent", "other words", "other format", "no length", "zeros"],
)
def test_a_damaged_snapshot_is_known_as_one(damaged):
    with pytest.raises(SnapshotDamaged):
        body_of(damaged)
