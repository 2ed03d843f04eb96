"""Evidence named for an attribution: "based on overlaps in infrastructure", "forensic analysis led the firm to conclude"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..claim import Ground, Span
from .lexicon import Entries, fold, primary, words
from .tree import NOMINAL, Node, Tree, phrase, span_of

NAME = "grounds"
_INSIDE = {"amod", "det", "compound", "nummod", "nmod", "flat", "advmod", "case", "fixed", "mark", "appos", "conj", "cc"}


class _Lexicon(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    next: re.Pattern[str]
    evidence: re.Pattern[str]
    never: re.Pattern[str]


@cache
def _lexicon(language: str) -> _Lexicon:
    entries = Entries.of(language, NAME)
    return _Lexicon(
        words(entries.sub("before").strings("words", None), after=r"(?:(?!\w)|(?<='))"),
        words(entries.sub("after").strings("words", None)),
        words(entries.sub("next").strings("words", None), before=r"^[\s\"“«(]{0,3}", after=r"(?:(?!\w)|(?<='))"),
        words(entries.sub("evidence").strings("words", None)),
        words(entries.sub("evidence").strings("unless", None)),
    )


def is_evidence(stretch: str, language: str) -> bool:
    """Whether the words name evidence, or how it was come by."""
    lexicon = _lexicon(primary(language))
    folded = fold(stretch)
    return lexicon.evidence.search(folded) is not None and lexicon.never.search(folded) is None


def grounds_of(tree: Tree, text: str, language: str) -> list[Ground]:
    """The evidence that a sentence with an attribution names, in order."""
    lexicon = _lexicon(primary(language))
    start, end = tree.sentence.start, tree.sentence.end
    folded = fold(text[start:end])
    spans: list[tuple[Span, str]] = []
    for match in lexicon.before.finditer(folded):
        span = _after(tree, start + match.end())
        if span is not None:
            spans.append((span, "grounds:before"))
    for match in lexicon.after.finditer(folded):
        span = _subject(tree, start + match.start(), start + match.end())
        if span is not None:
            spans.append((span, "grounds:after"))
    spans = [(_longer(span, tree, language), rule) for span, rule in spans]
    return _made([s for s in spans if is_evidence(text[s[0].start : s[0].end], language)], text)


def grounds_next(sentence: Span, text: str, language: str) -> list[Ground]:
    """The evidence that the sentence after an attribution names: "The attribution rests on …"."""
    lexicon = _lexicon(primary(language))
    folded = fold(text[sentence.start : sentence.end])
    match = lexicon.next.search(folded)
    if match is None:
        return []
    rest = re.compile(r"[^.;:!?\n]*").match(folded, match.end())
    span = Span(sentence.start + match.end(), sentence.start + (rest.end() if rest else match.end()))
    words_ = text[span.start : span.end]
    span = Span(span.start + len(words_) - len(words_.lstrip()), span.start + len(words_.rstrip()))
    return _made([(span, "grounds:next")], text) if is_evidence(text[span.start : span.end], language) else []


def _after(tree: Tree, at: int) -> Span | None:
    """The noun phrase that begins at a place."""
    node = next((n for n in tree.nodes if n.start >= at and n.tag != "PUNCT"), None)
    if node is None:
        return None
    while node.head is not None and node.head.start >= at and node.relation in _INSIDE and node.head.tag != "VERB":
        node = node.head
    if node.tag not in NOMINAL:
        return None
    nodes = [n for n in phrase(node, without=("parataxis", "acl:relcl", "appos")) if n.start >= at]
    return _trimmed(nodes)


def _longer(span: Span, tree: Tree, language: str) -> Span:
    """With what follows by a preposition and is evidence too ("similarities in code"), wherever the parse hung it."""
    for case in (n for n in tree.nodes if n.start >= span.end and n.relation == "case"):
        noun = case.head
        between = [n for n in tree.nodes if span.end <= n.start < case.start]
        if between or noun is None or noun.index - case.index > 3 or not is_evidence(noun.text, language):
            break
        span = Span(span.start, noun.end)
    return span


def _subject(tree: Tree, start: int, end: int) -> Span | None:
    """The subject of the verb in a stretch, or the noun that it stands by as a participle."""
    verb = next((n for n in tree.covering(start, end) if n.tag in {"VERB", "AUX"} or n.kids("nsubj")), None)
    while verb is not None:
        if verb.passive():
            return None
        subject = next((c for c in verb.kids("nsubj") if c.index < verb.index), None)
        if subject is not None:
            return _trimmed([n for n in phrase(subject, without=("parataxis", "acl:relcl")) if n.start < start])
        if verb.relation in {"acl", "amod"} and verb.head is not None and verb.head.index < verb.index:
            return _trimmed([n for n in phrase(verb.head, without=("parataxis", "acl:relcl")) if n.start < start])
        verb = verb.head if verb.relation in {"xcomp", "aux", "cop"} else None
    return None


def _trimmed(nodes: list[Node]) -> Span | None:
    while nodes and nodes[-1].tag in {"PUNCT", "CCONJ", "ADP"} and nodes[-1].text not in {"”", "»", ")"}:
        nodes = nodes[:-1]
    while nodes and nodes[0].tag in {"PUNCT", "CCONJ"} and nodes[0].text not in {"“", "«", "("}:
        nodes = nodes[1:]
    return span_of(nodes) if nodes else None


def _made(spans: list[tuple[Span, str]], text: str) -> list[Ground]:
    made: list[Ground] = []
    last = -1
    for span, rule in sorted(spans, key=lambda s: (s[0].start, -s[0].end)):
        if span.start >= last:
            made.append(Ground(words=text[span.start : span.end], rule=rule, anchors=(span,)))
            last = span.end
    return made
