"""Which files the paths of a backfill mean, in a stable order."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import SourceNotFound

#: What is taken from a folder; a file that is named is taken whatever its name.
SUFFIXES = (".jsonl", ".ndjson", ".json", ".warc", ".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".pdf")
PACKED = (".gz", ".zst")
_HEAD = 65_536


class Source(NamedTuple):
    """One file. head: hash of its first bytes, by which it is known again when it has grown."""

    path: str
    size: int
    head: str


class Passed(NamedTuple):
    """A file that is not taken, and why."""

    path: str
    why: str


def plan(paths: Iterable[str]) -> tuple[list[Source], list[Passed]]:
    """The files to read and those passed over. Files of a folder, and of those in it, come in the order of their names.

    Raises:
        SourceNotFound: a path that is named leads nowhere or may not be read.
    """
    sources: list[Source] = []
    passed: list[Passed] = []
    seen: set[str] = set()
    for path in paths:
        folder = Path(path).is_dir()
        for file in _below(Path(path)) if folder else [Path(path)]:
            name = str(file)
            key = os.path.realpath(file)
            if key in seen:
                passed.append(Passed(name, "named twice"))
                continue
            seen.add(key)
            if folder and not is_read(file.name):
                passed.append(Passed(name, "no kind of file that is read"))
                continue
            try:
                sources.append(source_of(name))
            except SourceNotFound as error:
                if not folder:
                    raise
                passed.append(Passed(name, error.message))
    return sources, passed


def is_read(name: str) -> bool:
    """Whether a file of this name is taken from a folder."""
    plain = name.lower()
    for ending in PACKED:
        plain = plain.removesuffix(ending)
    return plain.endswith(SUFFIXES)


def source_of(path: str) -> Source:
    """A file as a source. Raises SourceNotFound."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        raise SourceNotFound("there is no such file or folder", source=path) from None
    except (OSError, ValueError) as error:
        raise SourceNotFound(f"cannot be read: {getattr(error, 'strerror', None) or error}", source=path) from None
    return Source(path, size, hashlib.sha256(head).hexdigest())


def _below(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(where) / name for name in sorted(files) if not name.startswith("."))
