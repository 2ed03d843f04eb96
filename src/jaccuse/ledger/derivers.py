"""The derivers, in the order in which they need each other."""

from __future__ import annotations

from .content import Content
from .derive import Deriver
from .merging import Merging
from .search import Search


def derivers() -> list[Deriver]:
    """All of them; a deriver may read the tables of those before it."""
    return [Content(), Merging(), Search()]
