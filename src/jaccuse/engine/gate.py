"""The cheap first stage: is the document about the subject at all, and which of its sentences need the parser?

Most news is not about this. A phrase scan over the whole text decides; then only sentences that can carry a claim are parsed:
those that name somebody (or point back to somebody), have a word of a frame near words of cyberspace, and pass the rules of
`chances`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cached_property

from ..claim import Span
from .anaphora import REACH
from .author import NOBODY, Author
from .chances import Clues, chances, kinds_of
from .names import Mention
from .phrases import Flat
from .segment import Sentence
from .words import Words

NAMES = {"state", "demonym", "capital", "organ", "igo", "group", "firm", "media", "person", "collective", "org"}
ANSWER = 3  # sentences back that may tell what an accusation is about that is answered
BACK, NEAR = 2, 1  # sentences before and after that may lend their cyber words
BEFORE, AFTER = 350, 200  # characters around a sentence that may say what it is about, for frames and measures alike
MARKS = {"demonym", "state", "organ", "group"}
BESIDE = 60  # characters between a name and the word for the deed that is marked as its own
LEAD, STORY = 400, 1500  # characters that say what a document is about, and for how long it goes on being about it
EARLY = 1050  # up to here the title may say it


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

    def __init__(self, text: str, words: Words, sentences: list[Sentence], subject: Subject) -> None:
        self.text, self.words, self.sentences, self.subject = text, words, sentences, subject
        levels = {"strong": 2, "weak": 1, None: 0}
        self.level = [levels[subject(s.start, s.end)] for s in sentences]
        self._rules = chances(words.language)
        self._lead = subject(0, min(len(text), LEAD)) == "strong"
        self.forms: dict[int, frozenset[str]] = {}
        """Sentences with the word of a frame, near cyberspace: number -> words in lower case."""
        for i, sentence in enumerate(sentences):
            about = self.about(sentence)
            close = about or max(self.level[max(0, i - ANSWER) : i + NEAR + 1]) == 2
            if not close and not self.forms:
                continue
            forms = frozenset([w.text.lower().replace("’", "'") for w in sentence.words])
            near = max(self.level[max(0, i - BACK) : i + NEAR + 1]) == 2
            near = near or (about and not forms.isdisjoint(self._rules.legal))
            told = close and not forms.isdisjoint(self._rules.triggers) and (near or self._answers(forms))
            if told or (self.forms and not self._rules.political.isdisjoint(forms)):
                self.forms[i] = forms

    def chosen(self, mentions: list[Mention], author: Author = NOBODY, *, wide: bool = False) -> list[int]:
        """Numbers of the sentences that need the parser. wide: also those that the finer rules of `chances` refuse.

        author: who "we" is; a sentence in which they speak of themselves names them.
        """
        starts = [m.start for m in mentions]
        mine: set[int] = set()
        replies: dict[int, bool] = {}
        accusing = False
        rules = self._rules
        for i, forms in self.forms.items():
            sentence = self.sentences[i]
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            inside = mentions[max(0, first - 1) : last]
            if inside and inside[0].end <= sentence.start:
                inside = inside[1:]
            we = not forms.isdisjoint(rules.speaking) and bool(author.parties(Span(sentence.start, sentence.start)))
            if not we and not self._somebody(i, forms, inside):
                continue
            behind = accusing or self._group_before(sentence, mentions, starts)
            clues = self._clues(i, forms, inside, behind=behind, accusing=accusing)
            if we:
                clues = replace(clues, kinds=clues.kinds | {"organ"})
            entries = [e for f in forms for e in self.words.triggers.get(f, ())]
            if wide or any(rules.attribution(e, clues) or rules.measure(e, clues) for e in entries):
                accusing = True
                mine.add(i)
            elif any(rules.support(e, clues) for e in entries):
                mine.add(i)
            elif answering := [e for e in entries if rules.reply(e, clues)]:
                replies[i] = any(rules.free(e, clues) for e in answering)
        mine |= {i for i, free in replies.items() if accusing or free}
        return sorted(mine)

    def about(self, sentence: Sentence) -> bool:
        """Whether the document is plainly about cyberspace from its beginning, and still was not far above the sentence."""
        return self._lead and self.subject(max(0, sentence.start - STORY), sentence.start) == "strong"

    def _answers(self, forms: frozenset[str]) -> bool:
        """Whether the sentence may answer an accusation that stands further back."""
        return not (forms.isdisjoint(self._rules.answers) or forms.isdisjoint(self._rules.accusations))

    def _somebody(self, i: int, forms: frozenset[str], inside: list[Mention]) -> bool:
        """Whether it names somebody or tells of an arrest or the like, or, about cyberspace, speaks of attackers or back."""
        if any(m.kind in NAMES for m in inside):
            return True
        if self._rules.on_people(forms):
            return True
        undone = not forms.isdisjoint(self._rules.undone)
        if undone and (self.level[i] == 2 or not forms.isdisjoint(self._rules.negating)):
            return True  # "the allies announced no sanctions"
        get = self.words.sets.get
        if self.level[i] == 2 and not forms.isdisjoint(self._rules.taking) and not forms.isdisjoint(self._rules.police):
            return True
        if not forms.isdisjoint(self._rules.declining) and any(
            not forms.isdisjoint(get(name, ())) for name in ("anaphors", "neuter-pronouns")
        ):
            return True  # "the agency declined to say who might be responsible"
        return self.level[i] > 0 and any(not forms.isdisjoint(get(name, ())) for name in ("attackers", "anaphors"))

    def _clues(self, i: int, forms: frozenset[str], inside: list[Mention], *, behind: bool, accusing: bool) -> Clues:
        sentence = self.sentences[i]
        start, end = sentence.start, sentence.end
        near = start < EARLY or self.subject(max(0, start - BEFORE), end + AFTER) == "strong" or self.about(sentence)
        cyber_people = False
        if not forms.isdisjoint(self.words.sets.get("people", ())):
            cyber_people = self.words.matches("cyber-people", self.text[start:end]) is not None
        own_deed = self.level[i] == 2 and self.words.matches("own-deed", self.text[start:end]) is not None
        marked = not forms.isdisjoint(self._rules.deeds) and self._marked(sentence, inside)
        return Clues(forms, kinds_of(inside), self.level[i], near, behind, marked, cyber_people, own_deed, accusing)

    def _marked(self, sentence: Sentence, inside: list[Mention]) -> bool:
        """Whether the name of a state, an organ or a group is at most a few words from a word for a deed."""
        marks = [(m.start - BESIDE, m.end + BESIDE) for m in inside if m.actor and m.kind in MARKS]
        deeds = self._rules.deeds
        return any(
            a < w.end and w.start < b for w in sentence.words if w.text.lower().replace("’", "'") in deeds for a, b in marks
        )

    def _group_before(self, sentence: Sentence, mentions: list[Mention], starts: list[int]) -> bool:
        """Whether a pronoun in the sentence may stand for a group that is named shortly before."""
        reach = bisect_left(starts, sentence.start - REACH)
        return any(m.kind == "group" for m in mentions[reach : bisect_left(starts, sentence.end)])
