"""Full-text search over titles and texts: its index as a derived table, and the query.

The words are cut and folded by us (words.py), so that FTS5 of SQLite and tsvector of PostgreSQL find the same. The index holds
no texts: the words around a hit are found again in the document.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    MetaData,
    Select,
    column,
    event,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)

from ..claim import Span
from ..errors import BadRequest
from .bodies import document_body
from .content_tables import documents
from .entries import Entry
from .filters import Filter, document_conditions
from .words import WORD, fold, words

#: PostgreSQL keeps no position beyond this many words of a text; longer ones are indexed in parts.
_PART = 15_000
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')

index = MetaData()
#: SQLite: `search(words)`, its rowid the document's seq. PostgreSQL: `search(document, words)`.
_fts = table("search", column("rowid"), column("words"))
_vectors = table("search", column("document"), column("words"))
_MAKE = (
    ("sqlite", "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(words, content='', tokenize='unicode61')"),
    ("postgresql", "CREATE TABLE IF NOT EXISTS search (document bigint NOT NULL, words tsvector NOT NULL)"),
    ("postgresql", "CREATE INDEX IF NOT EXISTS search_words ON search USING gin (words)"),
)


@event.listens_for(index, "after_create")
def _make(target: MetaData, connection: Connection, **more: object) -> None:
    for dialect, statement in _MAKE:
        if dialect == connection.dialect.name:
            connection.execute(text(statement))


@event.listens_for(index, "before_drop")
def _drop(target: MetaData, connection: Connection, **more: object) -> None:
    connection.execute(text("DROP TABLE IF EXISTS search"))


class Search:
    """The deriver of the index."""

    name = "search"
    version = 1
    tables = index

    def apply(self, connection: Connection, batch: Sequence[Entry]) -> None:
        """Add the documents among the entries."""
        found = [(entry.seq, list(words(_whole(entry)))) for entry in batch if entry.kind == "document"]
        if not found:
            return
        if connection.dialect.name == "sqlite":
            rows = [{"n": seq, "w": " ".join(held)} for seq, held in found]
            connection.execute(text("INSERT INTO search(rowid, words) VALUES (:n, :w)"), rows)
            return
        placed = [{"n": seq, "w": " ".join(part)} for seq, held in found for part in _parts(held)]
        connection.execute(text("INSERT INTO search(document, words) VALUES (:n, to_tsvector('simple', :w))"), placed)
        # In a long text, words of different parts are found together through a row of all its words, without their places.
        long = [{"n": seq, "w": sorted(set(held))} for seq, held in found if len(held) > _PART]
        if long:
            connection.execute(text("INSERT INTO search(document, words) VALUES (:n, array_to_tsvector(:w))"), long)


def _whole(entry: Entry) -> str:
    title = document_body(entry.body).title or ""
    return f"{title}\n{zlib.decompress(entry.data).decode() if entry.data else ''}"


def _parts(held: list[str]) -> list[list[str]]:
    return [held[start : start + _PART] for start in range(0, len(held), _PART)] or [[]]


@dataclass(frozen=True)
class Sought:
    """What is searched for: phrases, each of one word or more; `*` at the end of a word leaves its end open."""

    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def parse(cls, asked: str) -> Sought:
        """Words that must all occur; in quotation marks, one after another. Raises BadRequest."""
        found: list[tuple[str, ...]] = []
        for quoted, bare in _QUOTED.findall(asked):
            parts = tuple(words(quoted or bare))
            if parts and bare.endswith("*"):
                parts = (*parts[:-1], parts[-1] + "*")
            if parts:
                found.append(parts)
        if not found:
            raise BadRequest("nothing to search for", remedy="give a word, or a phrase in quotation marks")
        return cls(tuple(found))

    def condition(self, connection: Connection) -> tuple[Select[Any], ColumnElement[int]]:
        """The query for the seqs of the documents, and its column."""
        if connection.dialect.name == "sqlite":
            match = " AND ".join(" + ".join(_fts_word(word) for word in phrase) for phrase in self.phrases)
            return select(_fts.c.rowid).where(text("search MATCH :sought").bindparams(sought=match)), _fts.c.rowid
        query = " & ".join("(" + " <-> ".join(_ts_word(word) for word in phrase) + ")" for phrase in self.phrases)
        found = select(_vectors.c.document).where(
            _vectors.c.words.op("@@")(func.to_tsquery(literal_column("'simple'::regconfig"), query))
        )
        return found.distinct(), _vectors.c.document

    def spans(self, document: str) -> list[Span]:
        """Where the phrases stand in a text, in its order."""
        tokens = [(match.start(), match.end(), fold(match[0])) for match in WORD.finditer(document)]
        found: list[Span] = []
        for phrase in self.phrases:
            first = phrase[0]
            for i, (start, _, word) in enumerate(tokens):
                if not _is(word, first) or len(tokens) - i < len(phrase):
                    continue
                if all(_is(tokens[i + j][2], wanted) for j, wanted in enumerate(phrase)):
                    found.append(Span(start, tokens[i + len(phrase) - 1][1]))
        return sorted(found)


def matching(connection: Connection, sought: Sought, asked: Filter) -> tuple[Select[Any], ColumnElement[int]]:
    """The documents that hold the words and are as asked."""
    query, seq = sought.condition(connection)
    if conditions := document_conditions(asked):
        query = query.join(documents, documents.c.seq == seq).where(*conditions)
    return query, seq


def actors_named(connection: Connection, sought: Sought, limit: int = 10) -> list[str]:
    """Codes of actors whose code or name in documents begins with, or holds, the words."""
    from .content_tables import names

    if len(sought.phrases) != 1:
        return []
    wanted = " ".join(sought.phrases[0]).rstrip("*")
    code = wanted.replace(" ", "-")
    like = or_(names.c.actor.icontains(code, autoescape=True), names.c.name.icontains(wanted, autoescape=True))
    query = select(names.c.actor, func.sum(names.c.number).label("n")).where(like).group_by(names.c.actor)
    return [row[0] for row in connection.execute(query.order_by(func.sum(names.c.number).desc(), names.c.actor).limit(limit))]


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _fts_word(word: str) -> str:
    return f'"{word[:-1]}" *' if word.endswith("*") else f'"{word}"'


def _ts_word(word: str) -> str:
    return f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'"
