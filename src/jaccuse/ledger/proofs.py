"""Proofs that stand by themselves: that one row is in the history, and that one checkpoint is the beginning of another.

A proof is a JSON file. Whoever has it can check it without the ledger, and with a signed checkpoint in it, without trust in
whoever keeps the ledger.
"""

from __future__ import annotations

from base64 import b64decode, b64encode

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, select

from ..errors import LedgerDamaged, ProofWrong, UnknownId
from . import derive
from .append import read_tile, size
from .checkpoints import Note, parse
from .content_tables import acts, claims, documents, operations, readings
from .derivers import derivers
from .dialects import rows_between
from .ledger import Ledger
from .schema import entries, heads
from .tree import Tree, is_consistent, leaf_hash, root_from_inclusion

#: An id may be shortened to so many characters.
SHORTEST = 5


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the history; data in Base64."""

    seq: int
    kind: str
    id: str
    parent: int | None
    at: str
    body: str
    data: str | None = None


class Inclusion(msgspec.Struct, frozen=True, kw_only=True, tag_field="proof", tag="jaccuse inclusion 1"):
    """That a row is in the history over which the checkpoint stands."""

    row: Row
    path: tuple[str, ...]
    checkpoint: str


class Consistency(msgspec.Struct, frozen=True, kw_only=True, tag_field="proof", tag="jaccuse consistency 1"):
    """That nothing of the history over which the old checkpoint stands was changed until the new one."""

    old: str
    path: tuple[str, ...]
    new: str


def origin(ledger: Ledger) -> str:
    """The first line of a ledger's checkpoints."""
    return f"jaccuse/{ledger.id}"


def checkpoint(ledger: Ledger) -> Note:
    """The unsigned checkpoint over the history as it is."""
    name = origin(ledger)
    with ledger.reading() as connection:
        return _checkpoint(connection, name)


def prove(ledger: Ledger, name: str, note: Note | None = None) -> Inclusion:
    """A proof that the newest row with an id (of a claim, an operation, an act …) is in the history.

    note: the checkpoint to prove it by; without it, one of now. Raises UnknownId; ProofWrong where the note is of another
    ledger or older than the row; LedgerDamaged.
    """
    first = origin(ledger)
    with ledger.reading() as connection:
        note = note or _checkpoint(connection, first)
        _of(note, first)
        seq = _newest(connection, name)
        if seq >= note.size:
            raise ProofWrong("the checkpoint is older than the row", remedy="take one that was made later")
        (row,) = rows_between(connection, seq, seq + 1)
        path = _tree(connection, note).inclusion(seq)
        if root_from_inclusion(leaf_hash(row), seq, note.size, path) != note.root:
            raise LedgerDamaged("the row or the tree over it was altered", remedy="`jaccuse verify` says where")
    data = None if row[6] is None else b64encode(row[6]).decode()
    held = Row(seq=row[0], kind=row[1], id=row[2], parent=row[3], at=row[4], body=row[5], data=data)
    return Inclusion(row=held, path=_written(path), checkpoint=str(note))


def prove_growth(ledger: Ledger, old: Note, new: Note | None = None) -> Consistency:
    """A proof that the history of the old checkpoint is the beginning of the new one's (of now). Raises like `prove`."""
    first = origin(ledger)
    with ledger.reading() as connection:
        new = new or _checkpoint(connection, first)
        for note in (old, new):
            _of(note, first)
        if old.size > new.size:
            raise ProofWrong(f"the old checkpoint knows {old.size:,} rows, the new one only {new.size:,}")
        path = _tree(connection, new).consistency(old.size)
    if not is_consistent((old.size, old.root), (new.size, new.root), path):
        raise ProofWrong("the history was changed since the old checkpoint", remedy="`jaccuse verify` says where")
    return Consistency(old=str(old), path=_written(path), new=str(new))


