"""A text with everything that claims were read from marked: stretches that no mark begins or ends in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..claim import Actor, Attribution, Claim, Evidence, Measure, Span
from ..ledger.entries import sides
from ..ledger.rows import ClaimRow


class Stretch(NamedTuple):
    """Some text. claims: ids of those read from it; roles: claimant, accused, value; opens: claims whose words begin here."""

    text: str
    claims: tuple[str, ...]
    roles: tuple[str, ...]
    opens: tuple[str, ...]


class Value(NamedTuple):
    """A value of a claim: which field, the value, where its words stand, and the rule that read it."""

    field: str
    value: str
    spans: tuple[Span, ...]
    rule: str


class _Mark(NamedTuple):
    start: int
    end: int
    claim: str
    role: str


def stretches(text: str, rows: Sequence[ClaimRow], most: int) -> Iterator[Stretch]:
    """The text, up to `most` characters, cut at every mark."""
    text = text[:most]
    marks = sorted({mark for row in rows for mark in _marks(row) if mark.start < len(text)})
    ends = sorted({0, len(text), *(m.start for m in marks), *(min(m.end, len(text)) for m in marks)})
    order = {row.id: place for place, row in enumerate(rows)}
    opened: set[str] = set()
    live: list[_Mark] = []
    at = 0
    for start, end in pairwise(ends):
        live = [mark for mark in live if mark.end > start]
        while at < len(marks) and marks[at].start <= start:
            live.append(marks[at])
            at += 1
        held = sorted({mark.claim for mark in live}, key=order.__getitem__)
        opens = tuple(name for name in held if name not in opened)
        opened.update(opens)
        roles = tuple(role for role in ("claimant", "accused", "value") if any(mark.role == role for mark in live))
        yield Stretch(text[start:end], tuple(held), roles, opens)


def _marks(row: ClaimRow) -> Iterator[_Mark]:
    _, acting, acted_on = sides(row.claim)
    for span in row.claim.anchors:
        yield _Mark(*span, row.id, "said")
    for role, actors in (("claimant", acting), ("accused", acted_on)):
        for actor in actors:
            for span in actor.anchors:
                yield _Mark(*span, row.id, role)
    for one in row.claim.evidence:
        for span in one.anchors:
            yield _Mark(*span, row.id, "value")


def values(claim: Claim) -> Iterator[Value]:
    """Every value of a claim with its words and its rule; what was left empty on purpose, with the reason."""
    _, acting, acted_on = sides(claim)
    for field, actors in (("by", acting), ("against", acted_on)):
        for actor in actors:
            yield Value(field, _coded(actor), actor.anchors, actor.rule)
    if claim.reported_by:
        yield Value("reported_by", claim.reported_by.actor, claim.reported_by.anchors, claim.reported_by.rule)
    if isinstance(claim, Attribution):
        if sure := claim.certainty:
            yield Value("certainty", f"{sure.axis} {sure.level} ({sure.scope})", sure.anchors, sure.rule)
        for ground in claim.grounds:
            yield Value("grounds", ground.words, ground.anchors, ground.rule)
    if isinstance(claim, Measure) and claim.count is not None:
        yield Value("persons", f"{claim.count}" + (f" ({claim.nationality})" if claim.nationality else ""), (), "")
    if claim.date:
        yield Value("date", claim.date.value, claim.date.anchors, claim.date.rule)
    for one in claim.evidence:
        yield _evidence(one)
    for left in claim.empty:
        yield Value(left.field, f"— {left.reason}", (), "")


def _evidence(one: Evidence) -> Value:
    return Value(one.field, one.value, one.anchors, one.rule)


def _coded(actor: Actor) -> str:
    more = [word for word in (actor.link, *(f"or {code}?" for code in actor.candidates)) if word]
    return actor.actor + (f" ({', '.join(more)})" if more else "")
