"""Reading again what an older engine has read: which documents, what would change, and what people have said of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select

from ..claim import Claim, Operation, Reading
from ..document import Document
from .append import Prepared, now, prepared
from .entries import QUOTES, Act, ClaimBody, DocumentBody, Entry, OperationBody, Review, Undo
from .identity import engine_id
from .ledger import Ledger
from .reread import Earlier, last_reading, renumbered
from .schema import entries, is_kind, meta

_CHUNK = 200
_DONE = "reread"


@dataclass(frozen=True, slots=True)
class Change:
    """One claim or operation that a newer engine reads otherwise, reads no longer, or reads for the first time.

    fields: which of its values differ; reviewed: who has judged it, whose word stands whatever is read now.
    """

    document: str
    kind: Literal["claim", "operation"]
    id: str
    change: Literal["new", "gone", "other"]
    before: Claim | Operation | None
    after: Claim | Operation | None
    fields: tuple[str, ...] = ()
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """A document to be read again, and what its last reading says. seq: its place in the history."""

    seq: int
    document: Document
    earlier: Earlier


def older(ledger: Ledger, engine: str | None = None) -> Iterator[Again]:
    """The documents whose last reading another engine made, in the order in which they came.

    Those that `note_done` has noted for this engine are passed over, so that a run that was stopped goes on.
    """
    engine = engine or engine_id()
    first = _noted(ledger, engine)
    while True:
        with ledger.reading() as connection:
            wanted = select(entries).where(entries.c.kind == "document", entries.c.seq >= first).order_by(entries.c.seq)
            rows = [Entry(*row) for row in connection.execute(wanted.limit(_CHUNK))]
            found = [(row, last_reading(connection, row.id)) for row in rows]
        if not rows:
            return
        for row, earlier in found:
            if earlier.engine != engine and not _only_quotes(row):
                yield Again(row.seq, _document(row), earlier)
        first = rows[-1].seq + 1


def note_done(ledger: Ledger, seq: int, engine: str | None = None) -> None:
    """Remember that an engine has read all documents again up to a place in the history."""
    value = f"{engine or engine_id()}@{seq + 1}"
    with ledger.writing() as connection:
        if connection.execute(meta.update().where(meta.c.key == _DONE).values(value=value)).rowcount == 0:
            connection.execute(meta.insert().values(key=_DONE, value=value))


def changes(again: Again, reading: Reading, reviewed: dict[str, str] | None = None) -> list[Change]:
    """What the new reading says otherwise than the last one. reviewed: see `reviews`."""
    after = prepared(reading, "", now(), renumbered(reading, again.earlier))
    old: dict[str, Claim | Operation] = {name: body.claim for name, body in again.earlier.claims().items()}
    old.update(again.earlier.operations())
    held = {name: body.operation for name, body in again.earlier.claims().items()}
    new, new_held = _read(after)
    found: list[Change] = []
    for name in [*old, *(name for name in new if name not in old)]:
        first, second = old.get(name), new.get(name)
        fields = _differing(first, second) if first is not None and second is not None else ()
        if first is not None and second is not None and held.get(name) != new_held.get(name):
            fields = (*fields, "operation")
        if first is not None and second is not None and not fields:
            continue
        change: Literal["new", "gone", "other"] = "new" if first is None else "gone" if second is None else "other"
        kind: Literal["claim", "operation"] = "operation" if isinstance(first or second, Operation) else "claim"
        person = (reviewed or {}).get(name)
        found.append(Change(again.document.id, kind, name, change, first, second, fields, person))
    return found


def reviews(ledger: Ledger) -> dict[str, str]:
    """Who has judged a claim or operation, by its id; judgements that were taken back left out."""
    with ledger.reading() as connection:
        acts = _acts(connection)
    undone: set[str] = set()
    found: dict[str, str] = {}
    for name, act in reversed(acts):  # what takes an act back comes after it
        if name in undone:
            continue
        if isinstance(act, Undo):
            undone.add(act.target)
        elif isinstance(act, Review):
            found.setdefault(act.target, act.by)
    return found


def _acts(connection: Connection) -> list[tuple[str, Act]]:
    rows = connection.execute(select(entries.c.id, entries.c.body).where(is_kind("act")).order_by(entries.c.seq)).fetchall()
    return [(row.id, msgspec.json.decode(row.body, type=Act)) for row in rows]


def _noted(ledger: Ledger, engine: str) -> int:
    with ledger.reading() as connection:
        value = connection.execute(select(meta.c.value).where(meta.c.key == _DONE)).scalar() or ""
    made_by, _, seq = value.rpartition("@")
    return int(seq) if made_by == engine else 0


def _only_quotes(row: Entry) -> bool:
    """Whether only the quoted words of the text are there, so that nothing can be read in it again."""
    return (msgspec.json.decode(row.body, type=DocumentBody).source or "").startswith(QUOTES)


def _document(row: Entry) -> Document:
    body = msgspec.json.decode(row.body, type=DocumentBody)
    return Document(
        text=zlib.decompress(row.data or b"").decode(),
        sha256=row.id.removeprefix("sha256:"),
        language=body.language,
        title=body.title,
        published=body.published,
        publisher=body.publisher,
        url=body.url,
    )


def _read(after: Prepared) -> tuple[dict[str, Claim | Operation], dict[str, str | None]]:
    """What the rows of a reading hold, and the operation of each claim, by id."""
    found: dict[str, Claim | Operation] = {}
    held: dict[str, str | None] = {}
    for part in after.parts:
        if part.kind == "operation":
            found[part.id] = msgspec.json.decode(part.body, type=OperationBody).operation
        else:
            body = msgspec.json.decode(part.body, type=ClaimBody)
            found[part.id], held[part.id] = body.claim, body.operation
    return found, held


#: Numbers within one reading, the words behind values and the names of rules: not what is claimed.
_OF_THE_READING = frozenset({"id", "operation", "rule", "evidence", "empty", "anchors"})


def _differing(first: msgspec.Struct, second: msgspec.Struct) -> tuple[str, ...]:
    names = [name for name in first.__struct_fields__ if name not in _OF_THE_READING]
    if type(first) is not type(second):
        return ("kind",)
    return tuple(name for name in names if _bare(getattr(first, name)) != _bare(getattr(second, name)))


def _bare(value: Any) -> Any:
    """A value without its rules and places."""
    if isinstance(value, msgspec.Struct):
        return {name: _bare(getattr(value, name)) for name in value.__struct_fields__ if name not in ("rule", "anchors")}
    if isinstance(value, (tuple, list)):
        return [_bare(one) for one in value]
    return value
