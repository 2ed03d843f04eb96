"""The words of a dossier's language, from words/<language>.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

import msgspec

from ...errors import DataError


class Lexis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that is said in whole words or sentences. Pairs are singular and plural."""

    unproven: tuple[str, ...]
    labels: dict[str, str]
    nouns: dict[str, tuple[str, str]]
    put: dict[str, str]
    activities: dict[str, str]
    links: dict[str, str]
    levels: dict[str, str]
    confidence: dict[str, str]
    scopes: dict[str, str]
    bounds: dict[str, str]
    measures: dict[str, str]
    measure_statuses: dict[str, str]
    replies: dict[str, tuple[str, str]]
    supports: dict[str, tuple[str, str]]
    passages: dict[str, str]


@lru_cache
def lexis(language: str) -> Lexis:
    """The words of a language. Raises DataError."""
    name = f"words/{language}.toml"
    data = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    try:
        return msgspec.convert(data, Lexis)
    except msgspec.ValidationError as error:
        raise DataError(str(error), source=f"exports/dossier/{name}") from None
