"""Words to the parser's pieces, the same in training and in use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .unigram import UNKNOWN, unigram

if TYPE_CHECKING:
    from collections.abc import Callable

START, END = 0, 2
MOST = 8
"""Pieces kept of one word: only the first is scored, the rest tell which word it is."""

PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"'}
    | {"\u2010": "-", "\u2011": "-"}
    | dict.fromkeys(" \u00a0\u2009\u202f\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff", "")
)


def plain(word: str) -> str:
    """The word with straight quotation marks and without invisible characters."""
    return word.translate(PLAIN)


def cutter(tokenizer: Path) -> Callable[[str], tuple[int, ...]]:
    """A function from a word to the numbers of its pieces, never none."""
    whole = unigram(tokenizer)

    @lru_cache(maxsize=1 << 16)
    def cut(word: str) -> tuple[int, ...]:
        return whole(plain(word[:200]))[:MOST] or (UNKNOWN,)

    return cut
