"""Who condemns an operation, backs the accusers or shows solidarity, without accusing anybody."""

from __future__ import annotations

from ..claim import Span
from .answer import Page, Response
from .authorities import authorities
from .replies import arguments_of, speaker_over
from .scope import scope_of
from .tree import Node, Tree, phrase, span_of
from .words import Entry

_ACCUSING = {"accuse", "attribute", "suspect"}


def supports(page: Page, tree: Tree) -> list[Response]:
    """All support of the sentence."""
    found: list[Response] = []
    for node, entry in page.triggers(tree, "support"):
        response = _support(page, tree, node, entry)
        if response is not None and not any(r.trigger is node for r in found):
            found.append(response)
    return found


def _support(page: Page, tree: Tree, node: Node, entry: Entry) -> Response | None:
    found = arguments_of(page, node, entry)
    scope = scope_of(tree, node, page.words, page.text)
    if scope.negated or scope.unreal or scope.possible:
        return None
    for pattern in entry.patterns:
        roles = page.fill(pattern, found, node)
        if roles is None:
            continue
        by = [p for p in authorities(page, tree, roles.get("by", [])) if p.actor != "unnamed"]
        back = all(page.words.has("own-pronouns", n.lower) for n in roles.get("by", []))
        if not by and (back or "by" not in pattern.roles):  # "said it supported …", "the findings matched its own, X said"
            by = speaker_over(page, tree, node)
        content = roles.get("content", [])
        if not by or not _fits_support(page, tree, node, entry, content):
            continue
        own = {p.actor for p in by}
        other = [p for at in roles.get("of", []) for p in page.cast.speakers(tree, at) if p.actor not in {*own, "unnamed"}]
        if any(page.cast.accused(tree, n) and not page.cast.speakers(tree, n) for n in roles.get("by", [])):
            continue
        at = [*roles.get("by", []), *content, *roles.get("of", [])]
        nodes = [node, *(n for a in at if a is not node for n in phrase(a, without=("parataxis", "acl:relcl")))]
        return Response("support", entry.code or "condemn", by, other, "stated", node, tree, span_of(nodes), entry,
                        f"support:{entry.code}:{entry.name}")  # fmt: skip
    return None


def _fits_support(page: Page, tree: Tree, node: Node, entry: Entry, content: list[Node]) -> bool:
    if entry.code == "condemn":
        spans = [span_of(phrase(c, without=("parataxis",))) for c in content]
        if any(page.says("kinetic", s) or page.says("elsewhere", s) for s in spans):
            return False
        told = any(
            page.words.has(kind, n.lower)
            for kind in ("operations-nouns", "conduct-nouns")
            for c in content
            for n in c.conjuncts()
        )
        if not any(page.level(s) == "strong" for s in spans) and not (told and page.near(tree)):
            return False
        return not any(_names_attacker(page, tree, c) for c in content)
    if entry.code == "endorse":
        if entry.deed == "people":
            return _beside_accuser(page, node)
        if any(page.words.has("own-possessives", k.lower) for c in content for k in c.children):
            return False  # "shared its assessment": an accusation of its own
        if entry.deed == "none":
            accusing = bool(content) or page.says("accusing", Span(tree.sentence.start, tree.sentence.end))
            return accusing and (page.of_sentence(tree) == "strong" or page.near(tree))
        named = any(page.words.has("accusation-nouns", n.lower) for c in content for n in c.conjuncts())
        return named and (page.of_sentence(tree) == "strong" or page.near(tree))
    sentence = Span(tree.sentence.start, tree.sentence.end)
    return (page.level(sentence) == "strong" or page.near(tree)) and not page.says("kinetic", sentence)


def _names_attacker(page: Page, tree: Tree, content: Node) -> bool:
    """ "condemned Russia's cyberattacks" accuses: it is an attribution, no mere support."""
    for head in content.conjuncts():
        if any(p.actor != "unknown" for p in page.cast.accused(tree, head)):
            return True
        for child in head.kids("amod", "compound", "nmod"):
            mention = page.cast.at(tree, child)
            if mention is None or mention.kind not in {"demonym", "state", "organ", "group", "capital"}:
                continue
            if (
                child.relation != "nmod"
                or child.label == "nmod:poss"
                or page.words.has("agent", child.case())
                or page.words.has("origin-case", child.case())
            ):
                return True
        for clause in head.kids("acl"):
            if any(page.cast.accused(tree, c) for c in clause.kids("obl") if page.words.has("agent", c.case())):
                return True
    return False


def _beside_accuser(page: Page, node: Node) -> bool:
    """ "The FBI, backed by Canada, attributed …": the one who is backed is the subject of an accusation, and no attacker."""
    head = node.head
    if node.relation not in {"acl", "amod", "advcl"} or head is None:
        return False
    backed = head if head.relation == "nsubj" else next(iter(head.kids("nsubj")), None)
    kinds = ("attackers", "people", "anaphors", "pronouns")
    if backed is None or backed.label != "nsubj" or any(page.words.has(kind, backed.lower) for kind in kinds):
        return False
    verb = backed.head
    return verb is not None and any(e.frame in _ACCUSING for e in page.words.triggers.get(verb.lower, ()))