def read_proof(data: bytes) -> Inclusion | Consistency:
    """The proof in a file. Raises ProofWrong."""
    try:
        return msgspec.json.decode(data, type=Inclusion | Consistency)
    except msgspec.DecodeError as error:
        raise ProofWrong(f"is no proof: {error}", remedy="a proof is what `jaccuse prove` prints") from None


def hold(proof: Inclusion | Consistency) -> list[Note]:
    """Check a proof by itself; the checkpoints it stands on, whose signatures are another matter. Raises ProofWrong."""
    try:
        path = [b64decode(node, validate=True) for node in proof.path]
        if isinstance(proof, Consistency):
            old, new = parse(proof.old), parse(proof.new)
            good = old.origin == new.origin and is_consistent((old.size, old.root), (new.size, new.root), path)
            notes = [old, new]
        else:
            note, row = parse(proof.checkpoint), proof.row
            data = None if row.data is None else b64decode(row.data, validate=True)
            leaf = leaf_hash((row.seq, row.kind, row.id, row.parent, row.at, row.body, data))
            good = root_from_inclusion(leaf, row.seq, note.size, path) == note.root
            notes = [note]
    except ValueError:
        good, notes = False, []
    if not good:
        raise ProofWrong("does not hold: the row, the path or the checkpoint was changed")
    return notes


def _newest(connection: Connection, name: str) -> int:
    """The place of the newest row with an id, which may be shortened as long as it means one thing."""
    found = _looked_up(connection, name)
    exact = [row for row in found if row[0] == name] or found
    if len(exact) == 1:
        return exact[0][1]
    if not found:
        raise UnknownId(f"nothing has the id {name}", remedy="`jaccuse claims` lists claims with their ids")
    raise UnknownId(f"{name} may be {', '.join(sorted(row[0] for row in found))}", remedy="write one letter more")


def _looked_up(connection: Connection, name: str) -> list[tuple[str, int]]:
    """Ids that begin so with the place of their newest row: by the derived tables as far as they go, then row by row."""
    behind = derive.watermark(connection)
    first, known = 0, dict[str, int]()
    table = {"c": claims, "o": operations, "s": documents, "a": acts, "r": readings}.get(name[:1])
    if table is not None and behind.versions == derive.versions(derivers()):
        first = behind.size
        rows = connection.execute(select(table.c.id, table.c.seq).where(_begins(table.c.id, name)).limit(9))
        known = {row[0]: row[1] for row in rows}
        # what is derived can be changed by anybody: the row itself says whose it is
        if any(rows_between(connection, seq, seq + 1)[0][2:3] != (found,) for found, seq in known.items()):
            first, known = 0, {}
    like = entries.c.id.startswith(name, autoescape=True) if len(name) >= SHORTEST else entries.c.id == name
    query = select(entries.c.id, func.max(entries.c.seq)).where(entries.c.seq >= first, like)
    known |= {row[0]: row[1] for row in connection.execute(query.group_by(entries.c.id).limit(9))}
    return list(known.items())


def _begins(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    if len(name) < SHORTEST:
        return column == name
    return and_(column >= name, column < name + "\x7f")


def _checkpoint(connection: Connection, name: str) -> Note:
    count = size(connection)
    root = connection.execute(select(heads.c.root).where(heads.c.size == count)).scalar()
    if root is None:
        raise ProofWrong("the ledger is empty", remedy="add something first")
    return Note(name, count, bytes(root))


def _tree(connection: Connection, note: Note) -> Tree:
    if note.size > size(connection):
        raise ProofWrong("the checkpoint knows more rows than the ledger has", remedy="`jaccuse verify` says what is missing")
    return Tree(note.size, lambda level, number: read_tile(connection, level, number))


def _of(note: Note, name: str) -> None:
    if note.origin != name:
        raise ProofWrong(f"the checkpoint is of {note.origin}; this ledger is {name}")


def _written(path: list[bytes]) -> tuple[str, ...]:
    return tuple(b64encode(node).decode() for node in path)
