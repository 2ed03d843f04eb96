"""Scores the shipped parser: accuracy on the treebanks' test sets, speed on one thread, loading time, size.

    python benchmarks/parser.py [--shared ../shared] [--models DIR] [--quick] [--card]

Writes benchmarks/results/parser.json; `--card` puts the scores into the model's card too. LAS and UAS count every word but
punctuation, with the full label; words are the treebank's. The cutting into sentences and words is scored on the raw text of
ten sentences at a time, joined by a space, or by a new line after one without a final mark.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

import treebanks  # noqa: E402

from jaccuse.engine.parse import MODELS, Parser  # noqa: E402
from jaccuse.engine.segment import segment  # noqa: E402

TRIAL = {"fr_sequoia": 90.1, "fr_gsd": 86.6, "en_ewt": 89.8, "es_gsd": 83.1, "uk_parlamint": 81.7, "de_gsd": 78.7}


def parsing(parser: Parser, path: Path) -> dict[str, float]:
    """UPOS, UAS and LAS on gold words, and words a second of processor time."""
    trees = list(treebanks.read(path))
    started = time.process_time()
    parses = parser.parse([tree.words for tree in trees])
    took = time.process_time() - started
    every = n = tag = uas = las = 0
    for gold, ours in zip(trees, parses, strict=True):
        for k, label in enumerate(gold.labels):
            every, tag = every + 1, tag + (ours.tags[k] == gold.tags[k])
            if label != "punct":
                right = ours.heads[k] == gold.heads[k]
                n, uas, las = n + 1, uas + right, las + (right and ours.labels[k] == label)
    return {
        "upos": round(100 * tag / every, 2),
        "uas": round(100 * uas / n, 2),
        "las": round(100 * las / n, 2),
        "words_per_second": round(every / took),
    }


def cutting(path: Path) -> dict[str, float]:
    """F1 of words and of sentences against the treebank's, from its raw text."""
    items = list(treebanks.texts(path))
    hits = {"words": [0, 0, 0], "sentences": [0, 0, 0]}
    for k in range(0, len(items), 10):
        text, words, sentences = "", set(), set()
        for raw, surface in items[k : k + 10]:
            places = [(a + len(text), b + len(text)) for a, b in spans(raw, surface)]
            words.update(places)
            sentences.add((places[0][0], places[-1][1]))
            text += raw + (" " if raw[-1] in '.!?…"»”' else "\n")
        ours = segment(text, path.name[:2])
        found = {"words": {(w.start, w.end) for s in ours for w in s.words}, "sentences": {(s.start, s.end) for s in ours}}
        for kind, gold in (("words", words), ("sentences", sentences)):
            for place, count in enumerate((len(gold & found[kind]), len(gold), len(found[kind]))):
                hits[kind][place] += count
    return {kind: round(200 * both / (gold + ours), 2) for kind, (both, gold, ours) in hits.items()}


def spans(raw: str, words: list[str]) -> list[tuple[int, int]]:
    """Where each word stands in the raw text; a word of the treebank may hold a space there."""
    at, found = 0, []
    for word in words:
        while raw[at].isspace():
            at += 1
        start = at
        for letter in word:
            while raw[at] != letter:
                at += 1
            at += 1
        found.append((start, at))
    return found


def loading() -> float:
    """Seconds to load the parser in a fresh process, imports included; the best of five."""
    code = "import time; t = time.perf_counter(); from jaccuse.engine.parse import Parser; Parser.load(); "
    code += "print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT / "src", capture_output=True, check=True) for _ in range(5)]
    return round(min(float(run.stdout) for run in runs), 3)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    cli.add_argument("--models", type=Path, default=MODELS)
    cli.add_argument("--quick", action="store_true", help="parsing scores only, not written")
    cli.add_argument("--card", action="store_true", help="write the scores into the model's card")
    args = cli.parse_args()
    parser = Parser(args.models)
    scores: dict[str, dict[str, float]] = {}
    for name, path in treebanks.testing(args.shared / "treebanks"):
        scores[name] = parsing(parser, path) | {"trial_las": TRIAL[name]}
        print(name, scores[name], flush=True)
    if args.quick:
        return
    cuts = {path.name.split("-")[0]: cutting(path) for path in sorted((args.shared / "treebanks").glob("*-test.conllu.gz"))}
    size = {name: (args.models / name).stat().st_size for name in ("parser.onnx", "tokenizer.json")}
    result = {"parsing": scores, "cutting": cuts, "load_seconds": loading(), "bytes": size}
    out = ROOT / "benchmarks/results/parser.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({key: result[key] for key in ("cutting", "load_seconds", "bytes")}))
    if args.card:
        path = args.models / "parser.json"
        card = json.loads(path.read_text(encoding="utf-8"))
        card["scores"] = {name: {key: s[key] for key in ("upos", "uas", "las")} for name, s in scores.items()}
        path.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
