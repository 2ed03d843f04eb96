"""Which sentences can give a claim at all, told from their words and names alone, without a parse.

Each rule restates something without which `frames`, `measures` or `replies` finds nothing in the sentence, whatever its tree:
an attack needs an attacker who is somebody, a denial somebody who denies. So a sentence that fails them all is not parsed. A
rule that is loosened there is loosened here; `benchmarks/speed.py --gate` reads the corpora with and without this gate and
prints every claim that it costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .names import Mention
from .words import Entry, Words, load_words

ACCUSABLE = {"state", "demonym", "capital", "organ", "igo", "group", "firm", "media", "org"}
ATTRIBUTING = {"accuse", "attribute", "suspect", "accusation", "behind", "tie", "self-claim", "contest", "decline", "act",
               "operate", "deed", "belong"}  # fmt: skip
_UNMARKED = {"firm", "media", "org"}  # of those an attack tells nothing unless its words mark them as attackers
_OWNERS = {"state", "organ", "capital"}
_TWO_SIDED = {"accuse", "attribute", "suspect", "accusation", "behind"}
_REPORTING = {"say", "perceive"}
_REPORTERS = {"organ", "firm", "igo", "person", "state", "capital", "media", "org"}
_INNER = {"accuse", "attribute", "behind", "tie", "act", "operate", "accusation"}
_GENERAL = {"subject", "object", "clause", "self", "poss", "mod", "by", "iobj", "predicate"}
BOUND = {"sanctions", "expulsion", "summons", "recall"}  # measures that answer an accusation made elsewhere in the document
NONE: frozenset[str] = frozenset()
PERSONAL = {"indictment", "charges", "arrest", "extradition", "plea", "conviction", "sentence"}  # measures against people

UNDONE = {"sanctions", "expulsion", "arrest"}  # of which a text tells that there were none


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a sentence before it is parsed.

    forms: its words in lower case; kinds: of the names in it that stand for somebody; level: how plainly it is about cyberspace
    (2, 1, 0); near: whether what stands close by plainly is; behind: whether somebody named before may be meant by a pronoun;
    marked: whether a name of a state, an organ or a group stands by a word for a deed; cyber_people: whether people are called
    such as attack; own_deed: whether an attack is worded as somebody's own; accusing: whether somebody is accused before.
    """

    forms: frozenset[str]
    kinds: frozenset[str]
    level: int
    near: bool
    behind: bool
    marked: bool = False
    cyber_people: bool = False
    own_deed: bool = False
    accusing: bool = False


