"""Words to the parser's pieces, the same in training and in use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

START, END, UNKNOWN = 0, 2, 3
MOST = 8
"""Pieces kept of one word: only the first is scored, the rest tell which word it is."""

PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"'}
    | {"\u2010": "-", "\u2011": "-", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\ufeff": ""}
)


def plain(word: str) -> str:
    """The word with straight quotation marks and without invisible characters."""
    return word.translate(PLAIN)


def cutter(tokenizer: Path) -> Callable[[str], tuple[int, ...]]:
    """A function from a word to the numbers of its pieces, never none."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - loaded only when something is parsed

    encode = Tokenizer.from_file(str(tokenizer)).encode

    @lru_cache(maxsize=1 << 16)
    def cut(word: str) -> tuple[int, ...]:
        return tuple(encode(plain(word[:200]), add_special_tokens=False).ids[:MOST]) or (UNKNOWN,)

    return cut
