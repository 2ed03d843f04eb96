"""The shape that measures, replies and support share, and the document as their readers see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..claim import Span
from . import arguments
from .arguments import Arguments
from .tree import Node, Tree, phrase, span_of
from .who import Cast, Party
from .words import Entry, Pattern, Words

Cyber = Callable[[int, int], str | None]
AFTER = 200  # characters after it that may
LEAD, STORY = 400, 1500  # characters that say what a document is about, and for how long it goes on being about it
CLOSE = 5  # words from a noun to the words that make it a measure
NEAR = 350  # characters before a sentence that may say what it is about


@dataclass(slots=True)
class Response:
    """One measure, reply or support. other: whom a measure is against, whom a reply answers, whom support backs.

    deed: what it is for, if the sentence says. charged: said to be *for* a cyber operation, so an attribution as well; alleged:
    that attribution is passed on as alleged. needs_accused: only valid where `by`, or those whom a measure is against, are
    among the document's accused. telling: words that accuse those whom a measure hits, and only say what it is for
    ("sanctioned officers accused of hacks").
    """

    kind: Literal["measure", "reply", "support"]
    code: str
    by: list[Party]
    other: list[Party]
    status: str
    trigger: Node
    tree: Tree
    span: Span
    entry: Entry
    rule: str
    count: int | None = None
    nationality: str | None = None
    deed: Span | None = None
    charged: bool = False
    alleged: bool = False
    needs_accused: bool = False
    telling: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One document: its names, its language's words, its text, and how plainly a stretch is about cyberspace."""

    cast: Cast
    words: Words
    text: str
    cyber: Cyber

    def quote(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def stretch(self, node: Node) -> Span:
        """The phrase under a node, without what is only loosely attached."""
        return span_of(phrase(node, without=("parataxis", "discourse")))

    def stretch_text(self, node: Node) -> str:
        """The words of the phrase under a node."""
        return self.quote(self.stretch(node))

    def level(self, span: Span) -> str | None:
        """How plainly the span is about cyberspace; money in cryptocurrency alone is weak."""
        found = self.cyber(span.start, span.end)
        if found != "strong" or not self.says("money", span):
            return found
        rest = self.quote(span)
        while (hit := self.words.matches("money", rest)) is not None:
            rest = rest[: hit.start()] + "$" + rest[hit.end() :]
        return "strong" if self.words.matches("strong", rest) else "weak"

    def of_sentence(self, tree: Tree) -> str | None:
        """How plainly the sentence is about cyberspace."""
        return self.level(Span(tree.sentence.start, tree.sentence.end))

    def near(self, tree: Tree, *, after: bool = False) -> bool:
        """Whether what stands shortly before (or after), or the title of a short text, is plainly about cyberspace."""
        start = tree.sentence.start
        if self._about(start):
            return True
        title = self.text.find("\n\n", 0, NEAR)
        if start and self.level(Span(max(0, start - NEAR), start)) == "strong":
            return True
        if after and self.level(Span(tree.sentence.end, min(len(self.text), tree.sentence.end + AFTER))) == "strong":
            return True
        return 0 < title < start < 3 * NEAR and self.level(Span(0, title)) == "strong"

    def named_thing(self, node: Node) -> bool:
        """Whether the text somewhere calls this name a market, a botnet, a service or the like ("the forum X")."""
        name = re.escape(node.text)
        before, after = r"(\w+),? (?:called |named |known as |dubbed )?", r",? (?:an? |the )?(?:[\w-]+ ){0,3}?(\w+)"
        around = re.compile(rf"{before}{name}\b|\b{name}{after}")
        return any(
            self.words.has("named-things", word.lower()) for hit in around.finditer(self.text) for word in hit.groups() if word
        )

    def _about(self, start: int) -> bool:
        """Whether the document is plainly about cyberspace from its beginning, and still was not far above."""
        if self.level(Span(0, min(len(self.text), LEAD))) != "strong":
            return False
        return self.level(Span(max(0, start - STORY), start)) == "strong"

    def says(self, name: str, span: Span) -> bool:
        """Whether the span has a phrase of the named list."""
        return self.words.matches(name, self.quote(span)) is not None

    def verblike(self, node: Node) -> bool:
        """A verb, a participle tagged as adjective, or a headline verb tagged as noun that has a subject or an object."""
        if node.tag in {"VERB", "AUX"}:
            return True
        if node.tag == "ADJ":
            return node.lower.endswith(tuple(self.words.sets.get("participle-endings", ())))
        if self.headline_people(node):
            return True
        return node.tag in {"NOUN", "PROPN", "ADV", "X"} and any(
            c.relation in {"nsubj", "obj", "xcomp", "ccomp"} for c in node.children
        )

    def headline_people(self, node: Node) -> list[Node]:
        """ "Ukrainian national charged for …": people before a participle that the parser took for a noun with modifiers."""
        if node.tag not in {"NOUN", "PROPN", "ADJ"} or not node.lower.endswith(
            tuple(self.words.sets.get("participle-endings", ()))
        ):
            return []
        left = sorted(
            (c for c in node.kids("amod", "compound", "nmod", "nummod") if c.index < node.index), key=lambda c: c.index
        )
        kinds = ("persons", "charged-people", "attackers", "people")
        return left if left and any(self.words.has(kind, left[-1].lower) for kind in kinds) else []

    def triggers(self, tree: Tree, frame: str) -> list[tuple[Node, Entry]]:
        """Nodes that evoke the frame, with the entry, in order of the text."""
        found = []
        for node in tree.nodes:
            for entry in self.words.triggers.get(node.lower, ()):
                if entry.frame != frame:
                    continue
                if entry.kind == "verb" and (not self.verblike(node) or (frame == "measure" and node.relation == "amod")):
                    continue  # "the sanctioned group", "a convicted hacker": an epithet, no act
                if entry.kind == "noun" and node.tag not in {"NOUN", "PROPN", "X"}:
                    continue
                below = {c.lower for c in node.subtree()} if entry.needs or entry.lacks else set()
                close = below
                if entry.needs and entry.kind == "noun":  # "un mandat d'arrêt", not "un avis … sur des serveurs de recherche"
                    close = {c.lower for c in node.subtree() if abs(c.index - node.index) <= CLOSE}
                if (entry.needs and not entry.needs & close) or entry.lacks & below:
                    continue
                found.append((node, entry))
        return found

    def fill(self, pattern: Pattern, found: Arguments, node: Node) -> dict[str, list[Node]] | None:
        """The roles of the pattern by the node's own arguments; what they lack, by complements hung elsewhere."""
        filled: dict[str, list[Node]] = {}
        for role, (paths, _) in pattern.roles.items():
            nodes: list[Node] = []
            for path in paths:
                if path in {"subject", "object", "clause"}:
                    nodes = {"subject": found.subject, "object": found.object, "clause": found.clauses}[path]
                elif path == "self":
                    nodes = [node]
                else:
                    nodes = [n for case, ns in found.obliques.items() if path in {case, case.split(" ")[0]} for n in ns]
                if role == "deed":
                    nodes = [n for n in nodes if not arguments.says_more(n, node)]
                if nodes:
                    break
            if nodes:
                filled[role] = list(nodes)
        missing = [role for role in pattern.roles if role not in filled]
        if not missing:
            return filled
        stray = arguments.fill(pattern, found, node, self.words)
        if stray is None:
            return filled if all(pattern.roles[role][1] for role in missing) else None
        return {**stray, **filled}
