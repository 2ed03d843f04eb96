"""How many people a phrase speaks of."""

from __future__ import annotations

from .answer import Page
from .tree import Node

MAX_NUMBER = 20


def determiner(head: Node) -> str:
    """The article or number before a noun, '' for none."""
    return next((c.lower for c in head.kids("det", "nummod")), "")


def number(page: Page, word: str) -> int | None:
    """The value of a whole number in digits or words, up to twenty in words."""
    if word.isdigit() and len(word) < 7:
        return int(word)
    for value in range(1, MAX_NUMBER + 1):
        if page.words.has(f"number-{value}", word):
            return value
    return None


def count_of(page: Page, head: Node) -> int | None:
    """How many people: a number on the noun, the number itself, or one for a singular with an article or none."""
    own = number(page, head.lower) if head.tag == "NUM" else None
    if own is not None:
        return own
    for child in head.kids("nummod", "det", "amod"):
        value = number(page, child.lower)
        if value is not None:
            return value
    if page.words.has("pairs", head.lower):
        return 2
    if page.words.has("trios", head.lower):
        return 3
    plural = head.lower.endswith(tuple(page.words.sets.get("plural-endings", ("s",)))) or page.words.has(
        "plural-people", head.lower
    )
    return None if plural or page.words.has("collective-people", head.lower) else 1
