"""Persons in the phrase of those whom a measure is against: their names, their nationality, and what is no person."""

from __future__ import annotations

import re

from ..claim import Span
from .answer import Page
from .names import Mention
from .tree import Node, Tree, phrase, span_of
from .who import Party, slug

LOOSE = ("conj", "acl", "acl:relcl", "parataxis", "ccomp", "advcl", "appos")
_HYPHENED = re.compile(r"-[^\W\d_]+")
BEFORE = 1200  # characters back that "he" may reach


def named_person(page: Page, tree: Tree, head: Node, mention: Mention | None, person: bool) -> Party | None:
    """ "Zhu Hua", "Russian national Mikhail Matveev", "Park Jin Hyok, a North Korean programmer"."""
    if mention is not None and mention.kind == "person":
        return Party(mention.actor or "unknown", Span(mention.start, mention.end), rule="names:person")
    if mention is not None and mention.rule.startswith("introduced") and _one_actor(page, head, mention):
        name = Span(mention.start, mention.end)
        return Party("person:" + slug(page.quote(name)), name, rule="target:person")
    if mention is not None and mention.kind != "demonym":
        return None
    capital = [head] if head.tag == "PROPN" and not person else []
    of_people = person or mention is not None or page.words.has("people", head.lower)
    beside = head.kids("appos", "flat") if of_people else []
    for node in [*capital, *(b for b in beside if b.tag == "PROPN")]:
        at = page.cast.at(tree, node)
        if at is not None and at.kind == "person":
            return Party(at.actor or "unknown", Span(at.start, at.end), rule="names:person")
        if at is not None:
            continue
        below = [node, *(c for c in node.kids("flat", "compound", "name") if c.tag == "PROPN" and c.text[:1].isupper())]
        below = _with_given_names(page, tree, below)
        if not 2 <= len(below) <= 4 or not all(n.text[:1].isupper() for n in below):
            continue
        if any(page.words.has("corporate", n.lower) for n in below):
            continue
        span = span_of(below)
        tail = _HYPHENED.match(page.text, span.end)
        span = Span(span.start, tail.end()) if tail else span
        text = page.quote(span)
        if "\n" in text or "," in text:
            continue
        return Party("person:" + slug(text), span, rule="target:person")
    return None


def _one_actor(page: Page, head: Node, mention: Mention) -> bool:
    """ "Shao Example, a Shanghai-based cyber actor": a person's name, though groups are introduced in the same way."""
    plain = 2 <= len(mention.text.split()) <= 3 and all(w.isalpha() and w[:1].isupper() for w in mention.text.split())
    return plain and any(
        page.words.has("single-people", c.lower) and page.words.matches("threat-actor", page.stretch_text(c)) is None
        for c in head.kids("appos")
    )


def _with_given_names(page: Page, tree: Tree, below: list[Node]) -> list[Node]:
    """The name with capitalised words right before it that the parse hung elsewhere."""
    first = min(n.index for n in below)
    while first > 0 and len(below) < 4:
        before = tree.nodes[first - 1]
        known = page.cast.at(tree, before) is not None or page.words.has("persons", before.lower)
        if before.tag != "PROPN" or known or page.words.has("charged-people", before.lower) or not before.text[:1].isupper():
            break
        below, first = [before, *below], first - 1
    return below


def nationality_of(page: Page, tree: Tree, head: Node, members: list[Node]) -> str | None:
    """The state of the demonym on the people ("four Chinese nationals", "Park, a North Korean programmer")."""
    span = span_of(members)
    for mention in page.cast.within(span.start, span.end):
        at = tree.head_of(mention.start, mention.end)
        if mention.kind == "demonym" and at is not None and (at is head or at.head is head):
            return mention.state
    for child in head.kids("appos"):
        below = phrase(child, without=LOOSE)
        inner = span_of(below)
        for mention in page.cast.within(inner.start, inner.end):
            at = tree.head_of(mention.start, mention.end)
            if mention.kind == "demonym" and at is not None and at.head is child:
                return mention.state
    return None


def plain_person(page: Page, head: Node) -> bool:
    """A noun for somebody or other, where the measure is one that only people suffer: no body, deed or thing."""
    words = page.words
    kinds = ("bodies", "collective-people", "people", "operations-nouns", "takedown-objects", "no-persons", "accusation-nouns")
    return head.tag == "NOUN" and not any(words.has(kind, head.lower) for kind in kinds)


def called_somebody(page: Page, aside: Node) -> bool:
    """ "X, a Shanghai-based hacker": whether the aside calls the one before it a person."""
    kinds = ("persons", "charged-people", "attackers")
    return page.words.has("single-people", aside.lower) or any(page.words.has(kind, aside.lower) for kind in kinds)


def may_be_person(page: Page, head: Node, name: Span) -> bool:
    """ "Sanctioned Zhou Shuai": two or three capitalised words that no word beside them calls a firm; who it is stays open."""
    words = page.quote(name).split()
    beside = [c.lower for c in head.kids("compound", "appos", "amod", "flat")] + [w.lower() for w in words]
    bodily = ("corporate", "bodies", "named-things", "takedown-objects", "collective-people")
    plain = 2 <= len(words) <= 3 and all(w[:1].isupper() and w.isalpha() and not w.isupper() for w in words)
    return plain and not any(page.words.has(kind, word) for kind in bodily for word in beside)


def is_name(head: Node) -> bool:
    """A proper name, or the last word of one that the parser took for a noun: "the firm Integrity Group"."""
    if head.tag == "PROPN":
        return True
    return (
        head.tag == "NOUN"
        and head.index > 0
        and head.text[:1].isupper()
        and any(c.text[:1].isupper() and c.index == head.index - 1 for c in head.kids("compound", "flat"))
    )


def person_before(page: Page, pronoun: Node) -> Party:
    """ "He was sentenced": the person named last, else somebody."""
    named = [m for m in page.cast.within(max(0, pronoun.start - BEFORE), pronoun.start) if m.kind == "person" and m.actor]
    at = Span(pronoun.start, pronoun.end)
    own = {m.actor for m in named if m.actor and m.actor.startswith("person:")}
    actor = next(iter(own)) if len(own) == 1 and not page.words.has("plural-pronouns", pronoun.lower) else "unknown"
    return Party(actor or "unknown", at, role=pronoun.lower, rule="target:pronoun")
