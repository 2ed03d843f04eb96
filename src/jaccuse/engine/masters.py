"""For whom the charged worked: "officers of X", "who worked for X", in the words of those who charge them.

An indictment told over several sentences names the men in one and their masters in another. What a sentence about the
defendants says of a state's organ or hire is what those accuse who charged them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..claim import Span
from .authorities import PERSONAL
from .findings import Finding
from .responses import Response
from .segment import Sentence
from .tree import NOMINAL, Node, Tree
from .who import Cast, Party
from .words import Words

_CLOSE = {"organ", "directed", "contracted", "backed", "affiliated"}
_STATES = {"organ", "state"}
FAR = 3000  # characters after the charge in which the defendants are spoken of


def charges_of(responses: Sequence[Response]) -> Response | None:
    """The charge or sanction of a document against people over an attack, where one state alone takes such."""
    taken = [
        r for r in responses
        if r.kind == "measure" and r.status == "adopted" and r.code in PERSONAL
        and any(p.actor != "unnamed" for p in r.by)
    ]  # fmt: skip
    states = {p.actor.split("/")[0] for r in taken for p in r.by if p.actor != "unnamed"}
    return taken[0] if len(states) == 1 else None


def sentences_about(charge: Response, sentences: Sequence[Sentence], cast: Cast) -> list[int]:
    """The numbers of the sentences that speak of the defendants and name an organ or a state."""
    words = cast.words.sets.get("defendants", frozenset())
    start = charge.tree.sentence.start
    return [
        i for i, s in enumerate(sentences)
        if start <= s.start < start + FAR
        and any(w.text.lower() in words for w in s.words)
        and any(m.kind in _STATES and m.actor for m in cast.within(s.start, s.end))
    ]  # fmt: skip


def masters(charge: Response, trees: Sequence[Tree], cast: Cast) -> list[Finding]:
    """What the trees say of those for whom the charged worked, in the name of who charged them."""
    own = {p.actor.split("/")[0] for p in charge.by}
    found: list[Finding] = []
    for tree in trees:
        parties: dict[str, Party] = {}
        first: Node | None = None
        for node in tree.nodes:
            for party in _tied(tree, node, cast):
                if party.actor.split("/")[0] not in own and party.actor not in parties:
                    parties[party.actor] = party
                    first = first or node
        if first is None:
            continue
        span = Span(first.start, max(first.end, *(p.span.end for p in parties.values())))
        found.append(
            Finding(charge.entry, tree, first, "charge", "stated", list(charge.by), list(parties.values()), span, None)
        )
    return found


def _attacks(words: Words, actor: str) -> bool:
    """Whether the organ is a service or an army: the police that arrested them are nobody's masters."""
    return any(words.has("attacking-organs", part) for part in actor.partition("/")[2].split("-"))


def _tied(tree: Tree, node: Node, cast: Cast) -> list[Party]:
    """The states that the words tie the people or the verb under the node to."""
    words = cast.words
    if node.tag in NOMINAL and (
        words.has("people", node.lower) or words.has("persons", node.lower) or words.has("attackers", node.lower)
    ):
        tied = [p for p in cast.accused(tree, node) if p.link in _CLOSE and ":" not in p.actor and p.actor != "unknown"]
        return [p for p in tied if p.link != "organ" or _attacks(words, p.actor)]
    if not words.has("working-verbs", node.lower):
        return []
    if any(words.has("negation", c.lower) for c in node.children):
        return []
    employers = [n for n in node.kids("obl", "nmod") if words.has("working-case", n.case())]
    return [
        replace(p, link="directed", link_span=Span(node.start, node.end))
        for n in employers for p in cast.accused(tree, n) if p.link in _STATES
    ]  # fmt: skip
