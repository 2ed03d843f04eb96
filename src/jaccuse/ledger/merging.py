"""The deriver of incidents: operations that are one, by score and by what people judged.

A batch changes some operations. Their keys lead to those they are compared with (neighbours.py), and pairs that score enough
are kept. Which of them join is judged by what is near (partners.py), so incidents grow (growing.py); those that may have come
apart, or that people judged, are made anew (incidents.py). Nothing else is touched.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set

import msgspec
from sqlalchemy import Connection, bindparam, select

from ..claim import Claim, DocumentHead, Operation
from . import content_tables as content
from . import copies, neighbours
from .bodies import claim_body, document_body, operation_body
from .bound import Quick, hopeless
from .bulk import insert_tuples, tuples_in, where_in
from .entries import Entry
from .features import Features, features_of
from .growing import grow
from .incidents import homes_of, judgements, remake, remove
from .keys import keys_of, node_of
from .merging_tables import blocks, features, merging, pairs
from .partners import STRONG, Compared, Pair, pair, strong_pairs
from .schema import entries
from .score import DOUBT

_claim, _operation = msgspec.json.Decoder(Claim), msgspec.json.Decoder(Operation)
encode, decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Features).decode


class Merging:
    """Near copies of documents, pairs of operations, incidents."""

    name = "merging"
    version = 3
    tables = merging

    def apply(self, connection: Connection, batch: Sequence[Entry]) -> None:
        """Add the next entries; the deriver of content has been there before."""
        retold = copies.update(connection, batch)
        before, now = _changes(connection, batch)
        gone = {name: before[name] for name in before if now.get(name) != before[name]}
        come = {name: now[name] for name in now if before.get(name) != now[name]}
        compared = Compared(connection, come)
        made, joined, loose = _exchange(connection, compared, gone, come)
        judged = judgements(connection, come).verdicts
        touched = {*gone, *_judged(connection, batch), *loose, *(name for found in judged for name in found)}
        touched |= grow(connection, compared, come, joined, retold, touched)
        _insert(connection, made)
        remake(connection, compared, touched)


def load(connection: Connection, operations: Iterable[str]) -> dict[str, Features]:
    """The features of operations, as far as they count."""
    rows = tuples_in(connection, (features.c.operation, features.c.data), features.c.operation, operations)
    return {name: decode(data) for name, data in rows}


def _changes(connection: Connection, batch: Sequence[Entry]) -> tuple[dict[str, Features], dict[str, Features]]:
    """The features, before and now, of all operations of the documents that the entries concern."""
    told = [entry for entry in batch if entry.kind in ("reading", "operation", "claim")]
    readings = {entry.parent for entry in told if entry.kind != "reading"}
    documents = {entry.parent for entry in told if entry.kind == "reading"}
    query = select(content.readings)
    documents |= {row["document"] for row in where_in(connection, query, content.readings.c.seq, readings)}
    documents |= _reviewed(connection, batch)
    documents.discard(None)
    fresh = {entry.seq for entry in batch if entry.kind == "document"}
    query = select(features)
    old = where_in(connection, query, features.c.document, documents - fresh)
    before = {row["operation"]: decode(row["data"]) for row in old}
    return before, _told(connection, documents, batch)


def _reviewed(connection: Connection, batch: Sequence[Entry]) -> set[int | None]:
    """Documents of whose claims or operations something was judged, or an act on it undone."""
    targets = _targets(connection, batch, "review")
    found: set[int | None] = set()
    for table in (content.claims, content.operations):
        found |= {row["document"] for row in where_in(connection, select(table), table.c.id, targets)}
    return found


def _judged(connection: Connection, batch: Sequence[Entry]) -> set[str]:
    """Operations that the entries judge to be one or two, or take such a judgement back of."""
    return _targets(connection, batch, "judgement")


def _targets(connection: Connection, batch: Sequence[Entry], kind: str) -> set[str]:
    """What acts of a kind are about, where the batch holds them or an undo that leads to them."""
    front = {entry.id for entry in batch if entry.kind == "act"}
    found: set[str] = set()
    seen: set[str] = set()
    while front - seen:
        rows = list(where_in(connection, select(content.acts), content.acts.c.id, front - seen))
        seen |= front
        front = {row["target"] for row in rows if row["act"] == "undo"}
        found |= {name for row in rows if row["act"] == kind for name in (row["target"], row["other"]) if name}
    return found


def _told(connection: Connection, documents: Set[int | None], batch: Sequence[Entry]) -> dict[str, Features]:
    """The features of the operations of these documents that count now."""
    if not documents:
        return {}
    bodies = {entry.seq: entry.body for entry in batch}
    texts = {entry.seq: entry.data for entry in batch if entry.kind == "document"}
    names = {entry.seq: entry.id for entry in batch if entry.kind == "document"}
    told, of = content.operations.c, content.claims.c
    columns = (told.id, told.seq, told.document, told.body)
    operations = tuples_in(connection, columns, told.document, documents, "current")
    columns = (of.id, of.seq, of.operation, of.body)
    claims = tuples_in(connection, columns, of.document, {row[2] for row in operations}, "current AND operation IS NOT NULL")
    missing = {row[1] for row in (*operations, *claims) if not row[3]} | {row[2] for row in operations}
    held = (entries.c.seq, entries.c.id, entries.c.body, entries.c.data)
    for seq, name, body, data in tuples_in(connection, held, entries.c.seq, missing - bodies.keys()):
        bodies[seq], texts[seq], names[seq] = body, data, name
    about: dict[str, list[Claim]] = {}
    for _, seq, operation, body in sorted(claims):
        about.setdefault(operation, []).append(_claim.decode(body) if body else claim_body(bodies[seq]).claim)
    alone = Counter(row[2] for row in operations)
    heads = {seq: _head(names[seq], bodies[seq], texts[seq]) for seq in alone}
    found: dict[str, Features] = {}
    for name, seq, document, body in operations:
        whole = _operation.decode(body) if body else operation_body(bodies[seq]).operation
        found[name] = features_of(name, document, heads[document], whole, about.get(name, ()), alone[document] == 1)
    return found


def _head(name: str, body: str, data: bytes | None) -> DocumentHead:
    head = document_body(body)
    text = zlib.decompress(data or b"").decode("utf-8", "replace")
    return DocumentHead(id=name, language=head.language or "", published=head.published, text=text)


def _exchange(
    connection: Connection, compared: Compared, gone: Mapping[str, Features], come: Mapping[str, Features]
) -> tuple[dict[Pair, int], set[Pair], set[str]]:
    """Put the changed operations in the place of what they were.

    Gives the new pairs with their scores, as many of the strong pairs concerned that join as matter, and the operations of
    incidents that may have come apart. The new pairs are not yet in the table.
    """
    if not gone and not come:
        return {}, set(), set()
    lost = {found for held in strong_pairs(connection, gone).values() for found in held}
    for column in (features.c.operation, pairs.c.left, pairs.c.right):
        remove(connection, column, gone)
    rows = [(node_of(name), name, found.document, encode(found)) for name, found in come.items()]
    insert_tuples(connection, features, ("node", "operation", "document", "data"), rows)
    removed = {node_of(name): keys_of(found) for name, found in gone.items()}
    met = neighbours.exchange(connection, blocks, removed, {node_of(name): keys_of(found) for name, found in come.items()})
    displaced = _displaced(connection, met.displaced - {row[0] for row in rows})
    made = _scored(connection, compared, met.pairs)
    strong = {found for found, total in made.items() if total >= STRONG}
    changed = compared.exchange(gone, lost | displaced, strong)
    old = {found for held in strong_pairs(connection, changed - come.keys()).values() for found in held}
    homes = homes_of(connection, {name for found in (*old, *strong, *displaced) for name in found} - come.keys())
    joined = compared.joins(old)
    doubtful = {found for found in (old - joined) | displaced if found[0] in homes and homes[found[0]] == homes.get(found[1])}
    joined |= compared.spanning(strong, homes)
    loose = doubtful - compared.together(doubtful)
    return made, joined, {name for found in loose for name in found}


def _scored(connection: Connection, compared: Compared, met: Collection[tuple[int, int]]) -> dict[Pair, int]:
    """Of pairs of nodes those that score enough to be kept and are not there yet, with what they score."""
    known = {node_of(name): name for name in compared.features}
    others = {node for found in met for node in found} - known.keys()
    columns = (features.c.node, features.c.operation, features.c.data)
    for node, name, data in tuples_in(connection, columns, features.c.node, others):
        known[node], compared.features[name] = name, decode(data)
    quick = {node: Quick(compared.features[known[node]]) for node in {node for found in met for node in found}}
    made: dict[Pair, int] = {}
    for one, other in sorted(met):
        if hopeless(quick[one], quick[other]):
            continue
        total = compared.score(known[one], known[other])
        if total >= 100 * DOUBT:
            made[pair(known[one], known[other])] = total
    held = _held(connection, made)
    return {found: total for found, total in made.items() if found not in held}


def _insert(connection: Connection, made: Mapping[Pair, int]) -> None:
    """Write new pairs, as the incidents are."""
    homes = homes_of(connection, {name for found in made for name in found})
    rows = [
        (one, other, total, "merged" if one in homes and homes[one] == homes.get(other) else "candidate")
        for (one, other), total in sorted(made.items())
    ]
    insert_tuples(connection, pairs, ("left", "right", "score", "state"), rows)


def _held(connection: Connection, made: Iterable[Pair]) -> set[Pair]:
    """Those pairs that are there already: two that were compared before, and are again as one of them has become a hub."""
    columns = (pairs.c.left, pairs.c.right)
    return {(row[0], row[1]) for row in tuples_in(connection, columns, pairs.c.left, {left for left, _ in made})}


def _displaced(connection: Connection, nodes: set[int]) -> set[Pair]:
    """Drop pairs that hung on somebody who is a hub no more; the strong ones among them."""
    names = {row[0] for row in tuples_in(connection, (features.c.operation,), features.c.node, nodes)}
    held: dict[Pair, int] = {}
    columns = (pairs.c.left, pairs.c.right, pairs.c.score)
    for column in columns[:2]:
        held |= {(left, right): score for left, right, score in tuples_in(connection, columns, column, names)}
    known = load(connection, {name for found in held for name in found})
    keys = {node_of(name): keys_of(found) for name, found in known.items()}
    by_node = {neighbours.pair(node_of(one), node_of(other)): (one, other) for one, other in held}
    stay = neighbours.hold(connection, blocks, by_node, keys)
    lost = [names for nodes, names in by_node.items() if nodes not in stay]
    if lost:
        this = (pairs.c.left == bindparam("one"), pairs.c.right == bindparam("other"))
        connection.execute(pairs.delete().where(*this), [{"one": left, "other": right} for left, right in sorted(lost)])
    return {found for found in lost if held[found] >= STRONG}
