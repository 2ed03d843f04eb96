"""Lexicons: the words of a language, as TOML files with their own examples, and the small pattern language they use.

`lexicons/<language>/<name>.toml` holds the words of one subject in one language, `lexicons/common/<name>.toml` what is the
same in all (product names). A new language is one more folder and no Python.

Words are matched on *folded* text: lower case, one kind of apostrophe, hyphen and space, and of the same length as the text,
so that offsets hold. A pattern is words with few signs:

    word word      the words, between them any white space
    a-b            hyphen or space; `a-?b` also nothing between them
    stem*          the word and up to 20 more letters
    (a|b) x?       alternatives, an optional letter or group
    a ... b        up to five words between a and b, inside one sentence

Nothing else is special, and every repetition is bounded, so matching takes time linear in the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from jaccuse.errors import DataError, LanguageNotSupported

Table = Mapping[str, Any]

_FOLD = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘ʹ＇", "'"),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\t", " "),
    }
)
_SIGNS = re.compile(r" \.\.\. |-\?|[-* ]|[()|?]|.", re.S)
_MEANING = {
    " ... ": r"\s{1,3}(?:(?:[^\s.;!?]|\.(?=\w)){1,40}\s{1,3}){0,5}?",
    "-?": r"[- ]?",
    "-": r"[- ]",
    "*": r"\w{0,20}",
    " ": r"\s{1,3}",
    "(": "(?:",
    ")": ")",
    "|": "|",
    "?": "?",
}
COMMON = "common"


def fold(text: str) -> str:
    """Lower case with plain apostrophes, hyphens and spaces; always as long as `text`."""
    plain = text.translate(_FOLD)
    low = plain.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def primary(language: str) -> str:
    """The primary subtag: `en` of `en-US`."""
    return re.split("[-_]", language.strip().lower(), maxsplit=1)[0]


def languages() -> tuple[str, ...]:
    """The languages there are lexicons for, sorted."""
    root = resources.files("jaccuse") / "lexicons"
    folders = (d.name for d in root.iterdir() if d.is_dir())
    return tuple(sorted(name for name in folders if name != COMMON and name[0] not in "._"))


def names(language: str) -> tuple[str, ...]:
    """The lexicons of one language (or of `common`), sorted, without `.toml`."""
    folder = resources.files("jaccuse") / "lexicons" / language
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def load(language: str, name: str) -> Table:
    """One lexicon file as a table.

    Raises:
        LanguageNotSupported: there is no folder for the language.
        DataError: the file is missing or is no TOML.
    """
    code = primary(language)
    if code != COMMON and code not in languages():
        raise LanguageNotSupported(
            f"no lexicon for the language {language!r}", remedy=f"languages read: {', '.join(languages())}"
        )
    path = resources.files("jaccuse") / "lexicons" / code / f"{name}.toml"
    where = f"lexicons/{code}/{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError("there is no such lexicon", source=where) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"is not valid TOML: {error}", source=where) from error


class Entries:
    """Typed access to one table of a lexicon; every complaint names the file and the key."""

    def __init__(self, table: Table, where: str) -> None:
        self.table = table
        self.where = where

    @classmethod
    def of(cls, language: str, name: str) -> Entries:
        return cls(load(language, name), f"lexicons/{primary(language)}/{name}.toml")

    def _get(self, key: str, kind: type, default: Any) -> Any:
        value = self.table.get(key, default)
        if value is None:
            raise DataError(f"key {key!r} is missing", source=self.where)
        if not isinstance(value, kind):
            raise DataError(f"key {key!r} must be a {kind.__name__}, not {type(value).__name__}", source=self.where)
        return value

    def sub(self, key: str) -> Entries:
        """The table under `key`."""
        return Entries(self._get(key, dict, None), f"{self.where} [{key}]")

    def subs(self) -> Iterator[tuple[str, Entries]]:
        """All tables directly below this one."""
        for key, value in self.table.items():
            if isinstance(value, dict):
                yield key, self.sub(key)

    def text(self, key: str, default: str | None = None) -> str:
        return str(self._get(key, str, default))

    def strings(self, key: str, default: tuple[str, ...] | None = ()) -> list[str]:
        """The list of words under `key`; empty where it is absent, an error where `default` is None."""
        value = self._get(key, list, None if default is None else list(default))
        for item in value:
            if not isinstance(item, str) or not item.strip():
                raise DataError(f"key {key!r} must hold words, not {item!r}", source=self.where)
        return list(value)

    def numbers(self, key: str) -> dict[str, float]:
        """The table word -> number under `key`."""
        value = self._get(key, dict, {})
        for word, number in value.items():
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise DataError(f"key {key!r}: {word!r} must be a number, not {number!r}", source=self.where)
        return {fold(word): float(number) for word, number in value.items()}

    def words(self, key: str) -> re.Pattern[str] | None:
        """The patterns under `key` as one expression over folded text, or None where there are none."""
        patterns = self.strings(key)
        return words(patterns) if patterns else None


def expression(pattern: str) -> str:
    """The regular expression, over folded text, of one pattern of the small language above."""
    parts = []
    for sign in _SIGNS.findall(fold(pattern.strip())):
        parts.append(_MEANING.get(sign) or re.escape(sign))
    return "".join(parts)


def words(patterns: Iterable[str], *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> re.Pattern[str]:
    """One expression for several patterns, longest first, at word boundaries."""
    ordered = sorted(set(patterns), key=lambda p: (-len(p), p))
    body = "|".join(expression(p) for p in ordered)
    try:
        return re.compile(f"{before}(?:{body}){after}")
    except re.error as error:
        raise DataError(f"not a pattern: {error} in {ordered}") from error


def cases(table: Table, key: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every example and refusal in a lexicon: (key of the entry, `examples` or `refuses`, the case)."""
    for name, value in table.items():
        path = f"{key}.{name}" if key else name
        if name in ("examples", "refuses") and isinstance(value, list):
            for case in value:
                yield key, name, case
        elif isinstance(value, dict):
            yield from cases(value, path)
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, dict):
                    yield from cases(item, f"{path}[{i}]")
