"""A document: its text, what is known of it, and a map from the text back to where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Pieces of the text and where each stands in the source.

    starts: offsets into the text, ascending, the first 0; origins: for each, the offset in the decoded source (code points),
    or -1 where the piece has no place there. Between two starts both run in step.
    """

    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    def origin(self, offset: int) -> int | None:
        """The place in the source of the character at `offset` of the text, or None."""
        from bisect import bisect_right

        i = bisect_right(self.starts, offset) - 1
        return None if i < 0 or self.origins[i] < 0 else self.origins[i] + offset - self.starts[i]


@dataclass(frozen=True, slots=True)
class Document:
    """What is read: frozen.

    text: what anchors point into; never normalised after this point.
    sha256: of the bytes the document was made from, so that the same bytes are the same document.
    published: ISO 8601 date as precise as it is given: `2021`, `2021-07` or `2021-07-19`.
    notes: things a person should know, such as an encoding that had to be guessed.
    """

    text: str
    sha256: str
    language: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    source: str | None = None
    map: SourceMap = field(default_factory=SourceMap)
    notes: tuple[str, ...] = ()

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        language: str | None = None,
        title: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Document:
        """A document out of a string; lone surrogates, which UTF-8 cannot hold, become U+FFFD, one for one."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_surrogates(text) else text
        return cls(text=kept, sha256=digest, language=language, title=title, published=published, publisher=publisher, url=url)

    @property
    def id(self) -> str:
        """`sha256:` and the hash of the bytes."""
        return f"sha256:{self.sha256}"


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
