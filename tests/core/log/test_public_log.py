"""The small published log of Tessera is read to the last byte, at every size it ever had."""

from pathlib import Path

import pytest
from tests.core.log.public import VECTORS, present

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.note import believed, read_key, read_note
from tablee.core.log.tiles import hashes_in, subtrees_in, tiles_of, unpacked
from tablee.core.log.tree import (
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from tablee.outside.signing import verify

NAME = "tessera"
pytestmark = present(NAME)

LOG = VECTORS / NAME / "testdata" / "log"
KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
WORDS = ["one", "two", "three", "four", "five", "six", "seven"]


def checkpoint(size: int | str):
    note = read_note((LOG / f"checkpoint.{size}").read_bytes())
    assert believed(note, [read_key(KEY)], verify) == {read_key(KEY)}
    assert str(note).encode() == (LOG / f"checkpoint.{size}").read_bytes()
    found = read_checkpoint(note.text)
    assert str(found) == note.text
    return found


def read(tile):
    return (LOG / Path(tile.path)).read_bytes()


def entries(size):
    found = []
    for tile in tiles_of(size):
        if tile.level < 0:
            found += unpacked(read(tile))
    return found


@pytest.mark.parametrize("size", range(16))
def test_each_checkpoint_is_the_root_of_its_entries_and_of_its_tiles(size):
    found = checkpoint(size)
    hashes = [leaf_hash(each) for each in entries(size)]
    assert (found.origin, found.size) == ("example.com/log/testdata", size)
    assert found.root == root_of(hashes)
    for tile in tiles_of(size):
        if tile.level == 0:
            assert hashes_in(read(tile)) == hashes


def test_the_last_checkpoint_is_the_one_that_is_served():
    assert (LOG / "checkpoint").read_bytes() == (LOG / "checkpoint.15").read_bytes()
    assert [each.decode() for each in entries(15)][:7] == WORDS


def test_its_120_inclusion_proofs_and_15_growths_hold():
    leaves = entries(15)
    proven = 0
    for size in range(1, 16):
        subtree, root = subtrees_in(size, read), checkpoint(size).root
        for number in range(size):
            proof = inclusion_proof(number, size, subtree)
            check_inclusion(number, size, leaf_hash(leaves[number]), proof, root)
            proven += 1
        before = checkpoint(size - 1).root
        proof = consistency_proof(size - 1, size, subtree)
        check_consistency(size - 1, size, before, root, proof)
    assert proven == 120
