"""Holders of offices and people who speak for a body: "Microsoft President Brad Smith", "Ann Bee, directrice du FBI"."""

from __future__ import annotations

import re

from jaccuse.engine.gazetteer import Entry
from jaccuse.engine.mention import Draft, principal, slugged
from jaccuse.engine.offices import (
    AFTER,
    BARE,
    BEFORE,
    BETWEEN,
    CAPITAL_BEFORE,
    EARLIER_BODY,
    LEADING,
    LINKS,
    NOT_A_NAME,
    OF_A_STATE,
    OFFICE_BEFORE,
    ONE_PERSON,
    POSSESSED,
    PRIVATE,
    TITLES,
    VERB,
)

_HOLDERS = frozenset({"organ", "state", "demonym", "igo", "firm", "media"})
_WINDOW = 160


def add_persons(text: str, drafts: list[Draft], language: str) -> list[Draft]:
    """Widen mentions to the holders named beside them, and find those holders again by their surnames."""
    lang = language if language in AFTER else "en"
    drafts = _known_holders(text, drafts)
    surnames: dict[str, Draft] = {}
    out: list[Draft] = []
    for i, d in enumerate(drafts):
        if out and d.start < out[-1].end:
            continue
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        person = _holder(text, d, out, following, lang) if d.kind in _HOLDERS else None
        if person is None:
            if d.kind == "person":
                surnames.setdefault(text[d.start : d.end].rsplit(maxsplit=1)[-1], d)
            out.append(d)
            continue
        surnames.setdefault(person.entry_text.rsplit(maxsplit=1)[-1], person)
        while out and out[-1].end > person.start:
            out.pop()
        out.append(person)
    return _again(text, out, surnames) if surnames else out


def _known_holders(text: str, drafts: list[Draft]) -> list[Draft]:
    """ "US President" + "Joe Biden": one mention, where office and holder are of one state."""
    out: list[Draft] = []
    for d in drafts:
        prev = out[-1] if out else None
        if d.kind != "person" or prev is None or not _is_office_of(text, prev, d):
            out.append(d)
            continue
        start = out.pop().start
        if out and out[-1].state == d.state and out[-1].kind == "organ" and text[out[-1].end : start] == " ":
            start = out.pop().start
        out.append(Draft(start, d.end, "person", d.actor, d.state, "office+holder", d.entry))
    return out


def _is_office_of(text: str, office: Draft, holder: Draft) -> bool:
    if office.kind not in {"organ", "state", "demonym", "igo"} or text[office.end : holder.start] not in {" ", ", ", "'s "}:
        return False
    if office.kind == "igo":
        return "/" in (office.actor or "") and principal(office.actor or "") == principal(holder.actor or "")
    if office.actor is None and office.kind == "organ" and office.role:
        return True
    same = office.state is not None and office.state == holder.state
    return same and bool(office.role or office.kind == "demonym")


def _holder(text: str, d: Draft, before: list[Draft], following: Draft | None, lang: str) -> Draft | None:
    """The person that a body's mention belongs to, if its words name one."""
    if d.actor is None and not (d.entry.strong or d.candidates or d.role == "officials"):
        return None
    return _named_after(text, d, following, lang) or _named_before(text, d, before, lang)


def _named_after(text: str, d: Draft, following: Draft | None, lang: str) -> Draft | None:
    if text[d.end : d.end + 1] not in {" ", "'", ","}:
        return None
    m = AFTER[lang].match(text, d.end) if d.kind != "demonym" or lang == "en" else None
    if m and d.kind in {"state", "demonym"} and PRIVATE.search(m.group(1)):
        return None  # "a Nepalese researcher": a nationality, not an office of the state
    if m and _is_name(m.group(2)) and not BETWEEN.search(m.group(1)) and not _holds_other(m.start(2), m.end(2), following):
        return _person(d, d.start, m.end(2), m.group(2), "body+office+name")
    if d.kind == "firm" and (m := POSSESSED.match(text, d.end)) and _is_name(m.group(1)):
        return _person(d, d.start, m.end(1), m.group(1), "body's name")
    if d.kind == "organ" and d.role and text[d.end] == " " and ONE_PERSON.search(text[d.start : d.end]):
        m = BARE.match(text, d.end)
        of_a_body = d.actor is None and EARLIER_BODY.search(text, max(0, d.start - 32), d.start)
        of_a_body = None if OF_A_STATE.search(text[d.start : d.end]) else of_a_body
        if m and _is_name(m.group(1)) and not of_a_body:
            return _person(d, d.start, m.end(1), m.group(1), "office+name")
    return None


def _named_before(text: str, d: Draft, before: list[Draft], lang: str) -> Draft | None:
    floor = next((b.end for b in reversed(before[-4:]) if b.actor is not None or not b.role), 0)
    window = text[max(floor, d.start - _WINDOW) : d.start]
    if d.kind == "demonym" or not window.endswith(LINKS):
        return None
    shift = d.start - len(window)
    b = BEFORE[lang].search(window) if ", " in window and text[d.end : d.end + 2] != "'s" else None
    if b and not VERB.search(b.group(2)):
        name = LEADING.sub("", b.group(1))
        if _is_name(name):
            return _person(d, shift + b.end(1) - len(name), d.end, name, "name+office+body")
    if text[d.end : d.end + 1] != "," or not (b := OFFICE_BEFORE[lang].search(window)):
        return None
    m = BARE.match(text, d.end)
    if m and _is_name(m.group(1)) and text[m.end() : m.end() + 4].startswith((",", ".", " sai", " tol")):
        return _person(d, shift + b.start(1), m.end(1), m.group(1), "office+body+name")
    return None


def _holds_other(start: int, end: int, following: Draft | None) -> bool:
    if following is None or following.start >= start or following.kind in {"role", "organ"}:
        return False
    return following.kind != "person" or following.end != end


def _is_name(name: str) -> bool:
    parts = name.split()
    return 2 <= len(parts) <= 5 and not any(p in NOT_A_NAME for p in parts)


def _person(d: Draft, start: int, end: int, name: str, rule: str) -> Draft:
    body = d.actor or ""
    home = (d.state or body.split("/")[0]) if body else ""
    actor = f"{home}/{slugged(name)}" if home else None
    return Draft(start, end, "person", actor, d.state, rule, d.entry, d.role, d.candidates, entry_text=name)


def _again(text: str, drafts: list[Draft], surnames: dict[str, Draft]) -> list[Draft]:
    """Later places where a person stands under the surname alone."""
    safe = {s: p for s, p in surnames.items() if len(s) >= 3 and s[0].isupper() and (p.actor or p.role or p.candidates)}
    if not safe:
        return drafts
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, safe), key=len, reverse=True)) + r")(?![\w-])")
    taken = sorted((d.start, d.end) for d in drafts)
    extra: list[Draft] = []
    k = 0
    for m in pattern.finditer(text):
        person = safe[m.group()]
        if m.start() < person.end:
            continue
        before = CAPITAL_BEFORE.search(text, max(0, m.start() - 20), m.start())
        if before and before.group(1) not in TITLES:
            continue
        while k < len(taken) and taken[k][1] <= m.start():
            k += 1
        if k < len(taken) and taken[k][0] < m.end():
            continue
        entry = Entry("person", person.actor) if person.actor else person.entry
        open_, name = (None, ()) if person.actor else (person.role, person.candidates), person.entry_text
        extra.append(
            Draft(m.start(), m.end(), "person", person.actor, person.state, "surname again", entry, *open_, entry_text=name)
        )  # fmt: skip
    return sorted(drafts + extra, key=lambda d: d.start) if extra else drafts
