"""Endpoints that have a text read on the spot, and that decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from ...claim import Reading
from ...errors import BadRequest
from ...ledger.entries import Entry
from ...ledger.review import queue, review, undo
from ..access import Role
from ..ask import Ask
from ..spot import read_on_the_spot
from .reading import PAGING, identified, paged
from .shapes import Claims, Decision, Reason, Recorded, Text
from .spec import DATE, Endpoint


async def read(ask: Ask, given: Mapping[str, Any], body: Text) -> Reading:
    """What a text says; nothing of it is kept."""
    if (body.text is None) == (body.url is None):
        raise BadRequest("either text or url is needed, and only one of them")
    if body.published is not None and not re.fullmatch(DATE.strip("^$"), body.published):
        raise BadRequest(f"published: {body.published!r} is no date", remedy="write 2021, 2021-07 or 2021-07-19")
    return await read_on_the_spot(ask, text=body.text, url=body.url, language=body.language, published=body.published)


def waiting(connection: Connection, given: Mapping[str, Any]) -> Claims:
    """What waits for a person."""
    return Claims(**paged(queue(connection, limit=given["limit"], last=given["after"] or None)))


async def decide(ask: Ask, given: Mapping[str, Any], body: Decision) -> Recorded:
    """Record a decision."""
    name, by = given["id"], ask.who.name or ""
    entry = await ask.store.write(
        lambda ledger: review(ledger, name, body.verdict, by=by, reason=body.reason, path=body.path, value=body.value)
    )
    return _recorded(entry)


async def take_back(ask: Ask, given: Mapping[str, Any], body: Reason) -> Recorded:
    """Undo a decision."""
    act, by = given["id"], ask.who.name or ""
    return _recorded(await ask.store.write(lambda ledger: undo(ledger, act, by=by, reason=body.reason)))


def _recorded(entry: Entry) -> Recorded:
    return Recorded(id=entry.id, seq=entry.seq, at=entry.at)


ENDPOINTS = (
    Endpoint(
        path="/read",
        name="read",
        summary="Read a text, or the page behind a URL, on the spot. Nothing is kept.",
        method="POST",
        body=Text,
        result=Reading,
        work=read,
        errors=(413, 415, 422, 429),
        tags=("read",),
    ),
    Endpoint(
        path="/queue",
        name="queue",
        summary="Claims that wait for a person, the most doubtful first.",
        result=Claims,
        work=waiting,
        params=PAGING[:2],
        role=Role.REVIEWER,
        errors=(403, 404),
        tags=("review",),
    ),
    Endpoint(
        path="/claims/{id}/reviews",
        name="review",
        summary="Accept, correct or reject a claim.",
        method="POST",
        body=Decision,
        result=Recorded,
        work=decide,
        params=(identified("Id of a claim."),),
        role=Role.REVIEWER,
        status=201,
        errors=(403, 404, 409, 413, 415, 503),
        tags=("review",),
    ),
    Endpoint(
        path="/acts/{id}/undo",
        name="undo",
        summary="Take a decision back; it stays in the history.",
        method="POST",
        body=Reason,
        result=Recorded,
        work=take_back,
        params=(identified("Id of an act."),),
        role=Role.REVIEWER,
        status=201,
        errors=(403, 404, 409, 413, 415, 503),
        tags=("review",),
    ),
)
