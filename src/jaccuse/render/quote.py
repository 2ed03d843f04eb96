"""The words of a value in their context: the stretch of text around it, with the value's words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..claim import Span
from .page import Piece, Role
from .safe import visible

BEFORE = 140
AFTER = 140
LONGEST_GAP = 240
_STOP = re.compile(r"[.!?…。][\"'”’»)\]]*\s|\n")
_SPACE = re.compile(r"\s+")


class Mark(NamedTuple):
    """Words to highlight."""

    span: Span
    role: Role


def quote(text: str, shown: Iterable[Span], marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The stretches around `shown`, each as far as its sentence goes or a line or two, with `marks` highlighted.

    Stretches that touch are one; `[…]` stands between those that do not, and for a long piece without a mark.
    """
    ordered = sorted(set(marks))
    pieces: list[Piece] = []
    for number, window in enumerate(windows(text, shown, ordered)):
        if number:
            pieces.append(Piece(" […] "))
        pieces += _window(text, window, ordered)
    return tuple(pieces)


def windows(text: str, shown: Iterable[Span], marks: Iterable[Mark]) -> list[Span]:
    """The stretches that `quote` shows for `shown`; none of them cuts a mark in two."""
    found = _merge(_around(text, span) for span in shown)
    cut = [
        mark.span
        for mark in marks
        for window in found
        if mark.span.start < window.end < mark.span.end or mark.span.start < window.start < mark.span.end
    ]
    return _merge([*found, *cut])


def _around(text: str, span: Span) -> Span:
    lowest = max(0, span.start - BEFORE)
    start = lowest
    for stop in _STOP.finditer(text, lowest, span.start):
        start = stop.end()
    if start == lowest and lowest > 0:
        start = _next_word(text, lowest, span.start)
    highest = min(len(text), span.end + AFTER)
    stop_after = _STOP.search(text, max(span.start, span.end - 1), min(len(text), highest + 1))
    end = stop_after.end() if stop_after else highest
    if not stop_after and highest < len(text):
        end = max(span.end, text.rfind(" ", span.end, highest))
    while end > span.end and text[end - 1].isspace():
        end -= 1
    while start < span.start and text[start].isspace():
        start += 1
    return Span(start, end)


def _next_word(text: str, start: int, limit: int) -> int:
    space = text.find(" ", start, limit)
    return start if space < 0 else space + 1


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _window(text: str, window: Span, marks: list[Mark]) -> list[Piece]:
    pieces: list[Piece] = []
    at = window.start
    for mark in marks:
        start, end = max(mark.span.start, at), min(mark.span.end, window.end)
        if start >= end:
            continue
        pieces += _between(text[at:start])
        pieces.append(Piece(_flat(text[start:end]), mark.role))
        at = end
    return pieces + _between(text[at : window.end])


def _between(words: str) -> list[Piece]:
    if len(words) > LONGEST_GAP:
        words = f"{words[: LONGEST_GAP // 2].rsplit(' ', 1)[0]} […] {words[-LONGEST_GAP // 2 :].split(' ', 1)[-1]}"
    return [Piece(_flat(words))] if words else []


def _flat(words: str) -> str:
    return visible(_SPACE.sub(" ", words))
