"""What was written is read again and followed from the leaves up, by other code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.log.tree import EMPTY_ROOT, leaf_hash, root_of
from tablee.outside.log.held import HeldLog
from tablee.usecases.log.sealing.doubt import LogInDoubt
from tablee.usecases.log.sealing.growth import Growth
from tablee.usecases.log.sealing.reread import reread

SIZES = st.lists(st.integers(0, 700), min_size=1, max_size=4)


def leaves(first, last):
    return [f"leaf {number}".encode() for number in range(first, last)]


def grown(sizes):
    """Return files that grew in these steps, the sizes before the last step and after it."""
    files, growth, before = HeldLog(), Growth(), 0
    for size in sizes:
        before = growth.size
        files.write_all(growth.grow(leaves(before, before + size)))
    return files, before, growth.size


@given(SIZES)
def test_the_root_is_that_of_the_leaves(sizes):
    files, before, size = grown(sizes)
    expected = root_of(map(leaf_hash, leaves(0, size)))
    assert reread(files, before, size) == expected
    assert reread(files, 0, 0) == EMPTY_ROOT


def test_more_than_one_level_of_tiles_is_followed():
    files, before, size = grown([65_000, 700])
    assert reread(files, before, size) == root_of(map(leaf_hash, leaves(0, size)))


@given(SIZES.filter(sum), st.integers(0, 10**6), st.integers(1, 255))
def test_any_byte_that_is_another_is_found(sizes, at, change):
    files, before, size = grown(sizes)
    written = HeldLog()
    growth = Growth()
    growth.grow(leaves(0, before))
    written.write_all(growth.grow(leaves(before, size)))
    if not written.paths():
        return
    path = written.paths()[at % len(written.paths())]
    content = bytearray(files.read(path))
    content[at % len(content)] ^= change
    files.write(path, bytes(content))
    try:
        found = reread(files, before, size)
    except LogInDoubt:
        return
    assert found != root_of(map(leaf_hash, leaves(0, size)))


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/001.p/44", "tile/1/000.p/1"])
def test_a_missing_file_is_told(path):
    files, _, size = grown([300])
    files.drop(path)
    with pytest.raises(LogInDoubt, match="missing"):
        reread(files, 0, size)


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/001.p/44"])
def test_a_torn_file_is_told(path):
    files, _, size = grown([300])
    files.write(path, files.read(path)[:-3])
    with pytest.raises(LogInDoubt, match=path):
        reread(files, 0, size)
