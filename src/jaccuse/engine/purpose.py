"""How sure a named speaker is about what an operation was for: "very likely meant for espionage, said the agency".

Such a sentence accuses nobody, so it is read only beside attributions of the same operation.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..claim import Certainty, Level, Span
from .findings import Finding
from .frames import FrameReader
from .scope import LEVELS, scope_of
from .segment import Sentence
from .tree import Node, Tree, phrase, span_of
from .words import Entry, Words

ENTRY = Entry(name="purpose", frame="purpose", kind="phrase", forms=frozenset(), patterns=())
NOBODY = {"unnamed", "unknown", "publication"}


def _hedges(text: str, start: int, end: int, words: Words) -> list[tuple[Level, Span]]:
    """The words of likelihood in the stretch, of overlapping ones the longest, in order."""
    found: list[tuple[Level, Span]] = []
    for level in LEVELS:
        pattern = words.patterns.get(f"certainty.likelihood.{level}")
        for match in pattern.finditer(text, start, end) if pattern is not None else ():
            found.append((level, Span(match.start(), match.end())))
    kept: list[tuple[Level, Span]] = []
    for level, span in sorted(found, key=lambda f: (f[1].start - f[1].end, f[1])):
        if not any(k.start < span.end and span.start < k.end for _, k in kept):
            kept.append((level, span))
    return sorted(kept, key=lambda k: k[1])


def may_tell(sentence: Sentence, text: str, words: Words) -> bool:
    """Whether the sentence has a word of purpose, one of likelihood and one of speech: worth a parse."""
    forms = {w.text.lower().replace("’", "'") for w in sentence.words}
    if not forms & words.sets.get("purpose-words", frozenset()):
        return False
    speaks = forms & words.sets.get("source-case", frozenset()) or any(
        e.frame in {"say", "belief", "perceive"} for form in forms for e in words.triggers.get(form, ())
    )
    return bool(speaks) and bool(_hedges(text, sentence.start, sentence.end, words))


def find_purpose(tree: Tree, frames: FrameReader) -> list[Finding]:
    """What a named speaker says in the sentence about the purpose of an operation, with how likely it is."""
    words, text = frames.words, frames.text
    sentence = tree.sentence
    if frames.cyber(sentence.start, sentence.end) is None:
        return []
    for level, span in _hedges(text, sentence.start, sentence.end, words):
        node = tree.head_of(*span)
        aim = _aim(node, words) if node is not None else None
        if aim is None:
            continue
        speech = frames.speech_over(tree, aim, ENTRY)
        speakers = [p for p in speech.speakers if p.actor not in NOBODY or p.candidates] if speech is not None else []
        if speech is None or not (speakers or speech.anaphor is not None):
            continue
        scope = scope_of(tree, aim, words, text, speech.verb)
        if scope.negated or scope.unreal:
            continue
        sure = Certainty(words=text[span.start : span.end], axis="likelihood", level=level, scope="purpose",
                         rule=f"certainty:likelihood:{level}", anchors=(span,))  # fmt: skip
        whole = span_of([aim, *(n for c in aim.children if c.relation != "punct" for n in phrase(c, without=("parataxis",)))])
        return [Finding(ENTRY, tree, aim, "attribute", "hearsay" if speech.hearsay else "stated", speakers, [], whole, None,
                        sure, speech.verb, None, speech.anaphor, scope=scope)]  # fmt: skip
    return []


def _aim(node: Node, words: Words) -> Node | None:
    """The word of purpose that the likelihood hangs on, or that hangs on it."""
    for near in (node, node.head, *node.children):
        if near is not None and words.has("purpose-words", near.lower):
            return near
    return None


def place(purpose: Finding, findings: Sequence[Finding]) -> bool:
    """Give a finding about the purpose its operation: that of the last attribution before it. False where there is none.

    Where the speaker attributes the same operation without a word on how sure that is, the certainty goes to that finding,
    and the answer is False too.
    """
    placed = [f for f in findings if f.operation is not None and f.accused and f.status != "declined"]
    before = [f for f in placed if f.span.start <= purpose.span.start] or placed
    if not before or not purpose.claimants:
        return False
    purpose.operation = before[-1].operation
    who = {p.actor for p in purpose.claimants}
    for finding in before:
        if finding.operation == purpose.operation and who & {p.actor for p in finding.claimants}:
            finding.certainty = finding.certainty or purpose.certainty
            return False
    return True
