"""Whom a measure is against, and by whom it is taken: parties, how many people, of which nationality."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..claim import Span
from .answer import Page
from .counts import count_of, determiner
from .individuals import (
    LOOSE,
    called_somebody,
    is_name,
    may_be_person,
    named_person,
    nationality_of,
    person_before,
    plain_person,
)
from .names import Mention
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .who import Party, merge, slug

_CLOSE = {"organ", "directed", "contracted", "backed", "affiliated"}  # ties by which people stand for a state
_TIED = {"linked", *_CLOSE} - {"organ"}
REACH = 1200  # characters back that "the group" may reach


@dataclass(slots=True)
class Target:
    """Those whom a measure hits; sure: by its own words the phrase means people who attack in cyberspace."""

    parties: list[Party] = field(default_factory=list)
    count: int | None = None
    nationality: str | None = None
    sure: bool = False
    people: bool = False


def target(page: Page, tree: Tree, nodes: list[Node], *, persons: bool, anybody: bool = False) -> Target:
    """Read the phrases.

    persons: a measure against people, whose nationality then accuses no state; anybody: only people can be its object, so that
    any plain noun is one ("a banker was arrested").
    """
    found = Target()
    counts: list[int | None] = []
    nations: list[str | None] = []
    for node in nodes:
        for head in _heads(page, tree, node):
            parties, count, nation, people = _one(page, tree, head, persons=persons, anybody=anybody)
            found.parties.extend(parties)
            found.people = found.people or people
            if people:
                counts.append(count)
                nations.append(nation)
            found.sure = found.sure or any(p.sure for p in parties)
    found.sure = found.sure or any(page.says("cyber-people", without_victims(n)) for n in nodes)
    if counts and all(c is not None for c in counts):
        found.count = sum(c for c in counts if c is not None)
    if nations and len(set(nations)) == 1:
        found.nationality = nations[0]
    named = [p for p in found.parties if p.actor != "unknown"]
    found.parties = merge(named) or _joined(found.parties)
    return found


def without_victims(node: Node) -> Span:
    """Those a measure is against, without what was done to them ("a journalist whose phone had been hacked")."""
    hit = [c for n in node.subtree() for c in n.kids("acl") if c.label == "acl:relcl" and c.passive()]
    out = {low.index for c in hit for low in c.subtree()}
    return span_of([n for n in phrase(node, without=("parataxis", "discourse")) if n.index not in out] or [node])


def _joined(parties: list[Party]) -> list[Party]:
    """Several unnamed people stay one entry each only where their nationality differs."""
    seen: dict[str | None, Party] = {}
    for party in parties:
        seen.setdefault(party.nationality, party)
    return list(seen.values())


def _heads(page: Page, tree: Tree, node: Node) -> list[Node]:
    meant = page.words.sets.get("whoever", frozenset()) | page.words.sets.get("convicts", frozenset())
    return [n for n in node.conjuncts() if n.tag in NOMINAL or n.tag == "ADJ" or n.lower in meant or page.cast.at(tree, n)]


def _one(
    page: Page, tree: Tree, head: Node, *, persons: bool, anybody: bool
) -> tuple[list[Party], int | None, str | None, bool]:
    words = page.words
    members = phrase(head, without=LOOSE)
    whole = span_of(members)
    mention = page.cast.at(tree, head)
    person = words.has("persons", head.lower) or words.has("charged-people", head.lower)
    person = person or (anybody and mention is None and plain_person(page, head))
    if persons and words.has("charged-pronouns", head.lower) and head.label != "expl:subj":
        return [person_before(page, head)], None if words.has("plural-pronouns", head.lower) else 1, None, True
    introduced = persons or person or any(called_somebody(page, c) for c in head.kids("appos"))
    introduced = introduced or (mention is not None and mention.kind == "demonym")
    named = named_person(page, tree, head, mention, person) if introduced else None
    noun_of_people = person or words.has("people", head.lower) or words.has("attackers", head.lower)
    number = head.tag == "NUM" and mention is None and not head.kids("flat")
    nation = nationality_of(page, tree, head, members)
    noun_of_people = noun_of_people or (nation is not None and head.tag == "NOUN" and not words.has("bodies", head.lower))
    if named is not None:
        return [replace(named, nationality=nation, count=1)], 1, nation, True
    if not persons and words.has("named-things", head.lower) and (own := _market(page, tree, _with_name(head, members))):
        return own, None, None, False
    if number or person or (persons and noun_of_people):
        count = count_of(page, head)
        backed = [p for p in page.cast.accused(tree, head) if p.link in _CLOSE]
        if backed:
            return backed, count, nation, True
        if words.has("collective-people", head.lower) and (groups := _groups(page, whole)):
            return groups, None, None, False
        sure = words.has("attackers", head.lower) or page.says("cyber-people", whole)
        party = Party("unknown", whole, nationality=nation, count=count, role=head.lower, rule="target:people", sure=sure)
        return [party], count, nation, True
    if persons and head.tag == "PRON" and words.has("convicts", head.lower):
        return [Party("unknown", whole, count=1, rule="target:pronoun")], 1, None, True
    if words.has("whoever", head.lower):
        return [Party("unknown", whole, role=head.lower, rule="target:whoever")], None, None, True
    if mention is not None and mention.kind == "demonym":
        sing = words.has("number-1", determiner(head))
        return (
            [Party("unknown", whole, nationality=mention.state, rule="target:demonym")],
            count_of(page, head) or (1 if sing else None),
            mention.state,
            True,
        )
    if mention is not None and mention.kind == "malware":
        return [_of_malware(page, mention)], None, None, False
    parties = [p for p in page.cast.accused(tree, head) if p.link != "located"]  # a host "based in X" is not X
    known = [p for p in parties if p.actor != "unknown"]
    if known:
        return known, count_of(page, head) if noun_of_people else None, None, False
    if parties:
        return parties, count_of(page, head), nation, True
    if mention is None and is_name(head):
        name = _name(page, head)
        if page.words.has("corporate", head.lower) and head.relation == "conj" and len(head.text) < len("Corp.x"):
            return [], None, None, False  # "…, Ltd.": the end of the name before
        if name is not None and persons and not page.words.has("corporate", head.lower):
            return [Party("unknown", name, nationality=nation, count=1, rule="target:alias")], 1, nation, True
        if name is not None and may_be_person(page, head, name):
            return [Party("unknown", name, nationality=nation, count=1, rule="target:alias")], 1, nation, True
        if name is not None:
            return [Party("org:" + slug(page.quote(name)), name, rule="target:new-name")], None, None, False
    if nation is not None and plain_person(page, head):  # "the North Korean banker was sanctioned"
        count = count_of(page, head)
        return [Party("unknown", whole, nationality=nation, count=count, rule="target:people")], count, nation, True
    return [], count_of(page, head), None, False


def _with_name(head: Node, members: list[Node]) -> list[Node]:
    """The phrase with the name set beside it: "un hébergeur russe, Fabricam"."""
    beside = [n for c in head.kids("appos") if c.tag == "PROPN" for n in phrase(c, without=LOOSE)]
    return [head, *(n for n in members if n is not head), *beside]


def _common(page: Page, name: Span) -> bool:
    """Whether it is no name at all: a word that headlines write with a capital, "Technology Company"."""
    said = [w.lower() for w in page.quote(name).split()]
    return page.words.has("technical-names", " ".join(said)) or all(page.words.has("corporate", w) for w in said)


def _of_malware(page: Page, mention: Mention) -> Party:
    """A botnet or service by its malware's name; ransomware's is that of the gang."""
    around = page.text[max(0, mention.start - 20) : mention.end + 20]
    kind = "group:" if page.words.matches("gang-malware", around) else "org:"
    name = (mention.actor or slug(mention.text)).split(":")[-1]
    return Party(kind + name, Span(mention.start, mention.end), rule="target:malware", sure=True)


def _groups(page: Page, whole: Span) -> list[Party]:
    return [
        Party(m.actor or "", Span(m.start, m.end), rule="names:group", sure=True)
        for m in page.cast.within(whole.start, whole.end)
        if m.kind == "group" and m.actor
    ]


def things(page: Page, tree: Tree, nodes: list[Node], trigger: Node) -> Target:
    """Whose servers, domains, market or money was taken: the attackers inside the phrase, else its own name."""
    own = set(map(id, trigger.subtree()))  # "servers taken offline in operation X": what hangs on the taking is not theirs
    found = Target()
    for node in nodes:
        for head in node.conjuncts():
            inside = phrase(head, without=("parataxis", "conj", "ccomp"))
            if id(head) not in own:
                inside = [n for n in inside if id(n) not in own]
            parties = [p for p in page.cast.accused(tree, head) if p.actor != "unknown" and (p.sure or p.link in _TIED)]
            for low in inside:
                if low is head or low.relation not in {"nmod", "obl", "nsubj", "appos", "compound", "obj", "flat", "conj"}:
                    continue
                user = low.label == "obl:agent" or page.words.has("agent", low.case())
                parties.extend(p for p in page.cast.accused(tree, low) if p.sure or (p.link == "organ" and user))
                parties.extend(_meant(page, tree, low))
            parties.extend(_meant(page, tree, head))
            parties = [p for p in parties if p.actor != "unknown"]
            if not any(p.link in _TIED for p in parties):
                parties = _market(page, tree, inside) + parties
            if any(p.actor.startswith("group:") for p in parties):
                parties = [p for p in parties if p.link == "organ" or ":" in p.actor]
            parties = parties or _only_gang(page, head)
            found.parties.extend(parties)
            found.sure = found.sure or bool(parties) or page.says("cyber-people", span_of(inside))
    found.parties = merge(found.parties)
    return found


def _meant(page: Page, tree: Tree, node: Node) -> list[Party]:
    """ "the group", "these groups": the group, or the groups, named shortly before."""
    words = page.words
    if not (words.has("group-nouns", node.lower) or words.has("people", node.lower)) or page.cast.accused(tree, node):
        return []
    if not any(words.has("anaphor-determiners", c.lower) for c in node.kids("det")):
        return []
    names = {m.actor: m for m in page.cast.within(max(0, node.start - REACH), node.start) if m.kind == "group" and m.actor}
    plural = node.lower.endswith(tuple(words.sets.get("plural-endings", ("s",))))
    if not names or (len(names) > 1 and not plural):
        return []
    at = Span(node.start, node.end)
    return [Party(actor, at, rule="target:named-before", sure=True) for actor in names if actor]


def _only_gang(page: Page, head: Node) -> list[Party]:
    """ "A ransomware group", where the document names one group alone: that one."""
    if not page.words.has("collective-people", head.lower):
        return []
    names = {m.actor for m in page.cast.mentions if m.kind == "group" and m.actor}
    at = Span(head.start, head.end)
    return [Party(name, at, rule="target:only-group", sure=True) for name in names] if len(names) == 1 else []


def _market(page: Page, tree: Tree, inside: list[Node]) -> list[Party]:
    """Botnets, markets, services and gangs by their own names: "the Genesis market", "botnets X, Y and Z"."""
    words = page.words
    parties: list[Party] = []
    span = span_of(inside)
    for node in inside:
        # "RaccoonO365, a phishing service"
        said = [c for c in node.kids("appos") if words.has("named-things", c.lower)]
        if node.tag == "PROPN" and said and page.cast.at(tree, node) is None and (own := _name(page, node)) is not None:
            parties.append(Party("org:" + slug(page.quote(own)), own, rule="target:new-name"))
    for mention in page.cast.within(span.start, span.end):
        if mention.kind == "malware" and mention.actor:
            parties.append(_of_malware(page, mention))
    for noun in inside:
        named = words.has("named-things", noun.lower)
        if not named and not (noun is inside[0] and noun.tag == "PROPN"):
            continue
        # "le service de phishing X"
        kinds_of = [c for c in noun.kids("nmod") if c.tag == "NOUN" and words.has("owner-case", c.case())]
        beyond = [low for c in kinds_of for low in c.kids("appos", "flat", "nmod") if not low.case()]
        for first in [noun, *noun.kids("appos", "nmod", "compound", "flat", "amod"), *beyond]:
            if first.tag not in {"PROPN", "X"} or (first is noun and named) or words.has("place-case", first.case()):
                continue
            such = first.relation in {"appos", "compound", "flat"} or words.matches("such-as", first.case()) is not None
            for node in first.conjuncts():
                mention_ = page.cast.at(tree, node)
                listed = node.relation == "conj" and mention_ is not None and mention_.kind in {"organ", "firm"}
                if mention_ is not None and not listed and not (such and mention_.kind in {"firm", "org"} and named):
                    continue
                if mention_ is not None and mention_.kind in {"firm", "org"} and mention_.actor and not listed:
                    parties.append(Party(mention_.actor, Span(mention_.start, mention_.end), rule="target:firm"))
                    continue
                name = _name(page, node, stop=noun)
                if name is not None and not _common(page, name):
                    parties.append(Party("org:" + slug(page.quote(name)), name, rule="target:new-name"))
    return merge(parties)


def _name(page: Page, node: Node, stop: Node | None = None) -> Span | None:
    """The capitalised words of a proper name."""
    below = [c for c in node.kids("flat", "compound", "nummod", "name") if c is not stop]
    parts = [node, *(c for c in below if c.text[:1].isupper() or (c.text[:1].isdigit() and c.index == node.index + 1))]
    span = span_of([p for p in parts if p.text[:1].isupper() or p.text[:1].isdigit()] or [node])
    text = page.quote(span)
    for ending in ("'s", "’s"):
        if text.endswith(ending):
            span, text = Span(span.start, span.end - 2), text[:-2]
    if page.words.has("calendar-names", text.lower()):
        return None
    return span if text[:1].isupper() and "\n" not in text else None


def gang(page: Page, tree: Tree, node: Node) -> bool:
    mention = page.cast.at(tree, node)
    return (mention is not None and mention.kind in {"group", "malware"}) or page.words.has("attackers", node.lower)