class Chances:
    """The rules of one language."""

    def __init__(self, words: Words) -> None:
        get = words.sets.get
        self._words = words
        self.triggers = frozenset(words.triggers)  # a set of its own: a set meets a set faster than a dictionary
        self._attackers, self._people = get("attackers", NONE), get("people", NONE)
        self._acting_people = get("state-people", NONE)
        self._deeds, self._happened = get("operations-nouns", NONE), get("happening", NONE) | get("happening-case", NONE)
        self._happened |= get("past-forms", NONE) | get("lasting", NONE) | get("warnings", NONE) | get("issuing-verbs", NONE)
        self.accusations = get("accusation-nouns", NONE)
        self._back = get("pronouns", NONE) | get("anaphors", NONE)
        self._deed_pronouns = get("deed-pronouns", NONE)
        self._group_nouns = get("group-nouns", NONE)
        self._subjects = self._group_nouns | (get("pronouns", NONE) - get("anaphor-determiners", NONE)) | get("anaphors", NONE)
        self.deeds = frozenset(f for e in words.entries if e.frame == "deed" for f in e.forms)
        self.persons = get("persons", NONE) | get("charged-people", NONE) | get("no-measures", NONE) | get("convicts", NONE)
        on_people = [e for e in words.entries if e.frame == "measure" and e.code in PERSONAL | {"sanctions"}]
        self._lawful = frozenset(f for e in on_people if not e.needs and e.code in PERSONAL for f in e.forms)
        self._lawful_with = frozenset(f for e in on_people if e.needs or e.code not in PERSONAL for f in e.forms)
        self.declining = frozenset(f for e in words.entries if e.frame == "decline" for f in e.forms)
        self.negating = get("negation", NONE)
        self.undone = frozenset(
            f for e in words.entries if e.frame == "measure" and e.code in UNDONE and e.kind == "noun" for f in e.forms
        )
        self.legal = frozenset(f for e in words.entries if e.frame == "measure" for f in e.forms)
        self.taking = frozenset(f for e in words.entries if e.frame == "measure" and e.code == "takedown" for f in e.forms)
        self.police = get("authority-nouns", NONE) | get("police-operations", NONE)
        self.political = frozenset(f for e in words.entries if e.frame == "measure" and e.code in BOUND for f in e.forms)
        self.speaking = get("speaking-pronouns", NONE)
        self.answers = frozenset(f for e in words.entries if e.frame == "reply" for f in e.forms)
        self._places = {id(entry): _places(entry) for entry in words.entries}

    def on_people(self, forms: frozenset[str]) -> bool:
        """Whether the sentence speaks of what is done to people by law, in words that may mean other things only of people."""
        if not self._lawful.isdisjoint(forms):
            return True
        return not self.persons.isdisjoint(forms) and any(
            entry.frame == "measure" and (not entry.needs or not entry.needs.isdisjoint(forms))
            for form in self._lawful_with & forms
            for entry in self._words.triggers[form]
        )

    def attribution(self, entry: Entry, clues: Clues) -> bool:
        """Whether the entry, whose form is in the sentence, can make an attribution of it."""
        forms, kinds, frame = clues.forms, clues.kinds, entry.frame
        if frame in _REPORTING:  # somebody named says what attackers did
            marked = bool(forms & self._attackers) or "group" in kinds or clues.cyber_people
            return clues.level > 0 and clues.near and bool(kinds & _REPORTERS) and (marked or "organ" in kinds)
        if frame not in ATTRIBUTING or (entry.needs and not entry.needs & forms):
            return False
        if frame != "deed" and not self._fillable(entry, forms):
            return False
        attackers = bool(forms & self._attackers) or "group" in kinds or (clues.cyber_people and bool(forms & self._people))
        named = bool(kinds & ACCUSABLE)
        strong = clues.level == 2
        if frame == "decline" and "accused" in entry.patterns[0].roles:
            return bool(kinds & {"group", "state", "capital"}) and (strong or clues.near)
        if frame in {"contest", "decline"}:
            return (strong or clues.near) and any(
                e.frame in _INNER and e is not entry for f in forms for e in self._words.triggers.get(f, ())
            )
        if frame == "tie":
            those = bool(forms & (self._attackers | self._group_nouns))  # "the hackers are linked to X"
            return (named or attackers) and (those or bool(forms & self._deeds) or "malware" in kinds)
        if frame == "belong":
            group = "group" in kinds or (clues.behind and bool(forms & (self._group_nouns | self._deed_pronouns)))
            said = any(x.frame in {"say", "belief", "belong"} for f in forms for x in self._words.triggers.get(f, ()))
            return group and said and bool(kinds & _OWNERS) and (strong or clues.near)
        if frame == "self-claim" or frame in _TWO_SIDED:
            somebody = named or attackers or (clues.behind and bool(forms & self._back))
            same = clues.behind and bool(forms & self._group_nouns)
            return somebody and (strong or attackers or clues.near or same)
        pointing = bool(forms & (self._subjects if strong else self._group_nouns))
        meant = clues.behind and entry.deed != "people" and pointing
        known = named or bool(forms & self._acting_people)
        if frame == "act":
            return (known and (attackers or (strong and entry.deed != "people"))) or meant
        if frame == "operate":
            if attackers and clues.near and forms & self._deed_pronouns:
                return True
            attackers = attackers or (clues.near and bool(forms & self._people))
            return bool(forms & self._deeds) and ((known and (strong or (attackers and clues.level > 0))) or meant)
        if strong and clues.marked and forms & self._happened:
            return True
        if not self._fillable(entry, forms):
            return False
        marked = bool(kinds & (ACCUSABLE - _UNMARKED)) or (attackers and bool(kinds & _UNMARKED))
        return ((marked or bool(forms & self._acting_people)) and (strong or attackers)) or meant

    def measure(self, entry: Entry, clues: Clues) -> bool:
        """Whether the entry can make a measure of the sentence."""
        if entry.frame != "measure" or (entry.needs and not entry.needs & clues.forms):
            return False
        attackers = bool(clues.forms & self._attackers) or clues.cyber_people or bool(clues.kinds & {"group", "malware"})
        guilty = bool(clues.kinds & (ACCUSABLE - _UNMARKED))
        if clues.accusing and entry.code in BOUND and (guilty or not self.persons.isdisjoint(clues.forms)):
            return True
        return (clues.level == 2 or attackers or clues.near) and (entry.deed != "people" or attackers or guilty)

    def reply(self, entry: Entry, clues: Clues) -> bool:
        """Whether the entry can make a reply of the sentence: somebody named answers."""
        fits = entry.frame == "reply" and not (entry.needs and not entry.needs & clues.forms)
        close = clues.level == 2 or clues.near or not self.accusations.isdisjoint(clues.forms)
        return fits and close and bool(clues.kinds - {"malware"})

    def free(self, entry: Entry, clues: Clues) -> bool:
        """Whether the reply would count though nobody is accused in the document."""
        return clues.level == 2 and clues.own_deed and entry.code in {"denial", "dismissal", "acknowledgement"}

    def support(self, entry: Entry, clues: Clues) -> bool:
        """Whether the entry can make support of the sentence: somebody named stands by somebody."""
        if entry.frame != "support" or (entry.needs and not entry.needs & clues.forms) or not clues.kinds - {"malware"}:
            return False
        if entry.code != "endorse":
            return clues.level == 2 or clues.near
        if entry.deed == "people":
            return any(e.frame in _TWO_SIDED for f in clues.forms for e in self._words.triggers.get(f, ()))
        return bool(clues.forms & self.accusations) and (clues.level == 2 or clues.near)

    def _fillable(self, entry: Entry, forms: frozenset[str]) -> bool:
        """Whether the sentence has the prepositions of some pattern."""
        patterns = self._places.get(id(entry), ())
        return not patterns or any(all(any(w <= forms for w in role) for role in p) for p in patterns)


