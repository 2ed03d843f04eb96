"""What many operations share, so that sharing it tells nothing: lists of `knowledge/lists/everyday.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from .. import knowledge

_FILE = Path(knowledge.__file__).parent / "lists" / "everyday.toml"


@cache
def everyday(what: str) -> frozenset[str]:
    """One of the lists: `tools`, `products`, `times`, `persons`."""
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))[what])
