"""How much is read at most, so that no input can take the machine with it. Each limit is named in the error it causes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one source; see docs/reference/limits.md.

    source_bytes: one document as it lies on disk, on stdin or on the net, and one document out of a .gz.
    stream_bytes: a whole file of JSON Lines, decompressed; items are read one by one, so memory does not grow with it.
    item_bytes: one line of JSON Lines.
    gzip_ratio: decompressed to compressed bytes, once `gzip_grace` bytes are out.
    gzip_grace: bytes that any .gz may give before its ratio counts.
    text_chars: characters of one document's text.
    html_depth: open tags inside each other; deeper ones are read as if they were not there.
    pdf_pages: pages of a PDF.
    redirects: answers of a server that lead elsewhere.
    seconds: one fetch from the first look-up to the last byte.
    connect_seconds: the wait for one connection.
    """

    source_bytes: int = 50_000_000
    stream_bytes: int = 5_000_000_000
    item_bytes: int = 20_000_000
    gzip_ratio: int = 200
    gzip_grace: int = 10_000_000
    text_chars: int = 20_000_000
    html_depth: int = 100_000
    pdf_pages: int = 2_000
    redirects: int = 5
    seconds: float = 30.0
    connect_seconds: float = 10.0


DEFAULT = Limits()
