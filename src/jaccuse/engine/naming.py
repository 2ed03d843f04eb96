"""Names of malware and of operations, read from the words around them ("a backdoor dubbed X", "Operation X")."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jaccuse.engine.lexicon import Entries, expression, fold, primary
from jaccuse.engine.words import Words

NAME = "naming"
_OPEN = r"[\s,(]{1,3}[\"“”«'‘]?\s?"
_PROPER = re.compile(r"[A-Z][\w+\-]{1,30}(?:\.[A-Z]\w{0,20})?(?:[ \u00a0](?:[A-Z][\w+\-]{1,30}|[0-9][\w.]{0,5})){0,2}")
_THE = re.compile(r"(?<!\w)(?:the|an?|this)\s$")
_BEFORE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(“\"'«’\-]))([A-Z][\w+\-]{2,30})(?:\s([A-Z][\w+\-]{1,30}))?[\"”]?\s$")


class NameMention(NamedTuple):
    """A name and where the text has it."""

    name: str
    start: int
    end: int


class _Rules(NamedTuple):
    noun: re.Pattern[str]
    called: re.Pattern[str]
    led: re.Pattern[str] | None
    after: re.Pattern[str] | None
    after_the: re.Pattern[str] | None
    not_name: frozenset[str]
    makers: frozenset[str]
    side: str
    keep_led: bool


def _any(items: list[str]) -> str:
    return "|".join(expression(w) for w in sorted(items, key=lambda w: (-len(w), w)))


@cache
def _rules(language: str, kind: str) -> _Rules:
    entries = Entries.of(language, NAME)
    table = entries.sub(kind)
    nouns, called = _any(table.strings("nouns", None)), _any(entries.sub("called").strings("words", None))
    led, after = table.strings("led"), table.strings("after")
    return _Rules(
        re.compile(rf"(?<!\w)(?:{nouns})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{nouns})(?:,?\s(?:[^\s.,;:!?]{{1,20}}\s){{0,3}}?|,?\s?\()(?:{called}){_OPEN}"),
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(led, key=len, reverse=True)))})\s[«“\"]?\s?") if led else None,
        re.compile(rf"(?<![\w-])(?:{_any(after)})(?![\w-])") if after else None,
        re.compile(rf"(?<![\w-])(?:{_any(after_the)})(?![\w-])") if (after_the := table.strings("after_the")) else None,
        frozenset(entries.strings("not_name", None)),
        frozenset(entries.strings("makers")),
        entries.text("side"),
        bool(entries.table.get("keep_led")),
    )


def called(text: str, words: Words) -> list[str]:
    """The names after "we call it", "which we named": of the deed or of its tool."""
    pattern = words.patterns.get("calling-it")
    found = []
    for hit in pattern.finditer(text) if pattern is not None else ():
        m = _PROPER.match(text, hit.end() + 1)
        if m is not None:
            found.append(m.group())
    return found


def _name_at(text: str, at: int, rules: _Rules) -> NameMention | None:
    m = _PROPER.match(text, at)
    if m is None or m.group().split()[0] in rules.not_name:
        return None
    return NameMention(m.group(), m.start(), m.end())


def _name_before(text: str, at: int, rules: _Rules) -> NameMention | None:
    m = _BEFORE.search(text, max(0, at - 70), at)
    if m is None:
        return None
    start = m.start(1)
    if m[2] and m[2] in rules.not_name:
        return None
    if m[1] in rules.not_name and not (m[1] in rules.makers and m[2]):
        if not m[2]:
            return None
        start = m.start(2)
    stop = m.end(2) if m[2] else m.end(1)
    return NameMention(text[start:stop], start, stop)


def _unique(found: list[NameMention | None]) -> list[NameMention]:
    kept: list[NameMention] = []
    for one in sorted((n for n in found if n is not None), key=lambda n: (n.start, -n.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def find_named_malware(text: str, language: str) -> list[NameMention]:
    """Names of malware told by a word for malware beside them; known names are the gazetteer's work."""
    rules = _rules(primary(language), "malware")
    folded = fold(text)
    found = [_name_at(text, m.end(), rules) for m in rules.called.finditer(folded)]
    for m in rules.noun.finditer(folded):
        if rules.side == "after":
            found.append(_name_at(text, m.end() + 1, rules) if text[m.end() : m.end() + 1] in (" ", "\u00a0") else None)
        elif text[m.start()].islower():
            found.append(_name_before(text, m.start(), rules))
    return _unique(found)


def find_operation_names(text: str, language: str) -> list[NameMention]:
    """Names that the text gives operations: "Operation X", "a campaign dubbed X", "the X hack"."""
    rules = _rules(primary(language), "operations")
    folded = fold(text)
    found = [_name_at(text, m.end(), rules) for m in rules.called.finditer(folded)]
    if rules.led is not None:
        for m in rules.led.finditer(text):
            name = _name_at(text, m.end(), rules)
            if name is not None and rules.keep_led:
                name = NameMention(text[m.start() : name.end], m.start(), name.end)
            found.append(name)
    for pattern in (rules.after, rules.after_the):
        for m in pattern.finditer(folded) if pattern is not None else ():
            name = _name_before(text, m.start(), rules) if text[m.start()].islower() else None
            if name is not None and (pattern is rules.after or _THE.search(folded, max(0, name.start - 6), name.start)):
                found.append(NameMention(text[name.start : m.end()], name.start, m.end()))
    return _unique(found)
