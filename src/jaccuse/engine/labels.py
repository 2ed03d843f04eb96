"""Lines of reports that open with a label: "Attribution possible : …", "Points clés : …".

The label is no part of the sentence and spoils its parse, so it is taken off before parsing; its words may still hedge. A
name or a body that can speak before the colon is no label: "Microsoft: China behind attack" stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .names import Mention
from .segment import Sentence
from .words import Words

MOST_WORDS = 6  # of a label
FEWEST_WORDS = 3  # of what follows it


def without_label(sentence: Sentence, mentions: Sequence[Mention], words: Words) -> tuple[Sentence, str]:
    """The sentence without its label, and the label's words in lower case ('' for none)."""
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
