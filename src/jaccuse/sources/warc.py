"""WARC files: the pages in them, one by one, with `fastwarc`; what is damaged is told with its place and passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ..document import Document
from ..errors import JaccuseError, MissingExtra, SourceBroken, SourceEmpty, SourceNotFound
from .limits import Limits
from .raw import Options, Raw
from .sniff import LOOK, kind_of
from .streams import GZIP_MAGIC, too_large

_MEMBER = b"\x1f\x8b\x08"
_READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "")
_STEP = 1 << 20
_AGAIN = "fetch the archive again"


class Record(NamedTuple):
    """One page of an archive. at: the byte of the file at which it begins; page: an error where it is damaged."""

    at: int
    page: Raw | JaccuseError


class _Damage(NamedTuple):
    at: int
    what: str


def read_warc(path: str | Path, name: str, options: Options) -> Iterator[Document | JaccuseError]:
    """One document for each page that was answered with 200, in order; errors as values. Never raises for bad input."""
    from . import documents_of

    found = False
    for record in records(path, name, options.limits):
        found = True
        if isinstance(record.page, JaccuseError):
            yield record.page
            continue
        try:
            yield from documents_of(record.page, options)
        except JaccuseError as error:
            yield error
    if not found:
        yield SourceEmpty("there is no page in it", source=name)


def records(path: str | Path, name: str, limits: Limits) -> Iterator[Record]:
    """The pages of an archive: answers with status 200 that are HTML, plain text or PDF.

    Reading goes on behind a damaged record at the next one that can be found.

    Raises:
        MissingExtra: `fastwarc` is not installed.
    """
    try:
        import fastwarc  # noqa: F401
    except ModuleNotFoundError:
        raise MissingExtra("a WARC needs the extra `bulk`", source=name, remedy="pip install 'jaccuse[bulk]'") from None
    try:
        with Path(path).open("rb") as file:
            packed = file.read(2) == GZIP_MAGIC
            at: int | None = 0
            while at is not None:
                file.seek(at)
                damage: _Damage | None = None
                for record in _run(file, name, limits, at):
                    at = record.at
                    if isinstance(record, _Damage):
                        damage = record
                        break
                    yield record
                if damage is None:
                    return
                after = _next_member(file, at + 1) if packed else None
                rest = "the rest is passed over" if after is None else f"reading goes on at byte {after}"
                yield Record(at, SourceBroken(f"{damage.what}; {rest}", source=f"{name}, byte {at}", remedy=_AGAIN))
                at = after
    except OSError as error:
        yield Record(0, SourceNotFound(f"cannot be read: {error.strerror or error}", source=name))


def _run(file: BinaryIO, name: str, limits: Limits, at: int) -> Iterator[Record | _Damage]:
    """The pages from where a file stands to its end, or to where it is damaged."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
            at = record.stream_pos
            if record.content_length > limits.source_bytes:
                yield Record(at, too_large(_where(name, record), limits.source_bytes))
                continue
            record.parse_http(auto_decode="all")
            page = _page(record, name, limits)
            if page is not None:
                yield Record(at, page)
    except GeneratorExit:
        raise
    except (OSError, ValueError, EOFError) as error:
        yield _Damage(at, f"the archive is damaged: {error}")
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the library, which is no Exception
            raise
        yield _Damage(at, "the archive is damaged")


def _where(name: str, record: Any) -> str:
    return f"{name}, {record.headers.get('WARC-Target-URI') or 'record at byte ' + str(record.stream_pos)}"


def _page(record: Any, name: str, limits: Limits) -> Raw | JaccuseError | None:
    """The page of a record; None where it is none that is read."""
    answer = record.http_headers
    if answer is None or answer.status_code != 200:
        return None
    told = (record.http_content_type or "").lower()
    if told not in _READ:
        return None
    where = _where(name, record)
    data = record.reader.read(limits.source_bytes + 1)
    if len(data) > limits.source_bytes:
        return too_large(where, limits.source_bytes)
    if len(data) < record.content_length and not (answer.get("Content-Encoding") or answer.get("Transfer-Encoding")):
        raise EOFError("a record is cut short")
    try:
        kind = kind_of(data[:LOOK], where, told)
    except JaccuseError as error:
        return error
    return Raw(data, where, url=record.headers.get("WARC-Target-URI"), charset=record.http_charset, kind=kind)


def _next_member(file: BinaryIO, at: int) -> int | None:
    """Where the next member of a .gz seems to begin."""
    file.seek(at)
    held = b""
    while chunk := file.read(_STEP):
        held += chunk
        found = held.find(_MEMBER)
        if found >= 0:
            return at + found
        at += len(held) - 2
        held = held[-2:]
    return None
