"""What a person is shown of one reading, before it is laid out: a page of blocks of rows of pieces.

The page is made once (`outline.py`) and laid out by each printer (`table.py`, `markdown.py`), so that both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["claimant", "accused", "certainty", "date", "value"]
RowKind = Literal["value", "quote", "why", "empty"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; with a role they are highlighted."""

    text: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it."""

    label: str
    pieces: tuple[Piece, ...]
    kind: RowKind = "value"


@dataclass(frozen=True, slots=True)
class Block:
    """An operation (level 1) or a claim (level 2)."""

    level: int
    title: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One reading for a person."""

    title: str
    head: tuple[Row, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


def joined(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with highlighted neighbours as one, for printers that have one kind of highlight."""
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.role and found[-1].role:
            found[-1] = Piece(found[-1].text + piece.text, piece.role)
        else:
            found.append(piece)
    return tuple(found)


def plain(label: str, text: str, kind: RowKind = "value") -> Row:
    """A row without highlights."""
    return Row(label, (Piece(text),), kind)
