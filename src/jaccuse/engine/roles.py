"""Who fills the roles of a measure's trigger, whether a verb, or a noun with the verb that carries it ("imposed sanctions")."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import arguments
from .answer import Page
from .arguments import Arguments
from .tree import NOMINAL, Node, Tree
from .words import Entry


@dataclass(slots=True)
class Roles:
    """Who fills the roles of a trigger, and the verb that carries it where the trigger is a noun."""

    by: list[Node] = field(default_factory=list)
    against: list[Node] = field(default_factory=list)
    thing: list[Node] = field(default_factory=list)
    deed: list[Node] = field(default_factory=list)
    carrier: Node | None = None
    status: str | None = None
    told: bool = False


def of_verb(page: Page, node: Node, entry: Entry) -> Roles | None:
    found = arguments.of_verb(node, page.words)
    first = entry.patterns[0].roles if entry.patterns else {}
    if any("object" in first[role][0] for role in ("against", "thing") if role in first):
        _passive_by_form(page, node, found)
    found.clauses = [c for c in found.clauses if c.relation != "parataxis"]  # beside it, not what it is for
    counted = _counted(node, found) if "against" in first else None
    if counted is not None:
        found.object = [counted]
    people = page.headline_people(node) if not found.object else []
    if people:
        *modifiers, last = people
        for modifier in modifiers:
            node.children.remove(modifier)
            last.children.append(modifier)
            modifier.head = last
        last.tag = "NOUN" if last.tag == "ADJ" else last.tag
        found.object, found.passive = [last], True
    elif node.tag in {"NOUN", "PROPN"} and not found.subject and not found.passive:
        # "US sanctions hackers": the parser took the headline's verb for a noun
        found.subject.extend(c for c in node.kids("compound", "nmod:poss", "amod") if c.index < node.index)
    return _filled(page, node, entry, found)


def _counted(node: Node, found: Arguments) -> Node | None:
    """ "UK arrests four over cyberattacks": a bare number after the verb is the people, though the parse hangs it elsewhere."""
    loose = [c for c in node.kids("flat", "nummod", "dep", "parataxis", "obl") if c.tag == "NUM" and c.index == node.index + 1]
    if loose and not found.object and not found.passive:
        return loose[0]
    for low in found.object:
        for number in low.kids("nummod"):
            between = [c for c in low.kids("case") if number.index < c.index < low.index]
            if number.index == node.index + 1 and between and between[0].index == number.index + 1:
                found.obliques.setdefault(between[0].lower, []).append(low)
                return number
    return None


def _passive_by_form(page: Page, node: Node, found: Arguments) -> None:
    """Headline passives: "Hackers arrested in raid", where the parser sees a subject."""
    if (
        found.subject
        and not found.object
        and not found.passive
        and not node.kids("aux")
        and (arguments.is_participle(node, page.words))
    ):
        found.object, found.subject, found.passive = found.subject, [], True


def _filled(page: Page, node: Node, entry: Entry, found: Arguments) -> Roles | None:
    for pattern in entry.patterns:
        filled = page.fill(pattern, found, node)
        if filled is not None:
            against = [counted(page, n) for n in filled.get("against", [])]
            return Roles(filled.get("by", []), against, filled.get("thing", []), filled.get("deed", []))
    return None


def counted(page: Page, node: Node) -> Node:
    """ "Une trentaine de domaines", "l'un des pirates": those who are counted."""
    if page.words.has("quantities", node.lower) or (node.tag in {"PRON", "NUM"} and page.words.has("number-1", node.lower)):
        below = [c for c in node.kids("nmod", "obl") if page.words.has("partitive", c.case())]
        return counted(page, below[0]) if below else node
    return node


def of_noun(page: Page, tree: Tree, node: Node, entry: Entry) -> Roles | None:
    """The roles of a noun ("sanctions on X", "l'arrestation de X"), with those of the verb that carries it out."""
    words = page.words
    found = arguments.of_noun(node, words)
    _clause_agents(page, node, found)
    if node is tree.root:
        _hung_on_adjective(node, found)
    top = _beside(page, node)
    while top.relation == "conj" and top.head is not None and top.head.tag in NOMINAL:
        top = top.head
    if top is not node:
        for case, nodes in arguments.of_noun(top, words).obliques.items():
            if case not in {"mod", "poss"} and case not in found.obliques:
                found.obliques[case] = nodes
    carrier: Node | None = None
    status: str | None = None
    told = False
    head = top.head
    if head is not None and _part_of(page, head, top):
        for case, nodes in arguments.of_noun(head, words).obliques.items():
            found.obliques.setdefault(case, []).extend(n for n in nodes if n is not top)
        top, head = head, head.head
    if (over := _undergone(page, top)) is not None:
        carrier, told = over, True
        found.object.extend(_sufferers(page, over, top))
    elif head is not None and page.verblike(head) and top.relation in {"obj", "nsubj", "obl", "xcomp", "iobj"}:
        verb = arguments.of_verb(head, words)
        if top.relation != "obl":  # "led to the arrest of …" is no passive
            _passive_by_form(page, head, verb)
        acting = words.has("measure-acting", head.lower)
        acting = acting or (entry.code == "advisory" and words.has("measure-warning", head.lower))
        is_object = top in verb.object or (top.relation in {"obj", "obl"})
        if acting and is_object:
            carrier, told = head, True
            _carried(verb, found, top)
        elif words.has("measure-facing", head.lower) and is_object:
            carrier, told = head, True
            found.object.extend(n for n in verb.subject if n is not top)
        elif entry.code == "advisory" and words.has("measure-warning", head.lower) and top.relation == "nsubj":
            carrier, told = head, True  # "an FBI bulletin warns of …"
            _lend(verb, found, top)
        elif words.has("measure-hitting", head.lower) and (
            top.relation == "nsubj" or (verb.passive and (top in verb.subject or top.label == "obl:arg"))
        ):  # "the sanctions hit X", "X is the target of a warrant"
            carrier, told = head, True
            found.object.extend(n for n in verb.object if n is not top)
        else:
            for name in ("requesting", "threatening", "lifting"):
                if words.has(f"measure-{name}", head.lower) and is_object:
                    carrier, told, status = (
                        head,
                        True,
                        {"requesting": "requested", "threatening": "threatened", "lifting": "lifted"}[name],
                    )
                    found.subject.extend(n for n in verb.subject if n is not top)
                    _lend(verb, found, top)
                    if name == "threatening":  # "threatens Moscow with sanctions"
                        found.object.extend(n for n in verb.object if n is not top and n.case() == "")
            if status is None and words.has("measure-accompanying", head.lower):
                carrier, told = head, True
                _lend(verb, found, top)
    _relayed(page, found)
    roles = _filled(page, node, entry, found)
    if roles is None:
        return None
    roles.carrier, roles.status, roles.told = carrier, status, told
    return roles


def _carried(verb: Arguments, found: Arguments, top: Node) -> None:
    """What the verb that takes the measure governs is the measure's own."""
    found.subject.extend(n for n in verb.subject if n is not top)
    _lend(verb, found, top)
    found.clauses.extend(c for c in verb.clauses if c not in found.clauses)


