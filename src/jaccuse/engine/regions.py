"""Which stretches of a document tell of one operation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from ..claim import Span
from .details import telling_parts
from .lexicon import Entries, fold, primary, words
from .segment import Sentence

SHORT = 900  # a document up to this many characters is about what it claims
LEAD = 2  # paragraphs in which a document says what it is about
MANY = 3  # places with claims that make a document one about them wherever they stand
AFTER = 3  # sentences after one with a claim that may go on about the same operation


@cache
def _openings(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a sentence begins that goes on about the same thing, and what says that it is about another one."""
    entries = Entries.of(language, "sections")
    opening = r"^[\s\"'“”«»(\-–•*]{0,4}"
    going_on, other = (entries.sub(key).strings("words", None) for key in ("continues", "elsewhere"))
    return words(going_on, before=opening), words(other)


def goes_on(sentence: str, language: str) -> bool:
    """Whether a sentence plainly goes on about what the one before it told."""
    opening, elsewhere = _openings(primary(language))
    folded = fold(sentence)
    return opening.search(folded) is not None and elsewhere.search(folded) is None


def elsewhere(sentence: str, language: str) -> bool:
    """Whether a sentence says that it is about another operation."""
    return _openings(primary(language))[1].search(fold(sentence)) is not None


@cache
def _background(language: str) -> re.Pattern[str]:
    return words(Entries.of(language, "sections").sub("background").strings("words", None))


def background(sentence: str, language: str) -> bool:
    """Whether a sentence tells what an actor did, or what a victim suffered, before the operation."""
    return _background(primary(language)).search(fold(sentence)) is not None


def of_only(
    text: str, language: str, sentences: Sequence[Sentence], own: Sequence[Span], accused: Sequence[str], *, passing: bool
) -> list[Span]:
    """The regions of the only operation of a document: all of it where it is about the operation, else what is near its claims.

    accused: words for the accused. passing: the claims only tell what somebody did, and may stand in a list of many things.
    """
    early = _lead(sentences)
    top = fold(text[:early])
    told = any(at.start < early for at in own) or any(fold(name) in top for name in accused)
    if told or not passing or len(text) <= SHORT or len(own) >= MANY:
        return of_whole(text, language, sentences, own)
    return of_claims(text, language, sentences, own, [])


def of_one(text: str, language: str, sentences: Sequence[Sentence], own: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The regions of one of several operations: where the document opens with it alone, all that is not about the others."""
    early = _lead(sentences)
    if any(at.start < early for at in own) and not any(at.start < early for at in others):
        theirs = of_claims(text, language, sentences, others, own)
        return _without(of_whole(text, language, sentences, own), theirs)
    return of_claims(text, language, sentences, own, others)


def _lead(sentences: Sequence[Sentence]) -> int:
    """Where the paragraphs end in which a document says what it is about."""
    lead = [s for s in sentences if s.paragraph < LEAD]
    return lead[-1].end if lead else 0


def of_whole(text: str, language: str, sentences: Sequence[Sentence], own: Sequence[Span]) -> list[Span]:
    """All but advice, and what is said to be about something else or about the past; a claim's own sentence stays."""
    parts = telling_parts(text, language)
    cut: list[Span] = []
    off = False
    claiming = _holding(sentences, own)
    for i, sentence in enumerate(sentences):
        piece = text[sentence.start : sentence.end]
        off = elsewhere(piece, language) or (off and goes_on(piece, language))
        off = off and i not in claiming
        if off or (i not in claiming and background(piece, language)):
            cut.append(Span(sentence.start, sentence.end))
    return _without(parts, cut)


def of_claims(
    text: str, language: str, sentences: Sequence[Sentence], own: Sequence[Span], others: Sequence[Span]
) -> list[Span]:
    """The regions of one of several operations: the sentences of its claims, and those after them that go on about it."""
    mine = _holding(sentences, own)
    taken = _holding(sentences, others)
    chosen = set(mine)
    for i in mine:
        for j in range(i + 1, min(i + 1 + AFTER, len(sentences))):
            piece = text[sentences[j].start : sentences[j].end]
            if j in taken or elsewhere(piece, language) or background(piece, language):
                break
            same_item = not others and "\n" not in text[sentences[i].end : sentences[j].start]
            if same_item or goes_on(piece, language):
                chosen.add(j)
    return [Span(sentences[i].start, sentences[i].end) for i in sorted(chosen)]


def _holding(sentences: Sequence[Sentence], spans: Sequence[Span]) -> set[int]:
    """The numbers of the sentences in which a span begins."""
    starts = sorted({at.start for at in spans})
    return {i for i, s in enumerate(sentences) if bisect_left(starts, s.start) < bisect_left(starts, s.end)}


def _without(parts: Sequence[Span], cut: Sequence[Span]) -> list[Span]:
    """The parts, less the stretches to be cut out of them."""
    kept: list[Span] = []
    for part in parts:
        start = part.start
        for hole in cut:
            if hole.end <= start or hole.start >= part.end:
                continue
            if hole.start > start:
                kept.append(Span(start, hole.start))
            start = hole.end
        if start < part.end:
            kept.append(Span(start, part.end))
    return kept
