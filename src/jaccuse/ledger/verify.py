"""`verify`: compute the whole tree again out of the rows, and name the first row that is not what was recorded.

Every row is hashed and compared with its leaf, every tile with the one above it, and the root with every head that a commit
left and every checkpoint. Whoever changes a row must change all of these, here and in every signed checkpoint elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import msgspec
from sqlalchemy import Connection, select

from ..errors import LedgerDamaged, ProofWrong
from .append import read_tile
from .checkpoints import Note, parse
from .derive import Report
from .diagnosis import Fault, compared, diagnose, readable, unreadable
from .dialects import connect, transaction
from .entries import Act, Checkpoint
from .schema import entries, heads, is_kind, tiles
from .suspects import suspect
from .tree import EMPTY, HASH, WIDTH, leaf_hash, levels_of, node_hash, root_of

#: Rows of one piece of the work: the leaves below one tile of level 1.
PIECE = WIDTH * WIDTH
#: Rows read at once.
CHUNK = WIDTH * 16


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. size, root: of the tree as computed; fault: the first, where there is one; checkpoints: how many held."""

    size: int
    root: bytes
    fault: Fault | None
    checkpoints: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What one piece gave: the roots of its full tiles, the leaves of a short one, where heads begin, the first fault."""

    roots: list[bytes]
    rest: list[bytes]
    begun: dict[int, bytes]
    fault: Fault | None


def verify(place: str, notes: Iterable[Note] = (), *, processes: int = 1, report: Report | None = None) -> Verified:
    """Check the history of the ledger at a place; changes nothing. Raises LedgerError where it cannot even be opened."""
    engine = connect(place, create=False, readonly=True)
    try:
        with transaction(engine, place, writes=False) as connection:
            said = connection.execute(select(heads.c.size, heads.c.root).order_by(heads.c.size)).fetchall()
            size = said[-1].size if said else 0
            sizes = [row.size for row in said]
            given = [*_recorded(connection), *notes]
            sizes = sorted({*sizes, *(note.size for note in given if 0 < note.size <= size)})
            ends = list(range(0, size, PIECE))
            work = [(first, min(first + PIECE, size), [n for n in sizes if first < n <= first + PIECE]) for first in ends]
            pieces: list[Piece] = []
            for piece in _mapped(place, connection, work, processes):
                pieces.append(piece)
                if piece.fault:
                    return Verified(size, b"", piece.fault, 0)
                if report:
                    report(min(len(pieces) * PIECE, size), size)
            tree = _Computed(pieces)
            fault = (
                _beyond(connection, size)
                or _upper(connection, tree)
                or _heads(connection, tree, [(r.size, bytes(r.root)) for r in said])
            )
            held = 0
            while not fault and held < len(given):
                fault = _note(tree, given[held], size)
                held += not fault
            return Verified(size, tree.root(size), fault, held)
    finally:
        engine.dispose()


def _mapped(place: str, connection: Connection, work: Sequence[tuple[int, int, list[int]]], processes: int) -> Iterable[Piece]:
    if processes < 2 or len(work) < 2:
        return (check_piece(connection, place, *part) for part in work)
    return _spread(place, work, processes)


def _spread(place: str, work: Sequence[tuple[int, int, list[int]]], processes: int) -> Iterable[Piece]:
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(partial(_in_process, place), work)
        finally:
            pool.shutdown(cancel_futures=True)


def _in_process(place: str, part: tuple[int, int, list[int]]) -> Piece:
    engine = connect(place, create=False, readonly=True)
    try:
        with transaction(engine, place, writes=False) as connection:
            return check_piece(connection, place, *part)
    finally:
        engine.dispose()


def check_piece(connection: Connection, place: str, first: int, end: int, sizes: Sequence[int]) -> Piece:
    """Hash the rows of one piece, and compare them with the leaves that are stored."""
    stored = {
        number: bytes(hashes)
        for number, hashes in connection.execute(
            select(tiles.c.number, tiles.c.hashes).where(
                tiles.c.level == 0, tiles.c.number >= first // WIDTH, tiles.c.number * WIDTH < end
            )
        )
    }
    wanted = {number: [n for n in sizes if number * WIDTH < n < (number + 1) * WIDTH] for number in {n // WIDTH for n in sizes}}
    piece = Piece([], [], {}, None)
    for start in range(first, end, CHUNK):
        stop = min(start + CHUNK, end)
        rows = readable(connection, start, stop)
        if rows is None:
            return Piece([], [], {}, unreadable(connection, start, stop))
        leaves = [leaf_hash(row) for row in rows]
        for tile in range(start // WIDTH, (stop - 1) // WIDTH + 1):
            mine = leaves[tile * WIDTH - start : min((tile + 1) * WIDTH, stop) - start]
            width = min((tile + 1) * WIDTH, end) - tile * WIDTH
            leaf = stored.get(tile, b"")
            if len(mine) != width or b"".join(mine) != leaf[: width * HASH]:
                return Piece([], [], {}, diagnose(connection, tile, leaf, end))
            levels = levels_of(mine)
            for n in wanted.get(tile, ()):
                piece.begun[n] = beginning(levels, n % WIDTH, None)
            if width == WIDTH:
                piece.roots.append(levels[-1][0])
            else:
                piece.rest.extend(mine)
    return piece


def beginning(levels: Sequence[Sequence[bytes]], count: int, right: bytes | None) -> bytes:
    """The root over the first `count` hashes of some levels, with one more subtree to their right or none."""
    nodes, place = [], 0
    for bit in reversed(range(count.bit_length())):
        if count & 1 << bit:
            nodes.append(levels[bit][place >> bit])
            place += 1 << bit
    for node in reversed(nodes):
        right = node if right is None else node_hash(node, right)
    return EMPTY if right is None else right


class _Computed:
    """The tree as the rows make it, above the leaves."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        roots = [root for piece in pieces for root in piece.roots]
        self.rest = pieces[-1].rest if pieces else []
        self.begun = {n: node for piece in pieces for n, node in piece.begun.items()}
        self.levels = [roots]  # of tiles, from level 1 on
        while len(self.levels[-1]) >= WIDTH:
            below = self.levels[-1]
            self.levels.append([root_of(below[i : i + WIDTH]) for i in range(0, len(below) - WIDTH + 1, WIDTH)])
        self._known: dict[tuple[int, int], list[list[bytes]]] = {}

    def root(self, size: int) -> bytes:
        """The root when the tree had a size that was asked for."""
        count, rest = divmod(size, WIDTH)
        right = (self.begun[size] if size in self.begun else root_of(self.rest)) if rest else None
        for level, hashes in enumerate(self.levels):
            number, width = divmod(count, WIDTH)
            if width:
                key = level, number
                if key not in self._known:
                    self._known = {k: v for k, v in self._known.items() if k[0] != level}
                    self._known[key] = levels_of(hashes[number * WIDTH : (number + 1) * WIDTH])
                right = beginning(self._known[key], width, right)
            count = number
        return EMPTY if right is None else right


