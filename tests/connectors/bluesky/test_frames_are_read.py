"""Frames of both versions say what they say; what is no frame says nothing."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.connectors.bluesky.frames import Told, Unreadable, read_first, read_moment, read_second

EXAMPLES = files("tablee.connectors.bluesky").joinpath("examples")


def recorded(name):
    return EXAMPLES.joinpath(f"{name}.ndjson").read_bytes().splitlines()


@pytest.mark.conformance("BS-01")
def test_frames_of_version_2_as_recorded():
    news = [read_second(frame) for frame in recorded("second")]
    assert [(each.told, each.position) for each in news] == [
        (Told.NOTICE, 0),
        (Told.POST, 101),
        (Told.NOTHING, 102),
        (Told.NOTHING, 103),
        (Told.POST, 104),
        (Told.LOST, 105),
        (Told.GONE, 106),
        (Told.NOTHING, 107),
        (Told.NOTHING, 108),
        (Told.END, 0),
    ]
    assert (news[0].words, news[-1].words) == ("OutdatedCursor", "ConsumerTooSlow")
    assert (news[1].author, news[1].key) == ("did:plc:emil", "3mfzq2vuowo2b")
    assert news[1].at_ms == 1_772_366_340_250
    assert (news[1].is_edit, news[4].is_edit) == (False, True)


@pytest.mark.conformance("BS-01")
def test_frames_of_version_1_as_recorded():
    news = [read_first(frame) for frame in recorded("first")]
    told = [Told.POST, Told.NOTHING, Told.POST, Told.LOST, Told.GONE, Told.NOTHING]
    assert [each.told for each in news] == told
    assert news[0].position == 1_772_366_340_250_000
    assert news[0].at_ms == 1_772_366_340_250
    assert news[0].record["tags"] == ["restos2026"]


@pytest.mark.conformance("BS-01")
@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"[]",
        b"{}",
        b'{"$type":"message"}',
        b'{"$type":"message","payload":{"$type":"other#commit"}}',
        b'{"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#commit","seq":"1"}}',
        b'{"did":1,"time_us":2,"kind":"commit"}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_frame_is_said_to_be_none(frame):
    for read in (read_first, read_second):
        with pytest.raises(Unreadable):
            read(frame)


@given(st.binary(max_size=300))
def test_no_bytes_do_worse_than_that(frame):
    for read in (read_first, read_second):
        try:
            read(frame)
        except Unreadable:
            continue


@pytest.mark.parametrize("words", ["", "yesterday", "2026-03-01", "2026-03-01T00:00:00", 7, None])
def test_a_moment_without_a_zone_is_none(words):
    assert read_moment(words) == 0
