"""What a source is: by its first bytes where they are plain, else by its name, else by a look inside."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from ..errors import SourceBroken

LOOK = 8_192
_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".warc": "warc",
}  # fmt: skip
_TYPES = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "application/json": "json",
    "application/x-ndjson": "jsonl", "application/jsonl": "jsonl", "application/jsonlines": "jsonl",
}  # fmt: skip
_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1)\b",
    re.I | re.S,
)
_JSON_ITEM = re.compile(rb'\s*\{\s*(?:"|$)')
_JSON_LIST = re.compile(rb"\s*\[\s*\{")


def kind_of(head: bytes, name: str, content_type: str | None = None) -> str:
    """`text`, `html`, `pdf`, `json`, `jsonl` or `warc`.

    Raises:
        SourceBroken: the first bytes are those of a format that is not read.
    """
    if head.startswith(b"WARC/"):
        return "warc"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise SourceBroken(f"this is {what}", source=name, remedy="give it as text, HTML or PDF")
    told = (content_type or "").partition(";")[0].strip().lower()
    if told in _TYPES:
        return _as_lines(head, _TYPES[told])
    if told == "text/plain":
        # A browser would show markup as it is; JSON Lines, though, have no type that servers know.
        return "text" if (inside := _inside(_narrow(head))) == "html" else inside
    if "://" not in name and (kind := _SUFFIXES.get(PurePath(name.lower().removesuffix(".gz").removesuffix(".zst")).suffix)):
        return kind
    return _inside(_narrow(head))


def _as_lines(head: bytes, kind: str) -> str:
    # Servers send JSON Lines as JSON.
    return _inside(head) if kind == "json" and _inside(head) == "jsonl" else kind


def _narrow(head: bytes) -> bytes:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head[:64].count(0) > 16:
        return head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    return head.removeprefix(codecs.BOM_UTF8)


def _inside(head: bytes) -> str:
    if _HTML.match(head):
        return "html"
    if _JSON_LIST.match(head):
        return "json"
    if _JSON_ITEM.match(head):
        first = head.lstrip().split(b"\n", 1)[0].rstrip()
        return "jsonl" if first.endswith(b"}") or len(first) > LOOK // 2 else "json"
    return "text"
