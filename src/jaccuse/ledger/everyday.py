"""What many operations share, so that sharing it tells nothing: the lists of `lists/everyday.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "lists" / "everyday.toml"


@cache
def everyday(what: str) -> frozenset[str]:
    """One of the lists: `tools`, `products`, `times`, `persons`."""
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))[what])
