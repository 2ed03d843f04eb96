"""Holders of offices and people who speak for a body: "Microsoft President Brad Smith", "Christopher Wray, directeur du FBI"."""

from __future__ import annotations

import re

from jaccuse.engine.gazetteer import Entry
from jaccuse.engine.mention import Draft, slugged

_FIRST = r"(?:[OD]'|Ma?c)?[A-ZÀ-ÖØ-ÞŁŚŻŹĆČŠŽА-ЯІЇЄ](?:\w*[a-zà-öø-ÿłśżźćčšžа-яіїє]\w*|\.)(?:-[A-ZÀ-ÖØ-Þa-z]\w+)*"
NAME = rf"{_FIRST}(?: (?:[A-Z]\.|(?:de|von|van|der|den|bin|al|el|la|le|da|di|du|dos) ?|{_FIRST})){{0,2}}? {_FIRST}"
_OFFICE = {
    "en": r"(?:spokes(?:man|woman|person)|[Pp]resident|[Pp]rime [Mm]inister|[Cc]hancellor|[Pp]remier|[Mm]inister|[Ss]ecretary(?: of \w+)?"
    r"|[Aa]ttorney(?: [Gg]eneral)?|[Dd]irector|[Aa]dvis[eo]r|[Aa]mbassador|[Ss]enator|Sen\.|Rep\.|[Cc]hief(?: [Ee]xecutive)?(?: [Oo]fficer)?"
    r"|CEO|CTO|CISO|COO|[Ff]ounder|[Cc]o-founder|[Cc]ofounder|[Rr]esearchers?|[Aa]nalysts?|[Ee]xperts?|[Ee]ngineer|[Hh]ead|[Cc]hair(?:man|woman)?|[Gg]eneral|[Cc]olonel"
    r"|[Cc]ommissioner|[Rr]epresentative|[Mm]anager|[Ss]pecialist|[Ll]ead|[Oo]fficial|[Cc]onsul|[Dd]eputy|[Oo]fficer|[Dd]iplomat|[Ss]trategist|[Pp]rosecutor|[Vv]ice [Pp]resident)",
    "fr": r"(?:porte-parole|président[e]?|Président[e]?|[Pp]remi(?:er|ère) ministre|chancel(?:ier|ière)|ministre|secrétaire(?: d'État| d'Etat| général[e]?)?"
    r"|direct(?:eur|rice)(?: général[e]?)?|conseill(?:er|ère)|ambassad(?:eur|rice)|sénat(?:eur|rice)|député[e]?|PDG|patron[ne]?|fondat(?:eur|rice)|cofondat(?:eur|rice)"
    r"|cherch(?:eur|euse)|analyste|expert[e]?|responsable|chef|cheffe|général|commissaire|représentant[e]?|procureur[e]?|vice-président[e]?|numéro deux|juge)",
}  # fmt: skip
_STOP = re.compile(
    r"\b(?:said|says|say|accus\w+|blam\w+|has|have|had|was|were|is|are|told|and|that|to|on|against|but|over|with|as|from|after|warn\w*|"
    r"charg\w+|when|who|which|by|will|a|et|que|qui|dit|par|avec|sur|contre)\b"
)
_VERB = re.compile(
    r"\b(?:said|says|told|who|dit|qui|to|out|after|when|has|have|had|was|were|is|are|arrives?|without|once|met|will|a|ont|est|sont|après)\b"
)
_TITLES = frozenset(
    "Mr Mrs Ms Dr Sir Lord President Chancellor Minister Secretary Premier Director Sen Rep Gov General Judge M Mme Président Monsieur Madame Herr Frau "
    "Prezydent Präsident Presidente Attorney Ambassador Colonel".split()
)
_AFTER = {
    "en": re.compile(rf"(?:'s)? ((?:[\w'&/-]+ ){{0,4}}?{_OFFICE['en']}(?: (?:of|for) (?:[\w'-]+ ){{0,4}}?[\w'-]+)??),? ({NAME})(?!\w)"),
    "fr": re.compile(rf",? ({_OFFICE['fr']}(?: [\w'éèà-]+){{0,4}}?),? ({NAME})(?!\w)"),
}
_POSSESSED = re.compile(rf"'s ({NAME})(?= (?:said|says|told|wrote|added|noted|explained|warned)|, (?:who|an?|the) )")
_BARE = re.compile(rf",? ({NAME})(?!\w)")
_BEFORE = {
    "en": re.compile(rf"(?<!\w)({NAME}), (?:the |an? )?((?:[\w'&/-]+,? ){{0,7}}?{_OFFICE['en']}(?: (?:[\w'&/-]+,? ){{0,6}}?| )(?:of|at|for|with|from|in) )(?:the )?$"),
    "fr": re.compile(rf"(?<!\w)({NAME}), (?:le |la |l')?((?:[\w'éèà-]+ ){{0,4}}?{_OFFICE['fr']}(?: [\w'éèàç-]+){{0,6}}? (?:du |de la |de l'|des |de |chez |d'|à la |à l'|au ))\Z"),
}
_OFFICE_BEFORE = {
    "en": re.compile(rf"(?<!\w)({_OFFICE['en']} (?:of|for|at|in) )(?:the )?$"),
    "fr": re.compile(rf"(?<!\w)({_OFFICE['fr']}(?: adjoint[e]?| général[e]?)? (?:du |de la |de l'|des |de |d'|chez ))\Z"),
}
_LINKS = (" of ", " at ", " for ", " with ", " from ", " in ", " the ", " du ", " de la ", " de l'", " des ", " de ", " chez ", " d'", " à la ", " à l'", " au ")
_WRONG_PREFIX = re.compile(r"^(?:of|in|for) |\b(?!news|affairs|services|sales|systems|operations|communications|relations|press)[a-z]{3,}s ")
_BODY_BEFORE = re.compile(r"\b(?!Former|Vice|Deputy|Assistant|Acting|Then|Late|Ex|Outgoing|The|And|But|While|With|When|As|By)[A-Z]\w+'?s? \Z")
_CAPITAL_BEFORE = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]+)\.? \Z")
_HOLDERS = frozenset({"organ", "state", "demonym", "igo", "firm", "media"})
_OFFICE_ROLES = re.compile(
    r"(?:president|minister|secretary|chancellor|premier|ambassador|envoy|spokes\w+|attorney general|advis[eo]r|senator|diplomat|prosecutor|"
    r"ministre|président\w*|chancel\w+|secrétaire[\w' ]*|ambassad\w+|porte-parole|procureur\w*|responsable|juge|sénateur|député|"
    r"Außenminister\w*|Innenminister\w*|Präsident\w*|Kanzler|Bundes\w+minister\w*|premier|minister|prezydent)(?: \w+)?$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:Selon|Pour|Et|Mais|Or|But|And|As|While|When|If|For|According|Like|With|By) ")
