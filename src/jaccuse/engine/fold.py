"""A text made easy to match (one apostrophe, one space, one hyphen, composed accents), with the way back to its offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SAME_LENGTH = (
    ("\r", "\n"), ("\t", " "), ("`", "'"), ("’", "'"), ("ʼ", "'"), ("‘", "'"), ("＇", "'"), ("´", "'"), ("\u00a0", " "),
    ("\u202f", " "), ("\u2009", " "), ("‐", "-"), ("‑", "-"), ("\u2212", "-"),
)  # fmt: skip
_ASCII_ONLY = 3
_WRAPPED = re.compile(r"\n(?=[a-zà-ÿа-я(])")
_HARD = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPECIAL = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+|[^\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]?[\u0300-\u036f]+"
)
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text to match on.

    text: one line, as names are looked for. lines: the same length, with the ends of lines that end a title or a paragraph.
    starts: for each character its place in the original, None where they are the same.
    """

    text: str
    lines: str
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


def _evened(text: str, ascii_only: bool = False) -> str:
    for char, plain in _SAME_LENGTH[:_ASCII_ONLY] if ascii_only else _SAME_LENGTH:
        if char in text:
            text = text.replace(char, plain)
    return text


def fold(text: str) -> Folded:
    """Fold a text in linear time; character for character unless it holds combining marks or invisible characters."""
    if text.isascii():
        return _folded(text, None, len(text), ascii_only=True)
    if not _HARD.search(text):
        return _folded(text, None, len(text))
    out: list[str] = []
    starts: list[int] = []
    done = 0
    for m in _SPECIAL.finditer(text):
        out.append(text[done : m.start()])
        starts.extend(range(done, m.start()))
        done = m.end()
        if m.group()[0] in _DROPPED:
            continue
        piece = unicodedata.normalize("NFC", m.group())
        out.append(piece)
        starts.extend([m.start()] * len(piece))
    out.append(text[done:])
    starts.extend(range(done, len(text)))
    return _folded("".join(out), starts, len(text))


def _folded(text: str, starts: list[int] | None, length: int, ascii_only: bool = False) -> Folded:
    """One line for the names, and the same with those ends of lines that are not mere wrapping."""
    even = _evened(text, ascii_only)
    if "\n" not in even:
        return Folded(even, even, starts, length)
    return Folded(even.replace("\n", " "), _WRAPPED.sub(" ", even), starts, length)
