"""What a language must be able to say for a dossier. `english.py` and `french.py` say it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from ...claim import Actor, Certainty, Figure, Measure, Support
from .lexis import lexis
from .naming import proper


class Voice(NamedTuple):
    """Who speaks in claims. publisher: whose own voice it is, where the code is `publication`."""

    code: str
    publisher: str | None = None


class Name(NamedTuple):
    """Somebody in a sentence. words: with the article; plural: whether verbs are; bare: as the head of a row or heading."""

    words: str
    plural: bool
    bare: str


class How(NamedTuple):
    """How an accusation is put: its act and status."""

    act: str
    status: str


class Tongue(ABC):
    """One language of dossiers. written: how documents spell names, by code."""

    code: ClassVar[str]
    #: What stands between parts of a list that have commas in them.
    semicolon: ClassVar[str] = "; "

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written = dict(written)
        self.words = lexis(self.code)

    def label(self, key: str) -> str:
        """A heading or word that stands alone."""
        return self.words.labels[key]

    def spelling(self, code: str) -> str:
        """The proper name behind a code."""
        return proper(code, self.written)

    @abstractmethod
    def who(self, actor: Actor, publisher: str | None = None) -> Name:
        """Somebody who acts, or is accused without a tie."""

    @abstractmethod
    def whom(self, actor: Actor) -> Name:
        """An accused, with the tie to a state that is alleged."""

    @abstractmethod
    def date(self, day: str | None) -> str:
        """`19 July 2021`."""

    @abstractmethod
    def span(self, first: str | None, last: str | None) -> str:
        """`from 4 March to 19 July 2021`, or one date."""

    @abstractmethod
    def when(self, day: str | None, own: bool) -> str:
        """The beginning of a sentence: when it was said. own: the claim has that date itself, not only its document."""

    @abstractmethod
    def number(self, value: float) -> str:
        """A number in figures."""

    @abstractmethod
    def count(self, number: int, noun: str) -> str:
        """`3 documents`; nouns: document, story, claim, accusation, accuser, publisher, incident, person."""

    @abstractmethod
    def listing(self, words: Sequence[str]) -> str:
        """`a, b and c`."""

    @abstractmethod
    def coming_from(self, words: Sequence[str]) -> str:
        """Names as the end of "they come from": in French with `de` before each."""

    @abstractmethod
    def quoted(self, words: str) -> tuple[str, str, str]:
        """Words between this language's quotation marks: opening mark, words, closing mark."""

    @abstractmethod
    def accuses(self, when: str, by: Name, how: How, whom: Name, *, publication: bool) -> str:
        """The sentence that says that somebody accuses somebody."""

    @abstractmethod
    def again(self, number: int, last: str | None) -> str:
        """That the same is said in so many more claims, the last of them then."""

    @abstractmethod
    def relayed(self, by: Name) -> str:
        """That somebody else passes it on."""

    @abstractmethod
    def sure(self, sure: Certainty) -> str:
        """How sure the claimant says to be; the words follow."""

    @abstractmethod
    def grounds(self, number: int) -> str:
        """What introduces grounds that are named; their words follow."""

    @abstractmethod
    def measure(self, said: Measure, by: Sequence[Name], against: Sequence[Name]) -> str:
        """A measure, with its status."""

    @abstractmethod
    def replies(self, what: str, by: Name, to: Sequence[Name]) -> str:
        """A reply."""

    @abstractmethod
    def supports(self, said: Support, by: Name, of: Sequence[Name]) -> str:
        """Words of support."""

    @abstractmethod
    def disputes(self, how: How, by: Name, whom: Name | None) -> str:
        """Somebody contests, expressly declines, takes back, or claims it for itself."""

    @abstractmethod
    def remarks(self, by: Name) -> str:
        """Somebody speaks of it and names nobody as responsible."""

    @abstractmethod
    def figure(self, value: Figure) -> str:
        """A figure of the scale."""

    @abstractmethod
    def passage(self, key: str, **values: str) -> str:
        """A whole sentence with values in it, by key."""


def capital(words: str) -> str:
    """`words` with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def plain(name: Name) -> str:
    """A name without the comma that ends some of them, for lists and ends of sentences."""
    return name.words.rstrip(",")
