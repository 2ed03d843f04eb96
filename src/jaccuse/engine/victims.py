"""Whom an operation hit: the noun phrases beside words for targeting and breaking in, cut where the phrase ends."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jaccuse.engine.lexicon import Entries, expression, fold, primary, words

NAME = "victims"
MOST_WORDS = 8
_TOKEN = re.compile(r"\s{0,2}([^\s,;:.!?()\[\]«»“”\"]+(?:\.[A-Za-z]\.?)*)")
_COMMA = re.compile(r",\s(?:(?:and|et|or|ou|y|und)\s)?")
_AND = re.compile(r"\s(?:and|et|or|ou|&)\s")
_TAIL = re.compile(r"(?:\s(?:and|or|of|for|the|in|et|ou|de|du|des|la|le|les|d|à))+$")
_CLAUSE = re.compile(r"[.!?;:\n,“”\"«»()]\s?")


class VictimMention(NamedTuple):
    """A victim as worded, and where."""

    name: str
    start: int
    end: int


class _Lexicon(NamedTuple):
    before: re.Pattern[str]
    passive: re.Pattern[str]
    stop: frozenset[str]
    skip: re.Pattern[str]
    never: frozenset[str]
    unless_before: re.Pattern[str] | None
    adjectives: tuple[str, ...]
    links: frozenset[str]


@cache
def _lexicon(language: str) -> _Lexicon:
    entries = Entries.of(language, NAME)
    skip = "|".join(expression(w) for w in sorted(entries.strings("skip", None), key=lambda w: (-len(w), w)))
    return _Lexicon(
        words(entries.strings("before", None), after=r"(?=[\s'])"),
        words(entries.strings("passive", None)),
        frozenset(map(fold, entries.strings("stop", None))),
        re.compile(rf"(?:(?:{skip})(?:(?<=')|\s{{1,2}}|(?<=’))|\d[\d.,\s]{{0,12}}\s)"),
        frozenset(map(fold, entries.strings("not", None))),
        entries.words("unless_before"),
        tuple(entries.strings("adjectives")),
        frozenset(entries.strings("links", None)),
    )


def _trim(folded: str, start: int, end: int, lexicon: _Lexicon) -> int:
    while start < end and (m := lexicon.skip.match(folded, start, end)) and m.end() > start:
        start = m.end()
    return start


def _phrase(text: str, folded: str, at: int, lexicon: _Lexicon) -> tuple[int, int]:
    """Where the noun phrase at `at` begins and ends; equal where there is none."""
    first = re.compile(r"[\s]{0,2}").match(folded, at)
    start = end = first.end() if first else at
    count, name = 0, False
    while count < MOST_WORDS and (m := _TOKEN.match(folded, end)):
        word = m[1].rstrip("'’")
        shown = text[m.start(1) : m.end(1)]
        if word in lexicon.stop or (count and m.start() == m.start(1)) or shown[0] in "'’‘-–|$€£":
            break
        if not count and _AND.match(f" {word} "):
            break
        if name and shown[0].islower() and shown not in lexicon.links:
            break
        name = (name or not count) and (shown[0].isupper() or (name and shown in lexicon.links))
        name = name and not shown.endswith(lexicon.adjectives)
        end, count = m.end(), count + 1
    return start, end


def _add(text: str, folded: str, start: int, end: int, lexicon: _Lexicon, found: list[VictimMention]) -> None:
    for m in [*_AND.finditer(folded, start, end), None]:
        stop = m.start() if m else end
        begin = _trim(folded, start, stop, lexicon)
        name = _TAIL.sub("", text[begin:stop]).strip(" '’-–")
        head = folded[begin:stop].split()
        acronym = text[begin:stop].isupper()
        plain = bool(head) and (acronym or not {head[0], head[-1]} & lexicon.never)
        if plain and len(name) > 1 and not name[0].isdigit():
            found.append(VictimMention(name, begin, begin + len(name)))
        start = m.end() if m else end


def find_victims(text: str, language: str) -> list[VictimMention]:
    """The victims that words for targeting, hacking or breaking in name, each member of a list by itself."""
    lexicon = _lexicon(primary(language))
    folded = fold(text)
    found: list[VictimMention] = []
    for m in lexicon.before.finditer(folded):
        if lexicon.unless_before and lexicon.unless_before.search(folded, max(0, m.start() - 40), m.start()):
            continue
        start, end = _phrase(text, folded, m.end(), lexicon)
        members = 0
        while end > start and members < 12:
            _add(text, folded, start, end, lexicon, found)
            members += 1
            comma = _COMMA.match(folded, end)
            if comma is None:
                break
            start, end = _phrase(text, folded, comma.end(), lexicon)
            after = folded[end : end + 5]
            if end > start and not (after.startswith((",", ".")) or not after.strip() or _AND.search(folded[start:end])):
                break
    for m in lexicon.passive.finditer(folded):
        lo = max(0, m.start() - 90)
        clause = [c.end() for c in _CLAUSE.finditer(folded, lo, m.start())]
        start = clause[-1] if clause else lo
        tokens = folded[start : m.start()].split()
        if (clause or lo == 0) and 0 < len(tokens) <= MOST_WORDS and not any(t in lexicon.stop for t in tokens):
            _add(text, folded, start, m.start(), lexicon, found)
    unique: list[VictimMention] = []
    for one in sorted(found, key=lambda v: (v.start, -v.end)):
        if not unique or one.start >= unique[-1].end:
            unique.append(one)
    return unique
