"""Small ledgers made by hand: readings with few words in them, and readings of the same document by a newer engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, select

from jaccuse.claim import (
    Actor,
    Attribution,
    Claim,
    DateValue,
    DocumentHead,
    Measure,
    Operation,
    Reading,
    Reply,
    Span,
    Support,
    check,
)
from jaccuse.ledger import Ledger
from jaccuse.ledger.content_tables import acts, claims, counts, documents, facets, names, operations
from jaccuse.ledger.entries import claim_id

Code = str | tuple[str, str]


class Made:
    """Builds one reading: each piece adds its sentence to the text."""

    def __init__(self, title: str = "A title", **head: str) -> None:
        self.title, self.head = title, {"language": "en", **head}
        self.text = title + ". "
        self._start: int | None = None
        self.claims: list[Claim] = []
        self.operations: list[Operation] = []

    def operation(self, name: str, *activities: str, **more: object) -> Made:
        """An operation; the claims after it are about it."""
        at = self._say(name)
        made = Operation(id=f"o{len(self.operations) + 1}", name=name, activities=activities, anchors=(at,), **more)  # type: ignore[arg-type]
        self.operations.append(made)
        return self

    def accuse(self, by: str, whom: str, status: str = "stated", act: str = "attribute", **more: object) -> Made:
        """An attribution, such as `accuse("US/white-house", "CN/mss", link="affiliated")`; codes may be several, by a space."""
        link = more.pop("link", None)
        claimants, accused = self._actors(by), self._actors(whom)
        accused = tuple(
            msgspec.structs.replace(actor, link=link or ("none" if ":" in actor.actor else "state")) for actor in accused
        )
        self._add(Attribution(act=act, status=status, claimants=claimants, accused=accused, **self._common(), **more))  # type: ignore[arg-type]
        return self

    def measure(self, what: str, by: str, against: str, status: str = "adopted", **more: object) -> Made:
        """A measure."""
        by_, against_ = self._actors(by), self._actors(against)
        self._add(Measure(measure=what, status=status, by=by_, against=against_, **self._common(), **more))  # type: ignore[arg-type]
        return self

    def reply(self, what: str, by: str, to: str = "", **more: object) -> Made:
        """A reply."""
        self._add(Reply(reply=what, by=self._actors(by), to=self._actors(to), **self._common(), **more))  # type: ignore[arg-type]
        return self

    def support(self, what: str, by: str, of: str = "", **more: object) -> Made:
        """Words of support."""
        self._add(Support(support=what, by=self._actors(by), of=self._actors(of), **self._common(), **more))  # type: ignore[arg-type]
        return self

    def reading(self, of: str | None = None) -> Reading:
        """The reading. of: text to be told apart by, where two readings are of one document."""
        sha = hashlib.sha256((of or self.text).encode()).hexdigest()
        head = DocumentHead(id=f"sha256:{sha}", title=self.title, text=self.text, **self.head)  # type: ignore[arg-type]
        made = Reading(document=head, operations=tuple(self.operations), claims=tuple(self.claims))
        check(made)
        return made

    def _common(self) -> dict[str, object]:
        operation = self.operations[-1].id if self.operations else None
        return {"id": f"c{len(self.claims) + 1}", "operation": operation, "rule": "test", "anchors": (self._sentence(),)}

    def _sentence(self) -> Span:
        start, self._start = self._start or 0, None
        return Span(start, len(self.text.rstrip()))

    def _actors(self, codes: str) -> tuple[Actor, ...]:
        if not self.text.endswith(". ") and not self.text.endswith(" "):
            self.text += ". "
        made = []
        self._start = len(self.text) if self._start is None else self._start
        for code in codes.split():
            at = self._say(code.rpartition("/")[2].rpartition(":")[2].upper())
            made.append(Actor(actor=code, name=self.text[at.start : at.end], anchors=(at,)))
        if not made:
            self._say("somebody")
        return tuple(made)

    def _say(self, words: str) -> Span:
        start = len(self.text)
        self.text += words + " "
        return Span(start, start + len(words))

    def _add(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.text += "spoke. "


def on(value: str) -> DateValue:
    """A date as precise as it is written."""
    precision = {4: "year", 7: "month", 10: "day"}[len(value)]
    return DateValue(value=value, precision=precision)  # type: ignore[arg-type]


def read_again(ledger: Ledger, reading: Reading, engine: str) -> None:
    """Another reading of a document that is there."""
    assert ledger.add(reading, engine=engine).state == "reread"


def filled(ledger: Ledger, readings: Iterable[Reading]) -> Ledger:
    """The ledger with the readings in it, brought up to date."""
    ledger.add_many(readings, engine="1")
    ledger.settle()
    return ledger


def derived(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything the content deriver wrote, without the numbers that depend on the order of arrival."""
    found: dict[str, list[tuple[object, ...]]] = {}
    heads = dict(connection.execute(select(documents.c.seq, documents.c.id)).fetchall())  # type: ignore[arg-type]
    ids = dict(connection.execute(select(claims.c.key, claims.c.id)).fetchall())  # type: ignore[arg-type]
    for table, leave in (
        (documents, ("seq", "reading")),
        (operations, ("seq", "reading", "document")),
        (claims, ("seq", "key", "reading", "document")),
        (counts, ()),
        (names, ()),
        (acts, ("seq",)),
    ):
        columns = [column for column in table.c if column.name not in leave]
        found[table.name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    found["of"] = sorted((ids[key], heads[seq]) for key, seq in connection.execute(select(claims.c.key, claims.c.document)))
    found["facets"] = sorted((f, s, d, ids[c]) for f, s, d, c in connection.execute(select(facets)))
    return found


def claim_ids(reading: Reading) -> Sequence[str]:
    """The ledger's ids of the reading's claims."""
    return [claim_id(reading.document.id, claim) for claim in reading.claims]


__all__ = ["Made", "claim_ids", "derived", "filled", "on", "read_again"]
