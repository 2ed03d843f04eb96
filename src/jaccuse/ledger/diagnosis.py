"""Where a tile of leaves and the rows disagree: which row it is, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, select

from .dialects import rows_between
from .faults import is_of_driver
from .schema import tiles
from .tree import HASH, WIDTH, leaf_hash, root_of, split

Row = tuple[Any, ...]
_LEAVES = select(tiles.c.hashes).where(tiles.c.level == 0, tiles.c.number == bindparam("number"))


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong. seq, kind, id: of the row, as far as they are known; detail: what else there is to say."""

    what: Literal["altered", "removed", "inserted", "unreadable", "tree", "derived"]
    seq: int | None
    kind: str | None
    id: str | None
    detail: str = ""

    def __str__(self) -> str:
        row = f"row {self.seq:,}" if self.seq is not None else ""
        if self.id:
            row += f", {self.kind} {self.id},"
        told = {
            "altered": "was altered",
            "removed": "was removed",
            "inserted": "was inserted",
            "unreadable": "cannot be read",
            "tree": "is as it was; the tree over it was altered",
            "derived": "",
        }[self.what]
        if self.what == "derived" or self.seq is None or (not self.id and self.what in ("altered", "removed") and self.detail):
            return self.detail
        return f"{row} {told}" + (f": {self.detail}" if self.detail else "")


def readable(connection: Connection, first: int, end: int) -> list[Row] | None:
    """The rows of a stretch, or None where the database cannot read them all."""
    try:
        return rows_between(connection, first, end)
    except Exception as error:
        if not is_of_driver(error):
            raise
        return None


def unreadable(connection: Connection, first: int, end: int) -> Fault:
    """The first row of a stretch that cannot be read."""
    while end - first > 1:
        middle = (first + end) // 2
        if readable(connection, first, middle) is None:
            end = middle
        else:
            first = middle
    return Fault("unreadable", first, None, None, "the file is damaged there")


def compared(mine: Sequence[bytes], stored: bytes) -> int | None:
    """The first place at which hashes and a stored tile differ."""
    if b"".join(mine) == stored[: len(mine) * HASH]:
        return None
    return next(place for place, node in enumerate(mine) if stored[place * HASH : (place + 1) * HASH] != node)


def diagnose(connection: Connection, tile: int, stored: bytes, end: int) -> Fault:
    """What happened in a tile whose leaves are not those of the rows. end: of the rows that were committed."""
    first, last = tile * WIDTH, min((tile + 1) * WIDTH, end)
    rows = {row[0]: row for row in readable(connection, first, last + 1) or []}
    leaves = split(stored)
    for seq in range(first, last):
        leaf = leaves[seq - first] if seq - first < len(leaves) else None
        row = rows.get(seq)
        if row is None:
            more = connection.exec_driver_sql(f"SELECT seq FROM entries WHERE seq > {seq} LIMIT 1").first()
            return Fault("removed", seq, None, None, f"row {seq:,} was removed" + ("" if more else ", and all behind it"))
        if leaf_hash(row) != leaf:
            leaves += split(bytes(connection.execute(_LEAVES, {"number": tile + 1}).scalar() or b""))
            return _changed(connection, row, rows.get(seq + 1), leaves[seq - first : seq - first + 2], tile)
    return Fault("tree", first, None, None, f"tile 0/{tile}")


def _changed(connection: Connection, row: Row, following: Row | None, leaves: Sequence[bytes], tile: int) -> Fault:
    """A row that is there and is not what its leaf says."""
    seq, kind, name = row[0], row[1], row[2]
    if len(leaves) == 2 and any(leaf_hash(moved) == leaves[1] for moved in _moved(row, seq + 1, 1)):
        return Fault("removed", seq, None, None, f"row {seq:,} was removed, and those behind it moved up")
    if following and leaves and any(leaf_hash(moved) == leaves[0] for moved in _moved(following, seq, -1)):
        return Fault("inserted", seq, kind, name, "those behind it moved down")
    above = connection.execute(select(tiles.c.hashes).where(tiles.c.level == 1, tiles.c.number == tile // WIDTH)).scalar()
    place = tile % WIDTH * HASH
    mine = readable(connection, tile * WIDTH, (tile + 1) * WIDTH) or []
    if above and len(mine) == WIDTH and bytes(above)[place : place + HASH] == root_of([leaf_hash(one) for one in mine]):
        return Fault("tree", seq, kind, name, f"tile 0/{tile}")
    return Fault("altered", seq, kind, name)


def _moved(row: Row, seq: int, by: int) -> list[Row]:
    """A row at another place; its parent may have moved with it or not."""
    return [(seq, row[1], row[2], parent, *row[4:]) for parent in {row[3], row[3] + by if isinstance(row[3], int) else None}]