_NOT_A_NAME = frozenset(
    "The A An In On At For And But Or Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December League Soccer Bill Act Party House Board Bank Company University Court Program Police Officer With Other Stock Watch Patrol World "
    "Food Committee Border Denies Faces Calls Out Not Warns Blames Accuses Urges Vows Slams Defends Rejects Wants Seeks Plans Visits Meets Tells "
    "Asks Hits Gets Sees Makes Signs Bans Backs Resigns Dies Wins Is Will To Of As Had Has Was Dans Pour Par Sur Selon Avec State White House State Department Ministry Foreign Security National Cyber Intelligence Service "
    "Agency Center Centre Office Le La Les Un Une Des Lundi Mardi Security Threat Research Team Group Says After Over Hack Hackers Attack "
    "United States Justice Treasury Defense Affairs General Director President Minister Secretary Prime Vice Chief Deputy Attorney".split()
)


def add_persons(text: str, drafts: list[Draft], language: str) -> list[Draft]:
    """Widen mentions to the holders named beside them, and find those holders again by their surnames."""
    lang = language if language in _AFTER else "en"
    drafts = _known_holders(text, drafts)
    surnames: dict[str, Draft] = {}
    out: list[Draft] = []
    for i, d in enumerate(drafts):
        if out and d.start < out[-1].end:
            continue
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        person = _holder(text, d, out, following, lang) if d.kind in _HOLDERS else None
        if person is not None:
            person.rule, _, surname = person.rule.partition("|")
            surnames.setdefault(surname, person)
            while out and out[-1].end > person.start:
                out.pop()
            out.append(person)
        else:
            if d.kind == "person":
                surnames.setdefault(text[d.start : d.end].split()[-1], d)
            out.append(d)
    return _again(text, out, surnames) if surnames else out


