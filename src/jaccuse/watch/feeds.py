"""RSS, Atom, JSON Feed and news sitemaps as items; hostile or broken ones give what can be read of them."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from xml.parsers import expat

from ..errors import BadDate, MissingExtra, SourceBroken
from ..sources import normalise_date

#: Items taken of one feed at one time, and characters of a title or summary.
ITEMS, CHARACTERS = 2_000, 100_000
_TAG = re.compile(r"<[^<>]*>")
_TRACKING = re.compile(r"^(?:utm_\w+|at_\w+|xtor|fbclid|gclid|mc_[ce]id|cmpid|ocid|ref|src)$", re.IGNORECASE)
_FIELDS = {"loc": "url", "title": "title", "publication_date": "published", "language": "language", "name": "publisher"}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed, as it says it. text: its summary or content as plain text."""

    id: str
    url: str | None
    title: str
    text: str
    published: str | None = None
    language: str | None = None
    publisher: str | None = None

    def keys(self) -> tuple[str, ...]:
        """By what it is known again though its id or its address may change: id, address, words."""
        words = hashlib.sha256(f"{self.title}\n{self.text}".encode("utf-8", "surrogatepass")).hexdigest()
        return tuple(dict.fromkeys(filter(None, (self.id, _plain_address(self.url), f"words:{words}"))))


def items_of(data: bytes, source: str) -> list[Item]:
    """The items of a feed in its order, each once.

    Raises:
        SourceBroken: it is no feed, or nothing of it can be read.
        MissingExtra: it is RSS or Atom and `feedparser` is not installed.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[")):
        found = _json_feed(data, source)
    elif b"<urlset" in data[:8192] or b"<sitemapindex" in data[:8192]:
        found = _sitemap(data, source)
    else:
        found = _feed(data, source)
    seen: set[str] = set()
    kept = []
    for item in found:
        if (item.title or item.text) and not seen & set(item.keys()):
            seen |= set(item.keys())
            kept.append(item)
        if len(kept) >= ITEMS:
            break
    return kept


def _feed(data: bytes, source: str) -> Iterator[Item]:
    try:
        import feedparser  # type: ignore[import-untyped, unused-ignore]
    except ModuleNotFoundError:
        raise MissingExtra("feeds need the extra `watch`", source=source, remedy="pip install 'jaccuse[watch]'") from None
    try:
        parsed = feedparser.parse(data)
    except Exception as error:  # of whatever kind: the bytes are a stranger's
        raise SourceBroken(f"no feed that can be read: {error}", source=source) from None
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise SourceBroken("this is no feed, or a broken one", source=source, remedy="look at it in a browser")
    language, publisher = parsed.feed.get("language"), parsed.feed.get("title")
    for entry in parsed.entries:
        contents = [entry.get("summary") or "", *(str(part.get("value") or "") for part in entry.get("content") or [])]
        url = _joined(source, entry.get("link"))
        yield Item(
            id=str(entry.get("id") or url or ""),
            url=url,
            title=_text(entry.get("title")),
            text=max(map(_text, contents), key=len),
            published=_date(entry.get("published") or entry.get("updated")),
            language=language,
            publisher=_text(publisher) or None,
        )


def _json_feed(data: bytes, source: str) -> Iterator[Item]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        raise SourceBroken("this is no JSON Feed: no valid JSON", source=source) from None
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        raise SourceBroken("this is no JSON Feed: it has no `items`", source=source)
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        url = _joined(source, entry.get("url") or entry.get("external_url"))
        contents = (entry.get(key) for key in ("content_text", "content_html", "summary"))
        yield Item(
            id=str(entry.get("id") or url or ""),
            url=url,
            title=_text(entry.get("title")),
            text=max(map(_text, contents), key=len),
            published=_date(entry.get("date_published")),
            language=_string(entry.get("language") or feed.get("language")),
            publisher=_text(feed.get("title")) or None,
        )


def _sitemap(data: bytes, source: str) -> Iterator[Item]:
    """News sitemaps; without entities, so that none can grow."""
    found: list[dict[str, str]] = []
    words: list[str] = []

    def opened(name: str, _: dict[str, str]) -> None:
        words.clear()
        if name == "url":
            found.append({})
        if name == "sitemapindex":
            raise SourceBroken("this is a list of sitemaps, not one", source=source, remedy="name the news sitemap in it")

    def closed(name: str) -> None:
        field = _FIELDS.get(name.rpartition(":")[2])
        if found and field and field not in found[-1]:
            found[-1][field] = "".join(words)[:CHARACTERS]
        words.clear()

    def refused(*_: object) -> None:
        raise SourceBroken("a sitemap with entities of its own is not read", source=source)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = words.append
    parser.EntityDeclHandler = refused
    broken = False
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        broken = True
    items = [one for one in found if one.get("title")]
    if not items and (broken or not found):
        raise SourceBroken("this is no news sitemap, or a broken one", source=source)
    for one in items:
        url = _joined(source, one.get("url"))
        published, language = _date(one.get("published")), one.get("language")
        yield Item(url or "", url, _text(one["title"]), "", published, language, one.get("publisher"))


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _text(value: Any) -> str:
    """Markup as plain text, in one line."""
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(_TAG.sub(" ", value[: 4 * CHARACTERS])).split())[:CHARACTERS]


def _date(value: Any) -> str | None:
    try:
        return normalise_date(value) if isinstance(value, str) and value.strip() else None
    except BadDate:
        return None


def _joined(base: str, link: Any) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    return url if url.startswith(("https://", "http://")) else None


def _plain_address(url: str | None) -> str | None:
    """The address without what only counts visitors."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    except ValueError:
        return url
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))
