"""STIX 2.1 out: one bundle, streamed document by document.

Ids are UUIDv5 of what is meant, so that the next export updates what the last one brought; `created` is when the ledger first
had it, `modified` when what counts of it last changed. See docs/how-to/export-to-stix-taxii-misp.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import msgspec
from sqlalchemy import Connection

from ...claim import Attribution
from ...ledger.provenance import Home, homes, provenance
from ...ledger.queries import Views
from ...ledger.walk import Told
from ..request import Outcome, Request
from . import claims, objects, reports
from .ids import known_id, stix_id
from .markings import markings
from .objects import Object

#: So many claims are turned into objects at a time.
TOGETHER = 400

_SHARED = ("identity", "intrusion-set", "location", "campaign")
_encode = msgspec.json.Encoder().encode


def write(connection: Connection, request: Request, out: BinaryIO) -> Outcome:
    """Write the bundle. Raises NothingToExport, UnknownId and BadRequest before anything is written."""
    numbers: Counter[str] = Counter()
    found = bundle(connection, request, numbers)
    first = next(found)
    out.write(b'{"type":"bundle","id":"' + stix_id("bundle", repr(request)).encode() + b'","objects":[\n' + _encode(first))
    for one in found:
        out.write(b",\n" + _encode(one))
        numbers["objects"] += 1
    out.write(b"\n]}\n")
    return Outcome({name: numbers[name] for name in ("claims", "documents", "objects")})


def bundle(connection: Connection, request: Request, numbers: Counter[str]) -> Iterator[Object]:
    """Every object, each once. numbers: what was written is counted there."""
    marks = markings(request.tlp, request.statements)
    told = request.told(connection)
    refs = [mark["id"] for mark in marks]
    seen: set[str] = set()
    every = (*marks, *objects.shared())
    for one in _marked(every, refs, seen):
        numbers["objects"] += one is every[0]
        yield one
    for batch in batches(told):
        numbers["documents"] += len(batch)
        numbers["claims"] += sum(len(one.claims) for one in batch)
        yield from _marked(together(connection, batch, whole=request.text, seen=seen), refs, seen)


def together(connection: Connection, batch: Sequence[Told], *, whole: bool, seen: set[str]) -> Iterator[Object]:
    """The objects of some documents. seen: ids of campaigns that need not be made again."""
    came = provenance(connection, batch)
    texts = Views(connection).texts({one.document.id for one in batch})
    wanted = {row.incident for one in batch for row in one.claims if row.incident}
    known = homes(connection, wanted)
    for one in batch:
        text = texts[one.document.id]
        campaigns = {row.operation: _campaign(row.incident, row.operation, known) for row in one.claims if row.operation}
        page = claims.Page(
            text, reports.digest(came.heads[one.document.id], text), campaigns, known_id("report", one.document.id)
        )
        for row in sorted(one.claims, key=lambda row: not isinstance(row.claim, Attribution)):
            claims.write(row, came.claims[row.id], page)
        for incident in dict.fromkeys(row.incident for row in one.claims):
            if incident and known_id("campaign", known[incident].anchor) not in seen:
                yield from (objects.campaign(known[incident]), *objects.gone(known[incident]))
        for row in one.claims:
            if row.operation and not row.incident and row.standing == "counts":
                yield objects.alone(*came.operations[row.operation])
        yield from page.actors.values()
        yield from page.objects
        refs = [*campaigns.values(), *page.actors, *(held["id"] for held in page.objects)]
        yield reports.report(one, came, text, refs, whole=whole)


def _campaign(incident: str | None, operation: str, known: dict[str, Home]) -> str:
    return known_id("campaign", known[incident].anchor if incident else operation)


def _marked(every: Iterable[Object], refs: list[str], seen: set[str]) -> Iterator[Object]:
    """Each object once, marked. Only of those that several documents share it is kept that they were there."""
    for one in every:
        if one["id"] not in seen:
            if one["type"] in _SHARED:
                seen.add(one["id"])
            if refs and one["type"] != "marking-definition":
                one["object_marking_refs"] = refs
            yield one


def batches(told: Iterable[Told]) -> Iterator[list[Told]]:
    """Documents with some hundred claims together."""
    held: list[Told] = []
    number = 0
    for one in told:
        held.append(one)
        number += len(one.claims)
        if number >= TOGETHER:
            yield held
            held, number = [], 0
    if held:
        yield held
