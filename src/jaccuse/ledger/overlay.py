"""What people decided, laid over what the machine read.

The machine's reading stays as it is in the history; what counts is that reading with the standing reviews on top. A review
holds over later readings: where a newer engine reads another value than the one that was judged, the person's word stands and
`differs` says so. Only a rejection does not reach further than the value it rejected: another value is new, and waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import msgspec

from ..claim import Claim, Operation

#: Parts of a claim that say where it was read, not what it says.
_WHERE = ("anchors", "rule", "evidence", "empty", "id", "operation", "candidates")

_T = TypeVar("_T")
_MISSING = object()


class Verdict(NamedTuple):
    """One standing review of one target, in the order of acts."""

    act: str
    path: str
    verdict: str
    was: Any
    value: Any


@dataclass(frozen=True)
class Overlaid:
    """A body with the reviews on it.

    reviewed: `rejected`, `accepted`, `corrected` (a value is another, or taken away) or `partly` (some values accepted).
    kept: a person accepted it whole, so it stays when a newer reading lacks it. differs: the machine now reads something else
    than what a person judged.
    """

    body: dict[str, Any]
    reviewed: str
    kept: bool
    differs: bool


def plain(shape: msgspec.Struct) -> dict[str, Any]:
    """A claim or operation as plain JSON values."""
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(shape))
    return made


def overlay(machine: dict[str, Any], verdicts: Sequence[Verdict]) -> Overlaid:
    """The machine's body with the verdicts, oldest first, on it."""
    last = {verdict.path: verdict for verdict in verdicts}
    whole = last.pop("", None)
    body, differs = machine, False
    if whole and whole.verdict == "accept" and isinstance(whole.was, dict) and meaning(whole.was) != meaning(machine):
        body, differs = {**whole.was, "id": machine.get("id")}, True
    changed = False
    for path in sorted(last):
        verdict = last[path]
        now = value_at(machine, path)
        if verdict.verdict == "reject":
            if now == verdict.was:
                body, changed = _put(body, path.split("."), None, verdict.act), True
            else:
                differs = True
            continue
        wanted = verdict.was if verdict.verdict == "accept" else verdict.value
        differs |= now is _MISSING or now not in (verdict.was, wanted)
        changed |= verdict.verdict == "correct"
        if value_at(body, path) != wanted:
            body = _put(body, path.split("."), wanted, verdict.act)
    if whole and whole.verdict == "reject":
        reviewed = "rejected"
    elif changed:
        reviewed = "corrected"
    else:
        reviewed = "accepted" if whole else "partly" if last else ""
    return Overlaid(body, reviewed, bool(whole and whole.verdict != "reject"), differs)


def effective(machine: dict[str, Any], verdicts: Sequence[Verdict], shape: type[_T]) -> tuple[_T, Overlaid]:
    """The overlaid body in its shape; where a review no longer fits what is read now, the machine's with `differs` set."""
    laid = overlay(machine, verdicts)
    try:
        return msgspec.convert(laid.body, shape), laid
    except msgspec.ValidationError:
        return msgspec.convert(machine, shape), Overlaid(machine, laid.reviewed, laid.kept, True)


def effective_claim(machine: dict[str, Any], verdicts: Sequence[Verdict]) -> tuple[Claim, Overlaid]:
    """The claim that counts."""
    return effective(machine, verdicts, Claim)  # type: ignore[arg-type]


def effective_operation(machine: dict[str, Any], verdicts: Sequence[Verdict]) -> tuple[Operation, Overlaid]:
    """The operation that counts."""
    return effective(machine, verdicts, Operation)


def meaning(body: object) -> object:
    """A body without the places it was read at: what two readings of the same words must agree in."""
    if isinstance(body, dict):
        kept = {key: meaning(value) for key, value in body.items() if key not in _WHERE}
        return {key: value for key, value in kept.items() if value not in (None, [], ())}
    if isinstance(body, list):
        return [meaning(value) for value in body]
    return body


def value_at(body: object, path: str) -> object:
    """The value at a path such as `status`, `accused.0.link` or `accused.CN/mss.link`; a marker that equals nothing if none."""
    for part in path.split(".") if path else ():
        if isinstance(body, dict) and part in body:
            body = body[part]
        elif isinstance(body, list) and (index := _index(body, part)) is not None:
            body = body[index]
        else:
            return _MISSING
    return body


def has(body: object, path: str) -> bool:
    """Whether the path leads to a value (also null) in the body."""
    return value_at(body, path) is not _MISSING


def _index(items: list[Any], part: str) -> int | None:
    """The place in a list: a number, or the code of the actor there."""
    if part.isdecimal():
        return int(part) if int(part) < len(items) else None
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("actor") == part:
            return index
    return None


def _put(body: Any, parts: Sequence[str], value: object, act: str) -> Any:
    """A copy of the body with another value at the path; None takes an item out of a list. An unknown path changes nothing."""
    if not parts:
        return value
    if isinstance(body, dict):
        inner = _put(body.get(parts[0]), parts[1:], value, act)
        if inner is None and isinstance(body.get(parts[0]), list):
            inner = []
        made = {**body, parts[0]: inner}
        if len(parts) == 1 and "actor" in body and "rule" in body:
            made["rule"] = f"review:{act}"
        return made
    if isinstance(body, list) and (index := _index(body, parts[0])) is not None:
        inner = _put(body[index], parts[1:], value, act)
        return [*body[:index], *([] if inner is None else [inner]), *body[index + 1 :]]
    return body
