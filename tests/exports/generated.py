"""Readings with every kind of value, at random: whatever the codebook allows, in texts that are hard to measure."""

from __future__ import annotations

import random
from hashlib import sha256
from typing import Any, get_args

from jaccuse.claim import (
    Act,
    Activity,
    Actor,
    Attribution,
    Axis,
    Bound,
    Certainty,
    Claim,
    DateValue,
    DocumentHead,
    Empty,
    Evidence,
    Figure,
    Ground,
    Level,
    Link,
    Measure,
    MeasureKind,
    MeasureStatus,
    Operation,
    Reading,
    Reply,
    ReplyKind,
    Scope,
    Span,
    Status,
    Support,
    SupportKind,
    check,
)
from jaccuse.errors import ReviewRefused
from jaccuse.ledger import Ledger
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import review

LETTERS = "abc  é\u0301ß\n\t\"\\<>&{}[]=,;'\u202eשלום\u200dمرحبا🕵🏽‍♀️漢字\u00a0\x07𝔄"
CODES = (
    "US", "CN", "RU", "EU", "NATO", "US/white-house", "CN/mss", "GB/ncsc", "org:mandiant", "group:apt28", "group:unc-1",
    "person:jo-example", "publication", "unnamed", "unknown",
)  # fmt: skip


class Chance:
    """Makes readings and reviews, driven by one source of chance."""

    def __init__(self, source: random.Random) -> None:
        self.random = source
        self.text = ""

    def reading(self) -> Reading:
        """A document of up to some hundred letters, with up to three operations and seven claims."""
        chance = self.random
        self.text = "".join(chance.choices(LETTERS, k=chance.randint(1, 300)))
        head = DocumentHead(
            id="sha256:" + sha256(self.text.encode() + chance.randbytes(8)).hexdigest(),
            language=chance.choice(("en", "fr", "de")),
            title=self.maybe("A title, “quoted”\n"),
            published=self.maybe(chance.choice(("2021", "2021-07", "2021-07-19"))),
            publisher=self.maybe(chance.choice(("The Gazette", "=1+1"))),
            url=self.maybe("https://example.org/a?b=c&d=1"),
            text=self.text,
        )
        operations = tuple(self.operation(f"o{number}") for number in range(1, chance.randint(1, 4)))
        claims = tuple(self.claim(f"c{number}", operations) for number in range(1, chance.randint(1, 8)))
        made = Reading(document=head, operations=operations, claims=claims)
        check(made)
        return made

    def maybe(self, value: Any) -> Any:
        """The value, or nothing."""
        return value if self.random.random() < 0.6 else None

    def one(self, kind: object) -> Any:
        """One of a Literal's values."""
        return self.random.choice(get_args(kind))

    def some(self, make: Any, most: int = 3) -> tuple[Any, ...]:
        """None to `most` of what is made."""
        return tuple(make() for _ in range(self.random.randint(0, most)))

    def span(self) -> Span:
        """A stretch of the text."""
        start = self.random.randrange(len(self.text))
        return Span(start, self.random.randint(start + 1, min(len(self.text), start + 40)))

    def worded(self) -> tuple[str, tuple[Span, ...]]:
        """Words and where they stand, the first place being theirs."""
        spans = (self.span(), *self.some(self.span, 1))
        return self.text[spans[0].start : spans[0].end], spans

    def actor(self, *, link: bool = False) -> Actor:
        """Somebody."""
        name, spans = self.worded() if self.random.random() < 0.8 else (None, ())
        return Actor(
            actor=self.random.choice(CODES),
            name=name,
            link=self.one(Link) if link else None,
            count=self.maybe(4),
            nationality=self.maybe("CN"),
            role=self.maybe("a role"),
            candidates=self.some(lambda: "US/ncsc", 2),
            rule=self.random.choice(("", "names:organ")),
            anchors=spans,
        )

    def evidence(self) -> Evidence:
        """The words behind a value."""
        return Evidence(field="status", value=self.random.choice(("stated", "")), rule="scope", anchors=self.worded()[1])

    def operation(self, name: str) -> Operation:
        """An operation."""
        spans = self.worded()[1]
        return Operation(
            id=name,
            name=self.maybe("the campaign"),
            activities=tuple(dict.fromkeys(self.some(lambda: self.one(Activity)))),
            products=self.some(lambda: "Contoso mail"),
            victims=self.some(lambda: "ministries"),
            scale=self.some(
                lambda: Figure(value=self.random.choice((0.0, 2.5, 25e4)), unit="servers", bound=self.one(Bound), anchors=spans)
            ),
            start=self.maybe("2021-07"),
            end=self.maybe("2021"),
            vulnerabilities=self.some(lambda: "CVE-2021-0001"),
            malware=self.some(lambda: "SampleShell"),
            evidence=self.some(self.evidence),
            empty=self.some(lambda: Empty(field="end", reason="the text names no end")),
            anchors=spans,
        )

    def claim(self, name: str, operations: tuple[Operation, ...]) -> Claim:
        """A claim of any kind, about one of the operations or none."""
        chance = self.random
        day = chance.choice(("2021", "2021-07", "2021-07-19"))
        common: dict[str, Any] = {
            "id": name,
            "operation": chance.choice((None, *(one.id for one in operations))),
            "reported_by": self.maybe(self.actor()),
            "date": self.maybe(
                DateValue(value=day, precision={4: "year", 7: "month", 10: "day"}[len(day)], anchors=self.worded()[1])  # type: ignore[arg-type]
            ),
            "rule": chance.choice(("", "accuse:verb")),
            "evidence": self.some(self.evidence),
            "empty": self.some(lambda: Empty(field="date", reason="none is given"), 1),
            "anchors": self.worded()[1],
        }
        who, whom = self.some(self.actor), self.some(lambda: self.actor(link=True))
        kind = chance.randrange(6)
        if kind == 0:
            return Measure(measure=self.one(MeasureKind), status=self.one(MeasureStatus), by=who, against=whom,
                           count=self.maybe(7), nationality=self.maybe("RU"), **common)  # fmt: skip
        if kind == 1:
            return Reply(reply=self.one(ReplyKind), status=self.one(Status), by=who, to=whom, **common)
        if kind == 2:
            return Support(support=self.one(SupportKind), status=self.one(Status), by=who, of=whom, **common)
        words, spans = self.worded()
        sure = Certainty(words=words, axis=self.one(Axis), level=self.one(Level), scope=self.one(Scope), anchors=spans)
        return Attribution(act=self.one(Act), status=self.one(Status), claimants=who, accused=whom, certainty=self.maybe(sure),
                           grounds=self.some(lambda: Ground(words=words, anchors=spans), 2), **common)  # fmt: skip

    def judge(self, ledger: Ledger) -> None:
        """Some claims and operations accepted, corrected or rejected, whole or in part."""
        chance = self.random
        with ledger.reading() as connection:
            rows = [row for row in Views(connection).claims(limit=1_000).rows if chance.random() < 0.4]
        told: set[tuple[str | None, str]] = set()  # the same said twice of one thing is one act where it is brought in
        for row in rows:
            how = chance.randrange(5)
            status = "absent" if isinstance(row.claim, Measure) else "suspected"
            target = row.operation if how == 4 else row.id
            path, verdict, value = (
                ("", "accept", None), ("", "reject", None), ("status", "correct", status), ("status", "accept", None),
                ("name", "correct", "another name"),
            )[how]  # fmt: skip
            again = (target, path) in told
            told.add((target, path))
            try:
                if target and not again:
                    review(ledger, target, verdict, by="ana", reason="looked", path=path, value=value)
            except ReviewRefused:
                continue
        ledger.settle()
