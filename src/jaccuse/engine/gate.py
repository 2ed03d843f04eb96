"""The cheap first stage: is the document about the subject at all, and which of its sentences need the parser?

Most news is not about this. A phrase scan over the whole text decides; then only sentences that can carry a claim are parsed:
those that name somebody (or point back to somebody) and have a word of a frame near words of cyberspace.
"""

from __future__ import annotations

from bisect import bisect_left

from .names import Mention
from .segment import Sentence
from .words import Words

NAMES = {"state", "demonym", "capital", "organ", "igo", "group", "firm", "media", "person", "collective", "org"}
NEAR = 1  # sentences before and after that may lend their cyber words


def relevant(text: str, words: Words) -> bool:
    """Whether the text has any word that is plainly about cyberspace."""
    return words.matches("strong", text) is not None


class Gate:
    """Chooses the sentences to parse."""

    def __init__(self, text: str, words: Words, mentions: list[Mention], sentences: list[Sentence]) -> None:
        self.words, self.text = words, text
        self.sentences = sentences
        starts = [m.start for m in mentions]
        self.level = [self._level(s) for s in sentences]
        self.named = [self._named(s, mentions, starts) for s in sentences]

    def _level(self, sentence: Sentence) -> int:
        stretch = self.text[sentence.start : sentence.end]
        if self.words.matches("strong", stretch):
            return 2
        return 1 if self.words.matches("weak", stretch) else 0

    def _named(self, sentence: Sentence, mentions: list[Mention], starts: list[int]) -> bool:
        i = bisect_left(starts, sentence.start)
        while i < len(mentions) and mentions[i].start < sentence.end:
            if mentions[i].kind in NAMES:
                return True
            i += 1
        return False

    def chosen(self) -> list[int]:
        """Indices of the sentences that need the parser."""
        return [i for i in range(len(self.sentences)) if self._needs(i)]

    def _needs(self, i: int) -> bool:
        near = max(self.level[max(0, i - NEAR) : i + NEAR + 1], default=0)
        if near < 2:
            return False
        forms = {w.text.lower().replace("’", "'") for w in self.sentences[i].words}
        if not any(f in self.words.triggers for f in forms):
            return False
        if self.named[i]:
            return True
        return self.level[i] >= 1 and bool(
            forms & self.words.sets.get("attackers", frozenset()) or forms & self.words.sets.get("anaphors", frozenset())
        )
