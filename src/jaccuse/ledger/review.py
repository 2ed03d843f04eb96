"""Review: what waits for a person, and recording what a person decides, checked before it is kept.

A decision is a row of its own in the history. It names the value it judged, so that a later reading with another value cannot
pass for it; the machine's reading stays where it is.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from ..claim import Claim, Operation
from ..errors import ReviewRefused, UnknownId
from .content_tables import COUNTS, REJECTED, STATES, acts, claims
from .entries import Entry, Review, Undo
from .filters import after
from .ids import kind_of, resolve
from .ledger import Ledger
from .merging_tables import pairs
from .overlay import Verdict, has, overlay, plain, value_at
from .queries import PAGE, Views
from .rows import ClaimRow, Listing, OperationRow, Total

#: What a person may not correct: where the words stand and how they were read are facts about the machine's reading.
_FIXED = ("id", "kind", "operation", "anchors", "rule", "evidence", "empty")


def queue(connection: Connection, *, limit: int = PAGE, last: str | None = None) -> Listing[ClaimRow]:
    """Claims that count and that nobody reviewed, most doubtful first, then newest first."""
    waiting = select(claims.c.key).where(claims.c.state == COUNTS, claims.c.reviewed == "")
    doubt, day, key = claims.c.doubt, claims.c.day, claims.c.key
    views = Views(connection)
    page = waiting
    if last:
        name = resolve(connection, last, "claim")
        at = connection.execute(select(doubt, day, key).where(claims.c.id == name)).one()
        page = page.where((doubt < at[0]) | ((doubt == at[0]) & after(day, key, (at[1], at[2]))))
    keys = list(connection.execute(page.order_by(doubt.desc(), day.desc(), key.desc()).limit(limit + 1)).scalars())
    rows = views.claims_by_key(keys[:limit])
    reviewed = views.counted("reviewed")
    total = Total(views.counted("all") - reviewed)
    return Listing(rows, total, rows[-1].id if len(keys) > limit else None)


def pairs_waiting(connection: Connection) -> int:
    """How many pairs of operations wait for somebody to say whether they are one."""
    query = select(func.count()).select_from(pairs).where(pairs.c.state == "candidate")
    return connection.execute(query).scalar_one()


def review(ledger: Ledger, target: str, verdict: str, *, by: str, reason: str, path: str = "", value: Any = None) -> Entry:
    """Record a review: `accept`, `reject` or `correct` of a claim or operation, or of one value of it.

    Durable when it returns. Raises UnknownId, and ReviewRefused where the target no longer stands, the path leads nowhere or
    the value is not allowed.
    """
    _signed(by, reason)
    with ledger.reading() as connection:
        row = _target(connection, target)
        act = _checked(row, verdict, path, value, by, reason)
    return ledger.act(act)


def undo(ledger: Ledger, target: str, *, by: str, reason: str) -> Entry:
    """Take an act back (also an undo). Raises UnknownId, and ReviewRefused where it is undone already."""
    _signed(by, reason)
    with ledger.reading() as connection:
        name = resolve(connection, target, "act")
        row = connection.execute(select(acts).where(acts.c.id == name)).mappings().one()
        if not row["stands"]:
            raise ReviewRefused(f"{name} is undone already", remedy=f"see `jaccuse history {name}`")
        if row["act"] == "checkpoint":
            raise ReviewRefused("a checkpoint cannot be undone: it says what the history was")
    return ledger.act(Undo(target=name, by=by, reason=reason))


def _signed(by: str, reason: str) -> None:
    if not by.strip():
        raise ReviewRefused("nobody is named as reviewer", remedy="add --by NAME, or set JACCUSE_BY")
    if not reason.strip():
        raise ReviewRefused("no reason is given", remedy="add --reason WORDS: those who read it later need it")


def _target(connection: Connection, target: str) -> ClaimRow | OperationRow:
    views = Views(connection)
    kind = kind_of(target)
    if kind == "operation":
        return views.operation(target)
    if kind != "claim":
        raise UnknownId(
            f"{target!r} is no claim or operation", remedy="their ids begin with c and o; list them with `jaccuse claims`"
        )
    return views.claim(target)


def _checked(row: ClaimRow | OperationRow, verdict: str, path: str, value: Any, by: str, reason: str) -> Review:
    if row.standing == STATES[REJECTED] and not (verdict == "accept" and not path):
        raise ReviewRefused(f"{row.id} was rejected", remedy="undo that first: `jaccuse history " + row.id + "` names the act")
    if row.standing == "superseded" and verdict != "accept":
        raise ReviewRefused(f"{row.id} no longer stands: a later reading of its document does not have it")
    body = plain(row.claim if isinstance(row, ClaimRow) else row.operation)
    path = _steady(body, path)
    if path and not has(body, path):
        raise ReviewRefused(f"{row.id} has no value {path!r}", remedy=f"it has {', '.join(_paths(body))}")
    if verdict == "correct" and not path:
        raise ReviewRefused("a correction needs the value that is wrong", remedy="write --correct status=suspected")
    if path.split(".")[0] in _FIXED or path.rpartition(".")[2] in ("anchors", "rule"):
        raise ReviewRefused(f"{path!r} says where the machine read it, and cannot be judged", remedy="reject the claim instead")
    was = value_at(body, path) if path else body
    if verdict == "correct" and value == was:
        raise ReviewRefused(f"{path} is {_shown(was)} already", remedy="--accept says that it is right")
    if path and verdict != "accept":
        shape: Any = Claim if isinstance(row, ClaimRow) else Operation
        wanted = Verdict("", path, verdict, was, value)
        try:
            msgspec.convert(overlay(body, [wanted]).body, shape)
        except msgspec.ValidationError as error:
            raise ReviewRefused(f"{path}={_shown(value)} is not allowed by the codebook: {error}") from error
    return Review(target=row.id, path=path, verdict=verdict, was=was, value=value, by=by, reason=reason)  # type: ignore[arg-type]


def _steady(body: dict[str, Any], path: str) -> str:
    """The path with actors named by their codes where that is unmistakable: their places change between readings."""
    parts = path.split(".") if path else []
    for i, part in enumerate(parts):
        if not part.isdecimal():
            continue
        holder = value_at(body, ".".join(parts[:i]))
        if isinstance(holder, list) and int(part) < len(holder) and isinstance(holder[int(part)], dict):
            code = holder[int(part)].get("actor")
            if code and "." not in code and sum(item.get("actor") == code for item in holder) == 1:
                parts[i] = code
    return ".".join(parts)


def _paths(body: dict[str, Any]) -> list[str]:
    """The values that can be judged, as paths."""
    found: list[str] = []
    for key, value in body.items():
        if key in _FIXED:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict) and "actor" in value[0]:
            for item in value:
                found += [f"{key}.{item['actor']}", f"{key}.{item['actor']}.actor"]
                found += [f"{key}.{item['actor']}.link"] * (item.get("link") is not None)
        else:
            found.append(key)
    return found


def parse_correction(words: str) -> tuple[str, Any]:
    """`PATH=VALUE` taken apart; the value as JSON where it is JSON, else as the word it is. Raises ReviewRefused."""
    path, equals, value = words.partition("=")
    if not equals or not path:
        raise ReviewRefused(f"{words!r} is no correction", remedy="write --correct PATH=VALUE, such as status=suspected")
    try:
        return path.strip(), json.loads(value)
    except ValueError:
        return path.strip(), value.strip()


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:80]
