"""Check a folder that holds a log of ours with tlog-scales, a Python program of somebody else.

It imports nothing of Tablée::

    python scales.py FOLDER VKEY... [--older FILE]...

All keys must have signed: the log's (0x01), those of witnesses (0x04, 0x06). Every leaf is proven
to be in the tree, and every older checkpoint to be its beginning.
"""

import argparse
from pathlib import Path

from tlog_scales.backend import make_backend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tiles import leaf_hash
from tlog_scales.tlog import Checkpoint


def main() -> None:
    """Print a line for each thing that is right; what is wrong ends it with an exception."""
    words = argparse.ArgumentParser()
    words.add_argument("folder")
    words.add_argument("keys", nargs="+")
    words.add_argument("--older", action="append", default=[])
    asked = words.parse_args()

    reader = TilesReader(make_backend(Path(asked.folder).resolve().as_posix()))
    checkpoint = reader.get_checkpoint()
    for key in asked.keys:
        checkpoint.verify(Vkey.from_string(key))
    print(f"right checkpoint of {checkpoint.size} leaves, with {len(asked.keys) - 1} witnesses")
    if reader.calculate_root_hash() != checkpoint.root_hash:
        raise SystemExit("WRONG root")
    print("right root")
    for number in range(checkpoint.size):
        proof = reader.get_inclusion_proof(number, checkpoint.size)
        proof.check(leaf_hash(reader.get_entry(number)), checkpoint.root_hash)
    print(f"right inclusion of {checkpoint.size} leaves")
    for path in asked.older:
        old = Checkpoint.from_text(Path(path).read_text(encoding="utf-8"))
        old.verify(Vkey.from_string(asked.keys[0]))
        growth = reader.get_consistency_proof(old.size, checkpoint.size)
        growth.check(old.root_hash, checkpoint.root_hash)
        print(f"right growth from {old.size} leaves")


if __name__ == "__main__":
    main()
