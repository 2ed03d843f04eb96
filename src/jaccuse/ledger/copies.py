"""Near copies: one wire story printed by many is one source, however many documents it fills.

Documents are compared by minhash over runs of three words: the share of equal minima estimates how much of the two texts is the
same (Broder 1997). Documents are found by bands of minima that are equal as a whole, and by their headline; both at a flat cost
(neighbours.py). Two articles that tell of the same event in their own words share few runs and stay apart.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, select

from . import neighbours
from .bodies import document_body
from .bulk import insert, put, where_in
from .entries import DocumentBody, Entry
from .features import day_of
from .levels import plain
from .merging_tables import bands, copies, sketches, stories
from .neighbours import Pair
from .schema import entries

MINIMA, BANDS, ROWS = 64, 8, 3
RUN = 3  # words
ALIKE = 0.7  # share of equal minima from which two texts are near copies
HEADLINE = 6  # words that a headline must have to tell one story from others
DAYS = 4  # a headline printed again so much later is another story
LINE = 200
_OUTLET = re.compile(r"\s+[-–|]\s+[^-–|]{2,30}$")  # "… - Example News"
_WORD = re.compile(rb"[a-z0-9\x80-\xff]+")
_FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)
_odd = np.array([zlib.crc32(b"%d" % number) | 1 for number in range(MINIMA)], dtype=np.uint32)


class Sketch(NamedTuple):
    """What a document is compared by, and the keys under which it is filed."""

    node: int
    minima: bytes
    headline: int
    day: int
    keys: frozenset[int]


def sketch(document: str, body: DocumentBody, text: str) -> Sketch:
    """The sketch of a document, from its id, head and text."""
    words = _WORD.findall(text.lower().encode())
    minima = _minima(words)
    keys = {
        (zlib.crc32(minima[band * ROWS : (band + 1) * ROWS].tobytes()) | (band + 1) << 32) for band in range(BANDS) if words
    }
    title = body.title or text[: text.find("\n") if 0 < text.find("\n") < LINE else LINE]
    own = plain(_OUTLET.sub("", title))
    headline = _number(own) if len(own.split()) >= HEADLINE else 0
    if headline:
        keys.add(headline)
    return Sketch(
        node_of(document),
        (minima >> np.uint32(9)).astype(np.uint8).tobytes(),
        headline,
        day_of(body.published),
        frozenset(keys),
    )


def node_of(document: str) -> int:
    """The number of a document: 60 bits of its id, which is a hash already."""
    return int(document.removeprefix("sha256:")[:15], 16)


def alike(one: bytes, other: bytes) -> float:
    """How much of two texts is the same, 0 to 1, from their minima."""
    equal = sum(a == b for a, b in zip(one, other, strict=True)) / MINIMA
    return (equal - 1 / 256) / (1 - 1 / 256)


def update(connection: Connection, batch: Sequence[Entry]) -> dict[int, int]:
    """Bring sketches, copies and stories on; the documents whose story is another now, with the one it was."""
    new = [entry for entry in batch if entry.kind == "document" and entry.data is not None]
    if not new:
        return {}
    made = _apart(connection, {e.seq: sketch(e.id, document_body(e.body), _text(e.data)) for e in new})
    insert(connection, sketches, [_row(seq, found) for seq, found in made.items()])
    met = neighbours.exchange(connection, bands, {}, {found.node: found.keys for found in made.values()})
    known = {found.node: found for found in made.values()}
    lost = _displaced(connection, met.displaced)
    fresh = _near(connection, met.pairs, known)
    insert(connection, copies, [{"left": left, "right": right} for left, right in sorted(fresh)])
    for left, right in lost:
        connection.execute(copies.delete().where(copies.c.left == left, copies.c.right == right))
    return _stories(connection, {node for found in (*fresh, *lost) for node in found})


def _apart(connection: Connection, made: dict[int, Sketch]) -> dict[int, Sketch]:
    """The sketches, less those whose number is taken: a document made to collide with another is a story of its own."""
    nodes = {found.node for found in made.values()}
    taken = {row["node"] for row in where_in(connection, select(sketches.c.node), sketches.c.node, nodes)}
    kept: dict[int, Sketch] = {}
    for seq, found in made.items():
        if found.node not in taken:
            kept[seq] = found
            taken.add(found.node)
    return kept


def story_of(connection: Connection, documents: Iterable[int]) -> dict[int, int]:
    """The story of each document: itself, unless it is a near copy."""
    found = {document: document for document in documents}
    for row in where_in(connection, select(stories), stories.c.document, found):
        found[row["document"]] = row["story"]
    return found


def _near(connection: Connection, pairs: Iterable[Pair], known: dict[int, Sketch]) -> set[Pair]:
    wanted = set(pairs)
    held: dict[int, tuple[bytes, int, int]] = {node: (s.minima, s.headline, s.day) for node, s in known.items()}
    missing = {node for found in wanted for node in found} - held.keys()
    for row in where_in(connection, select(sketches), sketches.c.node, missing):
        held[row["node"]] = (row["sketch"], row["headline"], row["day"])
    return {(left, right) for left, right in wanted if _copy(held[left], held[right])}


def _copy(one: tuple[bytes, int, int], other: tuple[bytes, int, int]) -> bool:
    if one[1] and one[1] == other[1] and abs(one[2] - other[2]) <= DAYS:
        return True
    return alike(one[0], other[0]) >= ALIKE


def _displaced(connection: Connection, nodes: set[int]) -> list[Pair]:
    """Pairs of copies that hung on somebody who is a hub no more."""
    if not nodes:
        return []
    held = set()
    for column in (copies.c.left, copies.c.right):
        held |= {(row["left"], row["right"]) for row in where_in(connection, select(copies), column, nodes)}
    keys = {}
    query = select(sketches.c.node, entries.c.id, entries.c.body, entries.c.data)
    query = query.join_from(sketches, entries, entries.c.seq == sketches.c.document)
    for row in where_in(connection, query, sketches.c.node, {node for found in held for node in found}):
        keys[row["node"]] = sketch(row["id"], document_body(row["body"]), _text(row["data"])).keys
    return sorted(held - neighbours.hold(connection, bands, held, keys))


def _stories(connection: Connection, nodes: set[int]) -> dict[int, int]:
    """Make the stories of these documents and all that hang together with them anew; those that changed, as they were."""
    edges = _reach(connection, nodes)
    known: dict[int, tuple[int, str, int]] = {}
    query = select(sketches.c.node, sketches.c.document, sketches.c.day, entries.c.id)
    query = query.join_from(sketches, entries, entries.c.seq == sketches.c.document)
    for row in where_in(connection, query, sketches.c.node, edges):
        known[row["node"]] = (row["day"] or 1 << 30, row["id"], row["document"])
    now: dict[int, int] = {}
    for group in _components(edges):
        if len(group) > 1:
            first = min(known[node] for node in group)[2]
            now.update((known[node][2], first) for node in group)
    touched = [known[node][2] for node in edges]
    old = {row["document"]: row["story"] for row in where_in(connection, select(stories), stories.c.document, touched)}
    for document in sorted(old.keys() - now.keys()):
        connection.execute(stories.delete().where(stories.c.document == document))
    changed = {document: story for document, story in now.items() if old.get(document) != story}
    put(connection, stories, [{"document": document, "story": story} for document, story in sorted(changed.items())])
    retold = {
        document: old.get(document, document) for document in {*changed, *old} if document in changed or document not in now
    }
    return {document: was for document, was in retold.items() if was != now.get(document, document)}


def _reach(connection: Connection, nodes: set[int]) -> dict[int, set[int]]:
    """The nodes and all that copies lead to from them, each with its copies."""
    edges: dict[int, set[int]] = {node: set() for node in nodes}
    front = set(nodes)
    while front:
        found: set[Pair] = set()
        for column in (copies.c.left, copies.c.right):
            found |= {(row["left"], row["right"]) for row in where_in(connection, select(copies), column, front)}
        front = {node for pair in found for node in pair} - edges.keys()
        for left, right in found:
            edges.setdefault(left, set()).add(right)
            edges.setdefault(right, set()).add(left)
    return edges


def _components(edges: dict[int, set[int]]) -> list[set[int]]:
    groups: list[set[int]] = []
    seen: set[int] = set()
    for start in edges:
        if start in seen:
            continue
        group, front = {start}, [start]
        while front:
            for node in edges[front.pop()] - group:
                group.add(node)
                front.append(node)
        seen |= group
        groups.append(group)
    return groups


def _minima(words: Sequence[bytes]) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """For each of 64 hash functions the least hash over all runs of words, 32 bits of it."""
    hashes = np.fromiter(map(zlib.crc32, words), dtype=np.uint32, count=len(words))
    if len(words) > RUN:
        hashes = hashes[:-2] * _FIRST ^ hashes[1:-1] * _SECOND ^ hashes[2:]
    elif len(words):
        hashes = np.array([zlib.crc32(b" ".join(words))], dtype=np.uint32)
    else:
        hashes = np.zeros(1, dtype=np.uint32)
    spread = hashes ^ (hashes >> np.uint32(15))
    minima: np.ndarray[Any, np.dtype[np.uint32]] = (_odd[:, None] * spread[None, :]).min(axis=1)
    return minima


def _number(title: str) -> int:
    one, other = zlib.crc32(title.encode()), zlib.adler32(title.encode())
    return (1 << 62) | (one << 30) ^ other


def _text(data: bytes | None) -> str:
    return zlib.decompress(data or b"").decode("utf-8", "replace")


def _row(seq: int, found: Sketch) -> dict[str, Any]:
    return {"document": seq, "node": found.node, "sketch": found.minima, "headline": found.headline, "day": found.day}
