"""What stands before a sentence and is no part of it: labels ("Attribution possible : …") and datelines ("KYIV, May 3 - …").

It spoils the parse, so it is taken off before parsing; the words of a label may still hedge. A name or a body that can speak
before the colon is no label: "Microsoft: China behind attack" stays whole, and so does "NATO - …": only a place is a dateline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .names import Mention
from .segment import Sentence
from .words import Words

DASHES = {"-", "–", "—", "--"}
DATELINE = 14  # words of "WASHINGTON, March 3 (Reuters) -", at most
MOST_WORDS = 6  # of a label
FEWEST_WORDS = 3  # of what follows it
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w.'’]*(?:[ /-][\w.'’]+){0,3}"
_DATELINE = re.compile(rf"(?P<place>{_PLACE})(?P<date>, [\w. ]{{2,24}})?(?P<agency> ?\([^()\n]{{2,30}}\))? ?(?:[-–—]|--) ")
_PLACES = {"state", "capital"}


def without_dateline(sentence: Sentence, mentions: Sequence[Mention], text: str) -> Sentence:
    """The sentence without its dateline: a place in capitals, or one with a date or an agency, before a dash."""
    found = _DATELINE.match(text, sentence.start, min(sentence.end, sentence.start + 90))
    if found is None or not (found["agency"] or found["place"].isupper() or re.search(r"\d", found["date"] or "")):
        return sentence
    if any(m.start < found.end() and m.end > sentence.start and m.kind not in _PLACES for m in mentions):
        return sentence
    rest = tuple(w for w in sentence.words if w.start >= found.end())
    if len(rest) < FEWEST_WORDS:
        return sentence
    return replace(sentence, start=rest[0].start, words=rest)


def _after_dateline(sentence: Sentence) -> Sentence | None:
    """What follows "KYIV (Reuters) -": the place, and the agency or the day, are no part of the sentence."""
    words = sentence.words
    if len(words) < FEWEST_WORDS or not words[0].text.isupper() or len(words[0].text) < FEWEST_WORDS:
        return None
    for i, word in enumerate(words[1:DATELINE], start=1):
        if word.text not in DASHES:
            continue
        spaced = word.start > words[i - 1].end and i + 1 < len(words) and words[i + 1].start > word.end
        if not spaced or len(words) - i - 1 < FEWEST_WORDS:
            return None
        if any(w.text[:1].islower() for w in words[:i]):
            return None  # running text with a dash in it
        return replace(sentence, start=words[i + 1].start, words=words[i + 1 :])
    return None


def without_label(sentence: Sentence, mentions: Sequence[Mention], words: Words) -> tuple[Sentence, str]:
    """The sentence without its label, and the label's words in lower case ('' for none)."""
    if (told := _after_dateline(sentence)) is not None:
        return told, ""
    for i, word in enumerate(sentence.words[: MOST_WORDS + 1]):
        if word.text != ":":
            continue
        rest = sentence.words[i + 1 :]
        label = [w.text.lower() for w in sentence.words[:i]]
        named = any(m.start < word.start and m.end > sentence.start for m in mentions)
        speaking = named or any(words.has("speakers", w) for w in label)
        topic = i > 1 and words.has("operations-nouns", label[0])  # "Piratage de la banque : le FBI accuse X"
        if i == 0 or len(rest) < FEWEST_WORDS or (speaking and not topic):
            return sentence, ""
        return replace(sentence, start=rest[0].start, words=rest), " ".join(label)
    return sentence, ""
