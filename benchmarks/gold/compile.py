#!/usr/bin/env python3
"""Compile annotators' work files into the gold files kept beside this script.

    compile.py WORK.jsonl ... [--shared DIR] [--out DIR] [--replace] [--check]

A work file is JSON Lines, one item a line, and stays outside the repository, as it quotes:

    {"document": {"corpus": "veille-fr", "line": 12}, "note": "...",
     "operations": [{"id": "o1", "activities": [...], "words": "exact words", ...}],
     "claims": [{"kind": "attribution", "operation": "o1", "words": "exact words",
                 "claimants": [{"actor": "org:microsoft", "words": "Microsoft"}], ...}]}

`line` is the 0-based line of DIR/corpus/<corpus>.jsonl.gz. Offsets are code points into
title + blank line + text, or into the text alone where the title is empty or opens it.
Each `words` (a string, or a list for several places) becomes `anchors`: the first place inside
the words of the claim or operation it stands in, else the first in the text; `"nth": 2` takes
the second place in the whole text. `words: null` (or none) says that no words say it.
Dropped, since no text of others may enter the repository: `words`, `nth`, `name` of actors, and
notes that repeat six words running of the text. Codes are checked against the codebook; the
first faults are listed and nothing is written.

Written: <corpus>.looked.jsonl and <corpus>.scored.jsonl, by the first hex digit of the text's
hash (even: looked). Items of lines not in the work files are kept, unless --replace.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from codes import Fault, Json, check_claim, code

HERE = Path(__file__).resolve().parent


def body(item: Json) -> str:
    """The text that offsets refer to."""
    title, text = item.get("title") or "", item.get("text") or ""
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


def corpus_lines(shared: Path, corpus: str, wanted: set[int]) -> dict[int, Json]:
    with gzip.open(shared / "corpus" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {n: json.loads(line) for n, line in enumerate(lines) if n in wanted}


def find(text: str, words: str, nth: int | None, spans: Iterable[tuple[int, int]]) -> list[int]:
    if nth is None:
        for start, end in spans:
            at = text.find(words, start, end)
            if at >= 0:
                return [at, at + len(words)]
    at = -1
    for _ in range(nth or 1):
        at = text.find(words, at + 1)
        if at < 0 or not words:
            raise Fault(f"words not in the text (nth {nth or 1}): {words!r}")
    return [at, at + len(words)]


def anchored(node: Any, text: str, spans: list[tuple[int, int]], parts: bool) -> Any:
    """The node with `words` turned into `anchors`; names of actors go."""
    if isinstance(node, list):
        return [anchored(part, text, spans, parts) for part in node]
    if not isinstance(node, dict):
        return node
    words = node.get("words") or []
    listed = [words] if isinstance(words, str) else words
    anchors = [find(text, w, node.get("nth"), spans) for w in listed]
    inner = [(s, e) for s, e in anchors] or spans
    drop = {"words", "nth", "anchors", "note"} | ({"name"} if parts else set())
    done = {k: anchored(v, text, inner, True) for k, v in node.items() if k not in drop}
    if node.get("note"):
        done["note"] = own_note(node["note"], text)
    return done | {"anchors": anchors}


def own_note(note: str, text: str) -> str:
    tokens, plain = re.findall(r"\w+", note.lower()), " ".join(re.findall(r"\w+", text.lower()))
    for i in range(len(tokens) - 5):
        if " ".join(tokens[i : i + 6]) in plain:
            print(f"note dropped, it repeats the text: {note[:60]}", file=sys.stderr)
            return ""
    return note


def compiled(work: Json, item: Json) -> Json:
    text, doc = body(item), work["document"]
    sha = hashlib.sha256(text.encode()).hexdigest()[:16]
    if doc.get("sha256") not in (None, sha):
        raise Fault(f"hash {doc['sha256']} is not the text's {sha}")
    names = [o["id"] for o in work.get("operations", [])]
    for operation in work.get("operations", []):
        for activity in operation.get("activities", []):
            code("activities", activity)
        for scale in operation.get("scale", []):
            code("bound", scale.get("bound"))
            if not isinstance(scale.get("value"), (int, float)):
                raise Fault(f"scale: {scale.get('value')!r} is no number")
    for number, claim in enumerate(work.get("claims", []), 1):
        claim.setdefault("id", f"c{number}")
        check_claim(claim, set(names))
    if unused := set(names) - {c.get("operation") for c in work.get("claims", [])}:
        raise Fault(f"no claim is about {sorted(unused)}")
    document = {"id": f"{doc['corpus']}-{doc['line']:06d}", "corpus": doc["corpus"],
                "line": doc["line"], "sha256": sha, "language": item.get("language"),
                "published": item.get("published")}  # fmt: skip
    note = own_note(work.get("note") or "", text) or None
    return {"document": document, "note": note,
            "operations": anchored(work.get("operations", []), text, [], False),
            "claims": anchored(work.get("claims", []), text, [], True)}  # fmt: skip


def read(path: Path) -> list[Json]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.strip()]


def half_of(done: Json) -> str:
    return "scored" if int(done["document"]["sha256"][0], 16) % 2 else "looked"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("work", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--replace", action="store_true")
    parser.add_argument("--check", action="store_true", help="write nothing")
    args = parser.parse_args()
    works: dict[str, dict[int, Json]] = {}
    for path in args.work:
        for work in read(path):
            works.setdefault(work["document"]["corpus"], {})[work["document"]["line"]] = work
    faults = 0
    for corpus, items in works.items():
        source = corpus_lines(args.shared, corpus, set(items))
        done: dict[int, Json] = {}
        for half in () if args.replace else ("looked", "scored"):
            done |= {d["document"]["line"]: d for d in read(args.out / f"{corpus}.{half}.jsonl")}
        for line, work in items.items():
            try:
                done[line] = compiled(work, source[line])
            except (Fault, KeyError) as fault:
                faults += 1
                print(f"{corpus} line {line}: {fault!r}", file=sys.stderr)
        for half in ("looked", "scored"):
            kept = [done[n] for n in sorted(done) if half_of(done[n]) == half]
            kinds = Counter(c["kind"] for d in kept for c in d["claims"])
            print(f"{corpus}.{half}: {len(kept)} items, {dict(kinds)}")
            if not faults and not args.check:
                rows = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in kept)
                (args.out / f"{corpus}.{half}.jsonl").write_text(rows, encoding="utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
