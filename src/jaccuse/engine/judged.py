"""How sure somebody says to be in a sentence of its own: "We have high confidence in this assessment."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..claim import Axis, Certainty, Span
from .findings import Finding
from .scope import LEVELS
from .segment import Sentence
from .words import Words

REACH = 400  # characters back to what is judged


def judged(findings: list[Finding], sentences: Sequence[Sentence], text: str, words: Words) -> list[Finding]:
    """The findings, those just before such a sentence with its certainty where they have none of their own."""
    if words.matches("this-judgement", text) is None:
        return findings
    made = list(findings)
    for sentence in sentences:
        if words.matches("this-judgement", text[sentence.start : sentence.end]) is None:
            continue
        if any(sentence.start <= f.span.start < sentence.end for f in made):
            continue
        sure = _certainty(sentence, text, words)
        before = [f for f in made if sentence.start - REACH <= f.span.start < sentence.start]
        if sure is None or not before:
            continue
        last = max(before, key=lambda f: f.span.start).tree
        for i, finding in enumerate(made):
            if finding.tree is last and finding.certainty is None and finding.status in {"stated", "suspected"}:
                made[i] = replace(finding, certainty=sure)
    return made


def _certainty(sentence: Sentence, text: str, words: Words) -> Certainty | None:
    for name in ("confidence", "likelihood"):
        axis: Axis = "confidence" if name == "confidence" else "likelihood"
        for level in LEVELS:
            pattern = words.patterns.get(f"certainty.{name}.{level}")
            match = pattern.search(text, sentence.start, sentence.end) if pattern is not None else None
            if match is not None:
                at = Span(match.start(), match.end())
                return Certainty(words=match.group(), axis=axis, level=level, scope="authorship",
                                 rule=f"certainty:{name}:{level}:of-the-sentence-before", anchors=(at,))  # fmt: skip
    return None
