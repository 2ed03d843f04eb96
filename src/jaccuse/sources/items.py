"""JSON Lines of items, or JSON with one item or a list of them: title, text, published, language, url, publisher."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..document import Document, SourceMap
from ..errors import BadDate, JaccuseError, SourceBroken, SourceEmpty, SourceTooLarge
from .dates import normalise_date
from .decode import checked, decode
from .headline import date_of_address, date_of_head
from .limits import Limits
from .raw import Options, Raw
from .streams import Reader

FIELDS = ("title", "text", "published", "language", "url", "publisher")
_GAP = "\n\n"
_BLANK = b" \t\r\n\x00\xef\xbb\xbf"


def read_lines(stream: Reader, name: str, options: Options) -> Iterator[Document | JaccuseError]:
    """One document a line, in order; a line that is none is an error with its number, and the next is read. Never raises.

    Blank lines are skipped. A stream that breaks off gives what came before, then the error.
    """
    found = False
    for where, line in lines(stream, name, options.limits):
        found = True
        try:
            yield line if isinstance(line, JaccuseError) else document_of_line(line, where, options)
        except JaccuseError as error:
            yield error
    if not found:
        yield SourceEmpty("there is no item in it", source=name)


def lines(stream: Reader, name: str, limits: Limits) -> Iterator[tuple[str, bytes | JaccuseError]]:
    """The lines that are not blank, each with what errors call it; an error in place of one that is too long. Never raises.

    A stream that breaks off gives what came before, then the error.
    """
    limit, number = limits.item_bytes, 0
    while True:
        number += 1
        where = f"{name}, line {number}"
        try:
            line = stream.readline(limit + 1)
            if not line:
                return
            if len(line) > limit:
                _skip_line(stream, line)
                raise SourceTooLarge(f"more than the limit of {limit:,} bytes a line (item_bytes)", source=where)
        except JaccuseError as error:
            yield where, error
            if stream.broken:
                return
            continue
        if line.strip(_BLANK):
            yield where, line


def document_of_line(line: bytes, where: str, options: Options) -> Document:
    """The document of one line of JSON Lines. where: what errors call it. Raises SourceError, BadDate."""
    return _document(_parsed(line, where), where, line.rstrip(b"\r\n"), options)


def read_json(raw: Raw, options: Options) -> Iterator[Document | JaccuseError]:
    """The item of a JSON object or the items of an array, in order. Never raises."""
    try:
        value = _parsed(raw.data, raw.name)
    except JaccuseError as error:
        yield error
        return
    items = value if isinstance(value, list) else [value]
    if not items:
        yield SourceEmpty("there is no item in it", source=raw.name)
    for number, item in enumerate(items, 1):
        where = f"{raw.name}, item {number}" if isinstance(value, list) else raw.name
        # An item of a list has no bytes of its own: its canonical JSON stands for them.
        data = json.dumps(item, sort_keys=True).encode() if isinstance(value, list) else raw.data
        try:
            yield _document(item, where, data, options)
        except JaccuseError as error:
            yield error


def _skip_line(stream: Reader, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _parsed(data: bytes, where: str) -> Any:
    try:
        text, _ = decode(data, where)
        return _JSON.decode(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise SourceBroken(f"not valid JSON: {error.msg} at {place}", source=where) from None
    except RecursionError:
        raise SourceBroken("not valid JSON: nested too deeply", source=where) from None
    except ValueError as error:
        raise SourceBroken(f"not valid JSON: {error}", source=where) from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_JSON = json.JSONDecoder(parse_constant=_no_constant)


def _document(item: Any, where: str, data: bytes, options: Options) -> Document:
    if not isinstance(item, dict):
        raise SourceBroken(f"an item is a JSON object, this is {_kind(item)}", source=where)
    said = {field: _string(item, field, where) for field in FIELDS}
    if "text" not in item and not said["title"].strip():
        raise SourceBroken("the item has no `text`", source=where)
    title, body = said["title"], said["text"]
    joined = title.strip() and not body.startswith(title)
    start = len(title) + len(_GAP) if joined else 0
    text, notes = checked(title + _GAP + body if joined else body, where, options.limits)
    try:
        published = options.published or (normalise_date(said["published"]) if said["published"].strip() else None)
    except BadDate as error:
        raise BadDate(f"`published`: {error.message}", source=where, remedy=error.remedy) from None
    url = said["url"].strip() or None
    return Document(
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        language=options.language or primary(said["language"]),
        title=title.strip() or None,
        published=published or date_of_head(body) or date_of_address(url),
        publisher=options.publisher or said["publisher"].strip() or None,
        url=url,
        source=where,
        map=SourceMap((0, start), (-1, 0)) if joined else SourceMap(),
        notes=notes,
    )


def _string(item: dict[str, Any], field: str, where: str) -> str:
    value = item.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SourceBroken(f"`{field}` is {_kind(value)}, not a string", source=where)
    return value


def _kind(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object", str: "a string"}
    return names.get(type(value), "null")


@lru_cache(maxsize=1024)
def primary(tag: str | None) -> str | None:
    """The primary subtag of a language tag (`en` of `en-US`), or None where there is none."""
    head = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    return head if head.isascii() and head.isalpha() and len(head) in (2, 3) and head != "und" else None
