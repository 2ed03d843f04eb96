"""Ids as people type them: whole, or any beginning that only one thing has; what is unknown gets what is near."""

from __future__ import annotations

import difflib
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from ..errors import UnknownId
from .content_tables import acts, claims, documents, operations

#: Fewer characters than this name nothing.
SHORTEST = 5
_COLUMNS: dict[str, ColumnElement[Any]] = {
    "claim": claims.c.id,
    "operation": operations.c.id,
    "document": documents.c.id,
    "act": acts.c.id,
}
_LETTERS = {"c": "claim", "o": "operation", "a": "act", "s": "document", "i": "incident"}


def kind_of(name: str) -> str | None:
    """What kind of thing an id names: claim, operation, document, incident or act, by its first letter."""
    return _LETTERS.get(name[:1]) or ("document" if _is_hash(name) else None)


def resolve(connection: Connection, name: str, kind: str | None = None) -> str:
    """The whole id of what `name` means. Raises UnknownId, with near ids."""
    name = name.strip().lower()
    kind = kind or kind_of(name)
    if kind is None or kind not in _COLUMNS:
        raise UnknownId(
            f"{name!r} is no id", remedy="ids begin with c (claims), o (operations), i (incidents), a (acts) or sha256:"
        )
    column = _COLUMNS[kind]
    if kind == "document" and not name.startswith("sha256:"):
        name = f"sha256:{name}"
    if connection.execute(select(column).where(column == name)).scalar() is not None:
        return name
    long_enough = len(name.removeprefix("sha256:")) >= SHORTEST
    found = list(connection.execute(_beginning(column, name).limit(6)).scalars()) if long_enough else []
    if len(found) == 1:
        return str(found[0])
    if found:
        listed = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
        raise UnknownId(f"several ids begin with {name!r}", remedy=f"write more of it: {listed}")
    near_ids = near(connection, column, name)
    if not long_enough:
        remedy = f"write at least {SHORTEST} characters of it"
    else:
        remedy = f"near: {', '.join(near_ids)}" if near_ids else "list them with `jaccuse claims` or `jaccuse documents`"
    raise UnknownId(f"no {kind} {name!r} in this ledger", remedy=remedy)


def near(connection: Connection, column: ColumnElement[Any], name: str) -> list[str]:
    """Ids that begin alike, or alike but for one letter, nearest first."""
    head = len("sha256:") if name.startswith("sha256:") else 1
    for length in (4, 3, 2, 1):
        start = name[: head + length]
        found = list(connection.execute(_beginning(column, start).limit(200)).scalars())
        if found:
            return difflib.get_close_matches(name[: head + 16], found, n=3, cutoff=0.3) or found[:3]
    return []


def _beginning(column: ColumnElement[Any], start: str) -> Any:
    """The ids that begin so; a range, which every index serves."""
    return select(column).where(column >= start, column < start + "\x7f").order_by(column)


def _is_hash(name: str) -> bool:
    return len(name) >= SHORTEST and all(letter in "0123456789abcdef" for letter in name.lower())
