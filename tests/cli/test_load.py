"""A file of acts can be read in any pieces, any number of times: each act is counted once."""

import io
import json

import pytest
from tests import make

from tablee.cli import load as loading
from tablee.cli.load import Bookmark, Progress, load
from tablee.intake.reading import Claimer, read_act
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site


class StandingClock:
    def now_ms(self) -> int:
        return make.MIDDLE_MS


@pytest.fixture
def site():
    site = memory_site(clock=StandingClock())
    publish_terms(site.desks, site.clock, Publication(make.terms()))
    return site


def read(line: bytes):
    return Claimer(make.SLUG, make.SECRET).claim(read_act(line))


def lines(count: int) -> bytes:
    return b"".join(
        json.dumps({"kind": "post", "object": f"https://b{n}.example/"}).encode() + b"\n"
        for n in range(count)
    )


def acts_of(site) -> int:
    with site.desks.read() as desk:
        standing = desk.journal(desk.campaigns.see(make.SLUG)).standing()
    return standing.lines["blogs"].acts if "blogs" in standing.lines else 0


def test_every_good_line_is_counted(site):
    progress = Progress()
    assert not [
        bad
        for _, bads in load(site, make.SLUG, io.BytesIO(lines(5)), progress, read)
        for bad in bads
    ]
    assert (progress.new, progress.lines, progress.offset) == (5, 5, len(lines(5)))
    assert acts_of(site) == 5


def test_reading_again_counts_nothing_twice(site):
    for _ in range(2):
        progress = Progress()
        [*load(site, make.SLUG, io.BytesIO(lines(5)), progress, read)]
    assert (progress.new, progress.known) == (0, 5)
    assert acts_of(site) == 5


def test_a_bad_line_is_told_with_its_number_and_the_others_are_counted(site):
    good = lines(2).splitlines(keepends=True)
    text = [good[0], b"{oops\n", b"\n", b'{"kind": "dance", "object": "x"}\n', b"\xff\n", good[1]]
    progress = Progress()
    chunks = [*load(site, make.SLUG, io.BytesIO(b"".join(text)), progress, read)]
    assert [bad.line for _, bads in chunks for bad in bads] == [2, 4, 5]
    assert (progress.new, progress.bad, progress.lines) == (2, 3, 6)


def test_refused_acts_are_summed_up_by_reason(site):
    text = b'{"kind": "post", "object": "x", "occurred_at": "2020-01-01T00:00:00Z"}\n'
    progress = Progress()
    [*load(site, make.SLUG, io.BytesIO(text), progress, read)]
    assert progress.refused == {"too_early": 1}


def test_an_endless_line_does_not_fill_the_memory(site, monkeypatch):
    monkeypatch.setattr(loading, "LINE_LIMIT_BYTES", 64)
    progress = Progress()
    [*load(site, make.SLUG, io.BytesIO(b"x" * 1_000), progress, read)]
    assert progress.new == 0
    assert progress.bad == 16


def test_a_bookmark_goes_on_in_the_same_file_and_begins_anew_in_another(tmp_path):
    file = tmp_path / "acts.ndjson"
    file.write_bytes(lines(5))
    bookmark = Bookmark(tmp_path / "home", make.SLUG, file)
    progress = bookmark.find()
    progress.offset, progress.new = 40, 1
    bookmark.keep(progress)
    assert bookmark.find() == progress
    assert Bookmark(tmp_path / "home", "another", file).find().offset == 0

    file.write_bytes(b"something else altogether\n" * 10)
    assert bookmark.find().offset == 0
    file.write_bytes(lines(5))
    assert bookmark.find().offset == 40
    bookmark.drop()
    assert bookmark.find().offset == 0
