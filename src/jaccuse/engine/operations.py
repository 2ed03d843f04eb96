"""Which operation a claim is about.

Claims are of one operation where they share the accused or the words of the deed; an operation told of as another one ("a
separate campaign"), or with other accused and nothing in common, stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .findings import Finding
from .merge import accused_set
from .regions import elsewhere
from .words import Words

STORY = 1500
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(slots=True)
class Group:
    """Claims of one operation while the document is put together."""

    accused: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)


def group(findings: Sequence[Finding], text: str, words: Words) -> None:
    """Number the operation of each finding (from 0, in order of the text)."""
    groups: list[Group] = []
    for finding in findings:
        accused = set(accused_set(finding)) - {"unknown"}
        names = _proper_names(finding, text)
        years = set(_YEAR.findall(_told(finding, text)))
        place = _place(groups, Group(accused, names, years), finding, text, words)
        if place is None:
            groups.append(Group())
            place = len(groups) - 1
        chosen = groups[place]
        chosen.accused |= accused
        chosen.names |= names
        chosen.years |= years
        finding.operation = place


def _proper_names(finding: Finding, text: str) -> set[str]:
    """Capitalised words of the deed: products, victims, malware; what makes it this operation."""
    if finding.deed is None:
        return set()
    nodes = finding.tree.covering(*finding.deed)
    parties = [p.span for p in (*finding.accused, *finding.claimants)]
    return {
        n.lower for n in nodes if n.tag == "PROPN" and len(n.text) > 2 and not any(s.start <= n.start < s.end for s in parties)
    }


def _told(finding: Finding, text: str) -> str:
    """The words of the deed, or those of the claim where it names no deed."""
    span = finding.deed or finding.span
    return text[span.start : span.end]


def _place(groups: list[Group], own: Group, finding: Finding, text: str, words: Words) -> int | None:
    accused, names = own.accused, own.names
    if groups and words.matches("another", _told(finding, text)):
        return None
    sentence = finding.tree.sentence
    apart = elsewhere(text[sentence.start : sentence.end], words.language)
    best: tuple[int, int] | None = None
    for number, other in enumerate(groups):
        shared_names = len(names & other.names)
        if not shared_names and (apart or (own.years and names and other.names and not own.years & other.years)):
            continue
        shared_accused = len(accused & other.accused)
        score = 2 * shared_names + (2 if shared_accused else 0)
        if not accused:
            score += 1
        if not names and not shared_accused and accused and other.accused:
            score -= 1
        if score > 0 and (best is None or score > best[0]):
            best = (score, number)
    if best is not None:
        return best[1]
    if groups and not names and not apart and _taken_up(finding, words) and not _rivals(groups[-1].accused, accused):
        return len(groups) - 1
    # a headline with its summary tells one story, unless two states or two groups are accused of things of their own
    apart = apart or bool(own.years and names and groups and groups[0].names and not own.years & groups[0].years)
    if len(groups) == 1 and len(text) <= STORY and not apart and not _rivals(groups[0].accused, accused):
        return 0
    return None


def _taken_up(finding: Finding, words: Words) -> bool:
    """Whether the deed is named as one that was told of before: "the campaign", "cette attaque"."""
    if finding.deed is None:
        return False
    first = finding.tree.covering(*finding.deed)[:1]
    return bool(first) and words.has("anaphor-determiners", first[0].lower)


def _rivals(one: set[str], other: set[str]) -> bool:
    """Whether both name states, or both name groups, and no same one."""
    for kind in (lambda a: ":" not in a, lambda a: a.startswith("group:")):
        left, right = {a for a in one if kind(a)}, {a for a in other if kind(a)}
        if left and right and not left & right:
            return True
    return False
