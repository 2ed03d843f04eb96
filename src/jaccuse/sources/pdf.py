"""PDF: the text of its pages as paragraphs. Needs the extra `jaccuse[pdf]`; there is no map back into the file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..document import Document, SourceMap
from ..errors import SourceBroken, SourceEmpty, SourceError, SourceTooLarge
from .decode import checked
from .headline import date_of_address, date_of_head
from .raw import Options, Raw

_PASSWORD = 4
_HYPHEN = "\ufffe"  # what PDFium puts where a hyphen ends a line
_BROKEN_WORD = re.compile(rf"([^\W_]+){_HYPHEN}([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*$")
_COMPOUNDS = frozenset(
    ("well", "self", "cyber", "state", "non", "anti", "pro", "ex", "co", "so", "high", "low", "long", "short", "multi", "semi",
     "vice", "sous", "demi", "mi", "contre", "avant", "après", "porte", "celui", "celle", "ceux", "là", "dit",
     "one", "two", "three", "zero", "first", "third", "inter", "post", "pre", "quasi", "mid", "all", "cross")
)  # fmt: skip
_NO_TITLE = re.compile(
    r"untitled|sans titre|microsoft word\b.*|document\d*|.*\.(?:docx?|pdf|indd|odt|pptx?|qxp)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    height: float = 0.0
    end: float = 0.0  # the bottom of its last character: a line that ends in a hyphen holds the next one as well


def read_pdf(raw: Raw, options: Options) -> Document:
    """A document of the text of a PDF.

    Wrapped lines are joined to paragraphs; a word broken by a hyphen at a line's end is joined where that is sure, else the
    hyphen stays; lines that head or foot most pages are left out. The file's own dates are of its making, not of
    publication, and are not taken.

    Raises:
        SourceError: the extra is not installed.
        SourceBroken: damaged or locked with a password.
        SourceEmpty: no text, such as a scan.
        SourceTooLarge: over the limits of pages or characters.
    """
    pages, title = _pages(raw, options)
    text = _words_joined("\n\n".join(_paragraphs(_without_edges(pages))))
    if not text.strip():
        raise SourceEmpty(
            "there is no text in the PDF, only pictures of pages",
            source=raw.name,
            remedy="run OCR on it first, such as ocrmypdf",
        )
    text, cleaned = checked(text, raw.name, options.limits)
    return Document(
        text=text,
        sha256=raw.sha256,
        language=options.language,
        title=title,
        published=options.published or date_of_head(text) or date_of_address(raw.url),
        publisher=options.publisher,
        url=raw.url,
        source=raw.name,
        map=SourceMap((0,), (-1,)),
        notes=(*raw.notes, *cleaned),
    )


def _pages(raw: Raw, options: Options) -> tuple[list[list[_Line]], str | None]:
    try:
        import pypdfium2  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        raise SourceError("reading PDF is not installed", source=raw.name, remedy='pip install "jaccuse[pdf]"') from None
    limits, size = options.limits, 0
    pages: list[list[_Line]] = []
    try:
        pdf = pypdfium2.PdfDocument(raw.data)
        try:
            if len(pdf) > limits.pdf_pages:
                raise SourceTooLarge(
                    f"{len(pdf)} pages, more than the limit of {limits.pdf_pages} (pdf_pages)", source=raw.name
                )
            for number in range(len(pdf)):
                page = pdf[number]
                pages.append(_lines(page.get_textpage()))
                page.close()
                size += sum(len(line.text) for line in pages[-1])
                if size > limits.text_chars:
                    raise SourceTooLarge(
                        f"more than the limit of {limits.text_chars:,} characters (text_chars)", source=raw.name
                    )
            title = " ".join((pdf.get_metadata_dict().get("Title") or "").split())
        finally:
            pdf.close()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise SourceBroken("the PDF is locked with a password", source=raw.name, remedy="save it without one") from None
        raise SourceBroken("the PDF is damaged", source=raw.name, remedy="open it elsewhere and save it anew") from None
    return pages, title if title and not _NO_TITLE.fullmatch(title) else None


def _lines(textpage: Any) -> list[_Line]:
    """The lines of a page with their places; without places where characters and boxes cannot be matched."""
    text: str = textpage.get_text_range()
    boxed = len(text) == textpage.count_chars()
    found: list[_Line] = []
    for match in re.finditer(r"[^\r\n]+", text):
        words = match.group().strip()
        if not words:
            continue
        if not boxed:
            found.append(_Line(words))
            continue
        first = match.start() + match.group().index(words)
        left, bottom, _, top = textpage.get_charbox(first, loose=True)
        _, end, right, _ = textpage.get_charbox(first + len(words) - 1, loose=True)
        found.append(_Line(words, left, right, bottom, top - bottom, end))
    return found


def _without_edges(pages: list[list[_Line]]) -> list[list[_Line]]:
    """The pages without the lines that head or foot more than half of them, and without bare page numbers."""

    def shape(line: _Line) -> str:
        return re.sub(r"\d+", "#", line.text)

    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({shape(line) for line in (*page[:1], *page[-1:])})
    common = {words for words, count in seen.items() if len(pages) >= 3 and count * 2 > len(pages)}
    out = []
    for page in pages:
        lines = list(page)
        for at in (0, -1):
            if lines and (shape(lines[at]) in common or (len(pages) > 1 and re.fullmatch(r"\W*\d{1,4}\W*", lines[at].text))):
                del lines[at]
        out.append(lines)
    return out


def _paragraphs(pages: list[list[_Line]]) -> list[str]:
    paragraphs: list[list[str]] = []
    before: _Line | None = None
    for page in pages:
        pitches = sorted(one.end - two.bottom for one, two in pairwise(page) if one.end > two.bottom)
        pitch = pitches[len(pitches) // 2] if pitches else 0.0
        edge = max((line.right for line in page), default=0.0)
        for number, line in enumerate(page):
            if before is None or _begins(before, line, pitch if number else 0.0, edge):
                paragraphs.append([])
            paragraphs[-1].append(line.text)
            before = line
    return [" ".join(lines).replace(f"{_HYPHEN} ", _HYPHEN) for lines in paragraphs]


def _begins(before: _Line, line: _Line, pitch: float, edge: float) -> bool:
    """Whether a line begins a paragraph. On a new page (`pitch` 0) only the words can tell."""
    ended = bool(_SENTENCE_END.search(before.text))
    if not before.height or not line.height or not pitch:
        return ended or not (line.text[:1].islower() or before.text.endswith((",", _HYPHEN)))
    if before.text.endswith(_HYPHEN):
        return False
    gap = before.end - line.bottom
    if gap > 1.35 * max(pitch, before.height) or gap < 0 or abs(before.height - line.height) > 0.2 * line.height:
        return True
    # The line before stops well short of the right edge after a full stop, or this one is indented.
    return ended and (before.right < edge - 0.15 * (edge - before.left) or line.left > before.left + line.height)


def _words_joined(text: str) -> str:
    """The text without the hyphens that only broke a word, where that is sure."""
    if _HYPHEN not in text:
        return text
    known = Counter(word.lower() for word in _WORD.findall(text))

    def join(match: re.Match[str]) -> str:
        left, right = match.groups()
        whole, compound = (left + right).lower(), f"{left}-{right}".lower()
        if known[whole]:
            return left + right
        parts = known[left.lower()] > 1 and known[right.lower()] > 1
        sure = left.isalpha() and left[-1:].islower() and right[:1].islower() and len(left) > 1 and len(right) > 1
        keep = not sure or known[compound] or parts or left.lower() in _COMPOUNDS
        return f"{left}-{right}" if keep else left + right

    return _BROKEN_WORD.sub(join, text).replace(_HYPHEN, "-")
