"""A thing's history for people: one row an event."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..ledger.chronicle import Event
from .grid import Field


def past(events: Sequence[Event]) -> tuple[Sequence[Field], list[list[str]]]:
    """Columns and rows."""
    fields = (
        Field("no.", figure=True),
        Field("when (UTC)"),
        Field("id"),
        Field("what", wide=2),
        Field("by"),
        Field("why", wide=2),
    )
    return fields, [_row(event) for event in events]


def _row(event: Event) -> list[str]:
    if event.what == "read":
        what = f"{event.verdict} by engine {event.by}" if event.verdict else f"read by engine {event.by}"
        return [str(event.seq), event.at[:16].replace("T", " "), event.id[:10], what, "machine", ""]
    words = [event.verdict or event.what]
    if event.path:
        words.append(event.path)
    if event.verdict == "correct":
        words.append(f"{_short(event.was)} -> {_short(event.value)}")
    if event.about:
        words.append(f"of {event.about}")
    if not event.stands:
        words.append("(undone)")
    return [str(event.seq), event.at[:16].replace("T", " "), event.id[:10], " ".join(words), event.by or "", event.reason or ""]


def _short(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 60 else words[:57] + "…"
