"""Put together everything a stranger needs to count a campaign again, offline.

All of it follows from the published log, and from the papers that the log names by their hashes:
the same log gives the same bundle, byte for byte.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from tablee.core.books.exported import SHEET, Added, ExportedBooks
from tablee.core.errors import BrokenInvariant, OrganiserMistake
from tablee.core.leaves.canonical import spelled
from tablee.core.leaves.keys import PartyKeys
from tablee.core.leaves.leaf import Leaf
from tablee.core.log.checkpoint import CHECKPOINT, Checkpoint, read_signed
from tablee.core.log.tiles import Tile, bundles_of, cut, tiles_of, unpacked
from tablee.ports.log.draft import Draft
from tablee.ports.log.files import LogFiles
from tablee.ports.log.signer import Signer, signed
from tablee.usecases.log.readme import readme


class NothingPublished(OrganiserMistake):
    """No checkpoint of this campaign's log is published yet; seal it first."""


class Papers(NamedTuple):
    """What stands beside a log."""

    campaign: str
    policy: str
    terms: Mapping[int, str]
    """The published texts, by the numbers of their versions."""
    verifier: bytes = b""
    """The page that verifies; empty while there is none."""


def write_bundle(draft: Draft, log: LogFiles, papers: Papers, signer: Signer) -> Checkpoint:
    """Put a bundle into *draft*, up to the published checkpoint; return what that says.

    *signer* is the log's key: it stands for the list of hashes.

    Raises:
        NothingPublished: there is nothing to export.
        BrokenInvariant: a file of the log, or a version of the terms, is not there as the log
            says.
    """
    note = log.read(CHECKPOINT)
    if note is None:
        raise NothingPublished
    checkpoint = read_signed(note)
    draft.add(CHECKPOINT, [note])
    for tile in tiles_of(checkpoint.size):
        draft.add(tile.path, [tile_of(log, tile)])
    _Leaves(draft, papers).write(log, checkpoint)
    vkey = str(signer.key)
    draft.add("README.txt", [readme(papers.campaign, checkpoint, vkey).encode()])
    draft.add("policy", [papers.policy.encode()])
    if papers.verifier:
        draft.add("verifier.html", [papers.verifier])
    draft.add("hashes", [_hashes(draft.digests(), checkpoint, signer)])
    return checkpoint


def leaves_of(log: LogFiles, size: int) -> Iterator[bytes]:
    """Give the leaves of a log, in order, as they are.

    Raises:
        BrokenInvariant: a file of the log is not there.
    """
    for tile in bundles_of(size):
        yield from unpacked(tile_of(log, tile))


def tile_of(log: LogFiles, tile: Tile) -> bytes:
    """Return what a tile's file holds; the beginning of a wider one where the log has grown.

    Raises:
        BrokenInvariant: it is not there, or too short.
    """
    found = log.read(tile.path)
    if found is not None:
        return found
    whole = log.read(tile.whole.path)
    if whole is None:
        raise BrokenInvariant(f"The log has no file {tile.path}.")
    return cut(whole, tile)


class _Leaves:
    """What is written of the leaves: twice through them, holding none."""

    def __init__(self, draft: Draft, papers: Papers) -> None:
        self._draft = draft
        self._papers = papers
        self._books = ExportedBooks()
        self._tally: Leaf = {}
        self._vkey = ""
        self._keys = PartyKeys()

    def write(self, log: LogFiles, checkpoint: Checkpoint) -> None:
        """Write every file that follows from the leaves."""
        size = checkpoint.size
        self._add(self._books.begin())
        self._draft.add("leaves.jsonl", (self._taken(raw) for raw in leaves_of(log, size)))
        self._add(self._books.close())
        acts = (
            self._books.write_act(index, json.loads(raw)).encode()
            for index, raw in enumerate(leaves_of(log, size))
        )
        self._draft.add(SHEET, acts)
        self._draft.add("tally.json", [spelled(self._tally) + b"\n"])
        self._draft.add("keys.json", [self._keys.document(self._vkey)])

    def _taken(self, raw: bytes) -> bytes:
        leaf: Leaf = json.loads(raw)
        kind = leaf["leaf"]
        if kind == "genesis":
            self._vkey = leaf["log"]
        elif kind == "terms":
            self._write_terms(leaf)
        elif kind == "key":
            self._keys.take(leaf)
        elif kind == "tally":
            self._tally = leaf
        self._add(self._books.take(leaf))
        return raw + b"\n"

    def _add(self, added: Added) -> None:
        for path, lines in added:
            self._draft.add(path, (line.encode() for line in lines))

    def _write_terms(self, leaf: Leaf) -> None:
        number = leaf["number"]
        text = self._papers.terms.get(number, "").encode()
        if sha256(text).hexdigest() != leaf["document"]:
            raise BrokenInvariant(f"Version {number} of the terms is not the one in the log.")
        self._draft.add(f"terms/{number}.json", [text])


def _hashes(digests: Mapping[str, str], checkpoint: Checkpoint, signer: Signer) -> bytes:
    """Return the list of all files so far, as a note signed by the log."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(digests.items())]
    text = f"{checkpoint.origin}/hashes\n" + "".join(lines)
    return str(signed(text, signer)).encode()
