"""HTML: the main text with its headline, paragraphs kept, and a map back to the page."""

from __future__ import annotations

import html
import re

from ..document import Document, SourceMap
from ..errors import SourceEmpty
from .blocks import BY_CLASS, BY_TAG, HIDDEN, KEEP, Block, Page, page_of
from .decode import checked, decode
from .headline import date_of_address, date_of_head
from .items import primary
from .metadata import Metadata, metadata
from .raw import Options, Raw

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.-]{2,40})", re.I
)
SOFT_HYPHEN = "\xad"
_ENTITY = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?|\xad")
_STEP = re.compile(r"[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+|" + _ENTITY.pattern)
_ENOUGH, _SHORT, _LEAD = 250, 80, 40
_CELLS = frozenset(("td", "th"))
_LINES = frozenset(("li", "dt", "dd", "tr", "caption"))


def read_html(raw: Raw, options: Options) -> Document:
    """A document of a page's main text.

    Navigation, asides, forms, comments, hidden text and lists of links are left out. White space is folded and soft hyphens
    go; nothing else is normalised. Title, date and publisher come from what the page declares.

    Raises:
        SourceEmpty, SourceBroken, SourceTooLarge: see `decode.checked`.
    """
    found = _CHARSET.search(raw.data[:4096])
    declared = raw.charset or (next(filter(None, found.groups())).decode("ascii") if found else None)
    source, said = decode(raw.data, raw.name, declared)
    checked(source, raw.name, options.limits)
    page = page_of(source, options.limits.html_depth)
    about = metadata(page)
    blocks, notes = main_blocks(page)
    writer = Writer(source)
    headline = _headline(page, about)
    if headline is not None and headline not in blocks[:1]:
        blocks = [headline, *(block for block in blocks if block is not headline)]
    for before, block in zip([None, *blocks], blocks, strict=False):
        writer.block(block, _gap(page, before, block))
    text = writer.text()
    if about.body and len(about.body) > 3 * len(text):
        text, writer = about.body, Writer(source)
        writer.say(text)
        notes = ("the text is the one the page declares for machines; it shows less of it to readers",)
    if not text:
        raise SourceEmpty("there is no text in the page", source=raw.name, remedy="if it needs a browser, save it from there")
    if about.title and not _starts_with(text, about.title):
        titled = Writer(source)
        titled.say(about.title + "\n\n")
        titled.join(writer)
        writer, text = titled, titled.text()
    text, cleaned = checked(text, raw.name, options.limits)
    date = options.published or about.published or date_of_head(text)
    return Document(
        text=text,
        sha256=raw.sha256,
        language=options.language or _agreed(about.language, text),
        title=about.title,
        published=date or date_of_address(raw.url or about.url),
        publisher=options.publisher or about.publisher,
        url=raw.url or about.url,
        source=raw.name,
        map=writer.map(),
        notes=(*raw.notes, *said, *notes, *cleaned),
    )


