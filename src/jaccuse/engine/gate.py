"""The cheap first stage: is the document about the subject at all, and which of its sentences need the parser?

Most news is not about this. A phrase scan over the whole text decides; then only sentences that can carry a claim are parsed:
those that name somebody (or point back to somebody) and have a word of a frame near words of cyberspace.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from .names import Mention
from .phrases import Flat
from .segment import Sentence
from .words import Words

NAMES = {"state", "demonym", "capital", "organ", "igo", "group", "firm", "media", "person", "collective", "org"}
NEAR = 1  # sentences before and after that may lend their cyber words


class Subject:
    """How plainly a stretch of one text is about cyberspace: "strong", "weak" or None. The text is searched once."""

    def __init__(self, text: str, words: Words) -> None:
        self._text, self._words = text, words
        self._flat = Flat(text)
        self._strong = _Places(words.places("strong", self._flat))

    @cached_property
    def _weak(self) -> _Places:
        return _Places(self._words.places("weak", self._flat))

    def __bool__(self) -> bool:
        """Whether the text has any word that is plainly about cyberspace."""
        return bool(self._strong.starts)

    def __call__(self, start: int, end: int) -> str | None:
        """Of what stands between the two places of the text."""
        if self._cuts(start) or self._cuts(end):
            stretch = self._text[start:end]
            if self._words.matches("strong", stretch):
                return "strong"
            return "weak" if self._words.matches("weak", stretch) else None
        if self._strong.within(start, end):
            return "strong"
        return "weak" if self._weak.within(start, end) else None

    def _cuts(self, place: int) -> bool:
        """Whether the place lies inside a word, so that a half of it counts as a word."""
        pair = self._text[place - 1 : place + 1] if place > 0 else ""
        return len(pair) == 2 and (pair[0].isalnum() or pair[0] == "_") and (pair[1].isalnum() or pair[1] == "_")


class _Places:
    """Stretches of a text, to be asked whether one lies inside another stretch."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        self.starts = [start for start, _ in places]
        self._ends = [end for _, end in places]  # the first end of all that begin here or later
        for k in range(len(places) - 2, -1, -1):
            self._ends[k] = min(self._ends[k], self._ends[k + 1])

    def within(self, start: int, end: int) -> bool:
        """Whether any of them lies between the two places."""
        k = bisect_left(self.starts, start)
        return k < len(self.starts) and self._ends[k] <= end


class Gate:
    """Chooses the sentences to parse."""

    def __init__(self, words: Words, sentences: list[Sentence], subject: Subject) -> None:
        self.words, self.sentences = words, sentences
        levels = {"strong": 2, "weak": 1, None: 0}
        self.level = [levels[subject(s.start, s.end)] for s in sentences]
        self.likely = [i for i in range(len(sentences)) if self._likely(i)]
        """Sentences with the word of a frame, near cyberspace."""

    def _likely(self, i: int) -> bool:
        if max(self.level[max(0, i - NEAR) : i + NEAR + 1]) < 2:
            return False
        triggers = self.words.triggers
        return any(w.text.lower().replace("’", "'") in triggers for w in self.sentences[i].words)

    def chosen(self, mentions: list[Mention]) -> list[int]:
        """Indices of the sentences that need the parser."""
        starts = [m.start for m in mentions]
        return [i for i in self.likely if self._named(self.sentences[i], mentions, starts) or self._points_back(i)]

    def _named(self, sentence: Sentence, mentions: list[Mention], starts: list[int]) -> bool:
        i = bisect_left(starts, sentence.start)
        while i < len(mentions) and mentions[i].start < sentence.end:
            if mentions[i].kind in NAMES:
                return True
            i += 1
        return False

    def _points_back(self, i: int) -> bool:
        """Whether the sentence, itself about cyberspace, speaks of attackers or of somebody named before."""
        if self.level[i] < 1:
            return False
        sets = self.words.sets
        somebody = sets.get("attackers", frozenset()) | sets.get("anaphors", frozenset())
        return any(w.text.lower().replace("’", "'") in somebody for w in self.sentences[i].words)
