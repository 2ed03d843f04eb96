"""Bytes in, without trust: files, standard input and bytes in memory as one kind of stream; .gz and .zst with limits."""

from __future__ import annotations

import io
import sys
import zlib
from pathlib import Path
from typing import Any, Protocol

from ..errors import MissingExtra, SourceBroken, SourceError, SourceNotFound, SourceTooLarge
from .limits import Limits

_CHUNK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


class Reader:
    """A stream that can be looked ahead into. Errors of the file system come out as SourceError and set `broken`."""

    def __init__(self, stream: _Readable, name: str, limit: int) -> None:
        self._stream, self._name, self._limit = stream, name, limit
        self._buffer, self._at, self._total = b"", 0, 0
        self.broken = False

    def peek(self, size: int) -> bytes:
        """The next `size` bytes without taking them; fewer only at the end."""
        while len(self._buffer) - self._at < size and self._more():
            pass
        return self._buffer[self._at : self._at + size]

    def readline(self, size: int) -> bytes:
        """Up to and with the next newline, at most `size` bytes; empty at the end."""
        parts: list[bytes] = []
        left = size
        while left > 0 and (self._at < len(self._buffer) or self._more()):
            end = self._buffer.find(b"\n", self._at, self._at + left)
            part = self._buffer[self._at : self._at + left if end < 0 else end + 1]
            self._at += len(part)
            left -= len(part)
            parts.append(part)
            if end >= 0:
                break
        return b"".join(parts)

    def read_all(self, limit: int) -> bytes:
        """All that is left.

        Raises:
            SourceTooLarge: more than `limit` bytes.
        """
        parts, size = [self._buffer[self._at :]], len(self._buffer) - self._at
        self._at = len(self._buffer)
        while size <= limit and self._more():
            parts.append(self._buffer)
            size += len(self._buffer)
            self._at = len(self._buffer)
        if size > limit:
            raise too_large(self._name, limit)
        return b"".join(parts)

    @property
    def consumed(self) -> int:
        """Bytes taken from what lies at the bottom: of a packed file, packed ones."""
        return int(getattr(self._stream, "consumed", self._total))

    def close(self) -> None:
        """Close what is below."""
        self._stream.close()

    def _more(self) -> bool:
        if self.broken:
            return False
        try:
            chunk = self._stream.read(_CHUNK)
            self._total += len(chunk)
            if self._total > self._limit:
                raise SourceTooLarge(f"more than the limit of {self._limit:,} bytes (stream_bytes)", source=self._name)
        except SourceError:
            self.broken = True
            raise
        except OSError as error:
            self.broken = True
            raise SourceNotFound(f"reading failed: {error.strerror or error}", source=self._name) from None
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return bool(chunk)


class _Gunzip:
    """Decompresses as it is read, members one after the other, and stops where too much comes out of too little."""

    def __init__(self, stream: Reader, name: str, limits: Limits) -> None:
        self._stream, self._name, self._limits = stream, name, limits
        self._member = zlib.decompressobj(31)
        self._pending, self._taken, self._given = b"", 0, 0

    def read(self, size: int, /) -> bytes:
        while True:
            if self._member.eof:
                self._pending = self._member.unused_data.lstrip(b"\0") or self._pending
            if not self._pending:
                self._pending = self._stream.readline(_CHUNK)
                self._taken += len(self._pending)
                if self._member.eof:
                    self._pending = self._pending.lstrip(b"\0") if self._pending else b""
                if not self._pending:
                    if not self._member.eof:
                        raise SourceBroken("the .gz is cut short", source=self._name)
                    return b""
            if self._member.eof:
                self._member = zlib.decompressobj(31)
            try:
                out = self._member.decompress(self._pending, size)
            except zlib.error:
                raise SourceBroken("the .gz is damaged", source=self._name) from None
            self._pending = self._member.unconsumed_tail
            self._given += len(out)
            if self._given > self._limits.gzip_grace and self._given > self._limits.gzip_ratio * self._taken:
                raise SourceTooLarge(
                    f"the .gz gives more than {self._limits.gzip_ratio} times its size (gzip_ratio)", source=self._name
                )
            if out:
                return out

    @property
    def consumed(self) -> int:
        return self._taken

    def close(self) -> None:
        self._stream.close()


