"""What is done about an operation and what is answered: measures, replies, support, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable

from .answer import Page, Response
from .measures import measures
from .replies import replies
from .tree import Tree
from .who import Cast
from .words import Words

__all__ = ["Response", "responses"]


def responses(tree: Tree, cast: Cast, words: Words, text: str, *, cyber: Callable[[int, int], str | None]) -> list[Response]:
    """All measures, replies and support of a parsed sentence, in order of the text."""
    page = Page(cast, words, text, cyber)
    found = [*measures(page, tree), *replies(page, tree)]
    return sorted(found, key=lambda r: (r.trigger.index, r.kind, r.code))
