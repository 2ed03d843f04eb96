"""A text cut into sentences and words, by `re` alone, in linear time.

Lines that are no running text (headlines, bullets, what blank lines part) end a sentence; inside a paragraph a sentence ends at
its mark, with the quotation marks and brackets that close after it, where what follows may begin one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .tokens import loose, pattern, titles

LONGEST = 400
"""Words after which a sentence is cut, whatever follows."""


class Word(NamedTuple):
    """One surface word; `text` is the document's text from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, its words, and the number of the paragraph that it stands in."""

    start: int
    end: int
    words: tuple[Word, ...]
    paragraph: int


_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪◦‣●■►▶→]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_STOPS = frozenset(".!?…。")
_CLOSERS = frozenset("\"'»”“’)]}›")
_OPENERS = frozenset("\"'«“„‘([{‹–—-•¿¡")
_SAYS = frozenset(
    """
    said says asked asks added told wrote tweeted replied declared demande demandait demanda déclare déclaré dit lance
    lancé ajoute ajouté écrit interroge demandé fragte sagte schrieb dijo preguntó disse chiese pytał powiedział сказав
    сказал
    """.split()  # noqa: SIM905
)
_BEGINNERS = frozenset(
    """
    the a an in on at it he she they we i this that these those but and so as if when while after before however according
    there its his her their our you what who why how le la les l' un une des il elle ils elles on ce cette ces c' mais et
    en dans pour selon d' à au aux nous vous je son sa ses leur leurs cet qui der die das ein eine er sie es und aber im
    in am el los las una su sus pero y según il lo gli la ma o os as uma
    """.split()  # noqa: SIM905
)


def segment(text: str, language: str) -> list[Sentence]:
    """The sentences of the text in order. Every character but white space belongs to exactly one word."""
    find = pattern(language.split("-", maxsplit=1)[0].lower()).finditer
    names, ends = titles(language), loose(language)
    sentences: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_blocks(text)):
        words = [Word(m.start(), m.end(), m.group()) for m in find(text, start, end)]
        at = 0
        for cut in _cuts(text, words, names, ends):
            piece = tuple(words[at:cut])
            if piece:
                sentences.append(Sentence(piece[0].start, piece[-1].end, piece, paragraph))
            at = cut
    return sentences


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of running text: lines, or the lines of a paragraph that was wrapped at a margin."""
    group: list[tuple[int, int]] = []
    for m in _LINE.finditer(text):
        if not m.group().strip():
            yield from _unwrap(text, group)
            group = []
            continue
        if group and len(text[group[-1][1] : m.start()].replace("\r\n", "\n")) > 1:
            yield from _unwrap(text, group)
            group = []
        group.append(m.span())
    yield from _unwrap(text, group)


def _unwrap(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The group's lines, joined where the text runs on."""
    widths = [end - start for start, end in lines]
    wrapped = len(lines) > 2 and max(widths) <= 100 and min(widths[:-1]) >= 0.6 * max(widths) >= 30
    start = end = -1
    for a, b in lines:
        if start < 0:
            start, end = a, b
            continue
        first = text[a : a + 40].lstrip()[:1]
        last = text[max(start, end - 40) : end].rstrip()[-1:]
        runs_on = first.islower() and last not in _STOPS and not _BULLET.match(text, a, b)
        if runs_on or (wrapped and not _BULLET.match(text, a, b)):
            end = b
        else:
            yield start, end
            start, end = a, b
    if start >= 0:
        yield start, end


def _cuts(text: str, words: list[Word], names: frozenset[str], ends: frozenset[str]) -> Iterator[int]:
    """Numbers of the words before which a sentence begins, and at last their count."""
    count, begun, n = len(words), 0, 0
    while n < count:
        word = words[n].text
        n += 1
        if n - begun >= LONGEST:
            yield n
            begun = n
            continue
        if word[-1] not in _STOPS or n == count:
            continue
        if len(word) > 1 and word[-1] == "." and word[0] not in _STOPS:
            if not _may_end(words, n, names, ends):
                continue
        elif word == "." and n - begun == 2 and words[begun].text.isdigit():
            continue
        elif word == "." and n > 1 and words[n - 2].end == words[n - 1].start and words[n].start == words[n - 1].end:
            follows = words[n].text[0]
            if follows not in _CLOSERS and not (follows.isupper() and words[n - 2].text[-1].islower()):
                continue
        after = n
        while after < count and words[after].text in _CLOSERS and words[after].start == words[after - 1].end:
            after += 1
        if after < count and words[after].text == "»" and words[after].start - words[after - 1].end == 1:
            after += 1
        if after < count and not _begins(words, after, quoted=after > n, strong=word[-1] != "."):
            continue
        yield after
        begun = n = after
    yield count


def _begins(words: list[Word], n: int, *, quoted: bool, strong: bool) -> bool:
    """Whether a sentence may begin with this word."""
    k = n
    while k < len(words) - 1 and k < n + 3 and words[k].text[0] in _OPENERS:
        k += 1
    first = words[k].text[0]
    if first.islower() or first in ",;:%)]}»”…!?.":
        return False
    if quoted and strong:
        return not any(word.text.lower() in _SAYS for word in words[n : n + 4])
    return True


def _may_end(words: list[Word], n: int, names: frozenset[str], ends: frozenset[str]) -> bool:
    """Whether the abbreviation before word `n` may end its sentence."""
    bare, follows = words[n - 1].text[:-1], words[n].text
    if bare in names or len(bare) == 1 or bare.isdigit() or follows[0].isdigit():
        return False
    if bare in ends or "." in bare:
        return (follows.lower() in _BEGINNERS and follows == follows.capitalize()) or follows[0] in "«“„"
    return True
