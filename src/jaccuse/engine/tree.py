"""A parsed sentence as a tree of words, with the few walks that the frames need.

Only Universal Dependencies relations are used here, no word of any language.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field

from ..claim import Span
from .parse import Parse
from .segment import Sentence

NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"}
_GAP = 4  # words of left-out branches that may stand inside a phrase
_CASE = {"case", "mark"}


@dataclass(eq=False, slots=True)
class Node:
    """One word: its place in the text, its tag and its place in the tree."""

    index: int
    start: int
    end: int
    text: str
    tag: str
    label: str
    lower: str
    head: Node | None = None
    children: list[Node] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.text} {self.label}>"

    @property
    def relation(self) -> str:
        """The label without its subtype: `nsubj` for `nsubj:pass`."""
        return self.label.split(":", 1)[0]

    def kids(self, *relations: str) -> list[Node]:
        """Children whose relation or full label is one of those given."""
        return [c for c in self.children if c.relation in relations or c.label in relations]

    def subtree(self) -> Iterator[Node]:
        """This node and all below it, in no set order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(node.children)

    def ancestors(self) -> Iterator[Node]:
        """From the head upwards."""
        node = self.head
        while node is not None:
            yield node
            node = node.head

    def conjuncts(self) -> list[Node]:
        """This node and all joined to it by coordination, in order."""
        found = [self]
        for node in found:
            found.extend(c for c in node.children if c.relation == "conj")
        return sorted(found, key=lambda n: n.index)

    def case(self) -> str:
        """The words that mark this node (prepositions, complementisers), lower case, joined by blanks; '' for none.

        An elided word keeps to the next one: "d'après".
        """
        words = ""
        for marker in sorted(self.kids(*_CASE), key=lambda n: n.index):
            for node in (marker, *sorted(marker.kids("fixed"), key=lambda n: n.index)):
                words += node.lower if not words or words.endswith("'") else " " + node.lower
        return words

    def passive(self) -> bool:
        """Whether the verb is marked as passive."""
        return any(c.label in {"aux:pass", "nsubj:pass", "csubj:pass", "obl:agent"} for c in self.children)


