#!/usr/bin/env python3
"""Score merging against pairs of operations and of documents judged by hand, both halves apart.

    merging.py                 read the corpora, merge, print precision and recall of both halves; writes results/merging.json
    merging.py --half looked -v    print the pairs that came out wrong, with their scores (never for the scored half)

Two sets of pairs (pairs/README.md): the first, and a fresh one drawn later from stories that are not in the first. A pair
counts where both operations are read; how many were not is printed. The fresh set is measured twice: as read, and with
readings made by hand (coded.py) of items in which the reader finds no operation, so that what merging misses and what reading
misses are told apart. Pairs judged "unsure" are not scored: it is printed how many of
them were merged. "waiting" are pairs left apart whose incidents a candidate links, so that a person is asked. Ranges are
Wilson's at 95 %; pairs of one story hang together, so the true ones are wider. Needs the shared folder beside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from accuracy import LANGUAGES, text_of
from coded import by_hand
from sqlalchemy import select

import jaccuse
from jaccuse.errors import JaccuseError
from jaccuse.ledger import Ledger
from jaccuse.ledger.content_tables import documents
from jaccuse.ledger.entries import operation_id
from jaccuse.ledger.merging import load
from jaccuse.ledger.merging_tables import features, membership, stories
from jaccuse.ledger.merging_tables import pairs as scored_pairs
from jaccuse.ledger.score import compare

HERE = Path(__file__).resolve().parent
CORPORA = ("feeds-2022", "feeds-2023q1", "veille-fr")
HALVES = ("looked", "scored")
Z = 1.96


def pairs(half: str, kind: str = "pairs") -> list[dict[str, Any]]:
    """The judged pairs of one half: of operations (`pairs`, `fresh`) or of documents (`copies`)."""
    path = HERE / "pairs" / f"{kind}.{half}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def items(kind: str) -> set[str]:
    """The items that the pairs of a kind are of."""
    sides = [pair[side] for half in HALVES for pair in pairs(half, kind) for side in ("left", "right")]
    return {side if isinstance(side, str) else side["item"] for side in sides}


def readings(shared: Path, corpus: str, also: set[int]) -> Iterator[tuple[str, jaccuse.Reading]]:
    """What is read in every item with claims, and in those that gold pairs name."""
    with gzip.open(shared / "corpus" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            item = json.loads(line)
            language = (item.get("language") or "").split("-")[0].lower()
            document = jaccuse.Document.from_text(
                text_of(item), language=language if language in LANGUAGES else None, title=item.get("title") or None,
                published=(item.get("published") or "")[:10] or None, publisher=item.get("publisher"), url=item.get("url"),
            )  # fmt: skip
            try:
                reading = jaccuse.read(document)
            except JaccuseError:
                continue
            if reading.claims or number in also:
                yield f"{corpus}-{number}", reading


def nearest(reading: jaccuse.Reading, ref: dict[str, Any]) -> str | None:
    """The ledger's id of the operation that gold means: the one read nearest to its words."""
    if not reading.operations:
        return None
    start = ref["anchor"][0]
    far = [min((abs(a.start - start) for a in op.anchors), default=1 << 30) for op in reading.operations]
    return operation_id(reading.document.id, far.index(min(far)) + 1)


def measure(judged: list[dict[str, Any]], read: dict[str, jaccuse.Reading], ledger: Ledger, verbose: bool) -> dict[str, Any]:
    """Counts and shares of some pairs."""
    found: Counter[str] = Counter()
    wrong = []
    with ledger.reading() as connection:
        home = {row.operation: row.incident for row in connection.execute(select(membership))}
        waiting = {
            frozenset((home[row.left], home[row.right]))
            for row in connection.execute(select(scored_pairs).where(scored_pairs.c.state == "candidate"))
        }
        for pair in judged:
            names = [
                nearest(read[side["item"]], side) if side["item"] in read else None for side in (pair["left"], pair["right"])
            ]
            if names[0] not in home or names[1] not in home:
                found[f"{pair['verdict']} not read"] += 1
                continue
            homes = frozenset(home[name] for name in names if name)
            merged = len(homes) == 1
            found[f"{pair['verdict']} {'merged' if merged else 'apart'}"] += 1
            found[f"{pair['verdict']} waiting"] += homes in waiting
            if pair["verdict"] != "unsure" and merged != (pair["verdict"] == "same"):
                wrong.append((pair, names))
        if verbose:
            for pair, names in wrong:
                known = load(connection, [name for name in names if name])
                left, right = (known[name or ""] for name in names)
                sides = (pair["left"]["item"], pair["right"]["item"])
                print(pair["verdict"], *sides, *explain(compare(left, right)), sep="\n    ")
    return {**shares(found["same merged"], found["different merged"], found["same apart"]), **dict(sorted(found.items()))}


