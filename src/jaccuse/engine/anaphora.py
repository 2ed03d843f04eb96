"""Who "it", "the group", "le pays" or "the company" is: the one fitting actor named shortly before, or nobody.

A pronoun is resolved only where exactly one fitting actor was named in the sentence before or earlier in its own; otherwise
the field stays empty with a reason.
"""

from __future__ import annotations

from ..claim import Link, Span
from .names import Mention, principal
from .tree import Node, Tree
from .who import Party
from .words import Words

REACH = 420  # characters back that an anaphor may look
FAR = 1200  # characters back that "the group" may, where one group alone has been named
_SPEAKERS = {
    "company": {"firm"},
    "group": {"group"},
    "agency": {"organ"},
    "ministry": {"organ"},
    "government": {"state", "organ", "capital"},
    "country": {"state", "capital"},
}


def speaker(anaphor: Node, tree: Tree, mentions: list[Mention], words: Words) -> Party | None:
    """The body or person that a speaking "it", "the company" or "the agency" stands for, if only one fits."""
    if words.has("person-pronouns", anaphor.lower):
        kinds = {"person"}
    else:
        kinds = _kinds(anaphor, words) or {"firm", "organ", "igo", "state", "capital", "media"}
    start = max(0, tree.sentence.start - REACH)
    fitting = [m for m in mentions if start <= m.start < anaphor.start and m.kind in kinds and m.actor]
    plain = anaphor.lower.removesuffix("'s")
    if words.has("ministry-words", plain):
        fitting = [m for m in fitting if any(words.has("ministry-words", w) for w in m.text.lower().split())]
    elif words.has("agency-words", plain) and any(plain in m.text.lower().split() for m in fitting):
        fitting = [m for m in fitting if plain in m.text.lower().split()]  # "the centre": the one that is called so
    sources = [m for m in fitting if m.kind != "media"] or fitting
    distinct = {m.actor or "" for m in sources}
    organs = {a for a in distinct if "/" in a}
    if len(organs) == 1 and distinct - organs == {principal(next(iter(organs)))}:
        distinct = organs  # "the agency of X … in X …, it said": the organ, not its state
    if len(distinct) != 1 and (over := _subject_over(anaphor, tree)) is not None:
        # "X broke with Y after an attack that it blamed on Y": "it" in a clause below is the subject above
        several = bool(over.kids("conj")) and words.has("neuter-pronouns", anaphor.lower)
        own = {m.actor or "" for m in sources if any(m.start <= n.start < m.end for n in over.conjuncts())}
        inside = {m.actor or "" for m in sources if m.start >= tree.sentence.start}
        distinct = inside - own if several else {m.actor or "" for m in sources if m.start <= over.start < m.end}
    if len(distinct) != 1:
        return None
    return Party(distinct.pop(), Span(anaphor.start, anaphor.end), rule=f"anaphora:{anaphor.lower}")


def _subject_over(anaphor: Node, tree: Tree) -> Node | None:
    """The subject of the sentence, where the pronoun is the subject of a clause somewhere below it."""
    root = tree.root
    if root is None or anaphor.relation != "nsubj" or anaphor.head is root or anaphor.tag != "PRON":
        return None
    subjects = [n for n in root.kids("nsubj") if n.index < anaphor.index and anaphor not in n.subtree()]
    return subjects[0] if len(subjects) == 1 else None


def accused(anaphor: Node, tree: Tree, known: list[list[Party]], mentions: list[Mention], words: Words) -> list[Party]:
    """The accused that "the group" or "they" stands for: a group just named, else the last accused if they are all one."""
    if words.has("plural-pronouns", anaphor.lower) and (people := _people_before(anaphor, tree, mentions)):
        at = Span(anaphor.start, anaphor.end)
        one = len({m.actor for m in people}) == 1
        return [Party(people[0].actor or "", at, "organ", rule=f"anaphora:{anaphor.lower}")] if one else []
    groups = _groups(anaphor, tree, mentions, REACH)
    if not groups and words.has("group-nouns", anaphor.lower):
        groups = _groups(anaphor, tree, mentions, FAR)
    at = Span(anaphor.start, anaphor.end)
    rule = f"anaphora:{anaphor.lower}"
    if words.has("group-nouns", anaphor.lower) or words.has("plural-pronouns", anaphor.lower) or not known:
        if len({m.actor for m in groups}) == 1:
            name = groups[-1].actor or ""
            link: Link = next((p.link for parties in reversed(known) for p in parties if p.actor == name), "none")
            return [Party(name, at, link, rule=rule, sure=True)]
        if groups:
            return []
    if known:
        last = known[-1]
        if all({p.actor for p in other} == {p.actor for p in last} for other in known[-2:]):
            return [Party(p.actor, at, p.link, rule=rule, sure=True) for p in last]
    return []


def _people_before(anaphor: Node, tree: Tree, mentions: list[Mention]) -> list[Mention]:
    """ "Expelled two Russian diplomats and said they had …": a state's people as the object of a clause before, no group."""
    found = []
    for mention in mentions:
        if mention.kind == "organ" and tree.sentence.start <= mention.start and mention.end <= anaphor.start:
            at = tree.head_of(mention.start, mention.end)
            speaking = at is not None and at.relation == "nsubj" and any(n is at.head for n in anaphor.ancestors())
            if at is not None and not speaking and at.tag == "NOUN" and at.lower.endswith("s"):
                found.append(mention)
    return found


def _groups(anaphor: Node, tree: Tree, mentions: list[Mention], reach: int) -> list[Mention]:
    start = max(0, tree.sentence.start - reach)
    return [m for m in mentions if start <= m.start < anaphor.start and m.kind == "group" and m.actor]


def _kinds(anaphor: Node, words: Words) -> set[str] | None:
    plain = anaphor.lower.removesuffix("'s")
    for name, kinds in _SPEAKERS.items():
        if words.has(f"{name}-words", plain) or plain == name:
            return kinds
    if any(words.has(name, anaphor.lower) for name in ("attackers", "doers", "group-nouns")):
        return {"group"}  # "the hackers said": no state or firm named before
    return None
