"""Trees as RFC 6962 defines them, in so many words: slow, recursive, and without our shortcuts."""

from hashlib import sha256


def root(leaves):
    """Return the root over the bytes of leaves (section 2.1)."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    k = split(len(leaves))
    return sha256(b"\1" + root(leaves[:k]) + root(leaves[k:])).digest()


def inclusion(number, leaves):
    """Return the audit path of one leaf (section 2.1.1)."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if number < k:
        return [*inclusion(number, leaves[:k]), root(leaves[k:])]
    return [*inclusion(number - k, leaves[k:]), root(leaves[:k])]


def consistency(old, leaves):
    """Return the proof that these leaves begin with *old* of them (section 2.1.2)."""
    return _subproof(old, leaves, is_whole=True)


def _subproof(old, leaves, *, is_whole):
    if old == len(leaves):
        return [] if is_whole else [root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*_subproof(old, leaves[:k], is_whole=is_whole), root(leaves[k:])]
    return [*_subproof(old - k, leaves[k:], is_whole=False), root(leaves[:k])]


def split(size):
    """Return the largest power of two below *size*."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def subtrees(leaves):
    """Return how to look up a subtree over these leaves."""

    def subtree(level, index):
        return root(leaves[index << level : (index + 1) << level])

    return subtree
