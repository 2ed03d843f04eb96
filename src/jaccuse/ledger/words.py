"""Words as search compares them: without accents and case, the same in an index of SQLite and of PostgreSQL."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+")
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"})


def fold(text: str) -> str:
    """The text in lower case without accents: `Élysée` is `elysee`, `Łódź` is `lodz`, `Straße` is `strasse`."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_STROKES)


def words(text: str) -> Iterator[str]:
    """The folded words of a text."""
    return iter(WORD.findall(fold(text)))
