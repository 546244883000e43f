"""Whole logs in a folder, for tests: any leaves, sealed and witnessed by keys of the test.

A log can lie in any way a test asks for: it is made of files, and the keys are here.
"""

from collections.abc import Iterable
from pathlib import Path

from tablee.core.log.checkpoint import Checkpoint
from tablee.core.log.cosignature import cosigned, signature_line
from tablee.core.log.note import COSIGNATURE, ML_DSA_44, Key, Note, Signature
from tablee.core.log.policy import Group, Policy, Witness
from tablee.core.log.proof import Proof
from tablee.core.log.tiles import WIDTH, Tile, packed, subtrees_in, tiles_of
from tablee.core.log.tree import Edge, consistency_proof, inclusion_proof, leaf_hash
from tablee.outside.signing import KeySigner

ORIGIN = "tablee.example/c/test/log"
AT_S = 1_790_000_000


def signer(name: str, number: int = 1) -> KeySigner:
    """Return a key that every test makes alike."""
    return KeySigner(name, bytes([number]) * 32)


class Witnessing:
    """A witness that signs whatever it is shown."""

    def __init__(self, name: str, number: int, sort: int = COSIGNATURE) -> None:
        self._signer = KeySigner(name, bytes([number]) * 32, sort)
        self.key = Key(name, sort, self._signer.key.public)

    def line(self, text: str, at_s: int = AT_S) -> Signature:
        return signature_line(self.key, at_s, self._signer.sign(cosigned(self.key, at_s, text)))


def two_witnesses() -> tuple[Witnessing, ...]:
    """Return a sponsor's witness with a usual key, and one whose key outlasts quantum computers."""
    return (
        Witnessing("sponsor.example/w", 2),
        Witnessing("association.example/w", 3, ML_DSA_44),
    )


class FolderLog:
    """A log that is written to a folder, and grows there."""

    def __init__(
        self,
        folder: Path,
        origin: str = ORIGIN,
        signer: KeySigner | None = None,
        witnesses: Iterable[Witnessing] = (),
    ) -> None:
        self.folder = folder
        self.origin = origin
        self.signer = signer or KeySigner(origin, b"\1" * 32)
        self.witnesses = tuple(witnesses)
        self.leaves: list[bytes] = []
        self.edges = [Edge()]
        self.published: dict[int, bytes] = {}

    @property
    def size(self) -> int:
        return len(self.leaves)

    def root(self, size: int | None = None) -> bytes:
        return self.edges[self.size if size is None else size].root

    def add(self, leaves: Iterable[bytes]) -> None:
        """Add leaves, and write the tiles that they fill or begin."""
        before = self.size
        for leaf in leaves:
            edge = Edge(self.size, self.edges[-1].nodes)
            edge.append(leaf_hash(leaf))
            self.leaves.append(leaf)
            self.edges.append(edge)
        for tile in tiles_of(self.size, before):
            self._write(tile.path, self.content(tile))

    def content(self, tile: Tile) -> bytes:
        """Return what a tile's file holds."""
        first = tile.number * WIDTH
        if tile.level < 0:
            return packed(self.leaves[first : first + tile.width])
        if not tile.level:
            return b"".join(leaf_hash(each) for each in self.leaves[first : first + tile.width])
        below = [Tile(tile.level - 1, number) for number in range(first, first + tile.width)]
        return b"".join(_root(self.content(each)) for each in below)

    def text(self, size: int | None = None) -> str:
        """Return the text of the checkpoint of one size of the log."""
        size = self.size if size is None else size
        return str(Checkpoint(self.origin, size, self.root(size)))

    def signed(self, text: str, at_s: int = AT_S) -> bytes:
        """Return a note with this text, signed by the log and by all its witnesses."""
        mine = Signature(self.signer.key.name, self.signer.key.id, self.signer.sign(text.encode()))
        theirs = (each.line(text, at_s) for each in self.witnesses)
        return str(Note(text, (mine, *theirs))).encode()

    def publish(self, at_s: int = AT_S) -> bytes:
        """Write `checkpoint`, and the same as ``checkpoint.<size>``."""
        note = self.signed(self.text(), at_s)
        self._write("checkpoint", note)
        self._write(f"checkpoint.{self.size}", note)
        self.published[self.size] = note
        return note

    def receipt(self, number: int, extra: bytes = b"") -> bytes:
        """Return the receipt of leaf *number*, for the log as it is now, published or not."""
        hashes = inclusion_proof(number, self.size, subtrees_in(self.size, self.content))
        note = self.published.get(self.size) or self.signed(self.text())
        return str(Proof(number, tuple(hashes), note, extra)).encode()

    def grown(self, old: int) -> list[bytes]:
        """Return the proof that the log as it is now begins with that of size *old*."""
        return consistency_proof(old, self.size, subtrees_in(self.size, self.content))

    @property
    def policy(self) -> Policy:
        """Whom to believe: the log, and all of its witnesses."""
        theirs = tuple(Witness(f"w{at}", each.key) for at, each in enumerate(self.witnesses, 1))
        if not theirs:
            return Policy((self.signer.key,))
        everyone = Group("everyone", len(theirs), tuple(each.name for each in theirs))
        return Policy((self.signer.key,), theirs, (everyone,), "everyone")

    def _write(self, path: str, content: bytes) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _root(tile: bytes) -> bytes:
    edge = Edge()
    for at in range(0, len(tile), 32):
        edge.append(tile[at : at + 32])
    return edge.root
