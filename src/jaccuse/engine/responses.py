"""What is done about an operation and what is answered: measures, replies, support, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..claim import Span
from .tree import Node, Tree
from .who import Cast, Party
from .words import Entry, Words


@dataclass(slots=True)
class Response:
    """One measure, reply or support. other: whom a measure is against, whom a reply answers, whom support backs.

    deed: what it is for, if the sentence says. charged: said to be *for* a cyber operation, so an attribution as well; alleged:
    that attribution is passed on as alleged. needs_accused: only valid where `by` is among the document's accused.
    """

    kind: Literal["measure", "reply", "support"]
    code: str
    by: list[Party]
    other: list[Party]
    status: str
    trigger: Node
    tree: Tree
    span: Span
    entry: Entry
    rule: str
    count: int | None = None
    nationality: str | None = None
    deed: Span | None = None
    charged: bool = False
    alleged: bool = False
    needs_accused: bool = False


def responses(tree: Tree, cast: Cast, words: Words, text: str, *, cyber: Callable[[int, int], str | None]) -> list[Response]:
    """All measures, replies and support of a parsed sentence, in order of the text."""
    return []
