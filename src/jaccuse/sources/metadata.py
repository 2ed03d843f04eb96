"""What a page declares of itself: title, date, publisher, language, address, and its text where it hides it from readers."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import BadDate
from .blocks import Page
from .dates import normalise_date

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "citation_publication_date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish_date", "publication_date", "article:published", "date",
)  # fmt: skip
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "application-name")
_ARTICLES = ("Article", "Posting", "Report", "WebPage", "CreativeWork", "Advisory")
_TAG = re.compile(r"<[^<>]*>")
_SPLIT = re.compile(r"\s+[|·•–—:»-]\s+")
_MOST_JSON, _MOST_NODES = 2_000_000, 2_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """title, published, publisher, language, url: as declared, None where they are not; body: JSON-LD's articleBody."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    body: str | None = None


def metadata(page: Page) -> Metadata:
    """What a page declares, the most explicit first: JSON-LD, then meta tags, then `<time>`, then `<title>`.

    Dates that are none are passed over; what is merely the date of a change is never taken for the publication's.
    """
    said: dict[str, str] = {}
    for meta in page.metas:
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and (content := _line(meta.get("content"))):
            said.setdefault(name, content)
    linked = list(_linked_data(page))
    articles = [one for one in linked if any(str(kind).endswith(_ARTICLES) for kind in _list(one.get("@type")))]
    publisher = _first(said, _PUBLISHERS[:1]) or _publisher(articles) or _first(said, _PUBLISHERS[1:])
    title = _title(page, said, articles, publisher)
    dates = [*(one.get("datePublished") for one in articles), *(said.get(name) for name in _DATES), *_times(page)]
    return Metadata(
        title=title,
        published=next(filter(None, map(_date, dates)), None),
        publisher=publisher,
        language=page.language or said.get("og:locale") or said.get("dc.language") or said.get("content-language"),
        url=page.canonical if (page.canonical or "").startswith(("http://", "https://")) else said.get("og:url"),
        body=next((_prose(one["articleBody"]) for one in articles if isinstance(one.get("articleBody"), str)), None),
    )


def _line(words: object) -> str | None:
    return " ".join(html.unescape(words).split()) or None if isinstance(words, str) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(said: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((said[name] for name in names if name in said), None)


def _linked_data(page: Page) -> Iterator[dict[str, Any]]:
    for start, end in page.scripts:
        if end - start > _MOST_JSON:
            continue
        try:
            queue = [json.loads(page.source[start:end], strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_NODES):
            if not queue:
                break
            value = queue.pop(0)
            if isinstance(value, list):
                queue = [*value[:_MOST_NODES], *queue]
            elif isinstance(value, dict):
                yield value
                queue += [
                    value[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(value.get(key), (list, dict))
                ]


def _publisher(articles: list[dict[str, Any]]) -> str | None:
    for article in articles:
        for publisher in _list(article.get("publisher")):
            name = publisher.get("name") if isinstance(publisher, dict) else publisher
            if found := _line(name):
                return found
    return None


def _title(page: Page, said: dict[str, str], articles: list[dict[str, Any]], publisher: str | None) -> str | None:
    for title in (*(_line(one.get("headline")) for one in articles), _first(said, _TITLES)):
        if title:
            return _without(title, publisher)
    return _without(_line(page.source[slice(*page.title)]), publisher) if page.title else None


def _without(title: str | None, publisher: str | None) -> str | None:
    """The title without the publisher's name at its end or start ("… | Le Monde")."""
    parts = _SPLIT.split(title or "")
    if publisher and len(parts) > 1 and title:
        name = publisher.casefold()
        if parts[-1].casefold() == name:
            return title[: title.rindex(parts[-1])].rstrip(" |·•–—:»-") or title
        if parts[0].casefold() == name:
            return title[len(parts[0]) :].lstrip(" |·•–—:»-") or title
    return title or None


def _times(page: Page) -> Iterator[str | None]:
    for time in page.times:
        told = f"{time.get('itemprop', '')} {time.get('class', '')} {time.get('id', '')}".lower()
        if "pubdate" in time or "publi" in told or "posted" in told or "entry-date" in told:
            yield time.get("datetime") or time.get("content")
    plain = {time["datetime"][:10] for time in page.times if time.get("datetime")}
    if len(plain) == 1:
        yield plain.pop()


def _date(given: object) -> str | None:
    if not isinstance(given, str):
        return None
    try:
        return normalise_date(given)
    except BadDate:
        return None


def _prose(body: str) -> str:
    text = html.unescape(_TAG.sub(" ", body))
    return "\n\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
