"""Lists of phrases, all sought at once: one automaton a list, with the boundaries of words checked at each hit.

A list answers as a compiled `re` pattern does, by `search`, `match` and `finditer`, and finds the same as an alternation of
its phrases, the longest first. It is far faster: the time does not grow with the number of phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, Protocol

from ..errors import DataError

_LONG_RUN = re.compile(r"\s{2,}")
_TAIL = re.compile(r"\w*")


class Hit(Protocol):
    """A match: of a list of phrases or of a regular expression."""

    def start(self) -> int: ...
    def end(self) -> int: ...
    def group(self) -> str: ...


class Matcher(Protocol):
    """What the lists of phrases and regular expressions have in common."""

    def search(self, string: str, pos: int = 0, endpos: int = ..., /) -> Hit | None: ...
    def match(self, string: str, pos: int = 0, endpos: int = ..., /) -> Hit | None: ...
    def finditer(self, string: str, pos: int = 0, endpos: int = ..., /) -> Iterator[Hit]: ...


class Found(NamedTuple):
    """One phrase in a text, with the methods of `re.Match` that are used."""

    first: int
    last: int
    text: str

    def start(self) -> int:
        """Where it begins."""
        return self.first

    def end(self) -> int:
        """Where it ends."""
        return self.last

    def group(self) -> str:
        """Its words."""
        return self.text[self.first : self.last]


class _Way(NamedTuple):
    """How one literal may stand: its rank in the list, whether it must begin and end a word, whether a tail belongs to it."""

    rank: int
    left: bool
    right: bool
    tail: bool


class Phrases:
    """A list of phrases. Blanks match any run of white space, `'` also `’`, case does not matter; `*` leaves a side open.

    Only an open left side may be a blank (" backed" after a name); elsewhere one says nothing and is refused with DataError.
    """

    def __init__(self, items: Iterable[str], *, left: bool = True, right: bool = True) -> None:
        ways: dict[str, list[_Way]] = {}
        for rank, item in enumerate(sorted(items, key=lambda i: (-len(i), i))):
            literal = _one_blank(lower(item.strip("*")))
            if literal.strip():
                tail, bound = item.endswith("*"), left and not item.startswith("*")
                if literal.endswith(" ") or (literal.startswith(" ") and bound):
                    raise DataError(f"the phrase {item!r} has a blank at its edge", remedy="take it off")
                ways.setdefault(literal, []).append(_Way(rank, bound, right and not tail, tail))
        self._literals, self._ways = list(ways), list(ways.values())

    @cached_property
    def _find(self) -> Callable[..., list[tuple[int, int, int]]]:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        made = AhoCorasick(self._literals, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
        return made.find_matches_as_indexes

    def search(self, string: str, pos: int = 0, endpos: int | None = None, /) -> Found | None:
        """The first phrase, of several at one place the longest. The text from `pos` to `endpos` is taken by itself."""
        flattened = Flat(string if pos == 0 and endpos is None else string[pos:endpos])
        first = min(self._hits(flattened.text), default=None)
        return None if first is None else flattened.found(first, string, pos)

    def match(self, string: str, pos: int = 0, endpos: int | None = None, /) -> Found | None:
        """The phrase that the text begins with."""
        found = self.search(string, pos, endpos)
        return found if found is not None and found.first == pos else None

    def finditer(self, string: str, pos: int = 0, endpos: int | None = None, /) -> Iterator[Found]:
        """All phrases in the text that do not overlap, in order."""
        flattened = Flat(string if pos == 0 and endpos is None else string[pos:endpos])
        last = pos
        for hit in sorted(self._hits(flattened.text)):
            found = flattened.found(hit, string, pos)
            if found.first >= last:
                last = found.last
                yield found

    def places(self, flattened: Flat) -> list[tuple[int, int]]:
        """Where any phrase stands, overlapping ones too, each without its open tail; in order."""
        true = flattened.true
        return sorted((true(start), true(end - 1) + 1) for start, _, end, _ in self._hits(flattened.text))

    def _hits(self, text: str) -> Iterator[tuple[int, int, int, bool]]:
        """(start, rank, end without tail, tail) of every phrase in the flat text that stands as it may."""
        if not self._literals:
            return
        size, ways = len(text), self._ways
        for number, start, end in self._find(text, overlapping=True):
            open_left = start == 0 or not ((c := text[start - 1]).isalnum() or c == "_")
            open_right = end == size or not ((c := text[end]).isalnum() or c == "_")
            for way in ways[number]:
                if (open_left or not way.left) and (open_right or not way.right):
                    yield start, way.rank, end, way.tail
                    break


class Flat:
    """A text as phrases are sought in it: lower case, plain apostrophes, one blank for any run of white space."""

    __slots__ = ("_at", "_lost", "text")

    def __init__(self, text: str) -> None:
        low = lower(text)
        self.text = _one_blank(low)
        self._at: list[int] = []
        self._lost: list[int] = []
        if len(self.text) != len(low):
            lost = 0
            for run in _LONG_RUN.finditer(low):
                lost += run.end() - run.start() - 1
                self._at.append(run.end() - lost)
                self._lost.append(lost)

    def true(self, place: int) -> int:
        """Where a character of the flat text stands in the text as given."""
        if self._at and (k := bisect_right(self._at, place)):
            return place + self._lost[k - 1]
        return place

    def found(self, hit: tuple[int, int, int, bool], given: str, base: int) -> Found:
        """A hit as a phrase of the text as given, of which this one begins at `base`."""
        start, _, end, tail = hit
        if tail and (m := _TAIL.match(self.text, end)):
            end = m.end()
        return Found(base + self.true(start), base + self.true(end - 1) + 1, given)


def _one_blank(text: str) -> str:
    """The text with one blank for any run of white space, at its ends too."""
    joined = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{joined}{' ' if joined and text[-1:].isspace() else ''}"


def lower(text: str) -> str:
    """Lower case with plain apostrophes, always as long as `text`; letters that `re` takes for the same ones are the same."""
    low = text.lower()
    if len(low) != len(text):
        low = text.replace("İ", "i").lower()
    if low.isascii():
        return low
    return low.replace("’", "'").replace("ſ", "s").replace("ı", "i")
