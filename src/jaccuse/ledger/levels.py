"""Words made plain, and how much each tells."""

from __future__ import annotations

import re
import unicodedata

from .rarity import RARE, rarity

_PART = re.compile(r"[^\W_]+")


def plain(words: str) -> str:
    """Words in small letters without accents, with single spaces."""
    if not words.isascii():
        words = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(_PART.findall(words.lower()))


def level(word: str) -> int:
    """How much a plain word tells, 0 to 6. Numbers tell little: a share or a year stands everywhere."""
    if word.isdigit():
        return 0
    return rarity().get(word, RARE)


def rarest(name: str) -> int:
    """How much the rarest word of a plain name tells: "the network attack" tells nothing."""
    return max(map(level, name.split()), default=0)
