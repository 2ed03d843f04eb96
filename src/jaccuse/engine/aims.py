"""Whom a measure is aimed at where its own phrase does not say: thieves of seized money, those sought or warned of."""

from __future__ import annotations

from .answer import Page
from .authorities import PERSONAL
from .bearing import for_attacking, guilty
from .counts import determiner, number
from .roles import Roles, counted
from .targets import Target, gang, target, things
from .tree import NOMINAL, Node, Tree, phrase
from .who import merge
from .words import Entry

DIPLOMATIC = {"expulsion", "summons", "recall", "protest"}


def aim_of(page: Page, tree: Tree, node: Node, entry: Entry, roles: Roles) -> Target | None:
    """Whom or what the measure hits; None where it is nothing that such a measure could hit."""
    code = entry.code or ""
    if code in PERSONAL and entry.kind == "noun":  # "the condemnation of cyberattacks by X" convicts nobody
        roles.against = [n for n in roles.against if not page.words.has("operations-nouns", n.lower)]
        if code == "conviction" and not roles.against:
            return None
    if not _meant(page, roles, entry):
        return None
    aim = target(page, tree, roles.against, persons=code in PERSONAL, anybody=entry.deed == "anybody")
    roles.thing = _all_things(page, tree, node, roles, entry)
    if roles.thing:
        taken = _things(page, tree, node, roles.thing, entry, aim)
        if taken is None:
            return None
        aim = taken
        if code == "reward":
            aim = wanted(page, tree, roles.thing, aim)
    elif (
        code != "advisory"
        and roles.against
        and not aim.parties
        and not any(page.words.has("bodies", n.lower) for a in roles.against for n in a.conjuncts())
    ):
        return None
    aim.count = aim.count or _own_count(page, node, entry, told=roles.told and code in PERSONAL)
    if code == "advisory" and not aim.parties:
        aim = warned_of(page, tree, node)
    if code in DIPLOMATIC:
        aim.parties = [p for p in aim.parties if guilty(p)]  # a capital that nobody knows is no firm
    return aim if _against_somebody(page, entry, roles, aim) else None


def accusing_clause(page: Page, tree: Tree, against: list[Node]) -> list[Node]:
    """ "Sanctioned three officers accused of hacks": what they are accused of, by nobody else, is what the measure is for."""
    clauses = [c for a in against for n in a.conjuncts() for c in n.kids("acl") if c.label != "acl:relcl"]
    return [
        c for c in clauses
        if any(e.frame in {"accuse", "suspect"} for e in page.words.triggers.get(c.lower, ()))
        and not any(page.words.has("agent", k.case()) and page.cast.at(tree, k) is not None for k in c.children)
    ]  # fmt: skip


def stolen(page: Page, tree: Tree, node: Node, things: list[Node]) -> list[Node]:
    """The attackers of "the seizure of $7 million stolen by hackers", where the parse hangs the participle on the seizure."""
    clauses = [*node.kids("acl"), *(c for low in node.kids("obl") for c in low.kids("acl"))]
    below = [low for clause in clauses for low in clause.kids("obl") if low not in things]
    return [low for low in below if low.index > things[0].index and any(p.sure for p in page.cast.accused(tree, low))]


def hoped_for(page: Page, node: Node) -> bool:
    """ "information leading to the arrest of X": what a reward is offered for, no arrest."""
    current, steps = node.head, 0
    while current is not None and steps < 4:
        if page.words.has("informing", current.lower):
            return True
        if any(e.code == "reward" and e.kind == "noun" for e in page.words.triggers.get(current.lower, ())):
            return True
        if steps == 0 and any(e.code == "reward" for c in current.kids("obj") for e in page.words.triggers.get(c.lower, ())):
            return node.relation == "obl"  # "offers a reward for the arrest"
        current, steps = current.head, steps + 1
    return False


def wanted(page: Page, tree: Tree, things: list[Node], aim: Target) -> Target:
    """Whom a reward is for, where another phrase than its own names them better."""
    if any(p.actor.startswith(("group:", "person:")) for p in aim.parties):
        return aim
    sought = _sought(page, tree, things, aim)
    named = any(p.actor.startswith(("group:", "person:")) for p in sought.parties)
    return sought if named or not aim.parties else aim


def _sought(page: Page, tree: Tree, nodes: list[Node], aim: Target) -> Target:
    """Whom information is sought about: "information on Wazawaka, a Russian citizen"."""
    below = [low for node in nodes for low in phrase(node, without=("parataxis",)) if low.relation in {"nmod", "obl", "obj"}]
    for low in (n for n in below if not page.words.has("informing", n.lower)):
        found = target(page, tree, [low], persons=True)
        if any(p.actor.startswith(("person:", "group:")) for p in found.parties) or found.sure:
            return found
    return aim


