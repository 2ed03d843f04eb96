"""MISP out: one event for each document, made with pymisp, with an `attribution-claim` object for each claim in it.

Galaxy and taxonomy tags stand on the attributes of claims, never on the event: an event tagged with a group would say that the
group did it. The template of `attribution-claim`, in MISP's own format, is in `objects/` beside this module.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, BinaryIO

from sqlalchemy import Connection

from ...errors import MissingExtra
from ...ledger.provenance import provenance
from ...ledger.queries import Views
from ..request import Outcome, Request
from ..stix import batches
from ..stix.markings import markings

if TYPE_CHECKING:
    from pymisp import MISPEvent


def write(connection: Connection, request: Request, out: BinaryIO) -> Outcome:
    """Write the events as MISP's own export does. Raises MissingExtra, NothingToExport, UnknownId and BadRequest."""
    try:
        import pymisp  # noqa: F401
    except ModuleNotFoundError:
        raise MissingExtra("MISP needs the extra `misp`", remedy="pip install 'jaccuse[misp]'") from None
    markings(request.tlp, request.statements)
    numbers: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    head = b'{"response": [\n'
    for event in each(connection, request, lost):
        out.write(head + b'{"Event": ' + event.to_json(sort_keys=True, indent=None).encode() + b"}")
        head = b",\n"
        numbers["events"] += 1
        numbers["claims"] += sum(one.name == "attribution-claim" for one in event.objects)
    out.write(b"\n]}\n")
    return Outcome({name: numbers[name] for name in ("claims", "events")}, dict(sorted(lost.items())))


def each(connection: Connection, request: Request, lost: Counter[str]) -> Iterator[MISPEvent]:
    """Each document as an event. lost: what the format could not hold is counted there."""
    from .events import event

    views = Views(connection)
    for batch in batches(request.told(connection)):
        came = provenance(connection, batch)
        texts = views.texts({one.document.id for one in batch})
        for one in batch:
            yield event(one, came, texts[one.document.id], request, lost)


@lru_cache(1)
def template() -> dict[str, Any]:
    """The template of `attribution-claim`."""
    found = resources.files(__name__).joinpath("objects", "attribution-claim", "definition.json")
    made: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return made
