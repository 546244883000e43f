"""Counts a log again, leaf by leaf, before a witness signs: its sums are right, or it refuses."""

from collections.abc import Callable
from typing import Protocol

from tablee.core.log.checkpoint import Checkpoint
from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import packed
from tablee.core.log.tree import Edge, leaf_hash
from tablee.witness.mirror import Mirror, NotServed


class Count(Protocol):
    """The count of one campaign, from its first leaf on."""

    def take(self, raw: bytes) -> None:
        """Count one leaf.

        Raises:
            BadLog: it breaks the campaign's rules, or says a sum that is not so; the sentence
                says which leaf it is.
        """
        ...


class Miscount(Exception):
    """A leaf is wrong, in a sentence; *leaves* are those that nobody had signed before."""

    def __init__(self, said: str, leaves: bytes) -> None:
        super().__init__(said)
        self.leaves = leaves


class Recounting:
    """The count of one log, kept up with what the witness has signed."""

    def __init__(self, mirror: Mirror, begin: Callable[[], Count]) -> None:
        """Count what is in *mirror*; *begin* returns the count of an empty log."""
        self.mirror = mirror
        self._begin = begin
        self._count: Count | None = None
        self._edge = Edge()

    def follow(self, held: Checkpoint, wanted: Checkpoint) -> None:
        """Count on from *held*, which was signed here, to *wanted*.

        After any refusal the count is made again from the copy: half of a step is no place to
        go on from.

        Raises:
            NotServed: the log does not serve the leaves of *wanted*; nothing can be said of them.
            Miscount: one of them is wrong.
        """
        count = self._count
        if count is None or self._edge.size != held.size or self._edge.root != held.root:
            count = self._again(held)
        self._count = None
        edge = Edge(self._edge.size, self._edge.nodes)
        self.mirror.bring(held.size, wanted.size)
        hashes: list[bytes] = []
        for leaf in self.mirror.leaves(held.size, wanted.size):
            hashes.append(leaf_hash(leaf))
            edge.append(hashes[-1])
        if edge.root != wanted.root:
            raise NotServed("The leaves that the log serves are not those of this checkpoint.")
        self._take(count, held.size, wanted.size)
        self.mirror.put_hashes(held.size, hashes)
        self._count, self._edge = count, edge

    def _again(self, held: Checkpoint) -> Count:
        """Count again what was signed, from the copy; from the log, if the copy is damaged."""
        hashes = self._copied(held)
        if hashes is None:
            self.mirror.bring(0, held.size)
            hashes = self._copied(held)
        if hashes is None:
            raise NotServed("The log no longer serves the leaves that were seen before.")
        self.mirror.put_hashes(0, hashes)
        count = self._begin()
        self._take(count, 0, held.size)
        return count

    def _copied(self, held: Checkpoint) -> list[bytes] | None:
        """Return the hashes of the leaves in the copy, if they lead to what was signed."""
        edge = Edge()
        hashes: list[bytes] = []
        try:
            for leaf in self.mirror.leaves(0, held.size):
                hashes.append(leaf_hash(leaf))
                edge.append(hashes[-1])
        except BadLog:
            return None
        self._edge = edge
        return hashes if edge.root == held.root else None

    def _take(self, count: Count, first: int, last: int) -> None:
        for leaf in self.mirror.leaves(first, last):
            try:
                count.take(leaf)
            except BadLog as fault:
                leaves = packed([*self.mirror.leaves(first, last)])
                raise Miscount(str(fault), leaves) from fault
