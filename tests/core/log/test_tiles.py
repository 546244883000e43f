"""Tiles hold the tree and its leaves, under the only path that each has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.log import naive
from tests.logs import FolderLog

from tablee.core.log.fault import BadLog
from tablee.core.log.subtrees import subtrees_at
from tablee.core.log.tiles import (
    WIDTH,
    Tile,
    hashes_in,
    packed,
    subtrees_in,
    tile_at,
    tile_root,
    tiles_of,
    unpacked,
)
from tablee.core.log.tree import leaf_hash, node_hash, root_of

sizes = st.one_of(st.integers(0, 1_000), st.integers(65_000, 70_000), st.integers(0, 2**40))
few = st.lists(st.binary(max_size=300), max_size=8)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 999), "tile/0/999"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(0, 999_000), "tile/0/x999/000"),
        (Tile(3, 1_000_000, 255), "tile/3/x001/x000/000.p/255"),
        (Tile(-1, 3, 7), "tile/entries/003.p/7"),
        (Tile(1, 0, 1), "tile/1/000.p/1"),
    ],
)
def test_a_tile_has_one_path(tile, path):
    assert tile.path == path
    assert tile_at(path) == tile


@given(st.integers(-1, 7), st.integers(0, 10**9), st.integers(1, WIDTH))
def test_paths_are_read_as_they_are_written(level, number, width):
    tile = Tile(level, number, width)
    assert tile_at(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile",
        "tile/0",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/../000",
        "tile/0/000/",
        "tile/0/000\n",
        "/tile/0/000",
        "tile/0/\u0661\u0661\u0661",
        "checkpoint",
    ],
)
def test_nothing_lies_at_other_paths(path):
    assert tile_at(path) is None


@pytest.mark.parametrize(
    ("tile", "end"),
    [
        (Tile(0, 0, 1), 1),
        (Tile(-1, 2, 7), 519),
        (Tile(0, 1), 512),
        (Tile(1, 0, 3), 768),
        (Tile(2, 1, 2), (256 + 2) * 65_536),
    ],
)
def test_a_tile_says_how_long_its_log_is_at_least(tile, end):
    assert tile.end == end


def expected(size, level):
    """Return the number and width of each tile of a level, counted in another way."""
    hashes = size // WIDTH ** max(level, 0)
    whole, rest = divmod(hashes, WIDTH)
    return [(number, WIDTH) for number in range(whole)] + [(whole, rest)] * bool(rest)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 65_535, 65_536, 65_537, 70_000])
def test_a_tree_has_these_tiles(size):
    found = list(tiles_of(size))
    assert len(set(found)) == len(found)
    for level in range(-1, 4):
        mine = [(each.number, each.width) for each in found if each.level == level]
        assert mine == expected(size, level)


def test_70000_leaves_have_three_partial_widths():
    widths = {each.level: each.width for each in tiles_of(70_000)}
    assert widths == {-1: 112, 0: 112, 1: 17, 2: 1}


@given(st.integers(0, 3_000), st.integers(0, 3_000))
def test_what_grew_is_what_the_shorter_tree_had_not(one, other):
    old, new = sorted((one, other))
    grown = set(tiles_of(new, old))
    assert grown == set(tiles_of(new)) - set(tiles_of(old))


@given(few)
def test_bundles_are_read_as_they_are_written(entries):
    assert unpacked(packed(entries)) == entries
    assert len(packed(entries)) == sum(len(each) + 2 for each in entries)


def test_a_bundle_says_lengths_before_entries():
    assert packed([b"ab", b"", b"c"]) == b"\0\2ab\0\0\0\1c"
    assert packed([b"x" * 258])[:3] == b"\1\2x"
    assert unpacked(b"") == []


def test_an_entry_has_at_most_65535_bytes():
    longest = b"x" * 65_535
    assert unpacked(packed([longest, b"y"])) == [longest, b"y"]
    with pytest.raises(BadLog, match=r"^An entry has at most 65535 bytes\.$"):
        packed([b"y", longest + b"x"])


@given(few.filter(bool), st.integers(1, 2_400))
def test_a_bundle_that_was_cut_is_noticed(entries, cut):
    whole = packed(entries)
    boundaries = {len(packed(entries[:count])) for count in range(len(entries) + 1)}
    place = max(0, len(whole) - cut)
    if place in boundaries:
        assert len(unpacked(whole[:place])) < len(entries)
    else:
        with pytest.raises(BadLog, match=r"^The bundle ends in the middle of an entry\.$"):
            unpacked(whole[:place])


@pytest.mark.parametrize("bundle", [b"\0", b"\0\0\0", b"\0\1", b"\1\0x", b"\0\2x"])
def test_a_bundle_does_not_end_in_an_entry(bundle):
    with pytest.raises(BadLog, match=r"^The bundle ends in the middle of an entry\.$"):
        unpacked(bundle)


@pytest.mark.parametrize("count", [1, 2, 255, 256])
def test_a_tile_holds_hashes(count):
    hashes = [leaf_hash(bytes([number])) for number in range(count)]
    assert hashes_in(b"".join(hashes)) == hashes


@pytest.mark.parametrize("length", [0, 1, 31, 33, 257 * 32])
def test_a_tile_holds_1_to_256_hashes(length):
    with pytest.raises(BadLog, match=r"^A tile holds 1 to 256 hashes of 32 bytes\.$"):
        hashes_in(b"x" * length)


@pytest.mark.parametrize("count", [1, 2, 4, 8, 256])
def test_the_root_of_a_tile_is_that_of_its_subtree(count):
    leaves = [bytes([number]) for number in range(count)]
    hashes = [leaf_hash(leaf) for leaf in leaves]
    assert tile_root(hashes) == naive.root(leaves) == root_of(hashes)
    assert tile_root([b"a", b"b"]) == node_hash(b"a", b"b")


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    log = FolderLog(tmp_path_factory.mktemp("log"))
    log.add(str(number).encode() for number in range(2_000))
    return log


@given(st.integers(0, 10), st.integers(0, 2_000))
def test_subtrees_are_found_in_tiles(log, level, index):
    index %= max(1, log.size >> level)
    subtree = subtrees_in(log.size, log.content)
    assert subtree(level, index) == naive.subtrees(log.leaves)(level, index)


def test_subtrees_are_looked_up_in_the_tile_of_the_size(log):
    asked = []

    def read(tile):
        asked.append(tile)
        return log.content(tile)

    subtree = subtrees_in(2_000, read)
    assert subtree(0, 1_999) == leaf_hash(b"1999")
    assert subtree(8, 6) == naive.root(log.leaves[6 * 256 : 7 * 256])
    assert subtree(3, 0) == naive.root(log.leaves[:8])
    assert asked == [Tile(0, 7, 208), Tile(1, 0, 7), Tile(0, 0)]


def test_a_longer_tile_of_the_same_place_serves_as_well(log):
    subtree = subtrees_in(1_900, lambda tile: log.content(tile._replace(width=208)))
    assert subtree(0, 1_899) == leaf_hash(b"1899")


@pytest.mark.parametrize("cut", [1, 5])
def test_a_tile_that_was_cut_is_noticed(log, cut):
    subtree = subtrees_in(log.size, lambda tile: log.content(tile)[: -32 * cut])
    with pytest.raises(BadLog, match=r"^tile/0/007\.p/208 is too short\.$"):
        subtree(0, 7 * 256)


@pytest.mark.parametrize(
    ("size", "level", "index"),
    [(2_000, 0, 2_000), (2_000, 1, 1_000), (2_000, 8, 7), (1_999, 1, 999), (1_999, 3, 249)],
)
def test_there_is_no_subtree_beyond_the_tree(log, size, level, index):
    with pytest.raises(BadLog, match=r"is too short\.$"):
        subtrees_in(size, log.content)(level, index)


def test_subtrees_are_found_in_files_and_each_is_read_once(log):
    asked = []

    def read(path):
        asked.append(path)
        found = log.folder / path
        return found.read_bytes() if found.exists() else None

    subtree = subtrees_at(log.size, read)
    assert subtree(0, 1_999) == subtree(0, 1_999) == leaf_hash(b"1999")
    assert subtree(3, 0) == naive.root(log.leaves[:8])
    assert asked == ["tile/0/007.p/208", "tile/0/000"]


def test_a_whole_tile_serves_where_the_partial_one_is_gone(log):
    whole = {"tile/0/000": log.content(Tile(0, 0))}
    assert subtrees_at(200, whole.get)(0, 199) == leaf_hash(b"199")
    with pytest.raises(BadLog, match=r"^The file tile/0/001 is missing\.$"):
        subtrees_at(512, whole.get)(0, 511)
    with pytest.raises(BadLog, match=r"^The file tile/0/001\.p/44 is missing\.$"):
        subtrees_at(300, whole.get)(0, 299)