def _part_of(page: Page, whole: Node, top: Node) -> bool:
    """ "A round of sanctions", "un train de sanctions", "the imposition of sanctions"."""
    return whole.tag in NOMINAL and page.words.has("measure-parts", whole.lower) and top.relation in {"nmod", "compound"}


def _hung_on_adjective(node: Node, found: Arguments) -> None:
    """Headlines: "Trois ans de prison ferme pour X", hung on the adjective."""
    for low in (o for a in node.kids("amod") for o in a.kids("obl")):
        found.obliques.setdefault(low.case(), []).append(low)


def _undergone(page: Page, noun: Node) -> Node | None:
    """The verb whose subject is made to undergo the noun: "fait l'objet d'un gel de ses avoirs", "est soumis à"."""
    verb = noun.head
    if verb is not None and page.words.has("objects-of", verb.lower) and verb.relation in {"obj", "obl"}:
        verb = verb.head
    elif noun.relation not in {"obl", "nmod", "obj"}:
        return None
    if verb is None or not page.verblike(verb):
        return None
    through = any(page.words.has("objects-of", c.lower) for c in verb.kids("obj", "obl"))
    return verb if through or (page.words.has("undergoing", verb.lower) and noun.relation == "obl") else None


def _sufferers(page: Page, verb: Node, noun: Node) -> list[Node]:
    found = arguments.of_verb(verb, page.words)
    both = (*found.subject, *found.object)
    return [n for n in both if n is not noun and noun not in n.subtree() and not page.words.has("objects-of", n.lower)]


def _relayed(page: Page, found: Arguments) -> None:
    """ "À l'encontre de X": the noun that only carries a preposition."""
    nodes = [low for ns in found.obliques.values() for low in ns if page.words.has("relay-nouns", low.lower)]
    if relayed := [n for low in nodes for n in low.kids("nmod")]:
        found.obliques.setdefault("contre", []).extend(relayed)


def _lend(verb: Arguments, found: Arguments, top: Node) -> None:
    """The complements of the verb that carries a measure are the measure's own."""
    for case, nodes in verb.obliques.items():
        if nodes != [top]:
            found.obliques.setdefault(case, []).extend(n for n in nodes if n is not top)


def _beside(page: Page, node: Node) -> Node:
    """ "the arrest of two members and the seizure of servers": a measure hung on the members stands beside the arrest."""
    first, own = node.head, node.kids("det")
    if node.relation != "conj" or first is None or not own or first.relation != "nmod" or first.head is None:
        return node
    over = first.head
    beside = any(e.frame == "measure" and e.kind == "noun" for e in page.words.triggers.get(over.lower, ()))
    return over if beside and over.tag in NOMINAL else node


def _clause_agents(page: Page, node: Node, found: Arguments) -> None:
    """ "sanctions imposed on X by Y", "les sanctions prises contre X": the participle's arguments are the noun's."""
    for clause in node.kids("acl"):
        low = arguments.of_verb(clause, page.words)
        if page.words.has("measure-hitting", clause.lower) and not low.passive:
            found.object.extend(low.object)  # "sanctions visant X", "the sanctions that hit X"
        if not page.words.has("measure-acting", clause.lower):
            continue
        for case, nodes in low.obliques.items():
            found.obliques.setdefault(case, []).extend(nodes)
        if low.passive:
            found.obliques.setdefault("by", []).extend(n for n in low.subject if n not in found.obliques.get("by", []))
