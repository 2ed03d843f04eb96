"""The shape of a dossier, the same for every form it is written in: blocks of plain words, without markup."""

from __future__ import annotations

import msgspec

from ...claim import Span


class Text(msgspec.Struct, frozen=True, tag="text"):
    """Words of ours. look: plain, strong, soft (beside the point) or code."""

    words: str
    look: str = "plain"


class Quote(msgspec.Struct, frozen=True, tag="quote"):
    """Words of a document, with the quotation marks of the dossier's language. language: of the words."""

    words: str
    language: str | None = None


class Ref(msgspec.Struct, frozen=True, tag="ref"):
    """The mark of a note."""

    number: int


Inline = Text | Quote | Ref
Words = tuple[Inline, ...]


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading. level: 2 or 3 (1 is the dossier's title); anchor: its name in links."""

    level: int
    words: Words
    anchor: str


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph. tone: plain, lead, notice (to be read before the rest) or small."""

    words: Words
    tone: str = "plain"


class Items(msgspec.Struct, frozen=True, tag="items"):
    """A list of short paragraphs."""

    items: tuple[Words, ...]


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table. widths: share of each column; caption: what it is, also for those who do not see it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[int, ...]


class Mark(msgspec.Struct, frozen=True):
    """Something on the timeline. since, until: the days it may lie in; look: how it was put; number: of how many claims."""

    since: str
    until: str
    look: str
    number: int = 1


class Lane(msgspec.Struct, frozen=True):
    """One line of the timeline."""

    label: str
    marks: tuple[Mark, ...]


class Timeline(msgspec.Struct, frozen=True, tag="timeline"):
    """The picture. alternative: the same in words; keys: what each look means; ticks: days with what stands at them."""

    caption: str
    alternative: str
    lanes: tuple[Lane, ...]
    keys: tuple[tuple[str, str], ...]
    ticks: tuple[tuple[str, str], ...]
    first: str
    last: str


class Fixed(msgspec.Struct, frozen=True, tag="fixed"):
    """Lines to be copied letter by letter, such as a checkpoint."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Items | Table | Timeline | Fixed


class Note(msgspec.Struct, frozen=True):
    """A note: the words of one claim and everything by which they are found again.

    source: publisher, title, date; details: claim, offsets, hash, whether a person looked at it.
    """

    number: int
    quote: Quote
    source: str
    url: str | None
    details: str
    document: str
    spans: tuple[Span, ...] = ()


class Dossier(msgspec.Struct, frozen=True):
    """The whole. labels: words that the forms themselves need, such as `notes` and `open`, an opening quotation mark."""

    language: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    labels: dict[str, str]
