"""A text made easy to match (one apostrophe, one space, one hyphen, composed accents), with the way back to its offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SAME_LENGTH = str.maketrans({
    "’": "'", "ʼ": "'", "‘": "'", "＇": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ",
    "\r": " ", "‐": "-", "‑": "-", "\u2212": "-",
})
_HARD = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff")


@dataclass(frozen=True, slots=True)
class Folded:
    """text: what is matched on; starts: for each of its characters its place in the original, None where they are the same."""

    text: str
    starts: list[int] | None
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's offsets of a stretch of the folded text."""
        if self.starts is None:
            return start, end
        first = self.starts[start]
        after = self.starts[end] if end < len(self.starts) else self.length
        last = self.starts[end - 1]
        return first, max(after, last + 1)


def fold(text: str) -> Folded:
    """Fold a text in linear time; character for character unless it holds combining marks or invisible characters."""
    if text.isascii():
        plain = text.translate(_SAME_LENGTH) if "\n" in text or "\t" in text or "`" in text or "\r" in text else text
        return Folded(plain, None, len(text))
    if not _HARD.search(text):
        return Folded(text.translate(_SAME_LENGTH), None, len(text))
    out: list[str] = []
    starts: list[int] = []
    i = 0
    while i < len(text):
        char = text[i]
        if char in _DROPPED:
            i += 1
            continue
        m = _CLUSTER.match(text, i)
        piece = unicodedata.normalize("NFC", m.group()) if m else char
        for c in piece:
            out.append(c)
            starts.append(i)
        i = m.end() if m else i + 1
    return Folded("".join(out).translate(_SAME_LENGTH), starts, len(text))
