"""A document as a report: what was read in it, where it is, and its operations, which the extension holds."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from ...ledger.entries import QUOTES
from ...ledger.overlay import Verdict
from ...ledger.provenance import Head, Provenance, Trace
from ...ledger.rows import DocumentRow, OperationRow
from ...ledger.walk import Told
from .ids import EXTENSION, changed, first_moment, moment
from .objects import HIGH, LOW, MEDIUM, PRODUCER, Object, made
from .shapes import out, quotes

_MEASURED = 4


def report(told: Told, provenance: Provenance, text: str, refs: Sequence[str], *, whole: bool) -> Object:
    """The report of a document. refs: what was read in it; whole: with its text."""
    row, head = told.document, provenance.heads[told.document.id]
    of = {name: found for name, found in provenance.operations.items() if found[0].document.id == row.id}
    fields: Object = {
        "extension_type": "property-extension",
        "holds": "document",
        "document_id": row.id,
        "text_sha256": digest(head, text),
        "characters": len(text),
        "engine": head.engine,
        "recorded": moment(head.added),
    }
    for name in ("language", "title", "published", "publisher", "url"):
        if (value := getattr(head.body, name)) is not None:
            fields[name] = value
    if row.published:
        fields["published_precision"] = {4: "year", 7: "month", 10: "day"}[len(row.published)]
    if whole and not quoted(head):
        fields["text"] = text
    elif head.body.title is None and row.title:
        fields["shown"] = row.title
    if of:
        fields["operations"] = [_operation(name, *found, text) for name, found in sorted(of.items())]
    return made(
        "report",
        row.id,
        moment(head.added),
        changed(head.read, head.judged),
        created_by_ref=PRODUCER,
        name=row.title or row.id,
        description="A document in which somebody is shown making the claims that this report refers to. The words are the "
        "document's; the reading of them is jaccuse's, and says nothing about whether they are true.",
        report_types=["threat-report"],
        published=first_moment(row.published) if row.published else moment(head.added),
        lang=row.language,
        object_refs=list(dict.fromkeys(refs)),
        external_references=[source(row)],
        extensions={EXTENSION: fields},
    )


def source(row: DocumentRow) -> Object:
    """The document as an external reference, with the hash of its bytes."""
    found: Object = {"source_name": row.publisher or "document", "external_id": row.id}
    if row.title:
        found["description"] = f"{row.title}{f', {row.published}' if row.published else ''}"
    if row.url:
        found |= {"url": row.url}
    return found | {"hashes": {"SHA-256": row.id.removeprefix("sha256:")}}


def judged(reviewed: str, differs: bool, trace: Trace) -> Object:
    """What people said of a reading, and what the machine had read, for the extension; nothing where nobody looked."""
    if not trace.verdicts or trace.machine is None:
        return {}
    found: Object = {"reviewed": reviewed, "differs": differs, "machine": out(trace.machine)}
    return found | {"reviews": [_verdict(verdict) for verdict in trace.verdicts]}


def trust(reviewed: str, doubt: int) -> int:
    """How far a reading can be trusted: looked at by a person, read by the machine, read with doubts (facets.doubt)."""
    if reviewed in ("accepted", "corrected"):
        return HIGH
    return MEDIUM if doubt < _MEASURED else LOW


def quoted(head: Head) -> bool:
    """Whether only the words that claims quote are there of the text."""
    return (head.body.source or "").startswith(QUOTES)


def digest(head: Head, text: str) -> str:
    """The hash of the text of a document, as UTF-8; of one of which only quotes are there, the hash that came with them."""
    return (head.body.source or "").removeprefix(QUOTES) if quoted(head) else hashed(text)


def hashed(text: str) -> str:
    """The hash of a text, as UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _operation(name: str, row: OperationRow, trace: Trace, text: str) -> Object:
    found: Object = {"operation_id": name, "operation": out(row.operation)}
    held = quotes(text, row.operation, trace.machine)
    return found | ({"quotes": held} if held else {}) | judged(row.reviewed, row.differs, trace)


def _verdict(verdict: Verdict) -> Object:
    """A review as the extension has it; the values as JSON, for they may be anything."""
    found: Object = {"verdict": verdict.verdict}
    if verdict.path:
        found["path"] = verdict.path
    for name in ("was", "value"):
        if (value := getattr(verdict, name)) is not None:
            found[f"{name}_json"] = msgspec.json.encode(value).decode()
    return found
