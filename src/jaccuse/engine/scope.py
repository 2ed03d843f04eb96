"""What the words around a trigger do to it: negation, questions, hypotheses, the future, hedges, hearsay, certainty.

The walk goes from the trigger up through the clauses that hold it. What is denied, asked, feared or wished is not stated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..claim import Axis, Certainty, Level, Span
from ..claim import Scope as CertaintyScope
from .tree import Node, Tree
from .words import Words

_CLAUSE_STEPS = {"xcomp", "ccomp", "advcl", "acl", "parataxis", "conj", "csubj", "aux", "cop", "appos", "dep"}
_NOMINAL_STEPS = {"obj", "obl", "nmod", "nsubj", "compound", "iobj"}
_TWO_SIDED = {"accuse", "attribute", "tie", "suspect", "behind", "accusation"}
ABSTAINING = 24  # characters before a verb that may say that nobody did it
_CROSSING = {"ccomp", "advcl", "acl", "parataxis", "conj", "csubj", "appos"}


@dataclass(slots=True)
class Scope:
    """What was found; `unreal` names the reason for which the content is not stated, or is ''."""

    negated: bool = False
    unreal: str = ""
    suspected: bool = False
    alleged: bool = False
    hearsay: bool = False
    possible: bool = False
    denied: bool = False
    chain: list[Node] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)


def scope_of(tree: Tree, trigger: Node, words: Words, text: str, stop: Node | None = None) -> Scope:
    """Walk up from the trigger; `stop` is the speech verb whose speaker is the claimant: it may hedge, not unsay."""
    found = Scope()
    current: Node | None = trigger
    above_noun = False
    beside = False  # whether the current clause only stands beside the one told: its own hedges are not meant
    while current is not None:
        if not beside or current is stop:
            found.chain.append(current)
        if current is stop:
            _look(current, found, words, said=True)
            found.negated = found.negated or _unsaid(current, words)
            if any(words.has("hypothesis-mark", c.lower) for c in current.kids("mark")):
                found.unreal = found.unreal or "hypothesis"  # "if the inquiry confirms that …"
            break
        if not beside:
            _look(current, found, words, said=above_noun)
        head = current.head
        if head is None:
            break
        relation = current.relation
        subject = relation == "csubj" or (relation == "advcl" and current.index < head.index and not head.kids("nsubj"))
        if subject and any(words.has("infinitive-mark", c.lower) for c in current.kids("mark")):
            found.unreal = found.unreal or "generic"  # "to accuse X of hacking is baseless"
        if relation in _CLAUSE_STEPS:
            if relation == "conj":
                _shared(current, head, found, words)
            elif head is not stop and relation != "parataxis":
                _governor(current, head, found, words)
            elif head is stop and words.has("negation-verbs", head.lower):
                found.negated = True
            above_noun = False
            beside = relation in {"conj", "parataxis"} and bool(current.kids("nsubj"))
            beside = beside or (relation == "conj" and _own_clause(current, words))
            if beside and relation == "parataxis" and (stop is None or stop not in current.ancestors()):
                break  # a sentence of its own, set beside the other
        elif relation in _NOMINAL_STEPS:
            if head is not stop:
                _governor(current, head, found, words)
            above_noun = not words.has("evidence-nouns", current.lower)  # "does not have evidence that …"
            beside = False
        elif not (relation == "case" and current is trigger):  # "X is behind it": hedged with the word that it stands before
            break
        current = head
    before = text[max(tree.sentence.start, trigger.start - ABSTAINING) : trigger.start]
    if words.matches("abstaining", before) is not None:
        found.negated = True  # "stopped short of blaming X"
    if any(words.has("suspected-adjectives", w) or words.has("suspected-words", w) for w in tree.heading.split()):
        found.suspected = True
    sentence = text[tree.sentence.start : tree.sentence.end].rstrip(" \"'”’»")
    told = any(
        n.label == "acl:relcl" and n.kids("nsubj") for n in found.chain
    )  # "why not join the statement in which X blamed …?"
    if sentence.endswith("?") and stop is None and not told:
        found.unreal = found.unreal or "question"
    return found


def _own_clause(verb: Node, words: Words) -> bool:
    """ "Has not answered, but has accused …": a joined verb with a helper or a "but" of its own."""
    return bool(verb.kids("aux")) or any(words.has("adversative", c.lower) for c in verb.kids("cc"))


def _unsaid(verb: Node, words: Words) -> bool:
    """ "Did not say that …", "has not found that …": nothing is said."""
    if words.has("negators", verb.lower):
        return False
    return any(
        (words.has("negation", c.lower) or c.lower.endswith("n't"))
        and not (c.lower in {"ne", "n'"} and not _full_negation(verb, words))
        and not words.has("not-only", _next(c))
        for c in verb.kids("advmod", "aux")
    )


def _look(node: Node, found: Scope, words: Words, *, said: bool) -> None:
    perfect = any(c.relation == "aux" and words.has("past-perfect", c.lower) for c in node.children) or any(
        c.lower in {"have", "avoir", "être", "be"} for c in node.children if c.relation in {"aux", "cop"}
    )
    for child in node.children:
        word = child.lower
        relation = child.relation
        if relation == "nsubj" and words.has("negative-subjects", word) and not said:
            found.negated = True
        if relation in {"advmod", "det", "aux", "cc", "obl", "advcl", "case", "mark"} or word in {"ne", "n'", "pas"}:
            if (words.has("negation", word) or word.endswith("n't")) and relation != "cc" and not said:
                if not (word in {"ne", "n'"} and not _full_negation(node, words)) and not words.has("not-only", _next(child)):
                    found.negated = True
            elif words.has("hearsay-words", word):
                found.hearsay = True
                found.words.append(Span(child.start, child.end))
            elif words.has("alleged-words", word):
                found.alleged = True
                found.words.append(Span(child.start, child.end))
            elif words.has("suspected-words", word):
                found.suspected = True
                found.words.append(Span(child.start, child.end))
        if relation in {"aux", "cop"}:
            if words.has("modal-possible", word):
                if perfect or not said:
                    found.possible = True
                    found.words.append(Span(child.start, child.end))
                    if not perfect and node.tag == "VERB" and not node.passive() and node.relation != "xcomp" and not said:
                        found.unreal = found.unreal or "possible, not said to have happened"
            elif words.has("modal-able", word) and _names_both(node, words) and (node.passive() or _says_so(node, words)):
                pass  # "the attack can be attributed to X", "we can now attribute it to X"
            elif words.has("modal-future", word) and not said and not _only_subjunctive(node, word, words):
                if not perfect or words.has("future-only", word):
                    found.unreal = found.unreal or "future or wish"
            elif words.has("conditional", word):
                found.hearsay = True
                found.words.append(Span(child.start, child.end))
        if relation == "mark" and words.has("hypothesis-mark", word) and not said:
            if node.head is not None and node.relation == "ccomp" and words.has("inquiring", node.head.lower):
                found.suspected = True  # "is investigating whether X hacked …"
                continue
            found.unreal = found.unreal or "hypothesis"
    if words.matches("conditional-form", node.lower) and node.tag in {"VERB", "AUX"} and not said:
        if words.has("conditional-possible", node.lower):
            found.possible = True
        else:
            found.hearsay = True
        found.words.append(Span(node.start, node.end))
    if words.matches("future-form", node.lower) and node.tag in {"VERB", "AUX"} and not said:
        found.unreal = found.unreal or "future or wish"


def _only_subjunctive(node: Node, word: str, words: Words) -> bool:
    """ "Il est probable que X soit …": the mood follows the adjective, it is no wish."""
    head = node.head
    over = head is not None and (words.has("belief-words", head.lower) or words.has("seeming", head.lower))
    return over and words.has("subjunctive", word)


def _says_so(node: Node, words: Words) -> bool:
    """Whether the speaker is the subject: what we can do we do by saying so."""
    return any(words.has("speaking-pronouns", c.lower) for c in node.kids("nsubj"))


def _names_both(node: Node, words: Words) -> bool:
    return any(entry.frame in {"attribute", "tie"} for entry in words.triggers.get(node.lower, ()))


def _next(node: Node) -> str:
    head = node.head
    if head is None:
        return ""
    after = [c for c in head.children if c.index == node.index + 1]
    return after[0].lower if after else (head.lower if head.index == node.index + 1 else "")


def _full_negation(node: Node, words: Words) -> bool:
    """French "ne" alone (expletive) does not negate; "ne … pas" does."""
    return any(
        (words.has("negation", c.lower) and c.lower not in {"ne", "n'"}) or words.has("negation-with-ne", c.lower)
        for c in node.children
    )


def _shared(node: Node, head: Node, found: Scope, words: Words) -> None:
    """A joined verb without auxiliaries of its own shares those of the first one."""
    if node.kids("aux", "nsubj"):
        return
    for child in head.kids("aux"):
        if words.has("modal-possible", child.lower) or words.has("modal-future", child.lower):
            perfect = any(words.has("past-perfect", c.lower) for c in head.kids("aux"))
            if perfect:
                found.possible = found.possible or words.has("modal-possible", child.lower)
            else:
                found.unreal = found.unreal or "future or wish"


def _modal(node: Node, head: Node, found: Scope, words: Words) -> None:
    """French "pourrait avoir mené", "va mener": modal verbs that govern an infinitive instead of helping it."""
    told = node.kids("aux", "cop") and (
        any(words.has("past-perfect", c.lower) and c.label != "aux:pass" for c in node.kids("aux"))
        or any(e.frame in _TWO_SIDED for e in words.triggers.get(node.lower, ()))
    )
    if words.has("modal-possible", head.lower) and told:
        found.possible = True
        found.words.append(Span(head.start, head.end))
    elif words.has("modal-possible", head.lower) or (words.has("modal-future", head.lower) and not told):
        found.unreal = found.unreal or f"content of «{head.text}»"


def _governor(node: Node, head: Node, found: Scope, words: Words) -> None:
    """What the word above does to its content."""
    if node.relation == "advcl" and node.index < head.index and not node.kids("mark", "case"):
        return  # "Arrested in Spain, two men await …": told beforehand, nobody's content
    word = head.lower
    if words.has("negators", word):
        found.negated = found.denied = True
    accusing = any(e.frame in _TWO_SIDED for e in words.triggers.get(node.lower, ()))
    if accusing and words.has("declining", word) and node.relation in {"xcomp", "advcl"}:
        found.negated = True
    if node.relation in {"ccomp", "xcomp", "advcl", "acl", "obl", "obj", "nmod", "csubj"}:
        told = head.tag == "NOUN" and words.has("document-nouns", word)  # an alert, a report
        if words.has("irrealis", word) and not words.has("past-ok", word) and not told:
            found.unreal = found.unreal or f"content of «{head.text}»"
        if words.has("belief-words", word):
            found.suspected = True
            found.words.append(Span(head.start, head.end))
        if words.has("hearsay-verbs", word) and (head.passive() or node.relation == "xcomp"):
            found.hearsay = True
            found.words.append(Span(head.start, head.end))
        if words.has("seeming", word):
            found.possible = True
            found.words.append(Span(head.start, head.end))
        if node.relation == "xcomp" and head.tag in {"VERB", "AUX"}:
            _modal(node, head, found, words)
    if node.relation in {"nmod", "obl", "acl", "ccomp"} and words.has("negation", word):
        found.negated = True
    if head.tag in {"NOUN"} and any(words.has("negation", c.lower) for c in head.kids("det", "advmod")):
        found.negated = True


LEVELS: tuple[Level, ...] = (
    "near-certain", "very-likely", "likely", "possible", "even", "unlikely", "high", "moderate", "low",
)  # fmt: skip


def certainty(
    tree: Tree, chain: list[Node], words: Words, text: str, link_area: list[Span], start: int, end: int
) -> Certainty | None:
    """The most telling worded certainty whose words hang on the chain of clauses; None where nothing is worded."""
    best: tuple[int, int, Certainty] | None = None
    members = set(map(id, chain))
    for axis in ("confidence", "likelihood"):
        for level in LEVELS:
            pattern = words.patterns.get(f"certainty.{axis}.{level}")
            if pattern is None:
                continue
            for match in pattern.finditer(text, start, end):
                span = Span(match.start(), match.end())
                node = tree.head_of(*span)
                in_link = any(a.start - 10 <= span.end and span.start < a.end for a in link_area)
                if node is None or node.tag == "PROPN" or not (in_link or _attached(node, members)) or _adds(node, members):
                    continue  # a proper noun is no hedge: "in May"
                scope: CertaintyScope = "link" if in_link else "authorship"
                if scope == "authorship" and _purpose(node, words):
                    scope = "purpose"
                value = Certainty(words=match.group(), axis=_axis(axis), level=level, scope=scope,
                                  rule=f"certainty:{axis}:{level}", anchors=(span,))  # fmt: skip
                rank = (2 if axis == "confidence" else 1, span.end - span.start)
                if best is None or rank > best[:2]:
                    best = (*rank, value)
    return best[2] if best else None


def _axis(name: str) -> Axis:
    return "confidence" if name == "confidence" else "likelihood"


def _adds(node: Node, members: set[int]) -> bool:
    """A clause that says something else: "…, suggesting a change of its tools", "the gang, which X believes is …, posted"."""
    if id(node) in members:
        return False
    return (node.relation == "advcl" and bool(node.kids("obj"))) or (node.relation == "acl" and bool(node.kids("nsubj")))


def _attached(node: Node, members: set[int]) -> bool:
    current: Node | None = node
    for _ in range(8):
        if current is None:
            return False
        if id(current) in members:
            return True
        if current.relation in _CROSSING and current is not node:
            return False
        current = current.head
    return False


def _purpose(node: Node, words: Words) -> bool:
    near = [node, *([node.head] if node.head else [])]
    return any(words.has("purpose-words", n.lower) for n in near)


def quoted(text: str, start: int, end: int) -> bool:
    """Whether the stretch stands between quotation marks."""
    before, after = text[max(0, start - 400) : start], text[end : end + 400]
    opened = max(before.rfind("“"), before.rfind("«"), before.rfind("„"))
    closed = max(before.rfind("”"), before.rfind("»"))
    return opened > closed and re.search(r"[”“»]", after) is not None
