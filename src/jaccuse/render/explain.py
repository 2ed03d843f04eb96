"""Why each value is there, and why a field is empty: the rule, and the words that it matched."""

from __future__ import annotations

from ..claim import Attribution, Claim, Empty, Operation, Span
from .page import Piece, Row
from .phrases import date, figure, roles
from .safe import one_line

LONGEST = 160


def operation_rows(operation: Operation, text: str) -> list[Row]:
    """One row for each value of an operation, then one for each field left empty on purpose."""
    rows = [_why(item.field, item.value, item.rule, item.anchors, text) for item in operation.evidence]
    rows += [_why("scale", figure(value), value.rule, value.anchors, text) for value in operation.scale]
    return rows + _empty(operation.empty)


def claim_rows(claim: Claim, text: str) -> list[Row]:
    """One row for the claim, one for each of its values, then one for each field left empty on purpose."""
    rows = [_why("claim", type(claim).__name__.lower(), claim.rule, claim.anchors, text)]
    for field, _, actors in roles(claim):
        rows += [_why(field, actor.actor, actor.rule, actor.anchors, text) for actor in actors]
    if isinstance(claim, Attribution):
        if sure := claim.certainty:
            value = f"{sure.axis} {sure.level}, {sure.scope}"
            rows.append(_why("certainty", value, sure.rule, sure.anchors, text))
        rows += [_why("grounds", ground.words, ground.rule, ground.anchors, text) for ground in claim.grounds]
    if claim.date:
        rows.append(_why("date", date(claim.date), claim.date.rule, claim.date.anchors, text))
    rows += [_why(item.field, item.value, item.rule, item.anchors, text) for item in claim.evidence]
    return rows + _empty(claim.empty)


def _why(field: str, value: str, rule: str, anchors: tuple[Span, ...], text: str) -> Row:
    pieces = [Piece(f"{field} {one_line(value)}: rule {one_line(rule) or 'not recorded'}")]
    for number, span in enumerate(anchors):
        pieces.append(Piece(", words " if number == 0 else " + "))
        pieces.append(Piece(_short(text[span.start : span.end]), "value"))
    if not anchors:
        pieces.append(Piece(", no words of its own"))
    return Row("why", tuple(pieces), "why")


def _empty(fields: tuple[Empty, ...]) -> list[Row]:
    return [Row("empty", (Piece(f"{one_line(item.field)}: {one_line(item.reason)}"),), "empty") for item in fields]


def _short(words: str) -> str:
    flat = one_line(words)
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST // 2].rstrip()} […] {flat[-LONGEST // 2 :].lstrip()}"
