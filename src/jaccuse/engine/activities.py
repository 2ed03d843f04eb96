"""What was done in an operation: the activity codes of `claim.Activity` and the words that say them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, cast, get_args

from jaccuse.claim import Activity, Span
from jaccuse.engine.lexicon import Entries, fold, primary, words
from jaccuse.errors import DataError

NAME = "activities"
WEAK: Activity = "access-only"
# what is said by another code already: an outage whose means are stated, the damage that a wiper does
SAID_BY: dict[Activity, tuple[Activity, ...]] = {"disruption": ("ddos", "wiper"), "sabotage": ("wiper",)}


class ActivityMention(NamedTuple):
    """An activity and where the text says it."""

    code: Activity
    start: int
    end: int


class _Rule(NamedTuple):
    code: Activity
    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None


class _Lexicon(NamedTuple):
    rules: tuple[_Rule, ...]
    negation: re.Pattern[str]
    loose: _Rule | None


@cache
def _lexicon(language: str) -> _Lexicon:
    entries = Entries.of(language, NAME)
    rules: list[_Rule] = []
    loose: _Rule | None = None
    for code, entry in entries.subs():
        if code == "context":
            continue
        if code not in get_args(Activity):
            raise DataError(f"[{code}] is not an activity code", source=entries.where)
        rules.append(
            _Rule(
                cast(Activity, code),
                words(entry.strings("words", None)),
                entry.words("unless"),
                entry.words("unless_before"),
                entry.words("unless_after"),
            )
        )
        if entry.strings("loose"):
            loose = rules[-1]._replace(says=words(entry.strings("loose")))
    context = entries.sub("context").strings("negated_by", None)
    return _Lexicon(tuple(rules), words(context, after=r"(?:\s|(?<='))(?:[^\s.,;:!?]{1,25}\s){0,2}$"), loose)


def _refused(rule: _Rule, folded: str, start: int, end: int, negation: re.Pattern[str]) -> bool:
    before, after = folded[max(0, start - 60) : start], folded[end : end + 40]
    if negation.search(before.replace('"', " ").replace("« ", " ")):
        return True
    if rule.unless_before and any(m.end() >= len(before.rstrip(" -'\"“«")) for m in rule.unless_before.finditer(before)):
        return True
    if rule.unless_after and rule.unless_after.match(after.lstrip(" -'\"”»")):
        return True
    if rule.unless is None:
        return False
    lo = max(0, start - 60)
    around = folded[lo : end + 60]
    return any(lo + m.start() <= start and end <= lo + m.end() for m in rule.unless.finditer(around))


def find_activities(text: str, language: str) -> list[ActivityMention]:
    """Every activity the words of `text` name, in the order of the text; negated and contrasted ones are left out."""
    lexicon = _lexicon(primary(language))
    return _said(text, lexicon.rules, lexicon.negation)


def _said(text: str, rules: Iterable[_Rule], negation: re.Pattern[str]) -> list[ActivityMention]:
    folded = fold(text)
    found = []
    for rule in rules:
        for m in rule.says.finditer(folded):
            if not _refused(rule, folded, m.start(), m.end(), negation):
                found.append(ActivityMention(rule.code, m.start(), m.end()))
    return sorted(found, key=lambda a: (a.start, a.end, a.code))


def activities_of(spans: Iterable[Span | tuple[int, int]], text: str, language: str) -> list[ActivityMention]:
    """The activities said inside `spans`, each code once, at its first place; `access-only` only where nothing else is.

    Where the words tell of an attack and of nothing that it did, that is `access-only` too.
    """
    first: dict[Activity, ActivityMention] = {}
    lexicon = _lexicon(primary(language))
    places = sorted((s[0], s[1]) for s in spans)
    for rules in (lexicon.rules, (lexicon.loose,) if lexicon.loose else ()):
        for start, end in places:
            for code, lo, hi in _said(text[start:end], rules, lexicon.negation):
                if code not in first:
                    first[code] = ActivityMention(code, start + lo, start + hi)
        if first:
            break
    if len(first) > 1:
        first.pop(WEAK, None)
    for code, means in SAID_BY.items():
        if any(m in first for m in means):
            first.pop(code, None)
    return sorted(first.values(), key=lambda a: (a.start, a.end, a.code))
