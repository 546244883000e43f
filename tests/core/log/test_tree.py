"""The tree is that of RFC 6962, and its proofs show what they say and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.log import naive
from tests.core.log.strategies import leaves

from tablee.core.log.fault import BadProof
from tablee.core.log.tree import (
    EMPTY_ROOT,
    Edge,
    check_consistency,
    check_inclusion,
    consistency_proof,
    edge_of,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)

# The example of RFC 6962's authors: eight leaves, and the roots over none to all of them.
LEAVES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(9))
def test_the_eight_leaves_have_the_known_roots(size):
    assert root_of(map(leaf_hash, LEAVES[:size])).hex() == ROOTS[size]


def test_leaves_and_nodes_are_hashed_apart():
    assert EMPTY_ROOT.hex() == ROOTS[0]
    assert leaf_hash(b"").hex() == ROOTS[1]
    assert leaf_hash(b"L123456").hex().startswith("395aa064aa4c29f7")
    assert node_hash(b"N123", b"N456").hex().startswith("aa217fe8")
    assert node_hash(b"N123", b"N456").hex().endswith("6bbb")


@given(leaves)
def test_the_edge_knows_every_root_as_it_grows(leaves):
    edge = Edge()
    for size, leaf in enumerate(leaves):
        assert edge.size == size
        assert edge.root == naive.root(leaves[:size])
        edge.append(leaf_hash(leaf))
    assert edge.root == naive.root(leaves) == root_of(map(leaf_hash, leaves))


@given(leaves, st.integers(0, 70))
def test_an_edge_grows_on_from_where_it_was_left(leaves, cut):
    first, more = leaves[:cut], leaves[cut:]
    edge = edge_of(len(first), naive.subtrees(first))
    edge = Edge(edge.size, edge.nodes)
    for leaf in more:
        edge.append(leaf_hash(leaf))
    assert (edge.size, edge.root) == (len(leaves), naive.root(leaves))
    assert edge.nodes == edge_of(len(leaves), naive.subtrees(leaves)).nodes


@pytest.mark.parametrize(("size", "nodes"), [(1, 0), (3, 1), (4, 3), (0, 1)])
def test_an_edge_has_one_node_for_each_whole_subtree(size, nodes):
    with pytest.raises(BadProof, match=f"A tree of {size} has"):
        Edge(size, [EMPTY_ROOT] * nodes)


@pytest.mark.parametrize("size", range(1, 40))
def test_every_leaf_is_proven_as_the_specification_says(size):
    leaves = [bytes([number]) for number in range(size)]
    root = naive.root(leaves)
    for number, leaf in enumerate(leaves):
        proof = inclusion_proof(number, size, naive.subtrees(leaves))
        assert proof == naive.inclusion(number, leaves)
        check_inclusion(number, size, leaf_hash(leaf), proof, root)


@pytest.mark.parametrize("size", range(1, 40))
def test_every_growth_is_proven_as_the_specification_says(size):
    leaves = [bytes([number]) for number in range(size)]
    root = naive.root(leaves)
    for old in range(1, size + 1):
        proof = consistency_proof(old, size, naive.subtrees(leaves))
        assert proof == naive.consistency(old, leaves)
        check_consistency(old, size, naive.root(leaves[:old]), root, proof)


def test_the_last_leaf_of_a_long_log_is_proven_and_so_is_its_growth():
    leaves = [number.to_bytes(2) for number in range(1_026)]
    root, subtree = naive.root(leaves), naive.subtrees(leaves)
    for number in (1_024, 1_025):
        proof = inclusion_proof(number, 1_026, subtree)
        check_inclusion(number, 1_026, leaf_hash(leaves[number]), proof, root)
        growth = consistency_proof(number, 1_026, subtree)
        check_consistency(number, 1_026, naive.root(leaves[:number]), root, growth)
    check_inclusion(
        1_024,
        1_025,
        leaf_hash(leaves[1_024]),
        inclusion_proof(1_024, 1_025, naive.subtrees(leaves[:1_025])),
        naive.root(leaves[:1_025]),
    )


def test_growth_from_nothing_and_to_the_same_needs_no_proof():
    leaves = [b"a", b"b", b"c"]
    root = naive.root(leaves)
    assert consistency_proof(0, 3, naive.subtrees(leaves)) == []
    assert consistency_proof(3, 3, naive.subtrees(leaves)) == []
    check_consistency(0, 3, bytes.fromhex(ROOTS[0]), root, [])
    check_consistency(0, 0, EMPTY_ROOT, bytes.fromhex(ROOTS[0]), [])
    check_consistency(3, 3, root, root, [])


@pytest.mark.parametrize("number", [-1, 3, 4])
def test_there_is_no_proof_of_a_leaf_that_is_not(number):
    with pytest.raises(BadProof, match=f"There is no leaf {number} in a tree of 3"):
        inclusion_proof(number, 3, naive.subtrees([b"a", b"b", b"c"]))


@pytest.mark.parametrize("old", [-1, 4])
def test_there_is_no_proof_of_a_tree_that_never_was(old):
    with pytest.raises(BadProof, match=f"A tree of 3 never had {old} leaves"):
        consistency_proof(old, 3, naive.subtrees([b"a", b"b", b"c"]))


@st.composite
def inclusions(draw):
    found = draw(leaves.filter(bool))
    number = draw(st.integers(0, len(found) - 1))
    proof = naive.inclusion(number, found)
    return [number, len(found), leaf_hash(found[number]), proof, naive.root(found)]


@st.composite
def growths(draw):
    found = draw(leaves.filter(lambda each: len(each) > 1))
    old = draw(st.integers(1, len(found) - 1))
    proof = naive.consistency(old, found)
    return [old, len(found), naive.root(found[:old]), naive.root(found), proof]


def flipped(content, bit):
    """Return *content* with one bit changed, counted around its end."""
    place = bit % (8 * len(content))
    changed = bytearray(content)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@given(inclusions(), st.integers(0, 9_999), st.integers(0, 9_999))
def test_no_changed_bit_is_proven_to_be_in_a_tree(claim, which, bit):
    number, size, hashed, proof, root = claim
    check_inclusion(*claim)
    with pytest.raises(BadProof):
        check_inclusion(number, size, flipped(hashed, bit), proof, root)
    with pytest.raises(BadProof):
        check_inclusion(number, size, hashed, proof, flipped(root, bit))
    if proof:
        changed = list(proof)
        changed[which % len(proof)] = flipped(changed[which % len(proof)], bit)
        with pytest.raises(BadProof):
            check_inclusion(number, size, hashed, changed, root)


@given(growths(), st.integers(0, 9_999), st.integers(0, 9_999))
def test_no_changed_bit_is_proven_to_have_grown(claim, which, bit):
    old, size, old_root, root, proof = claim
    check_consistency(*claim)
    with pytest.raises(BadProof):
        check_consistency(old, size, flipped(old_root, bit), root, proof)
    with pytest.raises(BadProof):
        check_consistency(old, size, old_root, flipped(root, bit), proof)
    changed = list(proof)
    changed[which % len(proof)] = flipped(changed[which % len(proof)], bit)
    with pytest.raises(BadProof):
        check_consistency(old, size, old_root, root, changed)


@given(inclusions(), st.integers(-80, 200))
def test_a_leaf_is_at_one_place_only(claim, elsewhere):
    number, size, hashed, proof, root = claim
    if elsewhere != number and hashed not in proof:
        with pytest.raises(BadProof):
            check_inclusion(elsewhere, size, hashed, proof, root)


@given(inclusions(), st.integers(0, 20), st.binary(min_size=32, max_size=32))
def test_an_inclusion_proof_has_its_length(claim, place, more):
    number, size, hashed, proof, root = claim
    longer = [*proof[:place], more, *proof[place:]]
    with pytest.raises(BadProof):
        check_inclusion(number, size, hashed, longer, root)
    if proof:
        shorter = [each for at, each in enumerate(proof) if at != place % len(proof)]
        with pytest.raises(BadProof):
            check_inclusion(number, size, hashed, shorter, root)
    with pytest.raises(BadProof):
        check_inclusion(number, size, hashed, [*proof, root], root)


@given(growths(), st.integers(0, 20), st.binary(min_size=32, max_size=32))
def test_a_consistency_proof_has_its_length(claim, place, more):
    old, size, old_root, root, proof = claim
    with pytest.raises(BadProof):
        check_consistency(old, size, old_root, root, [*proof[:place], more, *proof[place:]])
    shorter = [each for at, each in enumerate(proof) if at != place % len(proof)]
    with pytest.raises(BadProof):
        check_consistency(old, size, old_root, root, shorter)
    with pytest.raises(BadProof):
        check_consistency(old, size, old_root, root, [])


A, B = leaf_hash(b"a"), leaf_hash(b"b")
AB = node_hash(A, B)


@pytest.mark.parametrize(
    ("hashed", "proof", "root"),
    [(A[:31], [B], AB), (A, [B + b"\0"], AB), (A, [B], AB[:31]), (A, [b""], AB), (b"", [], b"")],
)
def test_an_inclusion_proof_is_made_of_hashes(hashed, proof, root):
    with pytest.raises(BadProof, match=r"^A hash has 32 bytes\.$"):
        check_inclusion(0, 2, hashed, proof, root)


@pytest.mark.parametrize(
    ("old_root", "root", "proof"), [(A[:31], AB, [B]), (A, AB[:31], [B]), (A, AB, [B[:31]])]
)
def test_a_consistency_proof_is_made_of_hashes(old_root, root, proof):
    with pytest.raises(BadProof, match=r"^A hash has 32 bytes\.$"):
        check_consistency(1, 2, old_root, root, proof)


@pytest.mark.parametrize(
    ("number", "size", "proof", "sentence"),
    [
        (-1, 2, [B], "There is no leaf -1 in a tree of 2."),
        (2, 2, [B], "There is no leaf 2 in a tree of 2."),
        (0, 0, [], "There is no leaf 0 in a tree of 0."),
        (0, 2, [B, B], "The proof is longer than the tree is high."),
        (0, 2, [], "The proof does not lead from leaf 0 to the root."),
        (0, 2, [A], "The proof does not lead from leaf 0 to the root."),
        (0, 4, [B], "The proof does not lead from leaf 0 to the root."),
    ],
)
def test_a_wrong_inclusion_proof_is_told_what_is_wrong(number, size, proof, sentence):
    with pytest.raises(BadProof) as found:
        check_inclusion(number, size, A, proof, AB)
    assert str(found.value) == sentence


@pytest.mark.parametrize(
    ("old", "size", "old_root", "proof", "sentence"),
    [
        (-1, 2, A, [B], "A tree of 2 never had -1 leaves."),
        (3, 2, A, [B], "A tree of 2 never had 3 leaves."),
        (0, 2, bytes(32), [], "The root of a tree without leaves is another."),
        (0, 2, b"\xff" * 32, [], "The root of a tree without leaves is another."),
        (0, 2, EMPTY_ROOT, [B], "Two trees of one size, or of which one is empty, need no proof."),
        (2, 2, AB, [B], "Two trees of one size, or of which one is empty, need no proof."),
        (2, 2, A, [], "Two trees of one size, or of which one is empty, need no proof."),
        (3, 4, A, [], "The proof is empty."),
        (1, 2, A, [B, B], "The proof is longer than the tree is high."),
        (1, 2, A, [], "The proof is shorter than the tree is high."),
        (1, 4, A, [B], "The proof is shorter than the tree is high."),
        (1, 2, A, [A], "The tree of 2 does not begin with the tree of 1."),
        (1, 2, B, [B], "The tree of 2 does not begin with the tree of 1."),
    ],
)
def test_a_wrong_consistency_proof_is_told_what_is_wrong(old, size, old_root, proof, sentence):
    with pytest.raises(BadProof) as found:
        check_consistency(old, size, old_root, AB, proof)
    assert str(found.value) == sentence
