"""Inflected names and adjectives of states, made by rule from the hand-made lists (only used to build the data)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "pl", "uk", "ru")
Rows = Callable[[str], Iterator[list[str]]]


def _cell(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def english(word: str) -> list[str]:
    plural = word.endswith(("an", "i", "er")) and not word.endswith(("men", "man"))
    return [word, word + "s"] if plural or word.endswith("German") else [word]


def french(word: str) -> list[str]:
    """Masculine and feminine, singular and plural: `chinois` gives chinois, chinoise, chinoises."""
    masculine, *feminine = word.split("/")
    if not feminine:
        if masculine.endswith("éen") or masculine.endswith("ien") or masculine.endswith("yen"):
            feminine = [masculine + "ne"]
        elif masculine.endswith("e") or (masculine.endswith(("è", "é", "i", "deshi")) and masculine in {"burkinabè"}):
            feminine = [masculine]
        else:
            feminine = [masculine + "e"]
    plural = masculine if masculine.endswith(("s", "x")) else masculine + "s"
    forms = [masculine, plural, *feminine, *(f + "s" for f in feminine)]
    return list(dict.fromkeys([*forms, *(f[0].upper() + f[1:] for f in forms), *_capital_both(forms)]))


def _capital_both(forms: list[str]) -> list[str]:
    """`Nord-Coréen` beside `Nord-coréen`."""
    return ["-".join(p[0].upper() + p[1:] for p in f.split("-")) for f in forms if "-" in f]


def german(word: str) -> list[str]:
    if word[0].isupper() and not word.startswith("US-"):
        return [word]
    forms = [word + ending for ending in ("", "e", "en", "er", "es", "em")]
    return [*forms, *(f[0].upper() + f[1:] for f in forms)]


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if c != "\u0301")


def spanish(word: str) -> list[str]:
    if word.endswith("o"):
        return [word[:-1] + e for e in ("o", "a", "os", "as")]
    if word.endswith("í"):
        return [word, word + "es", word + "s"]
    if word.endswith(("és", "án", "ón")) or word == "español":
        stem = word if word == "español" else word[:-2] + _plain(word[-2]) + word[-1]
        return [word, stem + "a", stem + "es", stem + "as"]
    return [word, word + "s"]


def italian(word: str) -> list[str]:
    if word.endswith("o"):
        stem = word[:-1]
        forms = [stem + e for e in ("o", "a", "i", "e")]
        return [*forms, stem + "hi", stem + "he"] if stem.endswith("c") else forms
    if word.endswith("e"):
        return [word, word[:-1] + "i"]
    return [word, word[:-1] + "i", word[:-1] + "e"]


def portuguese(word: str) -> list[str]:
    if word.endswith("ão"):
        return [word, word[:-1], word[:-2] + "ães", word[:-2] + "ãs"]
    if word.endswith("ês"):
        return [word, word[:-2] + "esa", word[:-2] + "eses", word[:-2] + "esas"]
    if word.endswith("o"):
        return [word[:-1] + e for e in ("o", "a", "os", "as")]
    if word.endswith("l"):
        return [word, word + "a", word[:-1] + "is", word + "as"]
    return [word, word + "s"]


def polish(word: str) -> list[str]:
    stem = word[:-1]
    return [stem + e for e in ("i", "a", "ie", "iego", "iemu", "im", "ich", "imi", "ą", "iej")] + (
        [stem[:-2] + "scy"] if stem.endswith("sk") else [stem[:-2] + "ccy"] if stem.endswith("ck") else []
    )


def ukrainian(word: str) -> list[str]:
    stem = word[:-2]
    return [stem + e for e in ("ий", "а", "е", "і", "ого", "ому", "им", "их", "ими", "ої", "ій", "у", "ою")]


def russian(word: str) -> list[str]:
    stem = word[:-2]
    return [stem + e for e in ("ий", "ая", "ое", "ие", "ого", "ому", "им", "их", "ими", "ой", "ую", "ом")]


OTHER = {"es": spanish, "it": italian, "pt": portuguese, "pl": polish, "uk": ukrainian, "ru": russian}


def demonyms(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """(language, state, form) for English and French, all states."""
    for language, rule in (("en", english), ("fr", french)):
        for code, cell in rows(f"demonyms.{language}.tsv"):
            for word in _cell(cell):
                for form in rule(word):
                    yield language, code, form


def other_adjectives(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """(language, state, form) for the other languages, the states that matter to this subject."""
    for code, *cells in rows("states.other.tsv"):
        for word in _cell(cells[0]) + _cell(cells[1]):
            for form in german(word):
                yield "de", code, form
        for language, cell in zip(OTHER, cells[2:], strict=False):
            for word in _cell(cell):
                for form in OTHER[language](word):
                    yield language, code, form
                    yield language, code, form[0].upper() + form[1:]


def declined_names(language: str, name: str) -> list[str]:
    """A state's name and its cases, where the language has them (one-word names only)."""
    if " " in name or "-" in name:
        return [name]
    if language == "de" and not name.endswith("s"):
        return [name, name + "s"]
    rule = {"pl": _polish_name, "uk": _slavic_name, "ru": _slavic_name}.get(language)
    return [name, *rule(name)] if rule else [name]


def _polish_name(name: str) -> list[str]:
    if name.endswith("ja") or name.endswith("ia"):
        stem = name[:-1]
        return [stem + "i" if name.endswith("ja") else stem, stem + "ę", stem + "ą", stem + "o", stem[:-1] + "ii"]
    if name.endswith("a"):
        stem = name[:-1]
        soft = {"n": "nie", "d": "dzie", "w": "wie", "r": "rze", "t": "cie", "b": "bie", "p": "pie", "k": "ce"}.get(
            stem[-1], "ie"
        )
        return [stem + "y", stem + "i", stem + "ę", stem + "ą", stem[:-1] + soft]
    if name[-1] in "eiouy":
        return []
    return [name + e for e in ("u", "owi", "em", "ie", "iem")]


def _slavic_name(name: str) -> list[str]:
    if name.endswith(("ия", "ія")):
        return [name[:-1] + e for e in ("и", "ї", "ю", "ей", "єю")]
    if name.endswith("я"):
        return [name[:-1] + e for e in ("и", "і", "ї", "ю", "ей", "єю")]
    if name.endswith("а"):
        return [name[:-1] + e for e in ("ы", "и", "і", "е", "у", "ой", "ою")]
    if name.endswith(("й", "ь")):
        return [name[:-1] + e for e in ("я", "ю", "ем", "єм", "е", "ї")]
    if name[-1] in "еиоуіїэєю":
        return []
    return [name + e for e in ("а", "у", "ом", "е", "і")]