class _Unzstd:
    """The same for Zstandard, frames one after the other."""

    def __init__(self, stream: Reader, name: str, limits: Limits) -> None:
        self._stream, self._name, self._limits = stream, name, limits
        self._make, self._error = _zstd(name)
        self._frame: Any = None
        self._pending, self._taken, self._given = b"", 0, 0

    def read(self, size: int, /) -> bytes:
        while True:
            if self._frame is not None and self._frame.eof:
                self._pending, self._frame = self._frame.unused_data, None
            if not self._pending and (self._frame is None or self._frame.needs_input):
                self._pending = self._stream.readline(_CHUNK)
                self._taken += len(self._pending)
                if not self._pending:
                    if self._frame is not None:
                        raise SourceBroken("the .zst is cut short", source=self._name)
                    return b""
            self._frame = self._frame or self._make()
            try:
                out: bytes = self._frame.decompress(self._pending, size)
            except self._error:
                raise SourceBroken("the .zst is damaged", source=self._name) from None
            self._pending = b""
            self._given += len(out)
            if self._given > self._limits.gzip_grace and self._given > self._limits.gzip_ratio * self._taken:
                raise SourceTooLarge(
                    f"the .zst gives more than {self._limits.gzip_ratio} times its size (gzip_ratio)", source=self._name
                )
            if out:
                return out

    @property
    def consumed(self) -> int:
        return self._taken

    def close(self) -> None:
        self._stream.close()


def _zstd(name: str) -> tuple[Any, type[Exception]]:
    """What makes a decompressor, and its error. Raises MissingExtra."""
    from importlib import import_module

    for module in ("compression.zstd", "backports.zstd"):
        try:
            found = import_module(module)
        except ModuleNotFoundError:
            continue
        return found.ZstdDecompressor, found.ZstdError
    raise MissingExtra("a .zst needs the extra `bulk`", source=name, remedy="pip install 'jaccuse[bulk]'")


def open_source(source: str | Path | bytes, name: str, limits: Limits) -> Reader:
    """A reader of a path, of standard input (`-`) or of bytes; .gz and .zst are told by their first bytes, not names.

    Raises:
        SourceNotFound: there is no such file, it is a folder, or it may not be read.
        MissingExtra: it is a .zst, and what opens these is not installed.
    """
    stream: _Readable
    if isinstance(source, bytes):
        stream = io.BytesIO(source)
    elif source == "-":
        stream = _Unclosed()
    else:
        stream = _open(Path(source), name)
    reader = Reader(stream, name, limits.stream_bytes)
    if reader.peek(2) == GZIP_MAGIC:
        return Reader(_Gunzip(reader, name, limits), name, limits.stream_bytes)
    if reader.peek(4) == ZSTD_MAGIC:
        return Reader(_Unzstd(reader, name, limits), name, limits.stream_bytes)
    return reader


class _Unclosed:
    """Standard input, which is not ours to close."""

    def read(self, size: int, /) -> bytes:
        return sys.stdin.buffer.read(size)

    def close(self) -> None:
        pass


def _open(path: Path, name: str) -> _Readable:
    try:
        if path.is_dir():
            raise SourceNotFound("this is a folder, not a file", source=name, remedy="name the files in it")
        return path.open("rb")
    except FileNotFoundError:
        raise SourceNotFound("there is no such file", source=name) from None
    except PermissionError:
        raise SourceNotFound("this file may not be read", source=name) from None
    except (OSError, ValueError) as error:
        raise SourceNotFound(f"cannot be opened: {getattr(error, 'strerror', None) or error}", source=name) from None


def too_large(name: str, limit: int) -> SourceTooLarge:
    """The error for a document over `source_bytes`."""
    return SourceTooLarge(f"more than the limit of {limit:,} bytes (source_bytes)", source=name)
