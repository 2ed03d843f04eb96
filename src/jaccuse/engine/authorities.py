"""By whom a measure is taken: states, organs, courts, police operations, and those who only announce it."""

from __future__ import annotations

from dataclasses import replace

from ..claim import Span
from . import arguments
from .answer import NEAR, Page
from .individuals import LOOSE
from .roles import Roles
from .targets import gang
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .who import Party, merge

# measures against people: their nationality accuses no state
PERSONAL = {"indictment", "charges", "complaint", "arrest", "extradition", "plea", "conviction", "sentence"}
COURTS = {"plea", "conviction", "sentence", "charges", "indictment", "complaint"}
_DEPTH = 5


def takers(page: Page, tree: Tree, node: Node, holder: Node, roles: Roles, code: str) -> list[Party] | None:
    """By whom; [] where nobody is named; None where those who act are attackers, so that it is no measure."""
    words = page.words
    found: list[Party] = []
    # "des sanctions américaines" are America's, "des sanctions supplémentaires" are nobody's
    roles.by = [n for n in roles.by if n.relation != "amod" or page.cast.at(tree, n) is not None]
    if any(gang(page, tree, n) for at in roles.by for n in at.conjuncts()):
        return None
    if roles.by and all(words.has("powers", n.lower) for n in roles.by):
        # "the firm obtained an order to seize domains": the order's holder seizes them
        roles.by = [s for n in roles.by if n.head is not None for s in arguments.of_verb(n.head, words).subject] or roles.by
    if roles.by and all(n.tag == "PRON" and words.has("own-pronouns", n.lower) for n in roles.by):
        said = _announced(page, tree, holder)  # "the department said that it had dismantled the gang"
        if said:
            return said
    if roles.by:
        found = authorities(page, tree, roles.by)
        if not found and any(page.cast.accused(tree, n) for n in roles.by):
            return None
        if code not in PERSONAL and not any(p.actor != "unnamed" for p in found) and not generic(page, tree, roles.by):
            return None
    for at in (holder, node):
        for child in at.kids("obl", "nmod", "advmod", "advcl"):
            joint = words.has("joint-words", child.lower) or words.matches("joint-case", child.case()) is not None
            if joint and (not roles.by or child not in roles.by):
                below = [child] if words.matches("joint-case", child.case()) else child.kids("nmod", "obl", "obj")
                more = [p for p in authorities(page, tree, below) if p.actor != "unnamed"]
                found = [p for p in found if p.actor != "unnamed" or not more] + [
                    p for p in more if p.actor not in {q.actor for q in found}
                ]
    if any(p.actor != "unnamed" for p in found):
        return found
    if raid := _raid(page, tree, (holder, node)):
        return raid
    if code in COURTS:
        court = _court(page, tree, (holder, node))
        if court:
            return court
    said = _announced(page, tree, holder) if code != "extradition" else []  # who tells of it is rather who asked for it
    return said or found


def generic(page: Page, tree: Tree, nodes: list[Node]) -> bool:
    """Whether the nodes are police, authorities or an operation of theirs, not just anybody."""
    return any(
        page.words.has("police-operations", n.lower) or page.words.has("authority-nouns", n.lower) or _some_organ(page, tree, n)
        for at in nodes
        for n in at.conjuncts()
    )


def _some_organ(page: Page, tree: Tree, node: Node) -> bool:
    mention = page.cast.at(tree, node)
    return mention is not None and mention.kind in {"organ", "person"} and mention.actor is None


def _raid(page: Page, tree: Tree, holders: tuple[Node, ...]) -> list[Party]:
    """ "arrested in an Interpol operation", "arrêtées lors d'une opération d'Interpol"."""
    for holder in holders:
        near = holder.kids("obl", "nmod", "advmod")
        for child in [*near, *(low for c in near if c.relation == "advmod" for low in c.kids("obl", "nmod"))]:
            if page.words.has("police-operations", child.lower):
                led = [p for p in authorities(page, tree, [child]) if p.actor != "unnamed"]
                if led:
                    return led
    return []


def _court(page: Page, tree: Tree, holders: tuple[Node, ...]) -> list[Party]:
    """ "in the United States", "before a US court", "devant la justice américaine"."""
    for holder in holders:
        guilty = [c for c in holder.kids("xcomp") if c.tag == "ADJ"]  # "pleaded guilty in the United States"
        near = [n for at in (holder, *guilty) for n in at.kids("obl", "nmod")]
        for child in [*near, *(low for c in near for low in c.kids("nmod"))]:
            if not page.words.has("court-case", child.case().split(" ")[0]):
                continue
            mention = page.cast.at(tree, child)
            if mention is not None and mention.kind == "organ" and mention.actor:
                return [Party(mention.actor, Span(mention.start, mention.end), rule="measure:court")]
            if mention is not None and mention.kind == "state" and mention.actor:
                return [Party(mention.actor, Span(mention.start, mention.end), rule="measure:court-of-state")]
            whose = state_of(page, tree, child) if page.words.has("prisons", child.lower) else None
            if whose is not None:
                return [whose]
            if page.words.has("courts", child.lower):
                got = [p for p in authorities(page, tree, [child]) if p.actor != "unnamed"]
                if got:
                    return got
    return []


