"""The tree against RFC 6962's own definition, its known roots, and proofs that are wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.tree import (
    Frontier,
    consistency_proof,
    extends,
    grown,
    includes,
    inclusion_proof,
    leaf_hash,
    root_of,
    tree_root,
)

# The eight leaves and the roots over the first 1, 2, … 8 of them that Certificate
# Transparency's implementations share (certificate-transparency/…/merkletree).
CT_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(entry) for entry in CT_LEAVES]


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(
        b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])
    ).digest()


def frontier_of(leaves: Sequence[bytes]) -> Frontier:
    frontier: Frontier = ()
    for size, leaf in enumerate(leaves):
        frontier = grown(frontier, size, leaf)
    return frontier


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert tree_root(LEAVES[:size]).hex() == CT_ROOTS[size - 1]


def test_the_root_over_nothing_is_the_hash_of_nothing() -> None:
    assert root_of(()).hex() == hashlib.sha256(b"").hexdigest()


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_a_growing_frontier_has_the_root_that_the_rfc_defines(entries: list[bytes]) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    assert root_of(frontier_of(leaves)) == naive_root(leaves)
    assert len(frontier_of(leaves)) == len(leaves).bit_count()


def test_the_inclusion_path_of_the_rfcs_example() -> None:
    """RFC 6962 §2.1.3: in a tree of seven, the path of d3 is [c, g, l]."""
    leaves = LEAVES[:7]
    assert inclusion_proof(leaves, 3) == [
        leaves[2],
        naive_root(leaves[:2]),
        naive_root(leaves[4:]),
    ]


def test_the_consistency_paths_of_the_rfcs_example() -> None:
    """RFC 6962 §2.1.3: from 3 [c, d, g, l], from 4 [l], from 6 [i, j, k]."""
    leaves = LEAVES[:7]
    assert consistency_proof(leaves, 3) == [
        leaves[2],
        leaves[3],
        naive_root(leaves[:2]),
        naive_root(leaves[4:]),
    ]
    assert consistency_proof(leaves, 4) == [naive_root(leaves[4:])]
    assert consistency_proof(leaves, 6) == [
        naive_root(leaves[4:6]),
        leaves[6],
        naive_root(leaves[:4]),
    ]


MANY = [leaf_hash(bytes([number])) for number in range(33)]
SIZES = range(1, len(MANY) + 1)


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_of_every_tree_is_shown_to_be_in_it_and_nowhere_else(size: int) -> None:
    leaves, root = MANY[:size], naive_root(MANY[:size])
    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(leaves, index)
        shown = [other for other in range(size) if includes(root, size, other, leaf, proof)]
        assert shown == [index]


@pytest.mark.parametrize("size", SIZES)
def test_every_tree_is_shown_to_have_grown_from_every_smaller_one(size: int) -> None:
    leaves, root = MANY[:size], naive_root(MANY[:size])
    for before in range(1, size + 1):
        proof = consistency_proof(leaves, before)
        assert extends(naive_root(MANY[:before]), before, root, size, proof)


def wrong(proof: list[bytes]) -> list[list[bytes]]:
    """Every way of getting a right proof wrong."""
    flipped = [
        [*proof[:n], bytes([proof[n][0] ^ 1]) + proof[n][1:], *proof[n + 1 :]]
        for n in range(len(proof))
    ]
    swapped = [[*proof[:n], proof[n + 1], proof[n], *proof[n + 2 :]] for n in range(len(proof) - 1)]
    dropped = [[*proof[:n], *proof[n + 1 :]] for n in range(len(proof))]
    trailing = [[*proof, b"\0" * 32], [*proof, b""], [b"\0" * 32, *proof], [*proof, *proof[-1:]]]
    short = [[each[:-1] for each in proof], [each + b"\0" for each in proof]]
    return [each for each in (*flipped, *swapped, *dropped, *trailing, *short) if each != proof]


@pytest.mark.parametrize("size", SIZES)
def test_a_wrong_inclusion_proof_shows_nothing(size: int) -> None:
    leaves, root = MANY[:size], naive_root(MANY[:size])
    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(leaves, index)
        for other in wrong(proof):
            assert not includes(root, size, index, leaf, other)
        assert not includes(leaf_hash(b"other"), size, index, leaf, proof)
        assert not includes(root, size, index, leaf_hash(b"other"), proof)
        assert not includes(root, size, size, leaf, proof)
        assert not includes(root, size, -1, leaf, proof)


@pytest.mark.parametrize("size", SIZES)
def test_a_wrong_consistency_proof_shows_nothing(size: int) -> None:
    leaves, root = MANY[:size], naive_root(MANY[:size])
    for before in range(1, size + 1):
        old, proof = naive_root(MANY[:before]), consistency_proof(leaves, before)
        for other in wrong(proof):
            assert not extends(old, before, root, size, other)
        if before < size:
            assert not extends(root, before, old, size, proof), "swapped roots"
            assert not extends(old, size, root, before, proof), "swapped sizes"
        assert not extends(leaf_hash(b"other"), before, root, size, proof)
        assert not extends(old, before, leaf_hash(b"other"), size, proof)
        assert not extends(old, 0, root, size, proof)


def test_there_is_no_proof_of_what_is_not_there() -> None:
    with pytest.raises(IndexError, match="has no leaf 8"):
        inclusion_proof(LEAVES, 8)
    with pytest.raises(IndexError, match="has not grown from 9"):
        consistency_proof(LEAVES, 9)
    with pytest.raises(IndexError, match="has not grown from 0"):
        consistency_proof(LEAVES, 0)
