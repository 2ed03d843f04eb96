"""Precision and recall of activities, products, scale and dates against hand-made readings, in the sentences of the claims.

    details.py ITEMS.jsonl.gz GOLD.jsonl [-v] [--whole]

The regions of an operation are the sentences that its own words, its scale and the words of its claims touch; so this
measures the words alone, not the reader's choice of claims. With --whole, a document with one operation is read whole, but for
its advice.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from jaccuse.claim import Span
from jaccuse.engine import lexicon
from jaccuse.engine.dates import find_dates, resolve
from jaccuse.engine.details import activities_of, find_products, telling_parts
from jaccuse.engine.figures import find_figures, is_scale

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”»]?\s+(?=[A-Z«“\"À-Ý])|\n+")


def sentences(text: str) -> list[Span]:
    """Sentences, roughly: good enough to measure on."""
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    return [Span(a, b) for a, b in pairwise(cuts) if b > a]


def regions(text: str, operation: dict[str, Any], claims: list[dict[str, Any]]) -> list[Span]:
    """The sentences that say the operation and its claims."""
    said = [*operation.get("anchors", [])]
    for part in (*operation.get("scale", []), *(c for c in claims if c.get("operation") == operation["id"])):
        said += part.get("anchors", [])
        if part.get("date"):
            said += part["date"].get("anchors", [])
    return [s for s in sentences(text) if any(a < s.end and s.start < b for a, b in said)]


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9:/]+", "-", name.strip().lower()).strip("-")


def main(argv: list[str]) -> None:
    """Print one line a field: precision, recall and F1, and with -v what was missed and what was added."""
    raw = Path(argv[0]).read_bytes()
    lines = (gzip.decompress(raw) if argv[0].endswith(".gz") else raw).splitlines()
    items = {item["id"]: item for item in map(json.loads, lines)}
    hit, got, want = Counter[str](), Counter[str](), Counter[str]()
    for line in Path(argv[1]).read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        item = items[gold["document"]["id"]]
        text, language = item["text"], item["language"]
        if lexicon.primary(language) not in lexicon.languages():
            continue
        for operation in gold["operations"]:
            alone = "--whole" in argv and len(gold["operations"]) == 1
            where = telling_parts(text, language) if alone else regions(text, operation, gold["claims"])
            parts = [text[a:b] for a, b in where]
            dates = [a for c in gold["claims"] if c.get("operation") == operation["id"] and c.get("date") for a in [c["date"]]]
            found = {
                "activities": {a.code for a in activities_of(where, text, language)},
                "products": {slug(p.name) for part in parts for p in find_products(part, language)},
                "scale": {f.value for part in parts for f in find_figures(part, language) if is_scale(f, part, language)},
                "dates": {
                    getattr(resolve(d, item["published"], "past"), "value", "")
                    for d in find_dates(text, language)
                    if any(d.start < b and a < d.end for date in dates for a, b in date["anchors"])
                },
            }
            truth = {
                "activities": set(operation["activities"]),
                "products": {slug(p) for p in operation["products"]},
                "scale": {float(s["value"]) for s in operation["scale"]},
                "dates": {d["value"] for d in dates},
            }
            for field, values in truth.items():
                hit[field] += len(found[field] & values)
                got[field] += len(found[field])
                want[field] += len(values)
                missed, extra = values - found[field], found[field] - values
                if "-v" in argv and (missed or extra):
                    print(f"{item['id']} {operation['id']} {field}: missed {sorted(missed)} extra {sorted(extra)}")
    for field in want:
        precision, recall = hit[field] / (got[field] or 1), hit[field] / (want[field] or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        print(f"{field:12} P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}  ({want[field]} in the gold)")


if __name__ == "__main__":
    main(sys.argv[1:])
