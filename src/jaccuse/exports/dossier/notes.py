"""Notes: each claim that a dossier cites, numbered in the order of the text, with its words and how to find them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...claim import Span
from ...render.safe import one_line
from .matter import Held
from .shape import Inline, Note, Quote, Ref, Text
from .tongue import Tongue

#: So many notes are given behind one sentence; how many more there are is said.
MOST_CITED = 8
#: Characters of a quotation in the text, and in a note; `[…]` says that there is more, the offsets lead to all of it.
SHORT, LONG = 320, 1_200


class Notes:
    """The notes of one dossier."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._numbers: dict[str, int] = {}
        self._held: list[Held] = []

    def cite(self, held: Iterable[Held]) -> tuple[Inline, ...]:
        """The marks of these claims' notes."""
        every = list(dict.fromkeys(one.row.id for one in held))
        by_id = {one.row.id: one for one in held}
        shown = sorted(self._number(by_id[name]) for name in every[:MOST_CITED])
        found: list[Inline] = [Ref(number) for number in shown]
        if len(every) > MOST_CITED:
            more = self._tongue.count(len(every) - MOST_CITED, "more")
            found.append(Text(f" ({self._tongue.passage('more notes', count=more)})", "soft"))
        return tuple(found)

    def written(self) -> tuple[Note, ...]:
        """All notes."""
        return tuple(self._note(number, one) for number, one in enumerate(self._held, 1))

    def unreviewed(self) -> str:
        """The numbers of the notes whose claims nobody looked at: `1, 3–7`."""
        return ranges([number for number, one in enumerate(self._held, 1) if not one.row.reviewed])

    def _number(self, one: Held) -> int:
        if one.row.id not in self._numbers:
            self._held.append(one)
            self._numbers[one.row.id] = len(self._held)
        return self._numbers[one.row.id]

    def _note(self, number: int, one: Held) -> Note:
        tongue, document = self._tongue, one.document
        spans = sorted(set(one.claim.anchors))
        looked = tongue.label(one.row.reviewed or "not reviewed") + (f" ({tongue.label('differs')})" if one.row.differs else "")
        told = ", ".join(f"{span.start}–{span.end}" for span in spans)
        return Note(
            number=number,
            quote=quote(one, LONG),
            source=source(tongue, one),
            url=one_line(document.url) if document.url else None,
            details=tongue.passage("note details", spans=told, claim=one.row.id, reviewed=looked),
            document=document.id,
            spans=tuple(Span(*span) for span in spans),
        )


def source(tongue: Tongue, one: Held) -> str:
    """Publisher, title and date of a claim's document."""
    document = one.document
    title = "".join(tongue.quoted(one_line(document.title))) if document.title else tongue.label("untitled")
    published = tongue.date(document.published) if document.published else tongue.label("undated")
    return ", ".join((one_line(document.publisher or tongue.label("unpublished")), title, published))


def quote(one: Held, most: int = SHORT) -> Quote:
    """The words of a claim, shortened at a word where they are long."""
    words = one_line(one.words)
    if len(words) > most:
        words = words[:most].rsplit(" ", 1)[0] + " […]"
    return Quote(words, one.document.language)


def ranges(numbers: Sequence[int]) -> str:
    """`1, 3–7`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in found)
