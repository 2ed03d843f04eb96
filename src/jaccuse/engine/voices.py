"""Who speaks in a document, in which sentence and with what words: whoever it makes say, find, track or publish something.

This is the list that is asked where an accusing sentence does not itself say in whose name it accuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..claim import Span
from . import anaphora, arguments
from .party import Party
from .segment import Sentence
from .tree import Node, Tree, phrase, span_of
from .who import Cast

_QUOTED = re.compile(r"[,.]\s?[\"”»]\s*(?=[A-Z])|[\"”»]\s?,\s+(?=[A-Z])")
_BODIES = {"firm", "organ", "igo", "media", "person"}
_TELLING = ("source-case", "origin-verbs", "research-nouns", "naming-words")
_LAST_WORDS = 90  # characters that may follow the last quotation of a text that breaks off


@dataclass(frozen=True, slots=True)
class Voice:
    """One body or several that a sentence makes speak.

    content: the words of the sentence without theirs. origin: the sentence says of what was told before it that it is theirs
    ("That's according to X"). finds: they are shown to have looked into it (researchers, a report, "discovered"). tracked:
    the group under whose name they follow what was told before.
    """

    speakers: list[Party]
    tree: Tree
    content: list[Node]
    verb: Node | None = None
    origin: bool = False
    finds: bool = False
    tracked: list[Party] | None = None


def may_speak(sentence: Sentence, cast: Cast) -> bool:
    """Whether somebody named may speak in the sentence: worth a parse beside an accusation of nobody's."""
    words = cast.words
    forms = {w.text.lower().replace("’", "'") for w in sentence.words}
    kinds = {m.kind for m in cast.within(sentence.start, sentence.end) if m.actor}
    back = [words.sets.get(name, frozenset()) for name in ("company-words", "agency-words")]
    if kinds.isdisjoint(_BODIES) and all(forms.isdisjoint(those) for those in back):
        return False
    if any(words.has(name, form) for name in _TELLING for form in forms):
        return True
    if any(e.frame in {"say", "perceive"} for form in forms for e in words.triggers.get(form, ())):
        return True
    return _QUOTED.search(cast.text, sentence.start, sentence.end) is not None


def voices(trees: list[Tree], cast: Cast) -> list[Voice]:
    """All who speak by name, in order of the text."""
    found: list[Voice] = []
    for i, tree in enumerate(trees):
        spoken = [*_verbs(tree, cast), *_sources(tree, cast), *_documents(tree, cast)]
        if not spoken and i == len(trees) - 1:
            spoken = _broken_off(tree, cast)
        found += spoken
    return found


def _named(tree: Tree, source: Node, cast: Cast) -> list[Party]:
    """The named bodies and people of a subject; "the firm" is the only one named shortly before."""
    words = cast.words
    named = [p for p in cast.speakers(tree, source) if p.actor.startswith(("org:", "person:")) or "/" in p.actor]
    if named or not (words.has("anaphors", source.lower) or words.has("company-words", source.lower)):
        return named
    if not any(words.has("anaphor-determiners", c.lower) for c in source.kids("det")):
        return []
    who = anaphora.speaker(source, tree, cast.mentions, words)
    return [who] if who is not None else []


def _rest(tree: Tree, source: Node) -> list[Node]:
    own = set(map(id, phrase(source, without=("acl:relcl",))))
    return [n for n in tree.nodes if id(n) not in own]


def _said(tree: Tree, verb: Node, source: Node, args: arguments.Arguments) -> list[Node]:
    """What the verb governs; where it stands beside what is said ("…, said X"), the whole sentence."""
    if verb.relation in {"root", "parataxis"} or verb.head is None:
        return _rest(tree, source)
    own = set(map(id, phrase(source, without=("acl:relcl",))))
    governed = {id(n): n for at in (verb, *args.object) for n in at.subtree()}
    return [n for n in sorted(governed.values(), key=lambda n: n.index) if id(n) not in own]


def _verbs(tree: Tree, cast: Cast) -> list[Voice]:
    """Subjects of verbs of speech and of finding, and their agents ("was discovered by X")."""
    words = cast.words
    found = []
    for node in tree.nodes:
        if node.tag != "VERB":
            continue
        frames = {e.frame for e in words.triggers.get(node.lower, ())} & {"say", "perceive"}
        tracks = words.has("naming-words", node.lower)
        if not (frames or tracks):
            continue
        args = arguments.of_verb(node, words)
        if any(words.has("negation", c.lower) for c in node.children):
            continue
        for source in args.subject:
            speakers = _named(tree, source, cast)
            if not speakers:
                continue
            tracked = _tracked(tree, node, args, cast) if tracks else []
            if not frames and not tracked:
                continue
            finds = bool(tracked) or "perceive" in frames or _researches(tree, source, cast)
            origin = args.passive and any(_told_before(n, cast) for n in args.object)
            found.append(Voice(speakers, tree, _said(tree, node, source, args), node, origin, finds, tracked))
    return found


