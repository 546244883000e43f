"""The golden log, written long ago by another program, is read and written again to the byte."""

import json

import pytest
from tests.core.log.public import GOLDEN

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.cosignature import seen_by
from tablee.core.log.note import believed, read_key, read_note
from tablee.core.log.proof import read_proof
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
from tablee.core.log.tree import (
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from tablee.outside.signing import verify

SIZES = (2000, 3049)
ROOTS = {
    2000: "X7CkUOa8hFPajEipHT1BQWVwgZSg4yVtH4LTYJaLakc=",
    3049: "4SwED4fyQFikNHU2WHtoCKqTWBzsKX1a+GVKk82AEWo=",
}


def read(tile):
    return (GOLDEN / tile.path).read_bytes()


def entries(size):
    bundles = [read(tile) for tile in tiles_of(size) if tile.level < 0]
    return [entry for bundle in bundles for entry in unpacked(bundle)]


def keys():
    known = json.loads((GOLDEN / "keys.json").read_text())
    return read_key(known["log"]), tuple(map(read_key, known["witnesses"]))


def test_every_file_of_the_tree_is_a_tile_of_one_of_its_sizes():
    known = {tile.path for size in SIZES for tile in tiles_of(size)}
    files = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.glob("tile/**/*")}
    found = {path for path in files if (GOLDEN / path).is_file()}
    assert found == known
    assert {tile_at(path).path for path in found} == known


@pytest.mark.parametrize("size", SIZES)
def test_its_checkpoints_are_signed_and_witnessed(size):
    raw = (GOLDEN / f"checkpoint.{size}").read_bytes()
    note = read_note(raw)
    log, witnesses = keys()
    assert str(note).encode() == raw
    assert believed(note, [log], verify) == {log}
    assert {seen.key for seen in seen_by(note, witnesses, verify)} == set(witnesses)
    checkpoint = read_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("repas.example/2026", size)
    assert str(checkpoint) == f"repas.example/2026\n{size}\n{ROOTS[size]}\n" == note.text


@pytest.mark.parametrize("size", SIZES)
def test_its_tiles_are_made_of_its_entries(size):
    leaves = entries(size)
    hashes = [leaf_hash(leaf) for leaf in leaves]
    assert len(leaves) == size
    assert (
        root_of(hashes)
        == read_checkpoint(read_note((GOLDEN / f"checkpoint.{size}").read_bytes()).text).root
    )
    for tile in tiles_of(size):
        first = tile.number * WIDTH
        if tile.level < 0:
            assert read(tile) == packed(leaves[first : first + tile.width])
        elif tile.level == 0:
            assert hashes_in(read(tile)) == hashes[first : first + tile.width]
        else:
            below = [read(Tile(0, number)) for number in range(tile.width)]
            assert hashes_in(read(tile)) == [tile_root(hashes_in(each)) for each in below]


def test_its_receipt_leads_to_its_checkpoint():
    raw = (GOLDEN / "receipt-1523.tlog-proof").read_bytes()
    proof = read_proof(raw)
    assert str(proof).encode() == raw
    assert proof.checkpoint == (GOLDEN / "checkpoint").read_bytes()
    assert proof.number == 1523
    leaf = json.loads(proof.extra)["leaf"].encode()
    assert leaf == entries(3049)[1523]
    checkpoint = read_checkpoint(read_note(proof.checkpoint).text)
    check_inclusion(1523, checkpoint.size, leaf_hash(leaf), proof.hashes, checkpoint.root)
    assert list(proof.hashes) == inclusion_proof(1523, 3049, subtrees_in(3049, read))


def test_it_only_grew():
    old, new = (
        read_checkpoint(read_note((GOLDEN / f"checkpoint.{size}").read_bytes()).text)
        for size in SIZES
    )
    proof = consistency_proof(old.size, new.size, subtrees_in(new.size, read))
    check_consistency(old.size, new.size, old.root, new.root, proof)
