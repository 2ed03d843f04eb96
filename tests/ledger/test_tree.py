"""The tree by tiles is the tree of RFC 6962, its proofs check, and nothing else does."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse.ledger.tree import (
    EMPTY,
    WIDTH,
    Frontier,
    Tree,
    is_consistent,
    root_from_inclusion,
    root_of,
)

# The inputs, roots and paths of the tests of Certificate Transparency (RFC 6962): merkle_tree_test of its reference server.
LEAVES = [
    bytes.fromhex(x)
    for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
PROOFS = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def hashed(leaf: bytes) -> bytes:
    """The hash of a leaf's bytes."""
    return sha256(b"\x00" + leaf).digest()


def numbered(count: int) -> list[bytes]:
    """Hashes of so many leaves, all different."""
    return [hashed(number.to_bytes(4, "big")) for number in range(count)]


def tree_by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + tree_by_definition(leaves[:half]) + tree_by_definition(leaves[half:])).digest()


def grown(parts: list[list[bytes]]) -> tuple[Tree, bytes]:
    """A tree that was appended to in parts, each by a new frontier out of the stored tiles; and its root by the frontier."""
    tiles: dict[tuple[int, int], bytes] = {}
    size, root = 0, EMPTY
    for part in parts:
        frontier = Frontier(size, lambda level, number: tiles[level, number])
        tiles.update(frontier.append(part))
        size, root = frontier.size, frontier.root()
    return Tree(size, lambda level, number: tiles[level, number]), root


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    """Roots of the reference implementation."""
    leaves = [hashed(leaf) for leaf in LEAVES[:size]]
    tree, root = grown([leaves])
    assert root.hex() == tree.root().hex() == root_of(leaves).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("number", "size"), PATHS)
def test_known_paths(number: int, size: int) -> None:
    """Audit paths of the reference implementation."""
    tree, _ = grown([[hashed(leaf) for leaf in LEAVES]])
    path = tree.inclusion(number, size)
    assert [node.hex() for node in path] == PATHS[number, size]
    assert root_from_inclusion(hashed(LEAVES[number]), number, size, path) == bytes.fromhex(ROOTS[size - 1])


@pytest.mark.parametrize(("old", "size"), PROOFS)
def test_known_consistency(old: int, size: int) -> None:
    """Consistency proofs of the reference implementation."""
    tree, _ = grown([[hashed(leaf) for leaf in LEAVES]])
    path = tree.consistency(old, size)
    assert [node.hex() for node in path] == PROOFS[old, size]
    assert is_consistent((old, bytes.fromhex(ROOTS[old - 1])), (size, bytes.fromhex(ROOTS[size - 1])), path)


@given(st.lists(st.integers(1, 700), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_the_tree_by_tiles_is_the_tree_by_definition(parts: list[int]) -> None:
    """However it grew, and at every size it had."""
    leaves = numbered(sum(parts))
    rest = iter(leaves)
    tree, root = grown([[next(rest) for _ in range(part)] for part in parts])
    assert root == tree.root() == tree_by_definition(leaves)
    for size in (1, parts[0], len(leaves) // 2 or 1, len(leaves)):
        assert tree.root(size) == tree_by_definition(leaves[:size])


def test_a_tree_of_three_levels_of_tiles() -> None:
    """Just around the size at which a third level begins."""
    leaves = numbered(WIDTH * WIDTH + 2)
    for cut in (WIDTH * WIDTH - 1, WIDTH * WIDTH, WIDTH * WIDTH + 1):
        tree, root = grown([leaves[:cut], leaves[cut:]])
        assert root == tree.root() == root_of(leaves)
        assert tree.root(cut) == root_of(leaves[:cut])
        path = tree.inclusion(cut - 1)
        assert root_from_inclusion(leaves[cut - 1], cut - 1, len(leaves), path) == root
        assert is_consistent((cut, tree.root(cut)), (len(leaves), root), tree.consistency(cut))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_proof_checks_and_nothing_else_does(data: st.DataObject) -> None:
    """Inclusion and consistency of any size; a path with one bit changed, a node too many or too few never checks."""
    size = data.draw(st.integers(1, 1200))
    leaves = numbered(size)
    tree, root = grown([leaves])
    number = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(number)
    assert root_from_inclusion(leaves[number], number, size, path) == root
    assert root_from_inclusion(hashed(b"other"), number, size, path) != root
    for wrong in _wrong(path, data):
        assert root_from_inclusion(leaves[number], number, size, wrong) != root
    old = data.draw(st.integers(1, size))
    proof = tree.consistency(old)
    assert is_consistent((old, tree.root(old)), (size, root), proof)
    assert not is_consistent((old, hashed(b"other")), (size, root), proof)
    for wrong in _wrong(proof, data):
        assert not is_consistent((old, tree.root(old)), (size, root), wrong)


def _wrong(path: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    wrong = [[*path, hashed(b"more")]]
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        bit = bytearray(path[place])
        bit[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
        wrong += [path[:-1], [*path[:place], bytes(bit), *path[place + 1 :]]]
    return wrong