def main_blocks(page: Page) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks of the main text, in order, and a note where the page did not make plain which they are."""
    for level in (KEEP, BY_CLASS, BY_TAG):
        mine = [block for block in page.blocks if block.drop <= level and _is_prose(block)]
        rest = sum(b.chars for b in page.blocks if b.drop <= BY_CLASS and _is_prose(b))
        mass = sum(block.chars for block in mine)
        if mass >= _ENOUGH or (mass and mass * 2 >= rest):
            break
    else:
        mine = [block for block in page.blocks if block.drop < HIDDEN]
        return mine, ("it was not plain what the main text of the page is",) if mine else ()
    root, sure = _root(page, mine)
    nodes = page.nodes
    # A first paragraph often stands before a container that is only the largest, and was not said to be the article.
    lead = [b for b in mine if not sure and b.node < root and b.tag == "p" and b.chars >= _LEAD]
    return [*lead, *(block for block in mine if root <= block.node <= nodes[root].last)], ()


def _is_prose(block: Block) -> bool:
    if block.linked * 3 > block.chars * 2 or (block.timed and block.chars < _SHORT):
        return False
    return not (block.tag == "li" and block.linked * 2 > block.chars)


def _root(page: Page, blocks: list[Block]) -> tuple[int, bool]:
    """The container of the main text, and whether the page says so: the article, `main` or declared body with half of all
    prose, else the smallest container with nine tenths of it."""
    nodes = page.nodes
    for number, node in enumerate(nodes):
        node.last, node.mass = number, 0
    for block in blocks:
        nodes[block.node].mass += block.chars
    for number in range(len(nodes) - 1, 0, -1):
        node = nodes[number]
        nodes[node.parent].mass += node.mass
        nodes[node.parent].last = max(nodes[node.parent].last, node.last)
    whole = nodes[0].mass
    for fits in ("article", "main", "body"):
        found = [
            i for i, node in enumerate(nodes) if node.mass * 2 >= whole and (node.body if fits == "body" else node.tag == fits)
        ]
        if found:
            return found[-1], True
    at = 0
    children: dict[int, int] = {}
    for number in range(len(nodes) - 1, 0, -1):
        best = children.get(nodes[number].parent)
        if best is None or nodes[number].mass >= nodes[best].mass:
            children[nodes[number].parent] = number
    while (below := children.get(at)) is not None and nodes[below].mass * 10 >= whole * 9 and nodes[below].tag != "p":
        at = below
    return at, False


def _headline(page: Page, about: Metadata) -> Block | None:
    """The `h1` that says the declared title; where none is declared, the only one."""
    found = [block for block in page.blocks if block.tag == "h1" and block.drop < HIDDEN]
    if about.title is None:
        return found[0] if len(found) == 1 else None
    for block in found:
        writer = Writer(page.source)
        writer.block(block, "")
        if _same(writer.text(), about.title):
            return block
    return None


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", " ", one).strip().casefold() == re.sub(r"\W+", " ", other).strip().casefold()


def _starts_with(text: str, title: str) -> bool:
    return _same(text[: len(title)], title) or _same(text.split("\n", 1)[0], title)


def _gap(page: Page, before: Block | None, block: Block) -> str:
    if before is None:
        return ""
    if block.tag in _CELLS and before.tag in _CELLS:
        return "\t" if page.nodes[block.node].parent == page.nodes[before.node].parent else "\n"
    return "\n" if block.tag in _LINES and before.tag in _LINES else "\n\n"


def _agreed(declared: str | None, text: str) -> str | None:
    """The language a page declares, if its text is in it; else None, and the engine identifies it."""
    tag = primary(declared)
    if tag is None:
        return None
    from ..engine.language import identify

    return tag if identify(text)[0] == tag else None


class Writer:
    """Text as it is put together, with the place in the source of every piece."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.size = 0
        self.starts: list[int] = []
        self.origins: list[int] = []
        self._gap, self._origin, self._begun = "", -1, False

    def say(self, words: str, origin: int = -1) -> None:
        """Put words that stand at `origin` of the source, or nowhere in it."""
        if not words:
            return
        if not self.starts or not self._in_step(origin):
            self.starts.append(self.size)
            self.origins.append(origin)
        self.parts.append(words)
        self.size += len(words)

    def _in_step(self, origin: int) -> bool:
        last = self.origins[-1]
        return origin == last == -1 if origin < 0 or last < 0 else origin - self.size == last - self.starts[-1]

    def block(self, block: Block, gap: str) -> None:
        """Put a block after a gap, its white space folded (kept in `pre`); nothing where it is blank."""
        self._gap, self._origin, self._begun = gap, -1, False
        for start, end in block.pieces:
            if start < 0:
                if self._begun:
                    self._gap, self._origin = "\n", -1
            elif block.tag == "pre":
                self._piece(start, end, _ENTITY)
            else:
                # Single spaces inside a piece are part of its runs; those at its edges may meet others.
                inner = start + 1 if self.source[start] == " " else start
                outer = end - 1 if end > inner and self.source[end - 1] == " " else end
                if inner > start:
                    self._space(start)
                self._piece(inner, outer, _STEP)
                if outer < end:
                    self._space(outer)

    def _piece(self, at: int, end: int, steps: re.Pattern[str]) -> None:
        for step in steps.finditer(self.source, at, end):
            if step.start() > at:
                self._put(self.source[at : step.start()], at)
            at, found = step.end(), step.group()
            if found[0] == "&":
                if (meant := html.unescape(found)) != SOFT_HYPHEN:
                    self._put(meant, step.start())
            elif found != SOFT_HYPHEN:
                self._space(step.start())
        if end > at:
            self._put(self.source[at:end], at)

    def _space(self, origin: int) -> None:
        if self._begun and not self._gap:
            self._gap, self._origin = " ", origin

    def _put(self, words: str, origin: int) -> None:
        self.say(self._gap, self._origin)
        self.say(words, origin)
        self._gap, self._begun = "", True

    def text(self) -> str:
        """All that was put, without white space at its end."""
        return "".join(self.parts).rstrip(" \t\r\n\f")

    def join(self, other: Writer) -> None:
        """Put all that another writer has, its places kept."""
        self.parts += other.parts
        self.starts += [start + self.size for start in other.starts]
        self.origins += other.origins
        self.size += other.size

    def map(self) -> SourceMap:
        """The map of the text."""
        return SourceMap(tuple(self.starts), tuple(self.origins)) if self.starts else SourceMap()
