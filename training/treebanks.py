"""Universal Dependencies treebanks as surface tokens, and which of them teach and which only test."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = ("fr_sequoia", "fr_gsd", "en_ewt", "es_gsd", "uk_parlamint", "de_gsd")
"""Treebanks whose `-test` set only ever scores. PUD has a test set alone and teaches."""

REPEATS = {"de_gsd": 2, "uk_parlamint": 2}
"""Small treebanks of weak languages, seen this many times in an epoch."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: its surface words, and the tag, head (-1: root) and label of each."""

    words: list[str]
    tags: list[str]
    heads: list[int]
    labels: list[str]


def read(path: Path) -> Iterator[Tree]:
    """Trees over surface tokens: a multiword token ("du") is one token with the head and tag of its outer word."""
    for block in gzip.decompress(path.read_bytes()).decode().strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        words = {int(row[0]): row for row in rows if row[0].isdigit()}
        tokens: list[tuple[str, list[int], int]] = []
        covered: set[int] = set()
        for row in rows:
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                inner = list(range(first, last + 1))
                covered.update(inner)
                outer = [k for k in inner if not first <= int(words[k][6]) <= last]
                tokens.append((row[1], inner, (outer or inner)[0]))
            elif row[0].isdigit() and int(row[0]) not in covered:
                tokens.append((row[1], [int(row[0])], int(row[0])))
        place = {k: n for n, (_, inner, _) in enumerate(tokens) for k in inner}
        outers = [words[outer] for _, _, outer in tokens]
        yield Tree(
            [form.replace(" ", "") for form, _, _ in tokens],
            [row[3] for row in outers],
            [place.get(int(row[6]), -1) for row in outers],
            [row[7] for row in outers],
        )


def texts(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The raw `# text` of each sentence with its surface words."""
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    raw = [line[9:] for line in lines if line.startswith("# text = ")]
    yield from zip(raw, (tree.words for tree in read(path)), strict=True)


def teaching(folder: Path) -> list[tuple[str, Path]]:
    """(treebank, file) of everything that may teach."""
    files = []
    for path in sorted(folder.glob("*.conllu.gz")):
        name, _, part = path.name.removesuffix(".conllu.gz").partition("-ud-")
        if not (part == "test" and name in TESTS):
            files.append((name, path))
    return files


def testing(folder: Path) -> list[tuple[str, Path]]:
    """(treebank, file) of the sets that only score."""
    return [(name, folder / f"{name}-ud-test.conllu.gz") for name in TESTS]
