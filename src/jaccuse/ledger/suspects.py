"""Which of some rows contradicts itself: for a row that was altered together with its leaf, so that only the tree above tells.

Ids are made of what they name. The id of an act covers all of it, that of a reading every operation and claim of it, that of a
claim whose it is, against whom, and where it begins. A document's text, and when rows were recorded, stand in no id.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select

from ..claim import Claim
from .diagnosis import Fault, Row, readable
from .entries import Act, ClaimBody, ReadingBody, act_id, claim_id, reading_id
from .schema import entries, is_kind

#: More rows than this are not searched; a reading may end so many rows behind them.
MOST, BEHIND = 1 << 17, 10_000


def suspect(connection: Connection, first: int, end: int) -> Fault | None:
    """The first of the rows from `first` on before `end` that is not what its id, or its reading's, says; if one is found."""
    if end - first > MOST:
        return None
    begin = connection.execute(select(func.max(entries.c.seq)).where(is_kind("reading"), entries.c.seq <= first)).scalar()
    rows = readable(connection, first if begin is None else begin, end + BEHIND) or []
    for place, row in enumerate(rows):
        if row[0] >= end:
            return None
        parts = _parts(rows, place) if row[1] == "reading" else []
        fault = _act(row) if row[1] == "act" else _reading(row, parts) if row[1] == "reading" else None
        if fault:
            return fault
    return None


def _parts(rows: Sequence[Row], place: int) -> list[Row]:
    """The rows of a reading: they stand right behind it."""
    end = place + 1
    while end < len(rows) and rows[end][3] == rows[place][0]:
        end += 1
    return list(rows[place + 1 : end])


def _act(row: Row) -> Fault | None:
    try:
        same = act_id(msgspec.json.decode(row[5], type=Act), row[4]) == row[2]
    except msgspec.DecodeError:
        same = False
    return None if same else Fault("altered", row[0], row[1], row[2], "its id is not that of what it says")


def _reading(row: Row, parts: Sequence[Row]) -> Fault | None:
    try:
        body = msgspec.json.decode(row[5], type=ReadingBody)
    except msgspec.DecodeError:
        return Fault("altered", row[0], row[1], row[2], "it cannot be read")
    content = "\n".join(part[5] for part in parts)
    if reading_id(body.document, body.engine, content) == row[2]:
        return None
    for part in parts:
        if part[1] == "claim" and not _claim_holds(body.document, part):
            return Fault("altered", part[0], part[1], part[2], "its id is not that of what it says")
    last = parts[-1][0] if parts else row[0]
    return Fault("altered", row[0], row[1], row[2], f"it, or one of its rows up to {last:,}")


def _claim_holds(document: str, part: Row) -> bool:
    try:
        claim: Claim = msgspec.json.decode(part[5], type=ClaimBody).claim
    except msgspec.DecodeError:
        return False
    return part[2] in (claim_id(document, claim, again) for again in range(50))
