"""Measures in one parsed sentence: charged, arrested, sanctioned, taken down, warned of, by whom, against whom, for what."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..claim import Span
from . import arguments
from .answer import Page, Response
from .arguments import Arguments
from .scope import Scope, scope_of
from .targets import Target, authorities, number, target, things
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .who import Party, merge
from .words import Entry

# measures against people: their nationality accuses no state
PERSONAL = {"indictment", "charges", "complaint", "arrest", "extradition", "plea", "conviction", "sentence"}
COURTS = {"plea", "conviction", "sentence", "charges", "indictment", "complaint", "extradition"}
# legal acts that accuse where they are said to be for a cyber operation
CHARGING = {"indictment", "charges", "complaint", "plea", "conviction", "sentence", "sanctions", "asset-freeze", "travel-ban",
            "expulsion", "export-control", "lawsuit"}  # fmt: skip
# what a state may threaten or be asked for
POLITICAL = {"sanctions", "asset-freeze", "travel-ban", "expulsion", "extradition", "export-control", "takedown", "lawsuit",
             "charges", "indictment", "arrest"}  # fmt: skip
# acts that only count where the text names who acts
SPOKEN = {"advisory", "lawsuit", "reward", "summons", "recall", "protest", "export-control"}
_DEPTH = 5


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


def measures(page: Page, tree: Tree) -> list[Response]:
    """All measures of the sentence."""
    found: list[Response] = []
    taken: set[int] = set()
    for node, entry in page.triggers(tree, "measure"):
        if node.index in taken:
            continue
        response = _one(page, tree, node, entry)
        if response is not None:
            taken.add(node.index)
            found.append(response)
    return found


def _one(page: Page, tree: Tree, node: Node, entry: Entry) -> Response | None:
    if entry.kind == "noun" and node.relation == "compound":
        return None
    roles = _noun(page, tree, node, entry) if entry.kind == "noun" else _verb(page, node, entry)
    if roles is None or entry.code is None:
        return None
    code = entry.code
    holder = roles.carrier or node
    scope = _scope(page, tree, node, roles.carrier)
    status = _status(page, code, node, roles, scope, entry)
    if status is None:
        return None
    aim = target(page, tree, roles.against, persons=code in PERSONAL)
    if roles.thing:
        aim = _things(page, tree, roles.thing, entry, aim)
        if aim is None:
            return None
    elif code != "advisory" and roles.against and not aim.parties and not any(page.words.has("bodies", n.lower) for a in roles.against for n in a.conjuncts()):
        return None
    aim.count = aim.count or _own_count(page, node, entry)
    if code == "advisory" and not aim.parties:
        aim = _warned_of(page, tree, node)
    if code == "plea" and not aim.people:
        return None
    if entry.deed == "people" and not (aim.sure or any(_guilty(p) for p in aim.parties)):
        return None
    by = _by(page, tree, node, holder, roles, code)
    if by is None or (code in SPOKEN and not any(p.actor != "unnamed" for p in by)):
        return None
    if code == "takedown" and not _hostile(page, tree, entry, roles, aim, by):
        return None
    if code == "protest" and any(page.words.has("accusation-nouns", n.lower) for d in roles.deed for n in d.conjuncts()):
        return None
    deed = span_of([n for d in roles.deed for n in phrase(d, without=("parataxis",))]) if roles.deed else None
    if not _relevant(page, tree, code, aim, deed, roles, status):
        return None
    if entry.kind == "noun" and not _substantial(page, aim, by, deed, roles, status):
        return None
    doers = {_principal(p) for p in by} - {"unnamed"}
    if aim.parties and all(_principal(p) in doers for p in aim.parties):
        aim.parties = []
    aim.parties = [p for p in aim.parties if _principal(p) not in doers]
    if not doers and code in PERSONAL and any(page.words.has("police-roles", p.actor.partition("/")[2]) for p in aim.parties):
        return None
    if not by:
        by = [Party("unnamed", Span(node.start, node.end), rule="measure:no-agent")]
    parties = aim.parties or [Party("unknown", Span(node.start, node.end), rule="measure:no-target")]
    area = [node, holder, *roles.by, *roles.against, *roles.thing, *roles.deed]
    nodes = [n for a in area if a in (node, holder) or a.index != node.index for n in ([a] if a in (node, holder) else phrase(a, without=("parataxis", "acl:relcl")))]
    charged = (
        code in CHARGING and status == "adopted" and deed is not None and page.level(deed) == "strong"
        and not page.says("elsewhere", deed)
    )  # fmt: skip
    alleged = bool(charged and deed and (scope.alleged or scope.hearsay or _alleged(page, deed)))
    return Response(
        "measure", code, by, parties, status, node, tree, span_of(nodes), entry, f"measure:{code}:{entry.name}", aim.count,
        aim.nationality, deed, charged, alleged,
    )  # fmt: skip


def _warned_of(page: Page, tree: Tree, node: Node) -> Target:
    """The groups and attackers that stand after "alert" in the sentence."""
    after = [n for n in tree.nodes if n.index > node.index and n.tag in NOMINAL]
    found = Target()
    for low in after:
        found.parties.extend(p for p in page.cast.accused(tree, low) if p.sure and p.actor != "unknown")
    groups = [p for p in found.parties if p.actor.startswith("group:")]
    found.parties = merge(groups or found.parties)
    found.sure = bool(found.parties)
    return found


def _own_count(page: Page, node: Node, entry: Entry) -> int | None:
    """ "94 arrests": the number on the noun for the measure itself."""
    if entry.kind != "noun":
        return None
    values = [number(page, c.lower) for c in node.kids("nummod")]
    return values[0] if len(values) == 1 else None


def _substantial(page: Page, aim: Target, by: list[Party], deed: Span | None, roles: Roles, status: str) -> bool:
    """Whether a noun comes with enough to be a measure somebody took, and not a mere mention of such measures."""
    if status == "absent":
        return True
    named = any(p.actor != "unnamed" for p in by)
    return bool(aim.parties or aim.count or (roles.thing and (roles.told or named))
                or (deed is not None and (named or roles.told)) or (roles.told and named))  # fmt: skip


def _principal(party: Party) -> str:
    return party.actor.split("/")[0]


def _guilty(party: Party) -> bool:
    """A state, an organ or a group: one that can be accused of an operation, unlike a firm or a person."""
    return not party.actor.startswith(("org:", "person:")) and party.actor not in {"unknown", "unnamed"}


def _alleged(page: Page, deed: Span) -> bool:
    return page.says("alleged", deed) or page.says("suspected", deed)


# -- roles -------------------------------------------------------------------------------------------------------------


def _verb(page: Page, node: Node, entry: Entry) -> Roles | None:
    found = arguments.of_verb(node, page.words)
    first = entry.patterns[0].roles if entry.patterns else {}
    if any("object" in first[role][0] for role in ("against", "thing") if role in first):
        _passive_by_form(page, node, found)
    if node.tag in {"NOUN", "PROPN"} and not found.subject and not found.passive:
        # "US sanctions hackers": the parser took the headline's verb for a noun
        found.subject.extend(c for c in node.kids("compound", "nmod:poss", "amod") if c.index < node.index)
    return _fill(page, node, entry, found)


def _passive_by_form(page: Page, node: Node, found: Arguments) -> None:
    """Headline passives: "Hackers arrested in raid", where the parser sees a subject."""
    if found.subject and not found.object and not found.passive and not node.kids("aux") and (
        arguments.is_participle(node, page.words)
    ):
        found.object, found.subject, found.passive = found.subject, [], True


def _fill(page: Page, node: Node, entry: Entry, found: Arguments) -> Roles | None:
    for pattern in entry.patterns:
        filled = page.fill(pattern, found, node)
        if filled is not None:
            return Roles(filled.get("by", []), filled.get("against", []), filled.get("thing", []), filled.get("deed", []))
    return None


def _noun(page: Page, tree: Tree, node: Node, entry: Entry) -> Roles | None:
    """The roles of a noun ("sanctions on X", "l'arrestation de X"), with those of the verb that carries it out."""
    words = page.words
    found = arguments.of_noun(node, words)
    _clause_agents(page, node, found)
    top = node
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
    if head is not None and head.tag in NOMINAL and words.has("measure-parts", head.lower) and top.relation in {"nmod", "compound"}:
        # "a round of sanctions", "un train de sanctions", "the imposition of sanctions"
        for case, nodes in arguments.of_noun(head, words).obliques.items():
            found.obliques.setdefault(case, []).extend(n for n in nodes if n is not top)
        top, head = head, head.head
    if head is not None and page.verblike(head) and top.relation in {"obj", "nsubj", "obl", "xcomp", "iobj"}:
        verb = arguments.of_verb(head, words)
        _passive_by_form(page, head, verb)
        acting = words.has("measure-acting", head.lower)
        is_object = top in verb.object or (top.relation in {"obj", "obl"})
        if acting and is_object:
            carrier, told = head, True
            found.subject.extend(n for n in verb.subject if n is not top)
            for case, nodes in verb.obliques.items():
                if nodes != [top]:
                    found.obliques.setdefault(case, []).extend(n for n in nodes if n is not top)
            found.clauses.extend(c for c in verb.clauses if c not in found.clauses)
        elif words.has("measure-facing", head.lower) and is_object:
            carrier, told = head, True
            found.object.extend(n for n in verb.subject if n is not top)
        elif words.has("measure-hitting", head.lower) and top.relation == "nsubj":
            carrier, told = head, True
            found.object.extend(n for n in verb.object if n is not top)
        else:
            for name in ("requesting", "threatening", "lifting"):
                if words.has(f"measure-{name}", head.lower) and is_object:
                    carrier, told, status = head, True, {"requesting": "requested", "threatening": "threatened", "lifting": "lifted"}[name]
                    found.subject.extend(n for n in verb.subject if n is not top)
            if status is None and words.has("measure-accompanying", head.lower):
                carrier = head
    roles = _fill(page, node, entry, found)
    if roles is None:
        return None
    roles.carrier, roles.status = carrier, status
    roles.told = told
    return roles


def _clause_agents(page: Page, node: Node, found: Arguments) -> None:
    """ "sanctions imposed on X by Y", "les sanctions prises contre X": the participle's arguments are the noun's."""
    for clause in node.kids("acl"):
        if not page.words.has("measure-acting", clause.lower):
            continue
        low = arguments.of_verb(clause, page.words)
        for case, nodes in low.obliques.items():
            found.obliques.setdefault(case, []).extend(nodes)
        if low.passive:
            found.obliques.setdefault("by", []).extend(n for n in low.subject if n not in found.obliques.get("by", []))


# -- who, against whom -------------------------------------------------------------------------------------------------


def _by(page: Page, tree: Tree, node: Node, holder: Node, roles: Roles, code: str) -> list[Party] | None:
    """By whom; [] where nobody is named; None where those who act are attackers, so that it is no measure."""
    words = page.words
    found: list[Party] = []
    if any(_gang(page, tree, n) for at in roles.by for n in at.conjuncts()):
        return None
    if roles.by:
        found = authorities(page, tree, roles.by)
        if not found and any(page.cast.accused(tree, n) for n in roles.by):
            return None
        if code not in PERSONAL and not any(p.actor != "unnamed" for p in found) and not _generic(page, tree, roles.by):
            return None
    for at in (holder, node):
        for child in at.kids("obl", "nmod", "advmod", "advcl"):
            joint = words.has("joint-words", child.lower) or words.matches("joint-case", child.case()) is not None
            if joint and (not roles.by or child not in roles.by):
                below = [child] if words.matches("joint-case", child.case()) else child.kids("nmod", "obl")
                more = [p for p in authorities(page, tree, below) if p.actor != "unnamed"]
                found = [p for p in found if p.actor != "unnamed" or not more] + [p for p in more if p.actor not in {q.actor for q in found}]
    if any(p.actor != "unnamed" for p in found):
        return found
    if code in COURTS:
        court = _court(page, tree, (holder, node))
        if court:
            return court
    said = _announced(page, tree, holder)
    return said or found


def _generic(page: Page, tree: Tree, nodes: list[Node]) -> bool:
    """Whether the nodes are police, authorities or an operation of theirs, not just anybody."""
    return any(
        page.words.has("police-operations", n.lower) or page.words.has("authority-nouns", n.lower) for at in nodes for n in at.conjuncts()
    )


def _court(page: Page, tree: Tree, holders: tuple[Node, ...]) -> list[Party]:
    """ "in the United States", "before a US court", "devant la justice américaine"."""
    for holder in holders:
        for child in holder.kids("obl", "nmod"):
            if not page.words.has("court-case", child.case().split(" ")[0]):
                continue
            mention = page.cast.at(tree, child)
            if mention is not None and mention.kind == "organ" and mention.actor:
                return [Party(mention.actor, Span(mention.start, mention.end), rule="measure:court")]
            if mention is not None and mention.kind == "state" and mention.actor:
                return [Party(mention.actor, Span(mention.start, mention.end), rule="measure:court-of-state")]
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
        near = [*( [current.head] if current.head is not None and current.relation in {"ccomp", "parataxis"} else []), *current.kids("parataxis")]
        for verb in near:
            for entry in page.words.triggers.get(verb.lower, ()):
                if entry.frame == "say":
                    subject = arguments.of_verb(verb, page.words, depth=1).subject
                    named = [p for p in authorities(page, tree, subject) if "/" in p.actor and not p.actor.startswith("org:")]
                    if named and not any(page.words.has("diplomats", part) for p in named for part in p.actor.split("/")[1:]):
                        return named
        current = current.head
    return []


def _things(page: Page, tree: Tree, nodes: list[Node], entry: Entry, aim: Target) -> Target | None:
    """Servers, domains, botnets, money: only of the kinds that the entry can take; whose they are."""
    kinds = f"{entry.name}-objects"
    limited = kinds in page.words.sets
    fitting = [n for n in nodes if not limited or any(page.words.has(kinds, c.lower) or _gang(page, tree, c) for c in n.conjuncts())]
    if not fitting:
        return None
    found = things(page, tree, fitting)
    found.parties = found.parties or aim.parties
    found.sure = found.sure or aim.sure
    return found


def _hostile(page: Page, tree: Tree, entry: Entry, roles: Roles, aim: Target, by: list[Party]) -> bool:
    """Domains and servers are those of attackers where the words say so, or where police, a state or a firm takes them."""
    if aim.sure or aim.parties or any(p.actor != "unnamed" for p in by) or _generic(page, tree, roles.by):
        return True
    return any(page.words.has("hostile-objects", n.lower) or page.says("hostile", page.stretch(n)) for t in roles.thing for n in t.conjuncts())


def _gang(page: Page, tree: Tree, node: Node) -> bool:
    mention = page.cast.at(tree, node)
    return (mention is not None and mention.kind in {"group", "malware"}) or page.words.has("attackers", node.lower)


# -- is it real, is it about this --------------------------------------------------------------------------------------


def _scope(page: Page, tree: Tree, node: Node, carrier: Node | None) -> Scope:
    """What is denied, asked or wished of the measure: by its own words, or by those of the verb that carries it out."""
    scope = scope_of(tree, node, page.words, page.text)
    if node is tree.root and any(page.words.has("infinitive-mark", c.lower) for c in node.kids("mark")):
        scope.unreal = scope.unreal or "future or wish"  # headlines: "Spain to extradite hacker"
    if carrier is not None:
        over = scope_of(tree, carrier, page.words, page.text)
        scope.negated = scope.negated or over.negated
        scope.unreal = over.unreal or (scope.unreal if not scope.unreal.startswith("content of") else "")
        scope.possible = scope.possible or over.possible
    elif scope.unreal.startswith("content of"):
        acting = any(page.words.has("measure-acting", n.lower) for n in scope.chain[1:])
        scope.unreal = "" if acting else scope.unreal
    return scope


def _status(page: Page, code: str, node: Node, roles: Roles, scope: Scope, entry: Entry) -> str | None:
    words = page.words
    if entry.status is not None:
        return None if scope.negated or scope.unreal else entry.status
    if roles.status is not None:
        return None if scope.negated else roles.status
    for current in scope.chain:
        above = current.head
        if above is None or current.relation not in {"ccomp", "xcomp", "obj", "obl", "advcl", "nmod", "acl"}:
            continue
        if words.has("measure-lifting", above.lower):
            return "lifted"
        if words.has("measure-requesting", above.lower) and code in POLITICAL:
            return None if scope.negated else "requested"
        if words.has("measure-threatening", above.lower) and code in POLITICAL:
            return None if scope.negated else "threatened"
    if scope.unreal:
        if scope.unreal == "future or wish" and code in POLITICAL and roles.by and not scope.negated:
            return "threatened"
        return None
    if scope.negated:
        return "absent" if code in POLITICAL else None
    return None if scope.possible else "adopted"


def _relevant(page: Page, tree: Tree, code: str, aim: Target, deed: Span | None, roles: Roles, status: str) -> bool:
    """Whether it is against people who attack in cyberspace or for such an attack, by its own words or those close by."""
    spans = [page.stretch(n) for n in (*roles.against, *roles.thing)]
    own = {page.level(s) for s in spans}
    if page.says("no-measure", Span(tree.sentence.start, tree.sentence.end)):
        return False
    if deed is not None:
        level = page.level(deed)
        if level == "strong":
            return not page.says("no-deed", deed) or aim.sure
        if page.says("elsewhere", deed) or page.says("kinetic", deed):
            return False
    if aim.sure or "strong" in own:
        return True
    whole = Span(tree.sentence.start, tree.sentence.end)
    if page.says("elsewhere", whole) or page.says("kinetic", whole):
        return False
    if page.of_sentence(tree) == "strong":
        return True
    if not page.near(tree):
        return False
    return status == "absent" or aim.people or bool(roles.thing) or bool(aim.parties and deed)