def _beyond(connection: Connection, size: int) -> Fault | None:
    """Rows that stand outside of the places that were committed."""
    found = connection.execute(
        select(entries.c.seq, entries.c.kind, entries.c.id)
        .where((entries.c.seq >= size) | (entries.c.seq < 0))
        .order_by(entries.c.seq)
        .limit(1)
    ).first()
    return Fault("inserted", found.seq, found.kind, found.id, "no commit of the tree holds it") if found else None


def _upper(connection: Connection, tree: _Computed) -> Fault | None:
    """The tiles above the leaves."""
    for level, hashes in enumerate(tree.levels, 1):
        for number in range(0, -(-len(hashes) // WIDTH)):
            mine = hashes[number * WIDTH : (number + 1) * WIDTH]
            stored = _tile(connection, level, number)
            place = compared(mine, stored)
            if place is not None:
                span = WIDTH**level
                first = (number * WIDTH + place) * span
                words = f"one of the rows {first:,} to {first + span - 1:,} and its leaf, or tile {level}/{number} of the tree"
                return suspect(connection, first, first + span) or Fault("altered", first, None, None, words)
    return None


def _tile(connection: Connection, level: int, number: int) -> bytes:
    try:
        return read_tile(connection, level, number)
    except LedgerDamaged:
        return b""


def _heads(connection: Connection, tree: _Computed, said: Sequence[tuple[int, bytes]]) -> Fault | None:
    """The heads of all commits."""
    before = 0
    wrong = [tree.root(size) != root for size, root in said]
    for (size, _), is_wrong in zip(said, wrong, strict=True):
        if is_wrong:
            words = "one of them was altered together with the tree" if wrong[-1] else "its head was altered"
            found = suspect(connection, before, size) if wrong[-1] else None
            return found or Fault("altered", before, None, None, f"commit of rows {before:,} to {size - 1:,}: {words}")
        before = size
    return None


def _recorded(connection: Connection) -> list[Note]:
    """The checkpoints that were recorded in the ledger itself."""
    found: list[Note] = []
    for (body,) in connection.execute(
        select(entries.c.body).where(is_kind("act"), entries.c.body.like('%"act":"checkpoint"%'))
    ):
        try:
            act = msgspec.json.decode(body, type=Act)
            if isinstance(act, Checkpoint):
                found.append(parse(act.note))
        except (msgspec.DecodeError, ProofWrong):
            continue  # an altered row, which its hash will tell
    return found


def _note(tree: _Computed, note: Note, size: int) -> Fault | None:
    """One checkpoint against the tree."""
    if note.size > size:
        return Fault("removed", size, None, None, f"the checkpoint knows {note.size:,} rows: those from {size:,} on are gone")
    if tree.root(note.size) != note.root:
        return Fault("altered", 0, None, None, f"the first {note.size:,} rows are not those of the checkpoint over them")
    return None
