"""The Merkle tree over the history: RFC 6962 hashing, kept in tiles of 256 hashes as in C2SP tlog-tiles.

The leaf of an entry is SHA-256 over a zero byte and its row, all columns in their order as one MessagePack array; so nothing of
an entry can change, nor its place, without another root. Level 0 of the tiles holds the leaves, and each level above the roots
of the full tiles below it. What is complete never changes: an append rewrites only the last tile of each level.

Nothing here knows a database: what reads tiles is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any

import msgspec

HASH = 32
HEIGHT = 8
WIDTH = 1 << HEIGHT
EMPTY = sha256(b"").digest()

#: Gives the hashes of a tile, by level and number.
ReadTile = Callable[[int, int], bytes]

_encode = msgspec.msgpack.Encoder().encode


def leaf_hash(row: Sequence[Any]) -> bytes:
    """The leaf of one row of `entries`: seq, kind, id, parent, at, body, data."""
    return sha256(b"\x00" + _encode(tuple(row))).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def levels_of(hashes: Sequence[bytes]) -> list[list[bytes]]:
    """All levels of the tree over these hashes, the root alone in the last; an odd one out is carried up."""
    levels = [list(hashes)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        each = iter(below)
        above = [sha256(b"\x01" + left + right).digest() for left, right in zip(each, each, strict=False)]
        if len(below) % 2:
            above.append(below[-1])
        levels.append(above)
    return levels


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root of the tree over these hashes."""
    return levels_of(hashes)[-1][0] if hashes else EMPTY


def split(tile: bytes) -> list[bytes]:
    """The hashes of a tile."""
    return [tile[i : i + HASH] for i in range(0, len(tile), HASH)]


class Frontier:
    """The right edge of a tree: the last, unfinished tile of each level. Grows, and says which tiles have changed."""

    def __init__(self, size: int, read: ReadTile) -> None:
        self.size = size
        self._open: list[list[bytes]] = []
        count, level = size, 0
        while count:
            width = count % WIDTH
            self._open.append(split(read(level, count // WIDTH)) if width else [])
            if len(self._open[-1]) < width:
                raise ValueError(f"tile {level}/{count // WIDTH} holds {len(self._open[-1])} hashes, not {width}")
            del self._open[-1][width:]
            count, level = count // WIDTH, level + 1

    def append(self, leaves: Iterable[bytes]) -> dict[tuple[int, int], bytes]:
        """Grow by some leaves; the tiles that are new or longer now, by level and number."""
        changed: dict[tuple[int, int], bytes] = {}
        for leaf in leaves:
            self.size += 1
            level, new = 0, leaf
            while True:
                if level == len(self._open):
                    self._open.append([])
                tile = self._open[level]
                tile.append(new)
                if len(tile) < WIDTH:
                    break
                changed[level, (self.size >> (HEIGHT * level)) // WIDTH - 1] = b"".join(tile)
                new = root_of(tile)
                tile.clear()
                level += 1
        for level, tile in enumerate(self._open):
            if tile:
                changed[level, (self.size >> (HEIGHT * level)) // WIDTH] = b"".join(tile)
        return changed

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        right: list[bytes] = []
        for tile in self._open:
            if tile or right:
                right = [root_of([*tile, *right])]
        return right[0] if right else EMPTY


class Tree:
    """A tree of a given size whose tiles can be read: its root, the roots it had, and proofs."""

    def __init__(self, size: int, read: ReadTile) -> None:
        self.size = size
        self._read = read
        self._seen: dict[tuple[int, int], list[list[bytes]]] = {}

    def root(self, size: int | None = None) -> bytes:
        """The root when the tree had that size (now, where none is given)."""
        size = self.size if size is None else size
        return self._range(0, size) if size else EMPTY

    def inclusion(self, number: int, size: int | None = None) -> list[bytes]:
        """The audit path of a leaf (RFC 6962, 2.1.1)."""
        return self._path(number, 0, self.size if size is None else size)

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The proof that the tree of size `old` is the beginning of this one (RFC 6962, 2.1.2)."""
        size = self.size if size is None else size
        return self._since(old, 0, size, whole=True) if 0 < old < size else []

    def _path(self, number: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _half(end - start)
        if number < middle:
            return [*self._path(number, start, middle), self._range(middle, end)]
        return [*self._path(number, middle, end), self._range(start, middle)]

    def _since(self, old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if old == end:
            return [] if whole else [self._range(start, end)]
        middle = start + _half(end - start)
        if old <= middle:
            return [*self._since(old, start, middle, whole=whole), self._range(middle, end)]
        return [*self._since(old, middle, end, whole=False), self._range(start, middle)]

    def _range(self, start: int, end: int) -> bytes:
        """The root over the leaves from start to end, as they are met on the way down from a root."""
        size = end - start
        if size & (size - 1) == 0:
            height = size.bit_length() - 1
            return self._node(height, start >> height)
        middle = start + _half(size)
        return node_hash(self._range(start, middle), self._range(middle, end))

    def _node(self, height: int, number: int) -> bytes:
        """A complete subtree over 2**height leaves."""
        level, inner = divmod(height, HEIGHT)
        tile, place = divmod(number << inner, WIDTH)
        known = self._seen.get((level, tile))
        if known is None:
            if len(self._seen) > 4096:
                self._seen.clear()
            known = self._seen[level, tile] = levels_of(split(self._read(level, tile)))
        return known[inner][place >> inner]


def _half(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def root_from_inclusion(leaf: bytes, number: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that an audit path leads to, or None where the path cannot be one (RFC 9162, 2.1.3.2)."""
    if not 0 <= number < size:
        return None
    first, second, found = number, size - 1, leaf
    for node in path:
        if second == 0:
            return None
        if first & 1 or first == second:
            found = node_hash(node, found)
            while not first & 1 and first:
                first, second = first >> 1, second >> 1
        else:
            found = node_hash(found, node)
        first, second = first >> 1, second >> 1
    return found if second == 0 else None


def is_consistent(old: tuple[int, bytes], new: tuple[int, bytes], path: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree `old` (size, root) is the beginning of `new` (RFC 9162, 2.1.4.2)."""
    (size, root), (grown, grown_root) = old, new
    if size > grown:
        return False
    if size in (0, grown):
        return not path and (size == 0 or root == grown_root)
    nodes = [root, *path] if size & (size - 1) == 0 else list(path)
    if not nodes:
        return False
    first, second = size - 1, grown - 1
    while first & 1:
        first, second = first >> 1, second >> 1
    left = right = nodes[0]
    for node in nodes[1:]:
        if second == 0:
            return False
        if first & 1 or first == second:
            left, right = node_hash(node, left), node_hash(node, right)
            while not first & 1 and first:
                first, second = first >> 1, second >> 1
        else:
            right = node_hash(right, node)
        first, second = first >> 1, second >> 1
    return second == 0 and left == root and right == grown_root
