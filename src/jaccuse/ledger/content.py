"""The deriver of what documents say: the machine's last reading of each, with people's reviews laid over it.

Work is done a batch of entries at a time. A batch of documents nobody read before only adds rows; where a document is read
again, or a person judged something, the claims concerned are made anew, and what they were found by before is taken back.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, RowMapping, select

from ..claim import Claim, Operation
from . import bulk, days, decisions
from .bodies import claim_body, document_body, operation_body
from .content_tables import COUNTS, REJECTED, SUPERSEDED, claims, content, counts, documents, operations, readings
from .entries import ClaimBody, Entry, ReadingBody, sides
from .facets import day_of, doubt, edge, facet
from .found import Found
from .overlay import Overlaid, Verdict, effective_claim, effective_operation, plain
from .schema import entries

_reading = msgspec.json.Decoder(ReadingBody)
_claim = msgspec.json.Decoder(Claim)
_DATELINE = re.compile(r"^\W*(?:date\W{0,3})?\d[\d./:T+-]*\W*", re.IGNORECASE)
_NOT_REVIEWED = Overlaid({}, "", False, False)


class _Doc(NamedTuple):
    """What claims take from their document."""

    published: int
    publisher: str | None
    language: str | None
    reading: int | None


class Content:
    """Documents, readings, operations, claims and what they are found by."""

    name = "content"
    version = 2
    tables = content

    def apply(self, connection: Connection, batch: Sequence[Entry]) -> None:
        """Add the next entries."""
        judged = decisions.record(connection, batch)
        _Update(connection, batch, judged).run()


def _first_line(entry: Entry) -> str:
    """What a document without a title is called in lists: the first line of its text that says something."""
    text = zlib.decompress(entry.data)[:4000].decode("utf-8", "ignore") if entry.data else ""
    line = next(filter(None, (_DATELINE.sub("", line).strip() for line in text.splitlines())), "")
    return line if len(line) <= 90 else line[:90].rsplit(" ", 1)[0] + " …"


class _Update:
    """One batch."""

    def __init__(self, connection: Connection, batch: Sequence[Entry], judged: set[str]) -> None:
        self.connection = connection
        self.judged = judged
        self.docs: dict[int, _Doc] = {}
        self.document_of: dict[int, int] = {}
        self.readings = [entry for entry in batch if entry.kind == "reading"]
        self.documents = [entry for entry in batch if entry.kind == "document"]
        # A later entry of the same id is a later reading of it: it alone counts.
        self.operations = {entry.id: entry for entry in batch if entry.kind == "operation"}
        self.claims = {entry.id: entry for entry in batch if entry.kind == "claim"}
        self.first = {entry.id: entry.seq for entry in reversed(batch) if entry.kind == "claim"}
        self.activities: dict[str, str] = {}
        self.bodies: dict[int, str] = {}

    def run(self) -> None:
        """Bring the tables on."""
        again = self._heads()
        old_claims, old_operations = self._concerned(again)
        before = self._before(old_claims, old_operations)
        touched = {*self.claims, *old_claims, *self.operations, *old_operations}
        verdicts = decisions.verdicts(self.connection, touched)
        self._write_operations(old_operations, verdicts)
        after = self._write_claims(old_claims, verdicts)
        after.replace(self.connection, before)

    def _heads(self) -> set[int]:
        """Write documents and readings; the documents among them that were read before."""
        rows: dict[int, dict[str, Any]] = {}
        numbers: Counter[tuple[Any, ...]] = Counter()
        for entry in self.documents:
            body = document_body(entry.body)
            publisher = bulk.short(body.publisher) if body.publisher else None
            head = _Doc(days.number(body.published), publisher, body.language, None)
            self.docs[entry.seq] = head
            address = facet("url", body.url) if body.url else None
            title = (body.title or _first_line(entry)).replace("\0", "\ufffd")
            rows[entry.seq] = {"seq": entry.seq, "id": entry.id, "address": address, "title": title, "size": body.size}
            rows[entry.seq]["url"] = body.url.replace("\0", "\ufffd") if body.url else None
            numbers["documents", "", COUNTS] += 1
            for role, value in (("documents.language", head.language), ("documents.publisher", head.publisher)):
                if value:
                    numbers[role, value, COUNTS] += 1
        inside = {entry.seq for entry in self.readings}
        outside = {e.parent for e in (*self.claims.values(), *self.operations.values()) if e.parent not in inside}
        for row in bulk.where_in(self.connection, select(readings), readings.c.seq, outside):
            self.document_of[row["seq"]] = row["document"]
        # A reading that began in an earlier batch: some of its claims may be there already.
        again = set(self.document_of.values())
        self.document_of |= {entry.seq: entry.parent or 0 for entry in self.readings}
        self._fetch(self.document_of.values())
        changed: set[int] = set()
        for entry in self.readings:
            document = entry.parent or 0
            if self.docs[document].reading is not None:
                again.add(document)
            self.docs[document] = self.docs[document]._replace(reading=entry.seq)
            changed.add(document)
        made = [{**row, **self.docs[seq]._asdict()} for seq, row in rows.items()]
        bulk.insert(self.connection, documents, made)
        bulk.insert(self.connection, readings, [self._reading_row(entry) for entry in self.readings])
        for seq in sorted(changed - rows.keys()):
            self.connection.execute(documents.update().where(documents.c.seq == seq).values(reading=self.docs[seq].reading))
        bulk.add_numbers(self.connection, counts, numbers)
        return again

    def _reading_row(self, entry: Entry) -> dict[str, Any]:
        engine = _reading.decode(entry.body).engine
        return {"seq": entry.seq, "id": entry.id, "document": entry.parent, "engine": engine, "at": entry.at}

    def _fetch(self, seqs: Iterable[int]) -> None:
        """Know these documents."""
        missing = set(seqs) - self.docs.keys()
        query = select(documents)
        for row in bulk.where_in(self.connection, query, documents.c.seq, missing):
            self.docs[row["seq"]] = _Doc(row["published"], row["publisher"], row["language"], row["reading"])

    def _concerned(self, again: set[int]) -> tuple[dict[str, RowMapping], dict[str, RowMapping]]:
        """The rows of claims and operations that are there and may change: of documents read again, or judged."""
        found: list[dict[str, RowMapping]] = []
        for table in (claims, operations):
            rows: dict[str, RowMapping] = {}
            for column, values in ((table.c.document, again), (table.c.id, self.judged)):
                rows |= {row["id"]: row for row in bulk.where_in(self.connection, select(table), column, values)}
            found.append(rows)
        judged_operations = self.judged & found[1].keys()
        about = bulk.where_in(self.connection, select(claims), claims.c.operation, judged_operations)
        found[0] |= {row["id"]: row for row in about}
        self._fetch(row["document"] for rows in found for row in rows.values())
        return found[0], found[1]

    def _before(self, old_claims: dict[str, RowMapping], old_operations: dict[str, RowMapping]) -> Found:
        """What the concerned claims are found by now."""
        found = Found()
        self.activities = {name: row["activities"] for name, row in old_operations.items()}
        self._fetch_activities(row["operation"] for row in old_claims.values())
        seqs = {row["seq"] for rows in (old_claims, old_operations) for row in rows.values()}
        query = select(entries.c.seq, entries.c.body)
        self.bodies = {row["seq"]: row["body"] for row in bulk.where_in(self.connection, query, entries.c.seq, seqs)}
        for row in old_claims.values():
            claim = _claim.decode(row["body"]) if row["body"] else claim_body(self.bodies[row["seq"]]).claim
            activities = self.activities.get(row["operation"] or "", "")
            found.count(row, claim, activities, self.docs[row["document"]].publisher, -1)
        return found

    def _fetch_activities(self, ids: Iterable[str | None]) -> None:
        missing = {name for name in ids if name} - self.activities.keys()
        query = select(operations.c.id, operations.c.activities)
        for row in bulk.where_in(self.connection, query, operations.c.id, missing):
            self.activities[row["id"]] = row["activities"]

    def _write_operations(self, old: dict[str, RowMapping], verdicts: dict[str, list[Verdict]]) -> None:
        fresh: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for name, entry in self.operations.items():
            made = self._operation(name, entry.seq, entry.parent or 0, entry.body, verdicts)
            (changed if name in old else fresh).append(made)
        for name, row in old.items():
            if name not in self.operations:
                body = self.bodies[row["seq"]]
                changed.append(self._operation(name, row["seq"], row["reading"], body, verdicts, row["document"]))
        bulk.insert(self.connection, operations, fresh)
        bulk.put(self.connection, operations, changed)

    def _operation(
        self, name: str, seq: int, reading: int, body: str, verdicts: dict[str, list[Verdict]], document: int | None = None
    ) -> dict[str, Any]:
        document = self.document_of[reading] if document is None else document
        judged = verdicts.get(name)
        operation: Operation = operation_body(body).operation
        laid = _NOT_REVIEWED
        if judged:
            operation, laid = effective_operation(plain(operation), judged)
        self.activities[name] = " ".join(operation.activities)
        state = self._state(document, reading, laid)
        return {
            "id": name,
            "seq": seq,
            "document": document,
            "reading": reading,
            "name": bulk.short(operation.name) if operation.name else None,
            "activities": self.activities[name],
            "state": state,
            "current": state == COUNTS,
            "reviewed": laid.reviewed,
            "differs": laid.differs,
            "body": msgspec.json.encode(operation).decode() if judged else None,
        }

    def _state(self, document: int, reading: int, laid: Overlaid) -> int:
        if laid.reviewed == "rejected":
            return REJECTED
        return COUNTS if laid.kept or reading == self.docs[document].reading else SUPERSEDED

    def _write_claims(self, old: dict[str, RowMapping], verdicts: dict[str, list[Verdict]]) -> Found:
        found = Found()
        fresh: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        bodies = {name: (entry.seq, entry.parent or 0, claim_body(entry.body)) for name, entry in self.claims.items()}
        for name, there in old.items():
            if name not in bodies:
                bodies[name] = (there["seq"], there["reading"], claim_body(self.bodies[there["seq"]]))
        self._fetch_activities(body.operation for _, _, body in bodies.values())
        for name, (seq, reading, body) in bodies.items():
            known = old.get(name)
            document = known["document"] if known else self.document_of[reading]
            row, claim = self._claim(name, body, (seq, reading, document), verdicts.get(name))
            row["key"] = known["key"] if known else self.first[name]
            (changed if known else fresh).append(row)
            found.count(row, claim, self.activities.get(body.operation or "", ""), self.docs[document].publisher, 1)
        bulk.insert(self.connection, claims, fresh)
        bulk.put(self.connection, claims, changed)
        return found

    def _claim(
        self, name: str, body: ClaimBody, place: tuple[int, int, int], judged: list[Verdict] | None
    ) -> tuple[dict[str, Any], Claim]:
        seq, reading, document = place
        claim, laid = body.claim, _NOT_REVIEWED
        if judged:
            claim, laid = effective_claim(plain(claim), judged)
        head = self.docs[document]
        state = self._state(document, reading, laid)
        row = {
            "id": name,
            "seq": seq,
            "document": document,
            "reading": reading,
            "operation": body.operation,
            "kind": type(claim).__name__.lower(),
            "what": sides(claim)[0],
            "status": claim.status,
            "day": day_of(claim, head.published),
            "language": head.language,
            "state": state,
            "current": state == COUNTS,
            "reviewed": laid.reviewed,
            "differs": laid.differs,
            "doubt": doubt(claim),
            "edge": edge(claim),
            "body": msgspec.json.encode(claim).decode() if judged else None,
        }
        return row, claim
