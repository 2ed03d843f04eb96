"""The views: everything that pages, exports, programs and the command line ask of a ledger goes through `Views`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, exists, func, or_, select

from ..claim import Claim, Operation
from . import bulk, days
from .content_tables import COUNTS, STATES, claims, counts, documents, operations
from .entries import ClaimBody, OperationBody
from .filters import Filter, after, between, counting, document_conditions, plan
from .ids import resolve
from .merging_tables import membership
from .rows import ActorRow, ClaimRow, DocumentRow, Hit, IncidentRow, Listing, OperationRow, Total
from .schema import entries

PAGE = 50
#: Up to here a list is always counted exactly; beyond, only where `count` is asked for.
COUNTED = 1_000
#: A facet with fewer claims than this is collected and sorted; one with more is walked in order.
FEW = 3_000
_DETAILS = 400

#: Roles of actors in claims, in the order in which they are shown.
ACTOR_ROLES = (
    "accuser", "accused", "measure-by", "measure-against", "replies", "replied-to", "supports", "supported", "self-claims",
    "contests", "contested", "declines", "ruled-out", "withdraws", "taken-back", "speaks-of", "reports",
)  # fmt: skip

_claim = msgspec.json.Decoder(Claim)
_operation = msgspec.json.Decoder(Operation)
_claim_body = msgspec.json.Decoder(ClaimBody)
_operation_body = msgspec.json.Decoder(OperationBody)
if TYPE_CHECKING:
    from .case_rows import Case


class Views:
    """What a ledger says, on one connection that sees one state of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claims(
        self, asked: Filter | None = None, *, limit: int = PAGE, last: str | None = None, count: bool = False
    ) -> Listing[ClaimRow]:
        """Claims, newest first. last: id of the claim to go on behind; count: count exactly, however long it takes."""
        found = plan(self._connection, asked or Filter())
        query, day, key = found.keys()
        if last:
            at = self._one(select(claims.c.day, claims.c.key).where(claims.c.id == resolve(self._connection, last, "claim")))
            page = query.where(after(day, key, (at["day"], at["key"])))
        else:
            page = query
        keys = list(self._connection.execute(page.order_by(day.desc(), key.desc()).limit(limit + 1)).scalars())
        total = Total(found.number) if found.exact else self._total(query, count)
        rows = self.claims_by_key(keys[:limit])
        return Listing(rows, total, rows[-1].id if len(keys) > limit else None)

    def incidents(
        self, asked: Filter | None = None, *, limit: int = PAGE, last: str | None = None, count: bool = False
    ) -> Listing[IncidentRow]:
        """Incidents that have a claim as asked for, those spoken of last first."""
        from .incident_queries import list_incidents

        return list_incidents(self._connection, asked or Filter(), limit=limit, last=last, count=count)

    def case(self, name: str) -> Case:
        """Everything claimed about an incident, by its id or that of anything in it. Raises UnknownId."""
        from .case import case

        return case(self._connection, name)

    def documents(
        self, asked: Filter | None = None, *, limit: int = PAGE, last: str | None = None, count: bool = False
    ) -> Listing[DocumentRow]:
        """Documents that have a claim as asked for (any document where nothing is asked of claims), newest first."""
        asked = asked or Filter()
        query = select(documents.c.seq)
        if asked.of_documents():
            query = query.where(*document_conditions(asked))
        else:
            query = query.where(*between(asked, documents.c.published))
            found = plan(self._connection, replace(asked, since=None, until=None))
            if found.lead and found.number <= FEW:
                keys, _, _ = found.keys()
                holders = select(claims.c.document).where(claims.c.key.in_(keys))
                query = query.where(documents.c.seq.in_(holders))
            else:
                query = query.where(exists().where(claims.c.document == documents.c.seq, *found.holds()))
        total = self._total_of_documents(asked, query, count)
        day, seq = documents.c.published, documents.c.seq
        if last:
            at = self._one(select(day, seq).where(documents.c.id == resolve(self._connection, last, "document")))
            query = query.where(after(day, seq, (at["published"], at["seq"])))
        seqs = list(self._connection.execute(query.order_by(day.desc(), seq.desc()).limit(limit + 1)).scalars())
        rows = self._documents(seqs[:limit])
        return Listing(list(rows.values()), total, rows[seqs[limit - 1]].id if len(seqs) > limit else None)

    def actors(self, role: str | None = None, *, limit: int = PAGE, last: str | None = None) -> Listing[ActorRow]:
        """Actors by the number of claims they stand in, in whatever role or in one; most first."""
        wanted = (role,) if role else ACTOR_ROLES
        query = select(counts.c.value, func.sum(counts.c.number).label("n")).where(counts.c.role.in_(wanted))
        query = query.where(counts.c.state == COUNTS).group_by(counts.c.value)
        whole = query.subquery()
        total = Total(self._connection.execute(select(func.count()).select_from(whole)).scalar_one())
        page = select(whole)
        if last:
            n = self._connection.execute(select(whole.c.n).where(whole.c.value == last)).scalar() or 0
            page = page.where(or_(whole.c.n < n, and_(whole.c.n == n, whole.c.value > last)))
        found = self._connection.execute(page.order_by(whole.c.n.desc(), whole.c.value).limit(limit + 1)).fetchall()
        codes = [row[0] for row in found[:limit]]
        roles: dict[str, dict[str, int]] = {code: {} for code in codes}
        query = select(counts).where(counts.c.role.in_(wanted), counts.c.state == COUNTS)
        for row in bulk.where_in(self._connection, query, counts.c.value, codes):
            roles[row["value"]][row["role"]] = row["number"]
        rows = [ActorRow(actor=code, roles=_ordered(roles[code]), claims=int(n)) for code, n in found[:limit]]
        return Listing(rows, total, codes[-1] if len(found) > limit else None)

    def search(
        self, words: str, asked: Filter | None = None, *, limit: int = PAGE, last: str | None = None, count: bool = False
    ) -> Listing[Hit]:
        """Documents that hold the words, last added first. Raises BadRequest where there is nothing to search for."""
        from .search import Sought, matching

        sought = Sought.parse(words)
        query, seq = matching(self._connection, sought, asked or Filter())
        page = query
        if last:
            name = resolve(self._connection, last, "document")
            page = query.where(seq < self._one(select(documents.c.seq).where(documents.c.id == name))["seq"])
        seqs = list(self._connection.execute(page.order_by(seq.desc()).limit(limit + 1)).scalars())
        heads = self._documents(seqs[:limit])
        texts = self.texts(head.id for head in heads.values())
        rows = [Hit(document=head, text=texts[head.id], spans=tuple(sought.spans(texts[head.id]))) for head in heads.values()]
        return Listing(rows, self._total(query, count), rows[-1].document.id if len(seqs) > limit else None)

    def actors_named(self, words: str) -> list[ActorRow]:
        """Actors whose code, or a name of theirs in the documents, holds the words."""
        from .search import Sought, actors_named

        codes = actors_named(self._connection, Sought.parse(words))
        return [row for code in codes if (row := self.actor(code)).claims]

    def actor(self, code: str) -> ActorRow:
        """In how many claims an actor stands, by role; none where it is unknown."""
        query = select(counts).where(counts.c.value == code, counts.c.state == COUNTS, counts.c.role.in_(ACTOR_ROLES))
        roles = {row["role"]: row["number"] for row in self._connection.execute(query).mappings()}
        return ActorRow(actor=code, roles=_ordered(roles), claims=sum(roles.values()))

    def claim(self, name: str) -> ClaimRow:
        """One claim, whatever its standing. Raises UnknownId."""
        found = resolve(self._connection, name, "claim")
        return self.claims_by_key([self._one(select(claims.c.key).where(claims.c.id == found))["key"]])[0]

    def operation(self, name: str) -> OperationRow:
        """One operation of a document. Raises UnknownId."""
        found = resolve(self._connection, name, "operation")
        return self.operations_by_id([found])[0]

    def document(self, name: str) -> DocumentRow:
        """One document. Raises UnknownId."""
        found = resolve(self._connection, name, "document")
        seq = self._one(select(documents.c.seq).where(documents.c.id == found))["seq"]
        return self._documents([seq])[seq]

    def text(self, document: str) -> str:
        """The text of a document, by its whole id."""
        return self.texts([document])[document]

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """The texts of documents, by their whole ids."""
        import zlib

        query = select(documents.c.id, entries.c.data).join(entries, entries.c.seq == documents.c.seq)
        rows = bulk.where_in(self._connection, query, documents.c.id, ids)
        return {row["id"]: zlib.decompress(row["data"]).decode() for row in rows}

    def of_document(self, name: str) -> list[ClaimRow]:
        """The claims of a document that count, as they stand in its text."""
        found = resolve(self._connection, name, "document")
        query = select(claims.c.key).join(documents, documents.c.seq == claims.c.document)
        query = query.where(documents.c.id == found, counting()).order_by(claims.c.key)
        return self.claims_by_key(list(self._connection.execute(query).scalars()))

    def claims_by_key(self, keys: Sequence[int]) -> list[ClaimRow]:
        """The claims with these keys, in their order."""
        incident = _incident_of(claims.c.operation)
        query = select(claims, entries.c.body.label("machine"), incident).join(entries, entries.c.seq == claims.c.seq)
        found = {row["key"]: row for row in self._in_chunks(query, claims.c.key, keys)}
        heads = self._documents({row["document"] for row in found.values()})
        return [_claim_row(found[key], heads) for key in keys if key in found]

    def operations_by_id(self, ids: Sequence[str]) -> list[OperationRow]:
        """The operations with these ids, in their order."""
        incident = _incident_of(operations.c.id)
        query = select(operations, entries.c.body.label("machine"), incident).join(entries, entries.c.seq == operations.c.seq)
        found = {row["id"]: row for row in self._in_chunks(query, operations.c.id, ids)}
        heads = self._documents({row["document"] for row in found.values()})
        return [_operation_row(found[name], heads) for name in ids if name in found]

    def _in_chunks(self, query: Select[Any], column: ColumnElement[Any], values: Iterable[Any]) -> Iterable[RowMapping]:
        return bulk.where_in(self._connection, query, column, values)

    def documents_by_seq(self, seqs: Iterable[int]) -> list[DocumentRow]:
        """The documents whose entries have these places in the history, in the order given."""
        return list(self._documents(seqs).values())

    def _documents(self, seqs: Iterable[int]) -> dict[int, DocumentRow]:
        """Documents by the seq of their entries, in the order given, with their number of claims and their versions."""
        wanted = list(seqs)
        rows = {row["seq"]: row for row in self._in_chunks(select(documents), documents.c.seq, wanted)}
        number = select(claims.c.document, func.count().label("n")).where(counting()).group_by(claims.c.document)
        numbers = {row["document"]: row["n"] for row in self._in_chunks(number, claims.c.document, rows)}
        addresses = {row["address"] for row in rows.values() if row["address"] is not None}
        others: dict[int, list[tuple[int, int, str]]] = {}
        query = select(documents.c.address, documents.c.published, documents.c.seq, documents.c.id)
        for row in self._in_chunks(query, documents.c.address, addresses):
            others.setdefault(row["address"], []).append((row["published"], row["seq"], row["id"]))
        return {seq: _document_row(rows[seq], numbers.get(seq, 0), others) for seq in wanted if seq in rows}

    def _one(self, query: Select[Any]) -> RowMapping:
        return self._connection.execute(query).mappings().one()

    def counted(self, role: str, value: str = "", state: int = COUNTS) -> int:
        """How many claims a facet has; with role `reviewed`, `kind` or `language` and no value, whatever their value."""
        query = select(func.sum(counts.c.number)).where(counts.c.role == role, counts.c.state == state)
        query = query.where(counts.c.value == value) if value or role in ("all", "documents") else query
        return int(self._connection.execute(query).scalar() or 0)

    def _total(self, query: Select[Any], count: bool) -> Total:
        inner = (query if count else query.limit(COUNTED + 1)).subquery()
        number = self._connection.execute(select(func.count()).select_from(inner)).scalar_one()
        return Total(number) if count or number <= COUNTED else Total(COUNTED, exact=False)

    def _total_of_documents(self, asked: Filter, query: Select[Any], count: bool) -> Total:
        if asked.of_documents() and not (asked.since or asked.until or (asked.language and asked.publisher)):
            if asked.language:
                return Total(self.counted("documents.language", asked.language.lower()))
            if asked.publisher:
                return Total(self.counted("documents.publisher", asked.publisher))
            return Total(self.counted("documents", ""))
        return self._total(query, count)