class Tree:
    """One sentence: `nodes` in order of the text."""

    __slots__ = ("heading", "nodes", "root", "sentence")

    def __init__(self, sentence: Sentence, parse: Parse, heading: str = "") -> None:
        self.sentence = sentence
        self.heading = heading  # what stands before the colon of a line such as "Attribution possible : …", outside the tree
        self.nodes = [
            Node(i, w.start, w.end, w.text, tag, label, _lower(w.text, tag))
            for i, (w, tag, label) in enumerate(zip(sentence.words, parse.tags, parse.labels, strict=True))
        ]
        self.root = self.nodes[0] if self.nodes else None
        for node, head in zip(self.nodes, parse.heads, strict=True):
            if head < 0:
                self.root = node
            else:
                node.head = self.nodes[head]
                self.nodes[head].children.append(node)
        self._mend()
        self._lift()

    def _mend(self) -> None:
        """An adjective that the parse hung on a noun before a verb, its own noun right behind it, goes to that noun."""
        for node, after in zip(self.nodes, self.nodes[1:], strict=False):
            head = node.head
            if node.label != "amod" or node.tag != "ADJ" or head is None or head.index > node.index or after.tag != "NOUN":
                continue
            if any(n.tag == "VERB" for n in self.nodes[head.index + 1 : node.index]) and after not in node.subtree():
                head.children.remove(node)
                after.children.append(node)
                node.head = after

    def _lift(self) -> None:
        """Give the arguments that the parse hung on a copula or auxiliary to the word that it helps."""
        for helper in self.nodes:
            above = helper.head
            if helper.relation not in {"cop", "aux"} or above is None:
                continue
            lifted = helper.kids("nsubj", "obl", "advmod", "ccomp", "parataxis")
            if lifted:
                helper.children = [c for c in helper.children if c not in lifted]
                above.children.extend(lifted)
                for node in lifted:
                    node.head = above

    def promote(self, copulas: Collection[str], predicates: Container[str], auxiliaries: Collection[str]) -> None:
        """Give its place to the word that says something, where the parse took the helping verb for the head.

        "X is at the origin of Y": the phrase after the copula. "They have broken into …": the participle.
        """
        for helper in self.nodes:
            if helper.relation in {"cop", "aux"} or not (
                helper.kids("nsubj") or (helper.kids("mark") and helper.relation == "xcomp")
            ):
                continue
            after = [c for c in helper.kids("obl", "xcomp", "obj") if c.index > helper.index]
            if helper.lower in copulas:
                said, label = next((c for c in after if c.lower in predicates), None), "cop"
            elif helper.lower in auxiliaries:
                near = [c for c in after if c.tag == "VERB" and c.index - helper.index <= 2 and c.lower in predicates]
                said, label = next((c for c in near if not c.kids("det", "case", "mark")), None), "aux"
            else:
                continue
            if said is not None:
                self._swap(helper, said, label)

    def _swap(self, helper: Node, said: Node, label: str) -> None:
        above = helper.head
        said.head, said.label = above, helper.label
        if above is None:
            self.root = said
        else:
            above.children[above.children.index(helper)] = said
        for child in helper.children:
            if child is not said:
                child.head = said
                said.children.append(child)
        helper.head, helper.label, helper.children = said, label, []
        said.children.append(helper)

    def move(self, node: Node, head: Node) -> None:
        """Hang a branch on another word."""
        if node.head is not None:
            node.head.children.remove(node)
        node.head = head
        head.children.append(node)

    def covering(self, start: int, end: int) -> list[Node]:
        """Nodes that overlap the stretch of text."""
        return [n for n in self.nodes if n.start < end and n.end > start]

    def head_of(self, start: int, end: int) -> Node | None:
        """The node of the stretch whose head lies outside it; the first such one."""
        inside = self.covering(start, end)
        for node in inside:
            if node.head is None or node.head not in inside:
                return node
        return None


def _lower(text: str, tag: str) -> str:
    """The word in lower case; a pronoun that hangs on its verb by a hyphen ("dit-il", "a-t-elle") without it."""
    lower = text.lower().replace("’", "'")
    return lower.removeprefix("-t").removeprefix("-") if tag == "PRON" and lower[:1] == "-" else lower


def span_of(nodes: Sequence[Node]) -> Span:
    """From the first to the last of the nodes."""
    return Span(min(n.start for n in nodes), max(n.end for n in nodes))


def _unbroken(nodes: list[Node], head: Node) -> list[Node]:
    """The run of nodes around the head, cut where words of another phrase stand between (but not a bracket or a comma)."""
    at = nodes.index(head)
    left = right = at
    while left > 0 and nodes[left].index - nodes[left - 1].index <= _GAP:
        left -= 1
    while right + 1 < len(nodes) and nodes[right + 1].index - nodes[right].index <= _GAP:
        right += 1
    return nodes[left : right + 1]


def _closes(nodes: list[Node]) -> bool:
    """Whether the last of the nodes is a bracket that opens among them: "the ministry (MSS)"."""
    return nodes[-1].text == ")" and sum(n.text == "(" for n in nodes) >= sum(n.text == ")" for n in nodes)


def phrase(node: Node, *, without: Sequence[str] = ()) -> list[Node]:
    """The nodes of a phrase in order, leaving out branches by relation and the outer case words and punctuation."""
    keep: list[Node] = []
    stack = [node]
    while stack:
        current = stack.pop()
        keep.append(current)
        for child in current.children:
            if child.relation in without or child.label in without:
                continue
            if current is node and child.relation in {"case", "mark", "cc", "punct"}:
                continue
            stack.append(child)
    keep = _unbroken(sorted(keep, key=lambda n: n.index), node)
    while len(keep) > 1 and keep[-1].tag == "PUNCT" and not _closes(keep):
        keep.pop()
    while len(keep) > 1 and keep[0].tag == "PUNCT":
        keep.pop(0)
    return keep
