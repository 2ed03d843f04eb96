"""What every format is given: the bytes, where they came from, and what the caller said about them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from .limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows better than the source, and how far to go.

    language: primary tag (`fr`), or None.
    published: already through `normalise_date`, or None.
    allow_private: let URLs lead into private networks (tests with a server of their own).
    """

    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    limits: Limits = DEFAULT
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one document before they are text.

    name: what errors call it. charset: what a server said. kind: `text`, `html`, `pdf`, `json`, `jsonl` or None (sniff).
    """

    data: bytes
    name: str
    url: str | None = None
    charset: str | None = None
    kind: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def sha256(self) -> str:
        """Of the bytes as they are."""
        return hashlib.sha256(self.data).hexdigest()
