"""The words of pages: one catalogue, `texts.toml`, with every text in every language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from ..errors import DataError

LANGUAGES = ("en", "fr")
#: What each language calls itself.
OWN_NAMES = {"en": "English", "fr": "Français"}


@lru_cache(1)
def catalogue() -> dict[str, dict[str, str]]:
    """Every text by its key and language. Raises DataError where a language lacks one."""
    name = "web/texts.toml"
    loaded = tomllib.loads(resources.files("jaccuse").joinpath(name).read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {}
    for section, entries in loaded.items():
        for key, texts in entries.items():
            if set(texts) != set(LANGUAGES):
                raise DataError(f"{section}.{key} must have a text in each of {', '.join(LANGUAGES)}", source=name)
            found[f"{section}.{key}"] = texts
    return found


def text(language: str, key: str, **values: object) -> str:
    """A text with its values filled in. Raises KeyError for a key that there is none of."""
    found = catalogue()[key][language]
    return found.format(**values) if values else found


def has(key: str) -> bool:
    """Whether there is such a text."""
    return key in catalogue()


def preferred(accept: str) -> str:
    """The language of ours that an Accept-Language header prefers; English where it says nothing."""
    best, weight = LANGUAGES[0], 0.0
    for part in accept.split(","):
        tag, _, rest = part.strip().partition(";")
        name = tag.strip().lower().partition("-")[0]
        try:
            q = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            continue
        if name in LANGUAGES and q > weight:
            best, weight = name, q
    return best
