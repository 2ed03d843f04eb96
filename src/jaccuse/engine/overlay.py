"""The names of one document laid over its sentences: which name stands where, and whether a phrase's words lead to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from .author import NOBODY, Author
from .names import Mention
from .tree import NOMINAL, Node, Tree
from .words import Words

_INNER = {"amod", "compound", "nmod", "flat", "appos", "nummod", "det", "dep", "goeswith", "name", "fixed", "case", "punct"}


class Overlay:
    """Names over trees; base of those who read the accused and the speakers off a phrase."""

    def __init__(self, text: str, mentions: list[Mention], words: Words, author: Author = NOBODY) -> None:
        self.text = text
        self.author = author
        self.words = words
        self.mentions = mentions
        self._starts = [m.start for m in mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in the stretch."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def at(self, tree: Tree, node: Node) -> Mention | None:
        """The mention that covers the node."""
        after = bisect_right(self._starts, node.start)  # mentions stand in order and do not overlap
        for mention in self.mentions[max(0, after - 1) : after + 1]:
            if mention.start < node.end and node.start < mention.end:
                return mention
        return None

    def _heads(self, tree: Tree, node: Node) -> list[Node]:
        heads = [n for n in node.conjuncts() if n.tag in NOMINAL or n.tag in {"ADJ", "VERB", "ADV"} or self.at(tree, n)]
        mention = self.at(tree, node)
        if mention is not None:
            heads = [h for h in heads if h is node or self.at(tree, h) is not mention]
        return heads

    def _reaches(self, node: Node, head: Node) -> bool:
        """Whether the way from node up to head runs through modifiers and link words only."""
        current = node
        for _ in range(12):
            if current is head:
                return True
            above = current.head
            if above is None:
                return False
            deed = self.words.has("operations-nouns", above.lower) and not (above.relation == "obl" and self._linkish(above))
            if above is not head and deed and not self._marks_deed(current, head):
                return False  # "the owner linked to FBI hacks", "linked to attacks on India"
            if current.relation in {"obl", "nmod"} and self.words.has("source-case", current.case().split(" ")[0]):
                return False  # "is, according to X, a hacker": X says so
            if current.relation == "obl" and self.words.has("target-case", current.case()) and not self._linkish(current):
                return False  # "linked to an attack on India"
            if current.relation in _INNER:
                # a bare place ("attacks in China") is not a tie; one after "from" or in a bracket is
                place = current.relation == "nmod" and above is head and self.words.has("place-case", current.case())
                if place and not self._linkish(current):
                    return False
            elif (
                current.relation == "conj"
                and above is not head
                and (
                    current.tag == above.tag in {"PROPN", "ADJ"}
                    or self._both("organ", above, current)
                    or self._both("group", above, current)
                )
            ):
                pass  # a list of names, or of nationalities
            elif current.label == "acl:relcl":
                if not self._named_in(current):
                    return False
            elif current.relation == "xcomp" and current.kids("cop") and self._named_in(above):
                pass  # "which we consider to be part of X"
            elif current.relation == "ccomp":
                if not self._named_in(above):
                    return False
            elif current.relation in {"acl", "amod", "obl", "xcomp", "advcl", "conj", "obj"}:
                naming = self.words.has("naming-words", above.lower)
                if not (self._linkish(current) or self._linkish(above) or (naming and above is not head)):
                    return False
            else:
                return False
            current = above
        return False

    def _named_in(self, clause: Node) -> bool:
        """ "It tracks as X", "which it says is linked to Y": a relative clause in which the speaker names or places them."""
        if clause.label != "acl:relcl":
            return False
        if self.words.has("naming-words", clause.lower):
            return True
        if not any(e.frame in {"say", "belief", "tie"} for e in self.words.triggers.get(clause.lower, ())):
            return False
        return any(self.words.has("pronouns", n.lower) and n.tag == "PRON" for n in clause.kids("nsubj"))

    def _marks_deed(self, node: Node, head: Node) -> bool:
        """Whether a word below a noun for a deed tells whose: "Chinese espionage", "Russia's attacks", "attacks by Iran"."""
        case = node.case()
        if node.relation in {"amod", "det", "punct", "case"} or node.label == "nmod:poss" or self.words.has("agent", case):
            return True
        mention = next((m for m in self.mentions if m.start < node.end and node.start < m.end), None)
        if mention is None or node.relation not in {"compound", "flat"}:
            return False
        return mention.kind == "demonym" or (mention.kind == "group" and self._can_be_people(head))

    def _both(self, kind: str, node: Node, other: Node) -> bool:
        """Whether two joined words stand in two names of the kind, whatever the parse takes them for."""
        names = [m for n in (node, other) for m in self.mentions if m.start < n.end and n.start < m.end]
        return len(names) == 2 and names[0] is not names[1] and all(m.kind == kind for m in names)

    def _can_be_people(self, head: Node) -> bool:
        return any(self.words.has(name, head.lower) for name in ("people", "persons", "speakers", "anaphors"))

    def _linkish(self, node: Node) -> bool:
        return self.words.has("link-words", node.lower)
