#!/usr/bin/env python3
"""Score the reader against the gold readings with the shared measure, both halves apart.

    accuracy.py                       every corpus, both halves, and own prose; writes results/accuracy.json
    accuracy.py --half looked -v      print what is missed and extra (never for the scored half)
    accuracy.py --examples -v         the worked examples instead of the gold set
    accuracy.py --prose -v            whole articles and statements of our own words (benchmarks/prose) by itself
    accuracy.py --check               compare with floors.json; exit 1 where a score fell

Needs the shared folder (score.py, corpora) beside the repository; says so and exits 0 with --check where it is not.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
GOLD = HERE / "gold"
PROSE = HERE / "prose"
COUNTED = ("named", "edges", "measures", "replies", "support", "activities", "scale", "products", "contest/declined")
JUDGED = ("link", "status", "certainty", "date")
LANGUAGES = ("en", "fr")


def scorer(shared: Path) -> ModuleType:
    """The shared score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(item: dict[str, Any]) -> str:
    """The text that offsets point into."""
    title, text = item.get("title") or "", item.get("text") or ""
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


def gold_pairs(shared: Path, half: str, corpus: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(gold reading, corpus item) for the half."""
    for path in sorted(GOLD.glob(f"{corpus}.{half}.jsonl")):
        wanted = {d["document"]["line"]: d for d in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
        with gzip.open(shared / "corpus" / f"{path.name.split('.')[0]}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number in wanted:
                    yield wanted[number], json.loads(line)


def example_pairs(shared: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The worked examples in the languages that are read."""
    with gzip.open(shared / "examples" / "items.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = {d["id"]: d for d in map(json.loads, lines)}
    for line in (shared / "examples" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if gold["document"]["language"] in LANGUAGES:
            yield gold, items[gold["document"]["id"]]


def prose_parts() -> dict[str, Iterator[tuple[dict[str, Any], dict[str, Any]]]]:
    """The files of own prose by name: "prose en.looked"."""
    return {f"prose {path.name.removesuffix('.jsonl')}": prose_pairs(path) for path in sorted(PROSE.glob("*.jsonl"))}


def prose_pairs(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The items of one file of own prose: each holds its text and its gold reading."""
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        head = {"id": item["id"], "language": path.name.split(".")[0]}
        yield {**item["gold"], "document": head}, item


def reading_of(gold: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """What the reader makes of the item, as public JSON."""
    import jaccuse

    language = (gold["document"].get("language") or item.get("language") or "").split("-")[0].lower()
    document = jaccuse.Document.from_text(text_of(item), language=language if language in LANGUAGES else None,
                                          published=(item.get("published") or "")[:10] or None,
                                          publisher=item.get("publisher") or None)  # fmt: skip
    made: dict[str, Any] = json.loads(jaccuse.read(document).to_json())
    return made


class Tally:
    """Counts of one half."""

    def __init__(self, score: ModuleType) -> None:
        self.score = score
        self.tp: Counter[str] = Counter()
        self.fp: Counter[str] = Counter()
        self.fn: Counter[str] = Counter()
        self.hit: Counter[str] = Counter()
        self.tot: Counter[str] = Counter()
        self.documents = 0

    def add(self, gold: dict[str, Any], reading: dict[str, Any]) -> dict[str, tuple[set[Any], set[Any]]]:
        """Count one document; returns (missed, extra) by facet."""
        (gf, gd), (rf, rd) = self.score.facets(gold), self.score.facets(reading)
        self.documents += 1
        differences = {}
        for k in set(gf) | set(rf):
            self.tp[k] += len(gf[k] & rf[k])
            self.fp[k] += len(rf[k] - gf[k])
            self.fn[k] += len(gf[k] - rf[k])
            if gf[k] != rf[k]:
                differences[k] = (gf[k] - rf[k], rf[k] - gf[k])
        for edge in gd.keys() & rd.keys():
            for k, want in gd[edge].items():
                self.tot[k] += 1
                good = bool(want & rd[edge].get(k, set()))
                self.hit[k] += good
                if not good:
                    differences[f"{k} {edge}"] = (want, rd[edge].get(k, set()))
        return differences

    def figures(self) -> dict[str, Any]:
        """Precision, recall, F1 by facet; shares right on matched edges."""
        made: dict[str, Any] = {"documents": self.documents}
        for k in COUNTED:
            tp, fp, fn = self.tp[k], self.fp[k], self.fn[k]
            p, r = tp / (tp + fp) if tp + fp else 1.0, tp / (tp + fn) if tp + fn else 1.0
            made[k] = {"precision": round(p, 3), "recall": round(r, 3), "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0,
                       "right": tp, "extra": fp, "missed": fn}  # fmt: skip
        for k in JUDGED:
            share = round(self.hit[k] / self.tot[k], 3) if self.tot[k] else None
            made[k] = {"right": self.hit[k], "of": self.tot[k], "share": share}
        return made


def table(name: str, figures: dict[str, Any]) -> str:
    """The figures as lines of text."""
    lines = [f"== {name}: {figures['documents']} documents"]
    for k in COUNTED:
        f = figures[k]
        counts = f"({f['right']} right, {f['extra']} extra, {f['missed']} missed)"
        lines.append(f"{k:17} P {f['precision']:.3f}  R {f['recall']:.3f}  F1 {f['f1']:.3f}   {counts}")
    lines += [f"{k:17} right on {figures[k]['right']}/{figures[k]['of']}" for k in JUDGED if figures[k]["of"]]
    return "\n".join(lines)


def check(results: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """Sentences for every score below its floor."""
    bad = []
    for part, wanted in floors.items():
        for path, floor in wanted.items():
            facet, figure = path.split(".")
            value = results[part][facet][figure]
            if value is not None and value < floor:
                bad.append(f"{part}: {path} is {value}, the floor is {floor}")
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--half", choices=["looked", "scored"])
    parser.add_argument("--corpus", default="*")
    parser.add_argument("--examples", action="store_true")
    parser.add_argument("--prose", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    if not (args.shared / "score.py").is_file():
        print("accuracy: no shared folder here, nothing is measured", file=sys.stderr)
        return 0 if args.check else 2
    score = scorer(args.shared)
    parts: dict[str, Any] = {}
    if args.examples:
        parts["examples"] = example_pairs(args.shared)
    elif args.prose:
        parts = prose_parts()
    else:
        for half in [args.half] if args.half else ["looked", "scored"]:
            parts[half] = gold_pairs(args.shared, half, args.corpus)
        if not args.half and args.corpus == "*":
            parts |= prose_parts()
    results: dict[str, Any] = {}
    for name, pairs in parts.items():
        tally = Tally(score)
        for gold, item in pairs:
            differences = tally.add(gold, reading_of(gold, item))
            if args.verbose and not name.endswith(("scored", "held")) and differences:
                print(f"--- {gold['document']['id']}")
                for k, (missed, extra) in sorted(differences.items()):
                    print(f"    {k}: missed {sorted(map(str, missed))} extra {sorted(map(str, extra))}")
        results[name] = tally.figures()
        print(table(name, results[name]))
    if args.check:
        bad = check(results, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
        print("\n".join(bad) or "no score is below its floor")
        return 1 if bad else 0
    if not args.examples and not args.prose and not args.half and args.corpus == "*":
        (HERE / "results").mkdir(exist_ok=True)
        (HERE / "results" / "accuracy.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