def warned_of(page: Page, tree: Tree, node: Node) -> Target:
    """The groups and attackers that stand after "alert" in the sentence, or services that have a deed in it."""
    after = [n for n in tree.nodes if n.index > node.index and n.tag in NOMINAL]
    found = Target()
    for low in after:
        deed = low.head is not None and page.words.has("operations-nouns", low.head.lower) and low.relation == "compound"
        found.parties.extend(
            p for p in page.cast.accused(tree, low) if p.actor != "unknown" and (p.sure or (deed and p.link == "organ"))
        )
    groups = [p for p in found.parties if p.actor.startswith("group:")]
    found.parties = merge(groups or found.parties)
    found.sure = bool(found.parties)
    return found


def _meant(page: Page, roles: Roles, entry: Entry) -> bool:
    """Sort out of the roles what only looks like somebody; False where nobody is left whom it is against."""
    # "the indictment charges X with …"; "short of imposing sanctions"
    roles.by = [n for n in roles.by if not page.words.has("legal-papers", n.lower)]
    roles.by = [n for n in roles.by if n.relation != "amod" or not page.verblike(n)]
    # "a man was handed a sentence", "declared a diplomat persona non grata": what the entry asks for is nobody
    against = [m for n in roles.against for m in (n.kids("compound") if n.lower in entry.needs else [n])]
    gone = bool(roles.against) and not against
    roles.against = against
    return not gone


def _against_somebody(page: Page, entry: Entry, roles: Roles, aim: Target) -> bool:
    """Whether those it is against are such as this measure needs."""
    some_state = any(guilty(p) for p in aim.parties)
    if entry.code == "plea" and (not aim.people or all(p.rule == "target:alias" for p in aim.parties)):
        return False
    if entry.code in {"expulsion", "summons"} and not some_state:
        return False
    if entry.code == "arrest" and entry.status == "requested" and not (aim.people or aim.parties or aim.count):
        return False
    spans = [page.stretch(n) for n in roles.against]
    of_group = any(m.kind == "group" for s in spans for m in page.cast.within(s.start, s.end))  # "a suspect of the group X"
    return entry.deed != "people" or aim.sure or some_state or of_group or for_attacking(page, roles)


def _all_things(page: Page, tree: Tree, node: Node, roles: Roles, entry: Entry) -> list[Node]:
    """The things with what stands beside them: those sought for a reward, the thieves of the money."""
    if roles.thing and entry.code == "reward":
        beside = [c for c in (roles.carrier or node).kids("obl") if page.words.has("sought-case", c.case())]
        return [*roles.thing, *(c for c in beside if c not in roles.thing)]
    if roles.thing and (entry.kind == "noun" or entry.code == "asset-freeze"):
        return [*roles.thing, *stolen(page, tree, node, roles.thing)]
    return roles.thing


def _things(page: Page, tree: Tree, node: Node, nodes: list[Node], entry: Entry, aim: Target) -> Target | None:
    """Servers, domains, botnets, money: only of the kinds that the entry can take; whose they are."""
    limited = f"{entry.name}-objects" in page.words.sets
    fitting = [
        n for n in nodes
        if not limited or any(_of_kind(page, tree, c, entry) for c in n.conjuncts())
        or any(page.words.has(f"{entry.name}-objects", counted(page, c).lower) for c in n.kids("appos"))
        or (entry.code != "asset-freeze" and any(p.sure for p in page.cast.accused(tree, n)))
    ]  # fmt: skip
    if not fitting:
        return None
    found = things(page, tree, fitting, node)
    if entry.code == "asset-freeze" and not found.parties:
        owners = [low for n in fitting for low in n.kids("nmod") if page.words.has("owner-case", low.case())]
        found = target(page, tree, owners, persons=False)  # "the assets of two officers"
    found.parties = found.parties or aim.parties
    found.sure = found.sure or aim.sure
    return found


def _of_kind(page: Page, tree: Tree, node: Node, entry: Entry) -> bool:
    known = page.words.has(f"{entry.name}-objects", counted(page, node).lower) or gang(page, tree, node)
    return known or _new_name(page, tree, node, entry)


def _new_name(page: Page, tree: Tree, node: Node, entry: Entry) -> bool:
    """ "The takedown of ChipMixer": a name that no list knows, of what only has to be called a market or a botnet elsewhere."""
    if entry.code != "takedown" or node.tag != "PROPN" or page.cast.at(tree, node) is not None:
        return False
    return any(page.words.has("named-things", c.lower) for c in (*node.kids("appos", "compound", "flat"), node)) or (
        node.relation in {"obj", "nmod", "nsubj"} and page.named_thing(node)
    )


def _own_count(page: Page, node: Node, entry: Entry, *, told: bool) -> int | None:
    """ "94 arrests": the number on the noun for the measure itself."""
    if entry.kind != "noun":
        return None
    values = [number(page, c.lower) for c in node.kids("nummod")] or [number(page, determiner(node)) if told else None]
    return values[0] if len(values) == 1 else None
