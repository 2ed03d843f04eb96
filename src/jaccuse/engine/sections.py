"""Which parts of a document tell of what happened, and which only give advice."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jaccuse.claim import Span
from jaccuse.engine.lexicon import Entries, fold, primary, words

NAME = "sections"
_LINE = re.compile(r"[^\n]+")
_MARK = r"^[\s#*•\-–\d.]{0,12}"


class _Lexicon(NamedTuple):
    heading: re.Pattern[str]
    sentence: re.Pattern[str]


@cache
def _lexicon(language: str) -> _Lexicon:
    advice = Entries.of(language, NAME).sub("advice")
    return _Lexicon(
        words(advice.strings("headings", None), before=_MARK, after=r"[^\n:.]{0,40}(?::|$)"),
        words(advice.strings("sentences", None), before=_MARK, after=r"(?!\w)"),
    )


def telling_parts(text: str, language: str) -> list[Span]:
    """The stretches of `text` outside sections of advice; a section ends at the next heading of its own depth."""
    lexicon = _lexicon(primary(language))
    folded = fold(text)
    parts: list[Span] = []
    depth: int | None = None
    for m in _LINE.finditer(folded):
        line = m.group()
        indent = len(line) - len(line.lstrip())
        if lexicon.heading.match(line):
            depth = indent
            continue
        heads = line.rstrip().endswith(":") and len(line) < 80
        if depth is not None and heads and indent <= depth and not lexicon.sentence.match(line):
            depth = None
        if depth is not None or lexicon.sentence.match(line):
            continue
        if parts and not folded[parts[-1].end : m.start()].strip():
            parts[-1] = Span(parts[-1].start, m.end())
        else:
            parts.append(Span(m.start(), m.end()))
    return parts
