"""Names that the text itself says are one group: "X, also known as Y", "X (aka Y, Z)", "X, aussi connu sous le nom de Y".

Whether two names mean one group is itself a claim, on which sources differ; so the lists join only what they agree on, and a
document that joins two names is believed for itself alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jaccuse.engine.mention import Draft

_ADVERBS = "(?:also|better|variously|previously|formerly|sometimes|publicly|commonly|more|widely|otherwise|internally)"
_KNOWN = (
    rf"(?:{_ADVERBS} ){{0,3}}(?:known|tracked|identified|referred to|designated)(?: by [\w.& -]{{3,40}}?)?"
    r" (?:as|under (?:the |its |their )?(?:name|moniker|alias)(?:e?s)?(?: of)?)"
)
_EN = re.compile(rf"(?:aka|a\.k\.a\.?|alias|{_KNOWN}|(?:{_ADVERBS} ){{1,3}}(?:called|dubbed|named)):? [\"“']?\Z")
_ALSO = "(?:aussi|également|parfois|mieux|plus|précédemment|anciennement)"
_CONNU = (
    rf"(?:{_ALSO} ){{0,2}}(?:connu|suivi|identifié|désigné|répertorié)e?s?(?: par [\w.& -]{{3,40}}?)?"
    r" (?:sous (?:les? noms?|l'alias|l'appellation) (?:de |d')?|comme |en tant que )"
)
_FR = re.compile(rf"(?:alias |aka |{_CONNU}|(?:{_ALSO} ){{1,2}}(?:appelé|nommé|dénommé|surnommé)e?s? )[\"“«]? ?\Z")
FAR = 160  # characters from a group to the words that give it another name, within the sentence
_APART = re.compile(r"[.;:!?](?=\s)|\n")
_TOO = re.compile(r"also|aussi|également|aka\b|a\.k\.a|alias")
_PART = re.compile(
    r"(?i)\b(?:sub-?\w+|arm|unit|branch|part|offshoot|faction|affiliates?|members?|cluster|division|wing|spin-?off|another|overlap\w*"
    r"|sous-\w+|unité|branche|partie|faction|filiale|membres?|émanation|autre|proche|lié\w*|linked|with|avec)\b"
)
_ALONE = re.compile(r"[\"”'»]?(?: ?[,(])?(?: and| et)?(?: (?:which|that|who|qui))?(?: (?:is|are|est|has been|have been))? ?")
_PAREN = re.compile(r"[\"”']? \([\"“']?")
_NEXT = re.compile(r"[\"”»']?(?:, (?:and |et |or |ou )?| and | et | or | ou | ?/ ?)[\"“«']?")
_NUMBER = re.compile(r"[A-Za-z-]{1,8}-?\d{3,}")


def join(text: str, drafts: Sequence[Draft], language: str) -> None:
    """Give the groups that the text says are one the code of one of them: the first that is no mere number."""
    groups = [d for d in drafts if d.kind == "group"]
    same: dict[str, str] = {}
    at = 0
    while at + 1 < len(groups):
        run = _run(text, groups, at, _FR if language == "fr" else _EN)
        if len(run) > 1:
            _unite(text, run, same)
        at += len(run)
    if not same:
        return
    for draft in groups:
        if draft.actor is not None:
            draft.actor = _root(same, draft.actor)


def _run(text: str, groups: Sequence[Draft], at: int, known_as: re.Pattern[str]) -> list[Draft]:
    """The group at a place and those named after it as its other names."""
    run = [groups[at]]
    between = text[groups[at].end : groups[at + 1].start]
    paren = _PAREN.fullmatch(between) is not None
    if not paren and not _named_again(text, groups[at].start, between, known_as):
        return run
    run.append(groups[at + 1])
    for other in groups[at + 2 :]:
        if not _NEXT.fullmatch(text[run[-1].end : other.start]):
            break
        run.append(other)
    if paren and text[run[-1].end : run[-1].end + 2].lstrip("\"”»'")[:1] != ")":
        return [groups[at]]
    return run


def _named_again(text: str, start: int, between: str, known_as: re.Pattern[str]) -> bool:
    """Whether the words between two groups say that they are one, and not that one is a part of the other."""
    known = known_as.search(between)
    if known is None or len(between) > FAR or _APART.search(between) or _PART.search(between, 0, known.start()):
        return False
    if _PART.search(text, max(0, start - 25), start):
        return False
    return _ALONE.fullmatch(between, 0, known.start()) is not None or _TOO.match(between, known.start()) is not None


def _unite(text: str, run: Sequence[Draft], same: dict[str, str]) -> None:
    named = [d for d in run if d.actor is not None]
    if not named:
        return
    plain = [d for d in named if not _NUMBER.fullmatch(text[d.start : d.end])]
    chosen = str((plain or named)[0].actor)
    for draft in run:
        if draft.actor is None:
            draft.actor, draft.candidates = chosen, ()
        elif _root(same, draft.actor) != _root(same, chosen):
            same[_root(same, draft.actor)] = _root(same, chosen)


def _root(same: dict[str, str], code: str) -> str:
    while code in same:
        code = same[code]
    return code
