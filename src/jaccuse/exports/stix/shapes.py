"""Claims and operations as the extension holds them, and back: the shapes of the public JSON under the rules of STIX.

STIX wants property names of three letters at least, no nulls, no empty lists and no lists of lists. So what is empty is left
out and put back, short names are written longer, and an anchor is an object with `start` and `end`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from ...claim import Claim, Operation, Span

_LONGER = {"id": "local_id", "by": "by_whom", "to": "to_whom", "of": "of_whom"}
#: Lists that a claim must have, also where they are empty.
_LISTS = ("claimants", "accused", "by", "against", "anchors")
_SHORTER = {longer: short for short, longer in _LONGER.items()}


def out(shape: Claim | Operation) -> dict[str, Any]:
    """A claim or operation as plain values for the extension, without `operation`: that is named by its id in the ledger."""
    found = {_LONGER.get(name, name): value for name, value in _bare(msgspec.to_builtins(shape)).items()}
    found.pop("operation", None)
    return found


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(held) for name, held in value.items() if held is not None and held != ()}
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return [{"start": start, "end": end} for start, end in value]
        return [_bare(held) for held in value]
    return value


def claim_in(found: dict[str, Any], operation: str | None) -> Claim:
    """The claim that `out` wrote. operation: its number in the document. Raises msgspec.ValidationError, TypeError."""
    given = {**dict.fromkeys(_LISTS, ()), **_short(found), "operation": operation}
    claim: Claim = msgspec.convert(given, Claim)
    return claim


def operation_in(found: dict[str, Any]) -> Operation:
    """The operation that `out` wrote. Raises msgspec.ValidationError, TypeError."""
    return msgspec.convert({"anchors": (), **_short(found)}, Operation)


def _short(found: dict[str, Any]) -> dict[str, Any]:
    return {_SHORTER.get(name, name): _full(value) for name, value in found.items()}


def _full(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return [value["start"], value["end"]]
        return {"anchors": (), **{name: _full(held) for name, held in value.items()}}
    return [_full(held) for held in value] if isinstance(value, list) else value


def spans(*shapes: Claim | Operation | None) -> list[Span]:
    """Every stretch of the text that something in these was read from; those that touch or overlap are one. In order."""
    found: list[Span] = []
    for span in sorted(set(_spans(shapes))):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _spans(value: Any) -> Iterable[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            held = getattr(value, name)
            if held.__class__ is not str and held is not None:
                yield from _spans(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from _spans(held)


def quotes(text: str, *shapes: Claim | Operation | None) -> list[dict[str, Any]]:
    """The words behind these, each with its place in the text."""
    return [{"start": span.start, "words": text[span.start : span.end]} for span in spans(*shapes)]
