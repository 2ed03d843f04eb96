"""A page as blocks of text (paragraphs, headings, items, cells) in a tree of containers: one pass, no recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from .markup import Token, attributes, scan


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# How sure it is that a block is no part of the main text.
KEEP, BY_CLASS, BY_TAG, HIDDEN = range(4)

BLOCK = _set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section select summary table tbody "
    "td tfoot th thead tr ul"
)
VOID = _set("area base br col embed hr img input link meta param source track wbr")
_GONE = _set("head template svg math noscript object canvas audio video datalist select option button")
_BOILER = _set("nav aside footer form menu dialog figcaption")
_SCOPE = _set("td th caption table html body article")
# An opening tag on the left ends an open element on the right, as the standard has it.
_ENDS = {"li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "td": ("td", "th"), "th": ("td", "th"), "tr": ("tr",)}
_LISTS = _set("ul ol dl menu table")
_THROUGH = _set("table tr tbody article body html")
_ENDS_P = BLOCK - {"td", "th", "tr", "tbody", "thead", "tfoot", "caption", "option", "legend", "body", "html"}
_COUNTED = BLOCK | _SCOPE | _LISTS
_SHUT = VOID | _set("script style title textarea iframe")
_NOTED = _set("meta time html link")
_PLAIN = frozenset(("html", "body", "main", "article"))
_CLASS = re.compile(
    r"(?:^|[\s_-])(?<!with[_-])(?<!has[_-])(?<!no[_-])(?:share|sharing|social|related|recommend(?:ed|ations?)?|newsletter|promo|promoted|sponsor(?:ed)?|ads?|advert\w*|"
    r"banner|cookies?|consent|gdpr|comments?|commentaires?|breadcrumbs?|byline|author|auteur|signature|timestamp|pubdate|"
    r"meta|metadata|tags|taglist|sidebar|nav|navbar|navigation|menu|footer|pagination|pager|popup|modal|overlay|paywall|subscri\w+|"
    r"abonne\w*|toolbar|tools|caption|legende|credits?|copyright|most-read|trending|read-more|lire-aussi|a-lire|outbrain|taboola|"
    r"print-only|skip-link|sr-only|visually-hidden|screen-reader-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"(?:^|\s)(?:h?entry|post|article|story|content|(?:entry|post|article|story)[_-](?:body|content|text))(?:\s|$)", re.I
)
_ROLE = _set("navigation banner complementary contentinfo search dialog menu menubar toolbar alert form")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(slots=True)
class Node:
    """A container: its tag, its parent's number, and whether it says to hold the article's body."""

    tag: str
    parent: int
    body: bool = False
    last: int = 0
    mass: int = 0


@dataclass(slots=True)
class Block:
    """A run of text: `pieces` of the source (a start of -1 is a line break), its tag, node, how sure it is no main text."""

    node: int
    tag: str
    drop: int
    pieces: list[tuple[int, int]] = field(default_factory=list)
    chars: int = 0
    linked: int = 0
    timed: bool = False


@dataclass(slots=True)
class Page:
    """All that one pass over a page finds."""

    source: str
    nodes: list[Node] = field(default_factory=lambda: [Node("#page", 0)])
    blocks: list[Block] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    times: list[dict[str, str]] = field(default_factory=list)
    scripts: list[tuple[int, int]] = field(default_factory=list)
    title: tuple[int, int] | None = None
    language: str | None = None
    canonical: str | None = None


def page_of(source: str, depth: int) -> Page:
    """Blocks and metadata of a page. Elements nested deeper than `depth` are read as if their tags were not there."""
    builder = _Builder(source, depth)
    script = False
    for token in scan(source):
        if token.kind == "text":
            builder.text(token.start, token.end)
        elif token.kind == "raw":
            if token.name == "script" and script:
                builder.page.scripts.append((token.start, token.end))
            elif token.name == "title" and builder.page.title is None:
                builder.page.title = (token.start, token.end)
        elif token.name == "script":
            script = token.kind == "open" and "ld+json" in attributes(source, token).get("type", "").lower()
        elif token.kind == "close":
            builder.close(token.name)
        else:
            builder.open(token)
    return builder.page


class _Open(NamedTuple):
    tag: str
    node: int
    drop: int
    link: bool
    timed: bool


class _Tag(NamedTuple):
    """What an opening tag says, however often it stands in the page. drop: None where that depends on what it stands in."""

    given: dict[str, str]
    drop: int | None
    body: bool
    noted: bool


class _Builder:
    def __init__(self, source: str, depth: int) -> None:
        self.page, self.source, self.depth = Page(source), source, depth
        self.stack = [_Open("#page", 0, KEEP, False, False)]
        # Where on the stack each tag, the blocks and the tags that bound end tags are open: look-ups stay constant in time.
        self.places: dict[str, list[int]] = {}
        self.block_places: list[int] = []
        self.scopes: list[int] = []
        self.lists: list[int] = []
        self.block: Block | None = None
        self._tags = {"": _Tag({}, KEEP, False, False)}  # by their characters: a page repeats its tags

    def text(self, start: int, end: int) -> None:
        top = self.stack[-1]
        if top.drop == HIDDEN or start == end:
            return
        if self.block is None:
            if self.source[start:end].isspace():
                return
            tag = self.stack[self.block_places[-1]].tag if self.block_places else "#page"
            self.block = Block(top.node, tag, top.drop)
            self.page.blocks.append(self.block)
        block = self.block
        # A part of a paragraph that is marked as no text of it (a share button) is left out alone.
        if top.drop > block.drop:
            return
        block.pieces.append((start, end))
        size = end - start
        block.chars += size
        block.linked += size * top.link
        block.timed |= top.timed

    def open(self, token: Token) -> None:
        tag = token.name
        written = self.source[token.start : token.end]
        said = self._tags.get(written)
        if said is None:
            said = self._tags[written] = self._said(tag, token)
        if said.noted:
            self._note(tag, said.given)
        if tag in BLOCK or tag == "br":
            if tag in _ENDS_P and self.block_places and self.stack[self.block_places[-1]].tag == "p":
                self._end("p")
            if tag in _ENDS:
                for before in _ENDS[tag]:
                    self._end(before, self.lists)
            if tag == "br" and self.block is not None:
                self.block.pieces.append((-1, -1))
            elif tag != "br":
                self.block = None
        elif tag == "a":
            self._end("a")
        place = len(self.stack)
        if tag in _SHUT or place >= self.depth:
            return
        top = self.stack[-1]
        node = top.node
        if tag in _COUNTED:
            if tag in BLOCK:
                self.page.nodes.append(Node(tag, node, said.body))
                node = len(self.page.nodes) - 1
                self.block_places.append(place)
            if tag in _SCOPE:
                self.scopes.append(place)
            if tag in _LISTS:
                self.lists.append(place)
        places = self.places.get(tag)
        if places is None:
            self.places[tag] = [place]
        else:
            places.append(place)
        drop = said.drop
        if drop is None:
            drop = _drop(tag, said.given, self.places)
        drop = max(drop, top.drop)
        self.stack.append(_Open(tag, node, drop, top.link or tag == "a", top.timed or tag == "time"))

    def _said(self, tag: str, token: Token) -> _Tag:
        given = attributes(self.source, token)
        drop = None if tag == "header" else _drop(tag, given, {})
        noted = tag in _NOTED or "datepublished" in given.get("itemprop", "").lower()
        return _Tag(given, drop, _is_body(given), noted)

    def close(self, tag: str) -> None:
        if tag == "br":
            self.open(Token("open", "br", 0, 0))
        elif tag not in VOID:
            self._end(tag)

    def _end(self, tag: str, within: list[int] | None = None) -> None:
        """Close the innermost open `tag` and all in it, unless a bound (a cell; a block for inline tags) lies between."""
        places = self.places.get(tag)
        if not places:
            return
        bounds = within if within is not None else self.scopes if tag in BLOCK else self.block_places
        if bounds and places[-1] < bounds[-1] and (within is not None or tag not in _THROUGH):
            return
        if tag in BLOCK:
            self.block = None
        while True:
            gone = self.stack.pop()
            self.places[gone.tag].pop()
            if gone.tag in _COUNTED:
                for kept in (self.block_places, self.scopes, self.lists):
                    if kept and kept[-1] == len(self.stack):
                        kept.pop()
            if gone.tag == tag:
                return

    def _note(self, tag: str, given: dict[str, str]) -> None:
        page = self.page
        if tag == "meta":
            page.metas.append(given)
        elif tag == "time" or "datepublished" in given.get("itemprop", "").lower():
            page.times.append(given)
        elif tag == "html" and page.language is None:
            page.language = given.get("lang") or given.get("xml:lang")
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            page.canonical = page.canonical or given.get("href")


def _is_body(given: dict[str, str]) -> bool:
    return "articlebody" in given.get("itemprop", "").lower()


def _drop(tag: str, given: dict[str, str], places: dict[str, list[int]]) -> int:
    if tag in _GONE or "hidden" in given or _HIDING.search(given.get("style", "")):
        return HIDDEN
    if given.get("aria-hidden", "").lower() == "true":
        return HIDDEN
    if tag in _BOILER or given.get("role", "").lower() in _ROLE:
        return BY_TAG
    if tag == "header" and not (places.get("article") or places.get("main")):
        return BY_TAG
    if tag not in _PLAIN and given:
        words = f"{given.get('class', '')} {given.get('id', '')}"
        if len(words) > 1 and _CLASS.search(words) and not _CONTENT.search(words):
            return BY_CLASS
    return KEEP
