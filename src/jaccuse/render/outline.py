"""A reading as a page for a person: the document's head, then by operation what was claimed about it, in the text's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..claim import Actor, Attribution, Claim, Evidence, Measure, Operation, Reading, Span
from .explain import claim_rows, operation_rows
from .page import Block, Page, Piece, Role, Row, plain
from .phrases import LINKS, STATUSES, date, figure, names_person, roles, sentence, who
from .quote import Mark, quote, windows
from .safe import one_line

MOST_QUOTED = 12
SOUGHT = "attributions, measures, replies and words of support"
NOTHING = f"No claim was found. Looked for: {SOUGHT} about cyber operations."
_DATELINE = re.compile(r"^\W*(?:date\W{0,3})?\d[\d./:T+-]*\W*", re.IGNORECASE)
NO_VERDICT = "Each line is what somebody is shown claiming in this document, not a finding that it is true."
PRESUMED_INNOCENT = "Persons named here are presumed innocent: an accusation or a charge is no finding of guilt."


def outline(reading: Reading, *, explain: bool = False) -> Page:
    """Everything the reading says, in the order a person asks for it."""
    blocks: list[Block] = []
    for operation in reading.operations:
        blocks.append(_operation(operation, reading, explain))
        blocks += [_claim(claim, reading, explain) for claim in reading.claims if claim.operation == operation.id]
    loose = [claim for claim in reading.claims if claim.operation is None]
    if loose:
        blocks.append(Block(1, "Claims about no particular operation"))
        blocks += [_claim(claim, reading, explain) for claim in loose]
    notes = [NO_VERDICT] if reading.claims else [NOTHING]
    if any(names_person(claim) for claim in reading.claims):
        notes.append(PRESUMED_INNOCENT)
    return Page(_title(reading), tuple(_head(reading)), tuple(blocks), tuple(notes))


def _title(reading: Reading) -> str:
    document = reading.document
    if document.title:
        return one_line(document.title)
    lines = (one_line(_DATELINE.sub("", line[:400])) for line in document.text[:4000].splitlines())
    first = next(filter(None, lines), "(no text)")
    return first if len(first) <= 90 else first[:90].rsplit(" ", 1)[0] + " …"


def _head(reading: Reading) -> Iterator[Row]:
    document = reading.document
    yield plain("document", document.id[: len("sha256:") + 12])
    yield plain("language", one_line(document.language))
    for label, value in (("published", document.published), ("publisher", document.publisher), ("url", document.url)):
        yield plain(label, one_line(value) if value else "not given")
    claims, operations = _many(len(reading.claims), "claim"), _many(len(reading.operations), "operation")
    yield plain("found", f"{claims} about {operations}" if reading.operations else claims)


def _many(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _operation(operation: Operation, reading: Reading, explain: bool) -> Block:
    rows: list[Row] = []
    for label, values in (
        ("activities", operation.activities),
        ("products", operation.products),
        ("victims", operation.victims),
        ("scale", [figure(value) for value in operation.scale]),
        ("dates", _dates(operation)),
        ("CVE", operation.vulnerabilities),
        ("malware", operation.malware),
    ):
        if values:
            rows.append(plain(label, " · ".join(one_line(value) for value in values)))
    marks = [Mark(span, "value") for span in _spans(operation.evidence)]
    marks += [Mark(span, "value") for value in operation.scale for span in value.anchors]
    shown = tuple(mark.span for mark in marks)[:MOST_QUOTED] or operation.anchors[:1]
    rows += _quotes(reading.document.text, shown, marks)[:1]
    if explain:
        rows += operation_rows(operation, reading.document.text)
    return Block(1, f"Operation {operation.id}: {one_line(operation.name) if operation.name else 'not named'}", tuple(rows))


def _dates(operation: Operation) -> list[str]:
    if operation.start and operation.end and operation.start != operation.end:
        return [f"{operation.start} to {operation.end}"]
    if operation.start and operation.end:
        return [operation.start]
    return [f"from {operation.start}"] if operation.start else [f"until {operation.end}"] if operation.end else []


def _spans(evidence: Sequence[Evidence]) -> list[Span]:
    return [span for item in evidence for span in item.anchors]


def _claim(claim: Claim, reading: Reading, explain: bool) -> Block:
    rows: list[Row] = []
    marks: list[Mark] = []
    for label, role, actors in roles(claim):
        for actor in actors:
            rows.append(Row(label, tuple(_actor(actor, role))))
            marks += [Mark(span, role) for span in actor.anchors]
    if isinstance(claim, (Attribution, Measure)) or claim.status != "stated":
        act = f"{claim.act}, " if isinstance(claim, Attribution) else ""
        rows.append(plain("act" if act else "status", f"{act}{claim.status}: {STATUSES[claim.status]}"))
    if isinstance(claim, Attribution):
        if sure := claim.certainty:
            words = Piece(one_line(sure.words), "certainty")
            rows.append(Row("certainty", (Piece(f"{sure.axis} {sure.level}, about the {sure.scope}: "), words)))
            marks += [Mark(span, "certainty") for span in sure.anchors]
        for ground in claim.grounds:
            rows.append(Row("grounds", (Piece(one_line(ground.words), "value"),)))
            marks += [Mark(span, "value") for span in ground.anchors]
    if isinstance(claim, Measure) and claim.count is not None:
        nationality = f", nationality {one_line(claim.nationality)}" if claim.nationality else ""
        rows.append(plain("persons", f"{claim.count:,}{nationality}"))
    if claim.date:
        rows.append(plain("date", date(claim.date)))
        marks += [Mark(span, "date") for span in claim.date.anchors]
    marks += [Mark(span, "value") for span in _spans(claim.evidence)]
    rows += _quotes(reading.document.text, claim.anchors, marks)
    if explain:
        rows += claim_rows(claim, reading.document.text)
    return Block(2, f"{claim.id}  {sentence(claim)}", tuple(rows))


def _actor(actor: Actor, role: Role) -> Iterator[Piece]:
    label = who(actor)
    words = one_line(actor.name) if actor.name else ""
    yield Piece(label, role if words == label else None)
    if words and words != label:
        yield Piece(": ")
        yield Piece(words, role)
    if actor.link:
        yield Piece(f" (link {actor.link}: {LINKS[actor.link]})")
    if actor.candidates:
        yield Piece(f" (could also be {', '.join(one_line(code) for code in actor.candidates)})")


def _quotes(text: str, shown: tuple[Span, ...], marks: list[Mark]) -> list[Row]:
    """The words, in one row; words of single values that stand elsewhere in the text, in a second."""
    if not shown:
        return []
    rows = [Row("words", quote(text, shown, marks), "quote")]
    near = windows(text, shown, marks)
    elsewhere = [mark for mark in marks if not any(w.start <= mark.span.start and mark.span.end <= w.end for w in near)]
    if elsewhere:
        rows.append(Row("and", quote(text, [mark.span for mark in elsewhere], marks), "quote"))
    return rows