def _incident_of(operation: ColumnElement[Any]) -> ColumnElement[Any]:
    """The incident that an operation is in, as a column."""
    found = select(membership.c.incident).where(membership.c.operation == operation)
    return found.scalar_subquery().label("incident")


def _ordered(roles: dict[str, int]) -> dict[str, int]:
    return {role: roles[role] for role in ACTOR_ROLES if role in roles}


def _document_row(row: RowMapping, number: int, others: dict[int, list[tuple[int, int, str]]]) -> DocumentRow:
    versions = sorted(others.get(row["address"], ())) if row["address"] is not None else []
    return DocumentRow(
        id=row["id"],
        title=row["title"],
        published=days.text(row["published"]),
        publisher=row["publisher"],
        language=row["language"],
        url=row["url"],
        size=row["size"],
        claims=number,
        versions=tuple(name for _, _, name in versions if name != row["id"]),
    )


def _claim_row(row: RowMapping, heads: dict[int, DocumentRow]) -> ClaimRow:
    return ClaimRow(
        id=row["id"],
        document=heads[row["document"]],
        operation=row["operation"],
        incident=row["incident"],
        day=days.text(row["day"]),
        standing=STATES[row["state"]],
        reviewed=row["reviewed"],
        differs=row["differs"],
        doubt=row["doubt"],
        claim=_claim.decode(row["body"]) if row["body"] else _claim_body.decode(row["machine"]).claim,
    )


def _operation_row(row: RowMapping, heads: dict[int, DocumentRow]) -> OperationRow:
    return OperationRow(
        id=row["id"],
        document=heads[row["document"]],
        incident=row["incident"],
        standing=STATES[row["state"]],
        reviewed=row["reviewed"],
        differs=row["differs"],
        operation=_operation.decode(row["body"]) if row["body"] else _operation_body.decode(row["machine"]).operation,
    )
