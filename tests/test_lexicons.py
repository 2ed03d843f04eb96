"""Every example in a lexicon gives what it says, and every refusal gives nothing: one test each, generated from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import jaccuse
from jaccuse.claim import Attribution, DateValue
from jaccuse.engine import lexicon
from jaccuse.engine.dates import find_dates, resolve
from jaccuse.engine.details import (
    find_activities,
    find_named_malware,
    find_operation_names,
    find_products,
    find_victims,
    telling_parts,
)
from jaccuse.engine.figures import find_figures, is_scale
from jaccuse.engine.regions import background, elsewhere, goes_on
from jaccuse.errors import DataError, LanguageNotSupported

Checker = Callable[[str, str, str, Any], bool]  # language, key of the entry, kind, case -> does the entry say it?


def _activities(language: str, key: str, kind: str, case: Any) -> bool:
    return key in {a.code for a in find_activities(case, language)}


def _figures(language: str, key: str, kind: str, case: Any) -> bool:
    found = find_figures(case if isinstance(case, str) else case["text"], language)
    if key == "scale_of":
        return any(is_scale(f, case, language) for f in found)
    if kind == "refuses":
        return bool(found)
    return (case["value"], case["unit"], case["bound"]) in {(f.value, f.unit, f.bound) for f in found}


def _dates(language: str, key: str, kind: str, case: Any) -> bool:
    found = find_dates(case if isinstance(case, str) else case["text"], language)
    if kind == "refuses":
        return bool(found)
    values = [resolve(d, case["published"] or None, case.get("tense", "past")) for d in found]
    return bool(found) and case["value"] in {v.value if isinstance(v, DateValue) else "" for v in values}


def _products(language: str, key: str, kind: str, case: Any) -> bool:
    text = case if isinstance(case, str) else case["text"]
    found = {p.name for p in find_products(text, language if language != lexicon.COMMON else case["language"])}
    return bool(found) if kind == "refuses" else case["name"] in found


def _naming(language: str, key: str, kind: str, case: Any) -> bool:
    find = find_named_malware if key == "malware" else find_operation_names
    found = {n.name for n in find(case if isinstance(case, str) else case["text"], language)}
    return bool(found) if kind == "refuses" else case["name"] in found


def _victims(language: str, key: str, kind: str, case: Any) -> bool:
    found = [v.name for v in find_victims(case if isinstance(case, str) else case["text"], language)]
    return bool(found) if kind == "refuses" else found == case["victims"]


def _sections(language: str, key: str, kind: str, case: Any) -> bool:
    if key != "advice":
        return _regions(language, key, kind, case)
    told = "\n".join(case[a:b] for a, b in telling_parts(case, language))
    return told != case if kind == "refuses" else told == case.split("\n")[0]


def _grounds(language: str, key: str, kind: str, case: Any) -> bool:
    text = case if isinstance(case, str) else case["text"]
    if key == "next":
        first = {"en": "Fabricam attributed the hack to Russia.", "fr": "Fabricam a attribué le piratage à la Russie."}
        text = f"{first[language]} {text}"
    claims = jaccuse.read(jaccuse.Document.from_text(text, language=language)).claims
    found = {ground.words for claim in claims if isinstance(claim, Attribution) for ground in claim.grounds}
    return bool(found) if kind == "refuses" else case["words"] in found


def _regions(language: str, key: str, kind: str, case: Any) -> bool:
    return {"continues": goes_on, "elsewhere": elsewhere, "background": background}[key](case, language)


CHECKERS: dict[str, Checker] = {
    "activities": _activities,
    "dates": _dates,
    "figures": _figures,
    "grounds": _grounds,
    "naming": _naming,
    "products": _products,
    "sections": _sections,
    "victims": _victims,
}


def _cases() -> Iterator[Any]:
    for language in (*lexicon.languages(), lexicon.COMMON):
        for name in lexicon.names(language):
            if name in CHECKERS:
                for i, (key, kind, case) in enumerate(lexicon.cases(lexicon.load(language, name))):
                    yield pytest.param(language, name, key, kind, case, id=f"{language}-{name}-{key}-{kind}-{i}")


@pytest.mark.parametrize(("language", "name", "key", "kind", "case"), list(_cases()))
def test_the_lexicon_says_what_its_examples_say(language: str, name: str, key: str, kind: str, case: Any) -> None:
    said = CHECKERS[name](language, key, kind, case)
    assert said == (kind == "examples"), f"lexicons/{language}/{name}.toml [{key}] {kind}: {case!r}"


def test_every_entry_of_the_activities_has_examples_and_refusals() -> None:
    for language in lexicon.languages():
        for code, entry in lexicon.Entries.of(language, "activities").subs():
            if code != "context":
                assert entry.strings("examples") and entry.strings("refuses"), (language, code)


def test_a_language_without_a_lexicon_is_named_with_those_that_there_are() -> None:
    with pytest.raises(LanguageNotSupported, match=r"'xx'.*en, fr"):
        lexicon.load("xx", "figures")


def test_a_missing_lexicon_and_a_wrong_key_name_file_and_key() -> None:
    with pytest.raises(DataError, match=r"lexicons/en/nothing\.toml"):
        lexicon.load("en", "nothing")
    with pytest.raises(DataError, match=r"here\.toml: key 'words' must be a list"):
        lexicon.Entries({"words": 3}, "here.toml").strings("words")
    with pytest.raises(DataError, match=r"key 'words' is missing"):
        lexicon.Entries({}, "here.toml").strings("words", None)


def test_folding_keeps_the_length_of_the_text() -> None:
    for text in ("İstanbul’s 250\u00a0000", "ÉLYSÉE", "ẞ ß", "e\u0301", "\u200b\u202e"):
        assert len(lexicon.fold(text)) == len(text)
