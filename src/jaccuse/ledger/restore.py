"""Taking up what another ledger holds: documents, what was read in them, what people said of it, under the ids it has there."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from ..claim import Claim, DocumentHead, Operation
from .append import Part, Prepared, append, known, now, rows_of, size
from .bulk import chunks
from .entries import (
    ClaimBody,
    DocumentBody,
    Entry,
    OperationBody,
    ReadingBody,
    Review,
    act_id,
    claim_id,
    operation_id,
    reading_id,
)
from .ledger import Ledger

#: A document has at most so many operations, and so many claims that only their number tells apart.
NUMBERS = 2_000
_TOGETHER = 200


@dataclass(frozen=True)
class Restored:
    """A document of another ledger. source: see DocumentBody; engine: what read it there.

    operations, claims: what the machine read, by the ids they have; a claim with the id of its operation. reviews: what people
    said of them, in the order in which they did.
    """

    head: DocumentHead
    source: str
    engine: str
    operations: Sequence[tuple[str, Operation]]
    claims: Sequence[tuple[str, str | None, Claim]]
    reviews: Sequence[Review] = ()

    def wrong(self) -> str | None:
        """What cannot be: an id that is not that of what it names."""
        document = self.head.id
        numbers = {operation_id(document, number) for number in range(1, NUMBERS)} if self.operations else set()
        for name, _ in self.operations:
            if name not in numbers:
                return f"operation {name} is none of document {document}"
        for name, _, claim in self.claims:
            if all(name != claim_id(document, claim, again) for again in range(len(self.claims) + 1)) and all(
                name != claim_id(document, claim, again) for again in range(len(self.claims) + 1, NUMBERS)
            ):
                return f"claim {name} does not say what its id stands for"
        return None


@dataclass(frozen=True)
class Done:
    """How many documents were new, how many were there already and left as they are; claims and reviews that were taken up."""

    new: int
    known: int
    claims: int
    reviews: int


def restore(ledger: Ledger, found: Sequence[Restored]) -> Done:
    """Take all of it up in one transaction; documents that are there already are left as they are. Durable when it returns."""
    at = now()
    taken = claims = reviews = 0
    with ledger.writing() as connection:
        there = known(connection, [one.head.id for one in found])
        fresh = [one for one in found if one.head.id not in there]
        for some in chunks(fresh, _TOGETHER):
            rows: list[Entry] = []
            start = size(connection)
            for one in some:
                rows += rows_of(_prepared(one, at), start + len(rows), None)
                # what was said twice in the same words is one act here, where both would be of one moment
                acts = {act_id(review, at): review.to_json() for review in one.reviews}
                rows += [Entry(start + len(rows) + place, "act", name, None, at, acts[name]) for place, name in enumerate(acts)]
                taken, claims, reviews = taken + 1, claims + len(one.claims), reviews + len(acts)
            append(connection, rows)
    return Done(taken, len(found) - taken, claims, reviews)


def _prepared(one: Restored, at: str) -> Prepared:
    head = one.head
    parts = [
        Part("operation", name, OperationBody(document=head.id, operation=made).to_json()) for name, made in one.operations
    ]
    for name, operation, claim in one.claims:
        parts.append(Part("claim", name, ClaimBody(document=head.id, operation=operation, claim=claim).to_json()))
    body = DocumentBody(
        language=head.language or None,
        title=head.title,
        published=head.published,
        publisher=head.publisher,
        url=head.url,
        source=one.source,
        size=len(head.text),
    )
    reading = ReadingBody(document=head.id, engine=one.engine)
    name = reading_id(head.id, one.engine, "\n".join([part.body for part in parts]))
    document = Entry(0, "document", head.id, None, at, body.to_json(), zlib.compress(head.text.encode()))
    return Prepared(document, Entry(0, "reading", name, None, at, reading.to_json()), parts)
