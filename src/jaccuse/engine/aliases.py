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
_EN = re.compile(
    r"[\"”']?(?:,? ?\(?| and )(?:an? [\w -]{3,40}? )?(?:(?:which|that|who) )?(?:(?:is|are|has been|have been) )?"
    rf"(?:aka|a\.k\.a\.?|alias|{_KNOWN}|(?:{_ADVERBS} ){{1,3}}(?:called|dubbed|named)):? [\"“']?"
)
_ALSO = "(?:aussi|également|parfois|mieux|plus|précédemment|anciennement)"
_CONNU = (
    rf"(?:{_ALSO} ){{0,2}}(?:connu|suivi|identifié|désigné|répertorié)e?s?(?: par [\w.& -]{{3,40}}?)?"
    r" (?:sous (?:les? noms?|l'alias|l'appellation) (?:de |d')?|comme |en tant que )"
)
_FR = re.compile(
    r"(?: ?[\"”»])?(?:,? ?\(?| et )(?:une? [\w -]{3,40}? )?(?:(?:qui )?est )?"
    rf"(?:alias |aka |{_CONNU}|(?:{_ALSO} ){{1,2}}(?:appelé|nommé|dénommé|surnommé)e?s? )[\"“«]? ?"
)
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
    if not paren and not known_as.fullmatch(between):
        return run
    run.append(groups[at + 1])
    for other in groups[at + 2 :]:
        if not _NEXT.fullmatch(text[run[-1].end : other.start]):
            break
        run.append(other)
    if paren and text[run[-1].end : run[-1].end + 2].lstrip("\"”»'")[:1] != ")":
        return [groups[at]]
    return run


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
