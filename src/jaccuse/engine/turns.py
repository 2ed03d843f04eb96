"""Who speaks where in a transcript: "Question: …", "Maria Zakharova: …", "Spokesperson: …", up to the next such line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .names import Mention
from .words import Words

_LABEL = re.compile(r"(?:^|\n)[ \t]*(?P<label>[^\s:\n«“\"][^:\n«“\"]{0,70}?)[ \t\u00a0\u202f]?:(?=[ \t\u00a0\n])")
_WORDS = 9  # of a label, at most
_FEWEST = 2  # lines that start so, in a transcript


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of the text that somebody is shown speaking; nobody for one who only asks. official: for a state."""

    start: int
    end: int
    actors: tuple[str, ...]


def turns(text: str, mentions: Sequence[Mention], words: Words, issuer: tuple[str, ...]) -> tuple[Turn, ...]:
    """The turns of a briefing or an interview; empty where no two lines start with who speaks, or none of them is known.

    Args:
        issuer: who publishes the transcript; a "Spokesperson" is theirs.
    """
    labels = [m for m in _LABEL.finditer(text) if len(m["label"].split()) <= _WORDS]
    if len(labels) < _FEWEST:
        return ()
    told = [(m, _speaker(m, mentions, words, issuer)) for m in labels]
    known = [(m, who) for m, who in told if who is not None]
    if len(known) < _FEWEST or not any(who for _, who in known):
        return ()
    ends = [m.start() for m, _ in known[1:]] + [len(text)]
    return tuple(Turn(m.end(), end, who) for (m, who), end in zip(known, ends, strict=True))


def _speaker(
    match: re.Match[str], mentions: Sequence[Mention], words: Words, issuer: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Who speaks after the label; empty for one who asks, None where the line starts no turn."""
    label, start, end = match["label"], match.start("label"), match.end("label")
    inside = [m for m in mentions if start <= m.start and m.end <= end and m.actor]
    if words.matches("asking-label", label) or any(m.kind == "media" for m in inside):
        return ()
    named = [m.actor for m in inside if m.actor and (m.kind == "person" or "/" in m.actor)]
    if named and named[-1]:
        return (named[-1],)
    return issuer if issuer and words.matches("speaking-label", label) else None
