"""read(document) -> Reading: the whole pipeline on one screen.

text -> language -> gate -> names, sentences -> parse (only sentences that can carry a claim) -> frames -> assemble -> check
"""

from __future__ import annotations

from ..claim import DocumentHead, Reading, check
from ..document import Document
from .assemble import Assembler
from .author import NOBODY, author_of
from .findings import Finding
from .frames import FrameReader
from .gate import Gate, Subject
from .labels import without_dateline, without_label
from .language import identify
from .masters import charges_of, masters, sentences_about
from .names import find_mentions
from .parse import Parser
from .purpose import find_purpose, may_tell
from .relay import HEADED, SPEAKING, unsourced
from .repairs import repair
from .responses import Response, fold, responses
from .segment import Sentence, segment
from .tree import Tree
from .voices import may_speak
from .who import Cast
from .words import load_words

BACK = 2  # sentences before a speaking "it" that may say who that is


def read(document: Document) -> Reading:
    """Read one document.

    Returns:
        The operations it speaks of and the claims it carries; both empty where there is none.

    Raises:
        LanguageNotSupported: no lexicon for the document's language.
    """
    text = document.text
    language = (document.language or identify(text)[0]).split("-")[0].lower()
    words = load_words(language)
    cyber = Subject(text, words)
    if not cyber:
        return _nothing(document, language)
    sentences = segment(text, language)
    gate = Gate(text, words, sentences, cyber)
    mentions = find_mentions(text, language) if gate.forms else []
    author = author_of(document, language, mentions, words) if gate.forms else NOBODY
    chosen = gate.chosen(mentions, author)
    if not chosen:
        return _nothing(document, language)
    labelled = [without_label(without_dateline(sentences[i], mentions, text), mentions, words) for i in chosen]
    parses = Parser.load().parse([[w.text for w in sentence.words] for sentence, _ in labelled])
    trees = [Tree(sentence, parse, label) for (sentence, label), parse in zip(labelled, parses, strict=True)]
    for tree in trees:
        repair(tree, mentions, words)
    cast = Cast(text, mentions, words, author)
    frames = FrameReader(cast, words, text, cyber)
    findings = [finding for tree in trees for finding in frames.read(tree)]
    aims = _purposes(text, sentences, chosen, trees, frames) if findings else []
    answers = fold([answer for tree in trees for answer in responses(tree, cast, words, text, cyber=cyber)], cast)
    findings += _of_the_charged(answers, sentences, chosen, trees, cast)
    spoken = _around(findings, sentences, chosen, trees, cast)
    reading = Assembler(document, language, cast, spoken, sentences).reading(findings, answers, aims)
    check(reading)
    return reading


def _around(findings: list[Finding], sentences: list[Sentence], chosen: list[int], trees: list[Tree], cast: Cast) -> list[Tree]:
    """The trees, and those of sentences beside accusations of nobody's in which somebody may speak of them."""
    known = dict(zip(chosen, trees, strict=True))
    number = {id(tree): i for i, tree in known.items()}
    bare = {number[id(f.tree)] for f in findings if unsourced(f)}
    near = {i for at in bare for i in range(at + 1, min(at + 1 + (SPEAKING if at else HEADED), len(sentences)))}
    pointing = {number[id(f.tree)] for f in findings if f.speaker_anaphor is not None}
    near |= {i for at in pointing for i in range(max(0, at - BACK), at)}  # who "it" is may stand there
    more = [i for i in sorted(near - known.keys()) if may_speak(sentences[i], cast)]
    if not more:
        return trees
    parses = Parser.load().parse([[w.text for w in sentences[i].words] for i in more])
    for i, parse in zip(more, parses, strict=True):
        known[i] = Tree(sentences[i], parse)
        repair(known[i], cast.mentions, cast.words)
    return [known[i] for i in sorted(known)]


def _of_the_charged(
    answers: list[Response], sentences: list[Sentence], chosen: list[int], trees: list[Tree], cast: Cast
) -> list[Finding]:
    """For whom those worked who are charged, by sentences about the defendants; these are parsed where they were not."""
    charge = charges_of(answers)
    if charge is None:
        return []
    known = dict(zip(chosen, trees, strict=True))
    about = sentences_about(charge, sentences, cast)
    more = [i for i in about if i not in known]
    parses = Parser.load().parse([[w.text for w in sentences[i].words] for i in more]) if more else []
    for i, parse in zip(more, parses, strict=True):
        known[i] = Tree(sentences[i], parse)
        repair(known[i], cast.mentions, cast.words)
    return masters(charge, [known[i] for i in about], cast)


def _purposes(text: str, sentences: list[Sentence], chosen: list[int], trees: list[Tree], frames: FrameReader) -> list[Finding]:
    """What is said about the purpose of what is attributed; sentences that may tell of it are parsed too."""
    told = [i for i in range(len(sentences)) if may_tell(sentences[i], text, frames.words)]
    known = dict(zip(chosen, trees, strict=True))
    more = [i for i in told if i not in known]
    parses = Parser.load().parse([[w.text for w in sentences[i].words] for i in more]) if more else []
    known.update((i, Tree(sentences[i], parse)) for i, parse in zip(more, parses, strict=True))
    return [finding for i in told for finding in find_purpose(known[i], frames)]


def _nothing(document: Document, language: str) -> Reading:
    head = DocumentHead(
        id=document.id, language=language, title=document.title or None, published=document.published,
        publisher=document.publisher or None, url=document.url or None, text=document.text,
    )  # fmt: skip
    return Reading(document=head)
