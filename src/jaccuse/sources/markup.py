"""A forward scan over HTML: tags, text and raw text with their places. Never goes back, so time is linear on any input."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
# A whole tag without stray quotes: nearly all of them. Possessive, so that what it does not fit is found out in one go.
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*+)([^>"']*+(?:(?<==)(?:"[^"]*+"|'[^']*+')[^>"']*+)*+)>""")
_QUOTE_OR_END = re.compile("[\"'>]")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}
_MOST_ATTRIBUTES = 20_000


class Token(NamedTuple):
    """kind: `open`, `close`, `text` or `raw` (what stands in a script, style or title); start and end in the source."""

    kind: str
    name: str
    start: int
    end: int


def scan(source: str) -> Iterator[Token]:
    """The tokens of a page, in order; comments, doctypes and processing instructions are left out.

    Broken markup is read as browsers do: a `<` that opens no tag is text, an unclosed tag or script reaches to the end.
    """
    at, size = 0, len(source)
    last = {quote: source.rfind(quote) for quote in "\"'"}
    find, whole = source.find, _TAG.match
    while at < size:
        less = find("<", at)
        if less < 0:
            yield Token("text", "", at, size)
            return
        if tag := whole(source, less):
            if less > at:
                yield Token("text", "", at, less)
            closing, word = tag[1], tag[2].lower()
            at = tag.end()
            yield Token("close" if closing else "open", word, less, at)
            if word in RAW and not closing:
                stop = _RAW_END[word].search(source, at)
                end, at = at, stop.start() if stop else size
                yield Token("raw", word, end, at)
            continue
        following = source[less + 1 : less + 2]
        if following in "!?":
            if less > at:
                yield Token("text", "", at, less)
            at = _after_comment(source, less)
            continue
        closing = following == "/"
        name = _NAME.match(source, less + 1 + closing)
        if name is None:
            # "</>" and "</ x>" vanish, any other "<" is text.
            end = source.find(">", less) + 1 if closing else less + 1
            yield Token("text", "", at, less if closing else end)
            at = end or size
            continue
        if less > at:
            yield Token("text", "", at, less)
        end = _tag_end(source, name.end(), last)
        word = name.group().lower()
        yield Token("close" if closing else "open", word, less, end)
        at = end
        if not closing and word in RAW:
            stop = _RAW_END[word].search(source, at)
            at = stop.start() if stop else size
            yield Token("raw", word, end, at)


def attributes(source: str, token: Token) -> dict[str, str]:
    """The attributes of an opening tag, names in lower case, entities resolved; the first of a name counts."""
    inside = source[token.start + 1 + len(token.name) : min(token.end - 1, token.start + _MOST_ATTRIBUTES)]
    found: dict[str, str] = {}
    if not inside.strip(" /"):
        return found
    for name, double, single, bare in _ATTRIBUTE.findall(inside):
        value = double or single or bare
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found


def _after_comment(source: str, less: int) -> int:
    if source.startswith("<!--", less):
        end = source.find("-->", less + 2)
        return end + 3 if end >= 0 else len(source)
    if source.startswith("<![CDATA[", less):
        end = source.find("]]>", less)
        return end + 3 if end >= 0 else len(source)
    end = source.find(">", less)
    return end + 1 if end >= 0 else len(source)


def _tag_end(source: str, at: int, last: dict[str, int]) -> int:
    # A quote counts only right after "=", as in a browser; elsewhere it is a stray one.
    while found := _QUOTE_OR_END.search(source, at):
        at = found.end()
        if found.group() == ">":
            return at
        quote = found.group()
        if at <= last[quote] and source[max(0, found.start() - 8) : found.start()].rstrip().endswith("="):
            at = source.find(quote, at) + 1
    return len(source)
