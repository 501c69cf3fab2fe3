"""The journal's Merkle tree (RFC 6962 §2.1): roots, proofs, and their verification. Pure.

A leaf is hashed after the byte 0, a node after the byte 1. A tree that only grows
is kept as its frontier: the roots of its perfect subtrees, the largest first, as
many as the size has ones in binary. A root over an empty tree is SHA-256 of nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

Frontier = tuple[bytes, ...]

HASH_BYTES = 32


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def grown(frontier: Frontier, size: int, leaf: bytes) -> Frontier:
    """The frontier of `size + 1` leaves: each full pair becomes one node, as in adding 1."""
    while size % 2:
        *before, left = frontier
        frontier, leaf, size = tuple(before), node_hash(left, leaf), size // 2
    return (*frontier, leaf)


def root_of(frontier: Frontier) -> bytes:
    if not frontier:
        return hashlib.sha256(b"").digest()
    *before, root = frontier
    for left in reversed(before):
        root = node_hash(left, root)
    return root


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier: Frontier = ()
    for size, leaf in enumerate(leaves):
        frontier = grown(frontier, size, leaf)
    return root_of(frontier)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """That the leaf at `index` (from 0) is in the tree over `leaves` (RFC 6962 §2.1.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"a tree of {len(leaves)} has no leaf {index}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), tree_root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), tree_root(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], before: int) -> list[bytes]:
    """That the tree over `leaves` begins with its first `before` leaves (RFC 6962 §2.1.2)."""
    if not 0 < before <= len(leaves):
        raise IndexError(f"a tree of {len(leaves)} has not grown from {before}")
    return _subproof(leaves, before, whole=True)


def _subproof(leaves: Sequence[bytes], before: int, whole: bool) -> list[bytes]:
    """`whole`: the verifier knows the root over the first `before` of these leaves."""
    if before == len(leaves):
        return [] if whole else [tree_root(leaves)]
    split = _split(len(leaves))
    if before <= split:
        return [*_subproof(leaves[:split], before, whole), tree_root(leaves[split:])]
    return [*_subproof(leaves[split:], before - split, whole=False), tree_root(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows the leaf hash at `index` under `root` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size or not _hashes(root, leaf, *proof):
        return False
    position, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if position % 2 or position == last:
            found = node_hash(step, found)
            position, last = _past_lone_nodes(position, last)
        else:
            found = node_hash(found, step)
        position, last = position >> 1, last >> 1
    return last == 0 and found == root


def extends(
    before_root: bytes, before: int, root: bytes, size: int, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows that the tree has only grown (RFC 9162 §2.1.4.2)."""
    if not 0 < before <= size or not _hashes(before_root, root, *proof):
        return False
    if before == size:
        return not proof and before_root == root
    # A perfect earlier tree is a node of the later one, and left out of the proof.
    path = [before_root, *proof] if before & (before - 1) == 0 else list(proof)
    if not path:
        return False
    position, last = before - 1, size - 1
    while position % 2:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if position % 2 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            position, last = _past_lone_nodes(position, last)
        else:
            new = node_hash(new, step)
        position, last = position >> 1, last >> 1
    return last == 0 and (old, new) == (before_root, root)


def _past_lone_nodes(position: int, last: int) -> tuple[int, int]:
    """Up to where the path next turns: a node without a right sibling is carried up as it is."""
    while position % 2 == 0 and position:
        position, last = position >> 1, last >> 1
    return position, last


def _hashes(*found: bytes) -> bool:
    return all(len(each) == HASH_BYTES for each in found)