def _places(entry: Entry) -> tuple[tuple[tuple[frozenset[str], ...], ...], ...]:
    """For each pattern, for each role that only prepositions can fill, the ways to write these: the words of each."""
    general = _GENERAL - {"by"} if entry.frame == "deed" else _GENERAL
    patterns = []
    for pattern in entry.patterns:
        roles = [paths for paths, optional in pattern.roles.values() if not optional and not general & set(paths)]
        patterns.append(tuple(tuple(way for path in paths for way in _ways(path)) for paths in roles))
    return tuple(patterns)


def _ways(path: str) -> Iterator[frozenset[str]]:
    """The words of a preposition; also with an elided word by itself ("d'après" is "d'" and "après")."""
    path = path.removesuffix("+")
    yield frozenset(path.split(" ")) if path != "label" else frozenset({":"})
    if "'" in path.rstrip("'"):
        yield frozenset(path.replace("'", "' ").split())


@lru_cache(maxsize=8)
def chances(language: str) -> Chances:
    """The rules of a language, made once."""
    return Chances(load_words(language))


def kinds_of(mentions: Iterable[Mention]) -> frozenset[str]:
    """The kinds of those names that stand for somebody or something known."""
    return frozenset(m.kind for m in mentions if m.actor is not None or m.kind in {"group", "malware"})
