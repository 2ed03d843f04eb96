#!/usr/bin/env python3
"""Score merging against pairs of operations and of documents judged by hand, both halves apart.

    merging.py                 read the corpora, merge, print precision and recall of both halves; writes results/merging.json
    merging.py --half looked -v    print the pairs that came out wrong, with their scores (never for the scored half)

A pair counts where both operations are read; how many were not is printed. Pairs judged "unsure" are not scored: it is printed
how many of them were merged. Needs the shared folder beside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accuracy import LANGUAGES, text_of
from sqlalchemy import select

import jaccuse
from jaccuse.errors import JaccuseError
from jaccuse.ledger import Ledger
from jaccuse.ledger.content_tables import documents
from jaccuse.ledger.entries import operation_id
from jaccuse.ledger.merging import load
from jaccuse.ledger.merging_tables import membership, stories
from jaccuse.ledger.score import compare

HERE = Path(__file__).resolve().parent
CORPORA = ("feeds-2022", "feeds-2023q1", "veille-fr")


def pairs(half: str, kind: str = "pairs") -> list[dict[str, Any]]:
    """The judged pairs of one half."""
    path = HERE / "pairs" / f"{kind}.{half}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


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


def measure(half: str, read: dict[str, jaccuse.Reading], ledger: Ledger, verbose: bool) -> dict[str, Any]:
    """Counts and shares of one half."""
    found: Counter[str] = Counter()
    wrong = []
    with ledger.reading() as connection:
        home = {row.operation: row.incident for row in connection.execute(select(membership))}
        for pair in pairs(half):
            names = [
                nearest(read[side["item"]], side) if side["item"] in read else None for side in (pair["left"], pair["right"])
            ]
            if names[0] not in home or names[1] not in home:
                found[f"{pair['verdict']} not read"] += 1
                continue
            merged = home[names[0]] == home[names[1]]
            found[f"{pair['verdict']} {'merged' if merged else 'apart'}"] += 1
            if pair["verdict"] != "unsure" and merged != (pair["verdict"] == "same"):
                wrong.append((pair, names))
        if verbose:
            for pair, names in wrong:
                known = load(connection, names)
                left, right = (known[name] for name in names)
                print(
                    pair["verdict"], pair["left"]["item"], pair["right"]["item"], home[names[0]], *explain(compare(left, right))
                )
    right, extra, missed = found["same merged"], found["different merged"], found["same apart"]
    shares = {"precision": round(right / max(1, right + extra), 3), "recall": round(right / max(1, right + missed), 3)}
    return {**shares, **dict(sorted(found.items()))}


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
    right_, extra, missed = found["copy merged"], found["other merged"], found["copy apart"]
    shares = {"precision": round(right_ / max(1, right_ + extra), 3), "recall": round(right_ / max(1, right_ + missed), 3)}
    return {**shares, **dict(sorted(found.items()))}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--half", choices=["looked", "scored"])
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    if args.verbose and args.half != "looked":
        parser.error("-v shows pairs: only with --half looked")
    if not (args.shared / "corpus").is_dir():
        print(f"no corpora in {args.shared}; nothing measured")
        return 0
    wanted: dict[str, set[int]] = defaultdict(set)
    for half in ("looked", "scored"):
        for item in [p[s] for p in pairs(half, "copies") for s in ("left", "right")]:
            corpus, _, line = item.rpartition("-")
            wanted[corpus].add(int(line))
    read = {item: r for corpus in CORPORA for item, r in readings(args.shared, corpus, wanted[corpus])}
    ids = {item: reading.document.id for item, reading in read.items()}
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "merging.db") as ledger:
        ledger.add_many(read.values())
        ledger.settle()
        for half in [args.half] if args.half else ["looked", "scored"]:
            results[half] = {
                "pairs": measure(half, read, ledger, args.verbose),
                "copies": copied(half, ids, ledger, args.verbose),
            }
            for kind, figures in results[half].items():
                print(f"== {half}, {kind}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    if not args.half:
        (HERE / "results" / "merging.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