def _tracked(tree: Tree, node: Node, args: arguments.Arguments, cast: Cast) -> list[Party]:
    """ "Tracks the activity as X": the group, where what is tracked is a deed or somebody named before."""
    words = cast.words
    if not any(points_back(n, cast) for n in args.object):
        return []
    named = [n for case, at in args.obliques.items() if words.has("naming-case", case.split(" ")[0]) for n in at]
    named += [n for n in (*args.clauses, *args.object) if n.tag == "PROPN"]  # "the group, which X calls Y"
    found: dict[str, Party] = {}
    for mention in (m for n in named for m in cast.within(*span_of([n, *n.kids("appos", "flat", "compound")]))):
        if mention.kind == "group" and mention.actor:
            found.setdefault(mention.actor, Party(mention.actor, Span(mention.start, mention.end), rule="voices:tracked"))
    return list(found.values())[:1]


def _sources(tree: Tree, cast: Cast) -> list[Voice]:
    """ "According to X", "that's according to X", "the findings come from X"."""
    words = cast.words
    found = []
    for node in tree.nodes:
        origin = False
        if words.has("source-case", node.case().split(" ")[0]):
            origin = any(_told_before(n, cast) for n in node.kids("nsubj"))
        elif (
            node.head is not None
            and node.relation == "obl"
            and words.has("origin-verbs", node.head.lower)
            and words.has("origin-case", node.case().split(" ")[0])
            and any(_told_before(n, cast) for n in node.head.kids("nsubj"))
        ):
            origin = True
        else:
            continue
        speakers = _named(tree, node, cast)
        if speakers:
            found.append(Voice(speakers, tree, _rest(tree, node), None, origin, True))
    return found


def _documents(tree: Tree, cast: Cast) -> list[Voice]:
    """ "X's latest research offers insights into …": a document of theirs as subject, whatever its verb."""
    found = []
    for node in tree.nodes:
        if node.label != "nsubj" or not cast.words.has("document-nouns", node.lower):
            continue
        speakers = _named(tree, node, cast)
        if speakers:
            found.append(
                Voice(speakers, tree, _rest(tree, node), node.head, False, cast.words.has("research-nouns", node.lower))
            )
    return found


def _broken_off(tree: Tree, cast: Cast) -> list[Voice]:
    """A text that breaks off after a quotation and the name of who is quoted, before the verb."""
    text = cast.text
    if text[tree.sentence.end :].strip(" …[].\n"):
        return []
    ends = [m.end() for m in _QUOTED.finditer(text, tree.sentence.start, tree.sentence.end)]
    if not ends or tree.sentence.end - ends[-1] > _LAST_WORDS:
        return []
    after = [n for n in tree.nodes if n.start >= ends[-1]]
    if any(n.tag in {"VERB", "AUX"} and cast.at(tree, n) is None for n in after):
        return []
    names = [m for m in cast.within(ends[-1], tree.sentence.end) if m.actor and m.kind in {"firm", "organ", "igo", "person"}]
    if len({m.actor for m in names}) != 1 or names[0].start > ends[-1] + 40:
        return []
    speaker = Party(names[0].actor or "", Span(names[0].start, names[0].end), rule="voices:broken-off")
    return [Voice([speaker], tree, [n for n in tree.nodes if n.end <= ends[-1]], None, False, True)]


def _told_before(node: Node, cast: Cast) -> bool:
    """ "That", "the findings": what the text has told so far."""
    words = cast.words
    return words.has("origin-pronouns", node.lower.removesuffix("'s")) or words.has("finding-nouns", node.lower)


def points_back(node: Node, cast: Cast) -> bool:
    """ "The group", "this group's", "the activity cluster": somebody or something told of before."""
    words = cast.words
    plain = node.lower.removesuffix("'s")
    if not any(words.has(name, plain) for name in ("group-nouns", "operations-nouns", "doers", "attackers-back")):
        return False
    return any(words.has("anaphor-determiners", c.lower) for c in node.kids("det"))


def _researches(tree: Tree, source: Node, cast: Cast) -> bool:
    """Whether who speaks is shown as one who looks into such things: "researchers at X", "X said in a report"."""
    words = cast.words
    own = phrase(source)
    if any(words.has("researchers", n.lower) for n in own):
        return True
    if words.matches("security-firms", cast.text[own[0].start : own[-1].end]):
        return True
    return any(words.has("research-nouns", n.lower) and n.relation in {"obl", "nmod"} for n in tree.nodes)
