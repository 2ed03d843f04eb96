"""Whom a measure is aimed at where its own phrase does not say: thieves of seized money, those sought or warned of."""

from __future__ import annotations

from .answer import Page
from .targets import Target, target
from .tree import NOMINAL, Node, Tree, phrase
from .who import merge


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
    """The groups and attackers that stand after "alert" in the sentence."""
    after = [n for n in tree.nodes if n.index > node.index and n.tag in NOMINAL]
    found = Target()
    for low in after:
        found.parties.extend(p for p in page.cast.accused(tree, low) if p.sure and p.actor != "unknown")
    groups = [p for p in found.parties if p.actor.startswith("group:")]
    found.parties = merge(groups or found.parties)
    found.sure = bool(found.parties)
    return found
