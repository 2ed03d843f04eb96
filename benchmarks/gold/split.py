#!/usr/bin/env python3
"""Lay gold items out as one file each, with their texts, so that score.py can be fed.

    split.py DIR [--half looked|scored] [--corpus NAME] [--shared DIR]

Written: DIR/gold/<corpus>-<line>.json (the reading) and DIR/items/<corpus>-<line>.json (the
corpus item as it stands, text included: keep DIR outside the repository).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from compile import HERE, corpus_lines, read


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared")
    parser.add_argument("--half", choices=["looked", "scored"], default="looked")
    parser.add_argument("--corpus", default="*")
    args = parser.parse_args()
    for path in sorted(HERE.glob(f"{args.corpus}.{args.half}.jsonl")):
        gold = {d["document"]["line"]: d for d in read(path)}
        source = corpus_lines(args.shared, path.name.split(".")[0], set(gold))
        for line, done in gold.items():
            for folder, value in (("gold", done), ("items", source[line])):
                (args.dir / folder).mkdir(parents=True, exist_ok=True)
                name = args.dir / folder / f"{done['document']['id']}.json"
                name.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
