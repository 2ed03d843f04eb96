"""From a file, standard input, a URL or bytes to documents.

Two functions, and a contract that the command line and users build on:

`load(source, …) -> Iterator[Document | JaccuseError]` never raises for bad input. It gives, in the source's order, a document
or an error *as a value* for each thing in it: one for a text, a page or a PDF; one a line for JSON Lines; one an item for a
JSON array; one a page for a WARC. Every error names its source (`notes.jsonl, line 3`) and what would help. A source that
cannot be opened gives one error. It is lazy: JSON Lines and WARC of any length are read in constant memory.

`load_one(source, …) -> Document` raises that error instead, and where the source does not hold exactly one document.

    source: a path (`str` or `Path`), `"-"` for standard input, an `http://` or `https://` URL, or the bytes themselves.
        What it is comes from its first bytes, then from what a server says, then from its name, then from a look inside. .gz
        and .zst are unpacked. A text of your own is no source: use `Document.from_text`.
    language: of the text, if you know it better than the source (`fr`, `en-GB`); it wins over all else.
    published: publication date; everything `normalise_date` reads; a wrong one gives BadDate. It wins over the source's.
    publisher: wins over the source's.
    limits: see `Limits`; each is named in the error it causes.
    allow_private: let a URL lead into a private network. For tests with a server of their own.

`Document.language` stays None where neither caller nor source tells it for sure: the engine then identifies it.
`Document.notes` tells what had to be guessed or left out. Offsets of the text lead back through `Document.map`: for plain text
into the decoded file, for items into their `text` field, for HTML into the decoded page; PDF has no such map.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..document import Document
from ..errors import JaccuseError, SourceBroken
from .dates import normalise_date
from .limits import DEFAULT, Limits
from .raw import Options, Raw

__all__ = ["Limits", "load", "load_one", "normalise_date"]

Source = str | Path | bytes | bytearray | memoryview


def load(
    source: Source,
    *,
    language: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    limits: Limits = DEFAULT,
    allow_private: bool = False,
) -> Iterator[Document | JaccuseError]:
    """Every document of a source, in order, an error as a value where there is none. See the module."""
    name = _name(source)
    try:
        from .items import primary

        date = normalise_date(published) if published is not None else None
        options = Options(primary(language) or language or None, date, publisher or None, limits, allow_private)
        yield from _documents(source, name, options)
    except JaccuseError as error:
        if error.source is None:
            error.source = name
        yield error
    except RecursionError:
        yield SourceBroken("nested too deeply", source=name)


def load_one(
    source: Source,
    *,
    language: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    limits: Limits = DEFAULT,
    allow_private: bool = False,
) -> Document:
    """The one document of a source.

    Raises:
        JaccuseError: what `load` would have given as a value.
        SourceBroken: the source holds more than one document; use `load`.
    """
    found = load(
        source, language=language, published=published, publisher=publisher, limits=limits, allow_private=allow_private
    )
    first = next(found)
    if isinstance(first, JaccuseError):
        raise first
    if next(found, None) is not None:
        raise SourceBroken("there is more than one document in it", source=_name(source), remedy="use `load`")
    return first


def _name(source: Source) -> str:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return "<bytes>"
    return "<stdin>" if source == "-" else str(source)


def _documents(source: Source, name: str, options: Options) -> Iterator[Document | JaccuseError]:
    if isinstance(source, str) and _is_url(source):
        from .fetch import fetch

        raw = fetch(source, options)
        yield from documents_of(raw, options)
        return
    from .sniff import LOOK, kind_of
    from .streams import open_source

    plain = source if isinstance(source, (str, Path, bytes)) else bytes(source)
    reader = open_source(plain, name, options.limits)
    try:
        kind = kind_of(reader.peek(LOOK), name)
        if kind == "jsonl":
            from .items import read_lines

            yield from read_lines(reader, name, options)
            return
        if kind == "warc":
            from .warc import read_warc

            if isinstance(plain, bytes) or plain == "-":
                raise SourceBroken("a WARC is read from a file only", source=name, remedy="save it and name the file")
            yield from read_warc(plain, name, options)
            return
        data = reader.read_all(options.limits.source_bytes)
    finally:
        reader.close()
    yield from documents_of(Raw(data, name, kind=kind), options)


def _is_url(source: str) -> bool:
    head, mark, _ = source.partition("://")
    return bool(mark) and head.isascii() and head.replace("+", "").replace("-", "").replace(".", "").isalnum()


def documents_of(raw: Raw, options: Options) -> Iterator[Document | JaccuseError]:
    """The documents of bytes whose kind is known; raises what `load` gives as a value."""
    if raw.kind == "json":
        from .items import read_json

        yield from read_json(raw, options)
    elif raw.kind == "jsonl":
        from .items import read_lines
        from .streams import open_source

        yield from read_lines(open_source(raw.data, raw.name, options.limits), raw.name, options)
    elif raw.kind == "html":
        from .html import read_html

        yield read_html(raw, options)
    elif raw.kind == "pdf":
        from .pdf import read_pdf

        yield read_pdf(raw, options)
    else:
        from .textual import read_text

        yield read_text(raw, options)