def _announced(page: Page, tree: Tree, node: Node) -> list[Party]:
    """An organ that tells of the measure: "…, the Justice Department said"."""
    current: Node | None = node
    for _ in range(_DEPTH):
        if current is None:
            return []
        near = [
            *([current.head] if current.head is not None and current.relation in {"ccomp", "parataxis"} else []),
            *current.kids("parataxis"),
        ]
        for verb in near:
            for entry in page.words.triggers.get(verb.lower, ()):
                if entry.frame == "say":
                    subject = arguments.of_verb(verb, page.words, depth=1).subject
                    named = [p for p in authorities(page, tree, subject) if "/" in p.actor and not p.actor.startswith("org:")]
                    if named and not any(page.words.has("diplomats", part) for p in named for part in p.actor.split("/")[1:]):
                        return named
        current = current.head
    return []


def authorities(page: Page, tree: Tree, nodes: list[Node], *, deep: int = 0) -> list[Party]:
    """By whom it is done: states, organs, bodies, firms; the state of "Ukrainian police"; those who led an "operation"."""
    found: list[Party] = []
    for node in nodes:
        for head in node.conjuncts():
            found.extend(_authority(page, tree, head, deep))
            # "les autorités canadiennes et allemandes": the second adjective stands for a second body
            for adjective in (c for a in head.kids("amod") for c in a.conjuncts() if c is not a):
                mention = page.cast.at(tree, adjective)
                if mention is not None and mention.state and found:
                    span = Span(mention.start, mention.end)
                    found.append(Party(mention.actor or mention.state, span, rule="target:joined-adjective"))
    named = [p for p in merge(found) if p.actor != "unnamed"]
    return named or merge(found)[:1]


def _authority(page: Page, tree: Tree, head: Node, deep: int) -> list[Party]:
    words = page.words
    mention = page.cast.at(tree, head)
    if head.relation == "amod" and mention is not None and mention.kind == "demonym" and mention.state:
        return [Party(mention.state, Span(mention.start, mention.end), rule="target:adjective")]
    called = {head.lower, *(f"{c.lower} {head.lower}" for c in head.kids("amod", "compound"))}  # "grand jury"
    for state in words.sets.get("authority-states", ()):
        if any(words.has(f"authorities-{state}", name) for name in called) and page.cast.at(tree, head) is None:
            return [Party(state.upper(), Span(head.start, head.end), rule="target:authority")]
    if words.has("police-operations", head.lower) and deep < 2:
        led = [n for n in head.subtree() if n is not head and n.tag in NOMINAL and (
            n.label == "obl:agent" or words.has("agent", n.case()) or words.has("involving", n.case())
            or (n.head is not None and words.has("involving", n.head.lower) and n.relation in {"obj", "obl", "nmod"})
            or n.label == "nmod:poss" or n.relation in {"compound", "amod"})]  # fmt: skip
        if not led and any(words.has("anaphor-determiners", c.lower) for c in head.kids("det")):
            paragraph = page.text.rfind("\n", 0, head.start) + 1
            before = {
                m.actor: m
                for m in page.cast.within(max(paragraph, head.start - NEAR), head.start)
                if m.kind in {"organ", "igo"} and m.actor
            }
            if len(before) == 1:
                return [Party(actor, Span(head.start, head.end), rule="target:operation-before") for actor in before if actor]
        return [p for p in authorities(page, tree, led, deep=deep + 1) if p.actor != "unnamed"] or [
            Party("unnamed", span_of(phrase(head, without=LOOSE)), role=head.lower, rule="target:operation")
        ]
    parties = [p for p in page.cast.speakers(tree, head) if not p.actor.startswith(("group:", "person:"))]
    named = [p for p in parties if p.actor != "unnamed"]
    if named and named[0].rule == "who:new-name" and not words.has("courts", head.lower):
        of = state_of(page, tree, head)
        return [replace(of, actor=f"{of.actor}/{named[0].actor.split(':')[-1]}", span=named[0].span)] if of is not None else []
    if named:
        return named
    whose = state_of(page, tree, head) if parties else None
    return [whose] if whose is not None else parties


def state_of(page: Page, tree: Tree, head: Node) -> Party | None:
    """The state that a demonym, a name or a possessor gives to a body ("Dutch police", "the Greek prosecutor")."""
    members = phrase(head, without=LOOSE)
    span = span_of(members)
    for mention in page.cast.within(span.start, span.end):
        if mention.kind not in {"demonym", "state", "capital", "organ"} or not mention.state:
            continue
        at = tree.head_of(mention.start, mention.end)
        if at is None or at is head:
            continue
        if (
            at.relation in {"amod", "compound"}
            or at.label == "nmod:poss"
            or page.words.has("affiliation-case", at.case())
            or at.case() in {"of", "de", "du", "d'", "des"}
        ):
            return Party(mention.state, Span(mention.start, mention.end), rule="target:state-of")
    return None