def _known_holders(text: str, drafts: list[Draft]) -> list[Draft]:
    """"US President" + "Joe Biden": one mention, where office and holder are of one state."""
    out: list[Draft] = []
    for d in drafts:
        if d.kind == "person" and out:
            prev = out[-1]
            gap = text[prev.end : d.start]
            same = prev.state == d.state and prev.state is not None or (prev.state is None and prev.role and prev.kind == "organ" and prev.actor is None)
            if gap in {" ", ", ", "'s "} and prev.kind in {"organ", "state", "demonym"} and same and (prev.role or prev.kind == "demonym"):
                out.pop()
                start = prev.start
                if out and out[-1].state == d.state and out[-1].kind == "organ" and text[out[-1].end : start] == " ":
                    start = out.pop().start
                out.append(Draft(start, d.end, "person", d.actor, d.state, "office+holder", d.entry))
                continue
        out.append(d)
    return out


def _holder(text: str, d: Draft, before: list[Draft], following: Draft | None, lang: str) -> Draft | None:
    if d.actor is None and d.role is None:
        return None
    if d.actor is None and not (d.entry.strong or d.candidates or d.role == "officials"):
        return None
    m = _AFTER[lang].match(text, d.end) if text[d.end : d.end + 1] in {" ", "'", ","} else None
    if m and d.kind != "demonym" or (m and d.kind == "demonym" and lang == "en"):
        name = m.group(2) if m else ""
        if m and _is_name(name) and not _STOP.search(m.group(1)) and not _WRONG_PREFIX.search(m.group(1)) and not _holds_other(m.start(2), following):
            return _person(d, d.start, m.end(2), name, "body+office+name")
    if d.kind == "firm" and (m := _POSSESSED.match(text, d.end)) and _is_name(m.group(1)):
        return _person(d, d.start, m.end(1), m.group(1), "body's name")
    if d.kind == "organ" and d.role and _OFFICE_ROLES.search(text[d.start : d.end]) and (m := _BARE.match(text, d.end)) and text[d.end] == " ":
        if _is_name(m.group(1)) and (d.actor is not None or not _BODY_BEFORE.search(text, max(0, d.start - 20), d.start)):
            return _person(d, d.start, m.end(1), m.group(1), "office+name")
    floor = next((b.end for b in reversed(before[-4:]) if b.actor is not None or not b.role), 0)
    window = text[max(floor, d.start - 160) : d.start]
    if d.kind == "demonym" or not window.endswith(_LINKS):
        return None
    shift = d.start - len(window)
    if ", " in window and (b := _BEFORE[lang].search(window)) and not _VERB.search(b.group(2)) and text[d.end : d.end + 2] != "'s":
        name = _LEADING.sub("", b.group(1))
        if _is_name(name):
            return _person(d, shift + b.end(1) - len(name), d.end, name, "name+office+body")
    if (b := _OFFICE_BEFORE[lang].search(window)) and (m := _BARE.match(text, d.end)) and _is_name(m.group(1)):
        if text[d.end] == "," and (text[m.end() : m.end() + 1] in {",", "."} or text[m.end() : m.end() + 4] in {" sai", " tol"}):
            return _person(d, shift + b.start(1), m.end(1), m.group(1), "office+body+name")
    return None


def _holds_other(start: int, following: Draft | None) -> bool:
    return following is not None and following.start < start and following.kind not in {"role", "organ"}


def _is_name(name: str) -> bool:
    parts = name.split()
    return 2 <= len(parts) <= 5 and not any(p in _NOT_A_NAME for p in parts)


def _person(d: Draft, start: int, end: int, name: str, rule: str) -> Draft:
    body = d.actor or ""
    home = (d.state or body.split("/")[0]) if body else ""
    actor = f"{home}/{slugged(name)}" if home else None
    return Draft(start, end, "person", actor, d.state, f"{rule}|{name.split()[-1]}", d.entry, d.role, d.candidates, entry_text=name)


def _again(text: str, drafts: list[Draft], surnames: dict[str, Draft]) -> list[Draft]:
    """Later places where a person stands under the surname alone."""
    safe = {s: p for s, p in surnames.items() if len(s) >= 3 and s[0].isupper() and p.actor}
    if not safe:
        return drafts
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, safe), key=len, reverse=True)) + r")(?![\w-])")
    taken = sorted((d.start, d.end) for d in drafts)
    extra = []
    k = 0
    for m in pattern.finditer(text):
        person = safe[m.group()]
        if m.start() < person.end:
            continue
        before = _CAPITAL_BEFORE.search(text, max(0, m.start() - 20), m.start())
        if before and before.group(1) not in _TITLES:
            continue
        while k < len(taken) and taken[k][1] <= m.start():
            k += 1
        if k < len(taken) and taken[k][0] < m.end():
            continue
        extra.append(Draft(m.start(), m.end(), "person", person.actor, person.state, "surname again", Entry("person", person.actor or "")))
    return sorted(drafts + extra, key=lambda d: d.start) if extra else drafts
