"""The Merkle tree of a log: its root, and proofs that a leaf is in it and that it only grew.

Source: RFC 6962 section 2.1 (hashes), RFC 9162 sections 2.1.3.2 and 2.1.4.2 (verification).
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from tablee.core.log.fault import BadProof

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""

Subtree = Callable[[int, int], bytes]
"""Returns the root of the ``2**level`` leaves of subtree *index*, given ``(level, index)``."""


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf.

    >>> leaf_hash(b"").hex()[:8]
    '6e340b9c'
    """
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node above two others."""
    return sha256(b"\x01" + left + right).digest()


class Edge:
    """The right edge of a tree: enough to let it grow, leaf by leaf, and to know its root.

    >>> edge = Edge()
    >>> edge.root == EMPTY_ROOT
    True
    >>> edge.append(leaf_hash(b""))
    >>> edge.size, edge.root == leaf_hash(b"")
    (1, True)
    """

    def __init__(self, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        """Begin with a tree of *size* leaves; *nodes* are the roots of its whole subtrees."""
        self.size = size
        self._nodes = list(nodes)
        if len(self._nodes) != size.bit_count():
            raise BadProof(
                f"A tree of {size} has {size.bit_count()} whole subtrees.",
                f"Un arbre de {size} a {size.bit_count()} sous-arbres entiers.",
            )

    @property
    def nodes(self) -> tuple[bytes, ...]:
        """The roots of the whole subtrees, the largest first."""
        return tuple(self._nodes)

    @property
    def root(self) -> bytes:
        """The root of the tree as it is now."""
        return _root_above(self._nodes) if self._nodes else EMPTY_ROOT

    def append(self, hashed: bytes) -> None:
        """Add one leaf, given by its hash."""
        size = self.size
        nodes = self._nodes
        while size & 1:
            hashed = sha256(b"\x01" + nodes.pop() + hashed).digest()
            size >>= 1
        nodes.append(hashed)
        self.size += 1


def edge_of(size: int, subtree: Subtree) -> Edge:
    """Return the right edge of a tree of *size* leaves whose subtrees can be looked up."""
    return Edge(size, [subtree(level, index) for level, index in _whole(0, size)])


def root_of(hashes: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    edge = Edge()
    for each in hashes:
        edge.append(each)
    return edge.root


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """Return the proof that leaf *index* is in the tree of *size*, its sibling first.

    Raises:
        BadProof: there is no such leaf.
    """
    if not 0 <= index < size:
        raise BadProof(
            f"There is no leaf {index} in a tree of {size}.",
            f"Un arbre de {size} n'a pas de feuille {index}.",
        )
    proof: list[bytes] = []
    first, last = 0, size
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            proof.append(_root_between(middle, last, subtree))
            last = middle
        else:
            proof.append(_root_between(first, middle, subtree))
            first = middle
    return proof[::-1]


def consistency_proof(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """Return the proof that the tree of *size* begins with the tree of *old* leaves.

    Raises:
        BadProof: the tree never had that size.
    """
    if not 0 <= old <= size:
        raise BadProof(
            f"A tree of {size} never had {old} leaves.",
            f"Un arbre de {size} n'a jamais eu {old} feuilles.",
        )
    if old in {0, size}:
        return []
    proof: list[bytes] = []
    first, last, is_whole = 0, size, True
    while old != last:
        middle = first + _split(last - first)
        if old <= middle:
            proof.append(_root_between(middle, last, subtree))
            last = middle
        else:
            proof.append(_root_between(first, middle, subtree))
            first, is_whole = middle, False
    if not is_whole:
        proof.append(_root_between(first, last, subtree))
    return proof[::-1]


def check_inclusion(
    index: int, size: int, hashed: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf with this hash is leaf *index* of the tree of *size* with this *root*.

    Raises:
        BadProof: the proof does not show it.
    """
    _check_lengths(hashed, root, *proof)
    if not 0 <= index < size:
        raise BadProof(
            f"There is no leaf {index} in a tree of {size}.",
            f"Un arbre de {size} n'a pas de feuille {index}.",
        )
    fn, sn, computed = index, size - 1, hashed
    for each in proof:
        if sn == 0:
            raise BadProof(
                "The proof is longer than the tree is high.",
                "La preuve est plus longue que l'arbre n'est haut.",
            )
        if fn & 1 or fn == sn:
            computed = node_hash(each, computed)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            computed = node_hash(computed, each)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0 or computed != root:
        raise BadProof(
            f"The proof does not lead from leaf {index} to the root.",
            f"La preuve ne mène pas de la feuille {index} à la racine.",
        )


def check_consistency(
    old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree of *size* with this *root* begins with the tree of *old* leaves.

    Raises:
        BadProof: the proof does not show it.
    """
    _check_lengths(old_root, root, *proof)
    if not 0 <= old <= size:
        raise BadProof(
            f"A tree of {size} never had {old} leaves.",
            f"Un arbre de {size} n'a jamais eu {old} feuilles.",
        )
    if old == 0 and old_root != EMPTY_ROOT:
        raise BadProof(
            "The root of a tree without leaves is another.",
            "La racine d'un arbre sans feuilles est une autre.",
        )
    if old in {0, size}:
        if proof or (old == size and old_root != root):
            raise BadProof(
                "Two trees of one size, or of which one is empty, need no proof.",
                "Deux arbres de même taille, ou dont un est vide, se passent de preuve.",
            )
        return
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise BadProof("The proof is empty.", "La preuve est vide.")
    old_computed, computed = _climbed(old, size, path)
    if old_computed != old_root or computed != root:
        raise BadProof(
            f"The tree of {size} does not begin with the tree of {old}.",
            f"L'arbre de {size} ne commence pas par l'arbre de {old}.",
        )


def _climbed(old: int, size: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return the two roots to which a consistency proof leads (RFC 9162 section 2.1.4.2)."""
    fn, sn = old - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for each in path[1:]:
        if sn == 0:
            raise BadProof(
                "The proof is longer than the tree is high.",
                "La preuve est plus longue que l'arbre n'est haut.",
            )
        if fn & 1 or fn == sn:
            fr, sr = node_hash(each, fr), node_hash(each, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, each)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise BadProof(
            "The proof is shorter than the tree is high.",
            "La preuve est plus courte que l'arbre n'est haut.",
        )
    return fr, sr


def _check_lengths(*hashes: bytes) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise BadProof(f"A hash has {HASH_BYTES} bytes.", f"Une empreinte a {HASH_BYTES} octets.")


def _split(size: int) -> int:
    """Return the largest power of two below *size*."""
    return 1 << ((size - 1).bit_length() - 1)


def _whole(first: int, last: int) -> list[tuple[int, int]]:
    """Return the whole subtrees of ``[first, last)``, as level and index; *first* is aligned."""
    found: list[tuple[int, int]] = []
    while first < last:
        level = (last - first).bit_length() - 1
        found.append((level, first >> level))
        first += 1 << level
    return found


def _root_between(first: int, last: int, subtree: Subtree) -> bytes:
    return _root_above([subtree(level, index) for level, index in _whole(first, last)])


def _root_above(nodes: Sequence[bytes]) -> bytes:
    """Return the root above whole subtrees, the largest first."""
    root = nodes[-1]
    for node in reversed(nodes[:-1]):
        root = node_hash(node, root)
    return root
