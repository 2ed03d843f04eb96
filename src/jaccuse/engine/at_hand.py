"""Whose an office or organ is that the text names without its state: French prose says it by place, by order, by "son".

"À Ottawa, la ministre …" is Canada's; "l'ambassade", after "l'ambassadeur de Chine", is China's; "son directeur, X" belongs to
the body that the sentence before is about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from jaccuse.engine.gazetteer import Entry
from jaccuse.engine.mention import Draft, principal, slugged
from jaccuse.engine.offices import NAME

REACH = 1500  # characters back to the sentence whose subject may own an office
_OPENING = 40  # characters from the beginning of a sentence to the name that opens it
_ENDS = re.compile(r"(?:[.!?…][\"”»]?\s+|\n\s*|^)(?=\S)")
_LEAD = re.compile(r"(?:[«“\"] ?)?(?:À [A-ZÉ][\w-]+(?: [A-Z][\w-]+)?, )?(?:[Ll]es? |[Ll]a |[Ll][’'])?")
_PLACE = re.compile(r"(?:^|[.!?»”\n)] ?)À \Z")
_RESTATED = frozenset({"embassy", "mfa", "police", "prosecutors", "defence", "interior", "military", "state-security"})
_OFFICE = (
    r"(?:porte-parole|direct(?:eur|rice)(?: générale?)?|présidente?|chef|cheffe|patronn?e?|secrétaire générale?|"
    r"fondat(?:eur|rice)|"
    r"ministre(?: d[eu]s? [\w' ]{3,30}?)?|[Pp]remi(?:er|ère) ministre|ambassad(?:eur|rice)|PDG|responsable[\w' ]{0,30}?|"
    r"vice-présidente?|commandante?|commissaire)"
)
_OWN = re.compile(rf"\b[Ss](?:on|a) ({_OFFICE}),? ({NAME})(?!\w)")
_MINISTER = re.compile(
    r"\b((?:[Mm]inistre|[Mm]inistère|[Ss]ecrétaire d'État|[Vv]ice-ministre)(?: (?:délégué|déléguée|chargé|chargée))?"
    r" (?:de la |du |de l'|des |à la |au |à l'|aux )[A-ZÉ][\wé-]+"
    r"(?: (?:et (?:de la |du |de l'|des )?[A-ZÉ][\wé-]+|[a-zéèêç]{4,15}))?)"
    rf"(?:, ({NAME}))?(?=[,.]| (?![A-ZÀ-Þ])|\Z)"
)
_NO_PART = re.compile(
    r" (?:a|ont|avait|est|sont|était|dit|qui|que|dont|pour|par|avec|dans|sur|indique|affirme|accuse|soutient)\Z"
)
_POLITICAL = re.compile(r"porte-parole|ministre|ambassad|présidente?\b")


def add_offices(text: str, drafts: list[Draft]) -> list[Draft]:
    """Offices and ministries of no list, and people who hold an office of "its": left open, for `owner` to settle."""
    extra: list[Draft] = []
    for m in _OWN.finditer(text):
        extra.append(_open(m.start(1), m.end(2), "person", m[2], "its " + m[1]))
    for m in _MINISTER.finditer(text):
        words = _NO_PART.sub("", m[1])
        person = m[2] is not None and m[1][0] in "mMsSvV" and "inistère" not in m[1]
        end = m.end(2) if person else m.start(1) + len(words)
        extra.append(_open(m.start(1), end, "person" if person else "organ", m[2] if person else words, "office"))
    for own in extra:
        inside = [d for d in drafts if d.start < own.end and own.start < d.end]
        if any(d.actor and d.kind != "person" for d in inside):
            continue  # "le ministre chinois de la Défense": known
        if any(d.kind == "person" and d.actor for d in inside):
            continue
        if own.kind == "organ" and any(d.kind == "organ" and d.role for d in inside):
            continue  # a ministry that a list holds
        drafts = sorted([d for d in drafts if d not in inside] + [own], key=lambda d: d.start)
    return drafts


def _open(start: int, end: int, kind: str, name: str, rule: str) -> Draft:
    role = "officials" if kind == "person" else "ministry"
    return Draft(start, end, kind, None, None, rule, Entry("role", role, strong=True), role=role, entry_text=name)


def owner(text: str, d: Draft, drafts: Sequence[Draft], doubtful: Collection[str]) -> str | None:
    """The code of the state or body that an open draft belongs to; None where nothing at hand tells it.

    doubtful: states that the document mostly names as attackers; they own no office merely by standing before it.
    """
    before = [o for o in drafts if o.end <= d.start and o.start >= d.start - REACH]
    for o in reversed(before):
        between = text[o.end : d.start]
        placed = o.kind in {"capital", "state"} and o.state and _PLACE.search(text[max(0, o.start - 6) : o.start])
        if placed and re.fullmatch(r", (?:l[ea] |l[’'])?(?:\w+ ){0,2}", between):
            return o.state
        if o.role == d.role and d.kind == "organ" and o.role in _RESTATED and o.actor and o.state:
            return o.state
    if d.rule.startswith("its "):
        bodies = {"organ", "firm", "igo", "media"} | ({"state", "capital"} if _POLITICAL.search(d.rule) else set())
        first = next((o for o in _openers(text, d, before) if o.kind in bodies and o.actor), None)
        return principal(first.actor or "") if first is not None else None
    if d.kind == "organ" and d.role != "ministry":
        return None
    for o in _openers(text, d, before):
        if o.state and o.kind in {"state", "organ", "capital", "person", "demonym"}:
            official = o.kind in {"organ", "person"} or "role" in o.rule
            return o.state if official or o.state not in doubtful else None
    return None


def _openers(text: str, d: Draft, before: Sequence[Draft]) -> list[Draft]:
    """The names that open a sentence before the draft's place, the nearest first: what those sentences are about."""
    starts = [m.end() for m in _ENDS.finditer(text, max(0, d.start - REACH), d.start)]
    found = []
    for s in reversed(starts):
        near = [o for o in before if s <= o.start <= s + _OPENING and _LEAD.fullmatch(text, s, o.start)]
        found += near[-1:]
    return found


def give(d: Draft, code: str, rule: str) -> None:
    """Settle an open draft as of the state or body of the code."""
    d.actor = f"{code}/{slugged(d.entry_text or d.role or '')}"
    d.state = code if ":" not in code and len(code) == len("XX") else None
    d.candidates, d.rule = (), rule