def shares(right: int, extra: int, missed: int) -> dict[str, Any]:
    """Precision and recall, each with its range."""
    made: dict[str, Any] = {}
    for name, other in (("precision", extra), ("recall", missed)):
        made[name] = round(right / max(1, right + other), 3)
        made[f"{name} range"] = wilson(right, right + other)
    return made


def wilson(right: int, of: int) -> tuple[float, float]:
    """The range in which a share lies, at 95 %."""
    if not of:
        return 0.0, 1.0
    middle, square = right / of, Z * Z / of
    spread = Z * math.sqrt(middle * (1 - middle) / of + square / (4 * of))
    return round((middle + square / 2 - spread) / (1 + square), 3), round((middle + square / 2 + spread) / (1 + square), 3)


def explain(score: Any) -> Iterator[str]:
    """The points of a score."""
    yield f"{score.points:g} ="
    yield from (f"{c.feature} {c.points:+g} ({', '.join(c.values)[:60]})" for c in score.contributions)


def copied(half: str, ids: dict[str, str], ledger: Ledger, verbose: bool) -> dict[str, Any]:
    """The same for near copies."""
    found: Counter[str] = Counter()
    with ledger.reading() as connection:
        seqs = {row.id: row.seq for row in connection.execute(select(documents.c.id, documents.c.seq))}
        story = {row.document: row.story for row in connection.execute(select(stories))}
        for pair in pairs(half, "copies"):
            left, right = (seqs.get(ids.get(pair[side], "")) for side in ("left", "right"))
            merged = story.get(left, left) == story.get(right, right)
            found[f"{pair['verdict']} {'merged' if merged else 'apart'}"] += 1
            if verbose and merged != (pair["verdict"] == "copy"):
                print("copies:", pair)
    return {**shares(found["copy merged"], found["other merged"], found["copy apart"]), **dict(sorted(found.items()))}


def waits(ledger: Ledger) -> dict[str, float]:
    """How much waits for a person: pairs, and the pairs of incidents that they link, for 1,000 documents with an operation."""
    with ledger.reading() as connection:
        home = {row.operation: row.incident for row in connection.execute(select(membership))}
        rows = list(connection.execute(select(scored_pairs).where(scored_pairs.c.state == "candidate")))
        told = len(set(connection.execute(select(features.c.document)).scalars()))
    linked = {frozenset((home[row.left], home[row.right])) for row in rows}
    made = {"documents with operations": told, "candidates": len(rows), "incidents that they link": len(linked)}
    return {**made, "for 1,000 documents": round(1_000 * len(linked) / max(1, told))}


def merged(read: Iterable[jaccuse.Reading], path: Path) -> Ledger:
    """A ledger of these readings, settled."""
    ledger = Ledger.open(path)
    ledger.add_many(read)
    ledger.settle()
    return ledger


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    if args.verbose and args.half != "looked":
        parser.error("-v shows pairs: only with --half looked")
    if not (args.shared / "corpus").is_dir():
        print(f"no corpora in {args.shared}; nothing measured")
        return 0
    wanted: dict[str, set[int]] = defaultdict(set)
    for item in items("copies"):
        corpus, _, line = item.rpartition("-")
        wanted[corpus].add(int(line))
    read = {item: r for corpus in CORPORA for item, r in readings(args.shared, corpus, wanted[corpus])}
    coded = by_hand(args.shared, items("fresh") - {item for item, reading in read.items() if reading.operations})
    results = compared(read, {**read, **coded}, [args.half] if args.half else list(HALVES), args.verbose)
    if not args.half:
        (HERE / "results" / "merging.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


def compared(
    read: dict[str, jaccuse.Reading], coded: dict[str, jaccuse.Reading], halves: list[str], verbose: bool
) -> dict[str, Any]:
    """All figures of these halves. coded: what is read, with readings made by hand where no operation is."""
    ids = {item: reading.document.id for item, reading in read.items()}
    results: dict[str, Any] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        merged(read.values(), Path(folder) / "read.db") as ledger,
        merged(coded.values(), Path(folder) / "coded.db") as fuller,
    ):
        for half in halves:
            results[half] = {
                "pairs": measure(pairs(half), read, ledger, verbose),
                "fresh, as read": measure(pairs(half, "fresh"), read, ledger, False),
                "fresh": measure(pairs(half, "fresh"), coded, fuller, verbose),
                "copies": copied(half, ids, ledger, verbose),
            }
            for kind, figures in results[half].items():
                print(f"== {half}, {kind}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
        results["waiting"] = waits(ledger)
        print("== waiting: " + ", ".join(f"{name} {value}" for name, value in results["waiting"].items()))
    return results


if __name__ == "__main__":
    sys.exit(main())
