"""When a claim was made: a date that hangs on the word that makes it, not one inside the words for the deed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..claim import DateValue, Empty, Span
from .dates import DateMention, resolve
from .tree import Node, Tree

_ON_VERB = {"nmod", "obl", "advmod", "compound", "nummod", "flat", "obj"}  # from a date up to its verb
_UPWARD = {"xcomp", "ccomp", "advcl", "acl", "obj", "obl", "nmod", "appos", "conj", "dep"}  # from a claim to what announces it
_STEPS = 3
# frames that tell the deed itself: a date on their verb is the deed's
DEEDS = {"act", "operate", "deed", "behind", "tie"}


class Told(NamedTuple):
    """One place where a claim is made. own: whether the trigger is itself the act of claiming."""

    tree: Tree
    trigger: Node
    deed: Span | None
    speech: Node | None
    own: bool = True


def date_of(
    places: Iterable[Told], dates: Sequence[DateMention], text: str, published: str | None
) -> tuple[DateValue | None, list[Empty]]:
    """The date of a claim made at one or more places; an empty field with the reason where it cannot be resolved."""
    empty: list[Empty] = []
    for told in places:
        holders = {id(node) for node in _holders(told)}
        for mention in dates:
            if not told.tree.sentence.start <= mention.start < told.tree.sentence.end or mention.role is not None:
                continue
            if told.deed is not None and told.deed.start <= mention.start < told.deed.end:
                continue
            if not _hangs(told.tree.head_of(mention.start, mention.end), holders):
                continue
            value = resolve(mention, published, "past")
            span = Span(mention.start, mention.end)
            if isinstance(value, DateValue):
                return DateValue(value=value.value, precision=value.precision, rule=value.rule, anchors=(span,)), []
            empty = empty or [Empty(field="date", reason=f"«{text[span.start : span.end]}»: {value.reason}")]
    return None, empty


def _holders(told: Told) -> list[Node]:
    """The verbs and nouns that a date of the claim may hang on: its own, that of the speech, and what announces either."""
    found: list[Node] = []
    starts = [told.trigger] if told.own else []
    for start in [*starts, *([told.speech] if told.speech is not None else [])]:
        node: Node | None = start
        for _ in range(_STEPS + 1):
            if node is None:
                break
            found.append(node)
            if node.relation not in _UPWARD or (node.relation == "conj" and node.kids("nsubj")):
                break
            if node.relation in {"advcl", "ccomp"} and node.kids("nsubj") and node is told.trigger:
                break
            node = node.head
    return found


def _hangs(node: Node | None, holders: set[int]) -> bool:
    for _ in range(_STEPS + 1):
        if node is None:
            return False
        if id(node) in holders:
            return True
        published = node.relation == "acl" and node.head is not None and node.head.relation == "obl"
        if node.relation not in _ON_VERB and not published:
            return False
        node = node.head
    return False
