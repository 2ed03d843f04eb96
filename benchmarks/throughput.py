#!/usr/bin/env python3
"""Measure whole collections through `jaccuse backfill`: time of clock and processor, memory, one process against two.

    throughput.py                 everything; writes results/throughput.json
    throughput.py --quick         a twentieth of each, nothing written
    throughput.py --profile       where the time goes, step by step, in one process

A busy machine spoils the clock, so processor seconds of all processes and ratios are given beside it. Start-up (measured on
one document) is taken off. Needs the shared corpora beside the repository; WARC pages are made here of the corpora's articles,
wrapped in markup as sites have it: some 120 kB and 1,400 elements a page.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from speed import SPACY, items, machine, texts, words_in

HERE = Path(__file__).resolve().parent
PAGES = 600
TIMES = 5


def page(item: dict[str, Any], dice: random.Random) -> bytes:
    """An article as a site has it: navigation, teasers, scripts and styles around its paragraphs."""
    words = [word for word in item["text"].split() if word.isalpha()]

    def some(count: int) -> str:
        return " ".join(dice.choice(words) for _ in range(count))

    def teaser(number: int) -> str:
        link = f'<a class="teaser__link" href="/news/{number}-{"-".join(some(4).lower().split())}">'
        image = f'<picture class="teaser__img"><img alt="{some(4)}" src="/i/{number}.jpg" width="320"></picture>'
        kicker = f'<span class="teaser__kicker">{some(2)}</span><h3 class="teaser__title">{some(8)}</h3></a>'
        when = f'<time datetime="2024-05-01">{some(1)}</time></li>'
        return f'<li class="teaser teaser--{number % 5}">{link}{image}{kicker}{when}\n'

    entry = '<li class="nav__item nav__item--{0}"><a class="nav__link" href="/s/{0}">{1}</a></li>'
    menu = "".join(entry.format(n, some(2)) for n in range(160))
    state = json.dumps({f"k{n}": {"id": n, "slug": some(3), "url": f"https://news.example/{n}"} for n in range(300)})
    style = "".join(f".c{n}{{margin:{n}px;color:#{n:06x}}}@media(max-width:{n}px){{.c{n}{{order:1}}}}" for n in range(180))
    body = "".join(f'<p class="article__p">{html.escape(p)}</p>\n' for p in item["text"].split("\n\n") if p.strip())
    title = html.escape(item["title"] or some(6))
    head = f'<title>{title}</title><meta property="og:title" content="{title}"><style>{style}</style><script>{state}</script>'
    main = f'<article class="article"><h1>{title}</h1>{body}</article><ul>{"".join(map(teaser, range(45)))}</ul>'
    nav = f'<nav class="nav"><ul>{menu}</ul></nav>'
    begin = f'<!doctype html><html lang="{item["language"] or "en"}"><head>{head}</head><body>'
    return f"{begin}{nav}<main>{main}</main><footer>{nav}</footer></body></html>".encode()


def warc(path: Path, articles: list[dict[str, Any]]) -> int:
    """An archive of such pages; bytes of a page on average."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    dice, size = random.Random(5), 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, article in enumerate(articles):
            data = page(article, dice)
            size += len(data)
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://news.example/{number}"
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=headers))
    return size // len(articles)


def backfill(source: Path, *words: str) -> dict[str, float]:
    """One run into a ledger of its own: seconds of the clock and of the processor, MB of the largest process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "jaccuse", "backfill", str(source), "--db", f"{folder}/x.db", *words]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
        clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"clock": clock, "processor": spent, "MB": after.ru_maxrss / 1024}


def measured(source: Path, count: int, start: dict[str, float], *words: str) -> dict[str, Any]:
    """A run without its start-up, and documents a second of the clock and of a core."""
    run = backfill(source, *words)
    clock, spent = (max(run[name] - start[name], 1e-6) for name in ("clock", "processor"))
    return {
        "documents": count, "seconds by the clock": round(clock, 1), "seconds of the processor": round(spent, 1),
        "a second": round(count / clock), "a second of a core": round(count / spent), "peak MB of a process": round(run["MB"]),
    }  # fmt: skip


def cut(source: Path, target: Path, count: int) -> int:
    """The first so many lines of a corpus; how many there were."""
    with gzip.open(source, "rb") as lines, gzip.open(target, "wb", compresslevel=1) as out:
        return sum(1 for line in itertools.islice(lines, count) if out.write(line))


def profile(path: Path) -> dict[str, Any]:
    """Seconds of the processor by step, in this process, over one corpus."""
    import jaccuse.engine.read as engine
    from jaccuse.engine.parse import Parser
    from jaccuse.errors import JaccuseError
    from jaccuse.sources import load

    spent: Counter[str] = Counter()
    calls: Counter[str] = Counter()

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return work(*given, **named)
            finally:
                spent[name] += time.process_time() - began
                calls[name] += 1

        return run

    steps = {"identify": "language", "Subject": "phrase scan", "segment": "sentences and words", "find_mentions": "names",
             "Gate": "choice of sentences", "repair": "repairs", "FrameReader": "frames", "Assembler": "assembly"}  # fmt: skip
    for name, step in steps.items():
        setattr(engine, name, timed(step, getattr(engine, name)))
    Parser.parse = timed("parser", Parser.parse)  # type: ignore[method-assign]
    began, given, count = time.process_time(), load(path), 0
    while (document := timed("making documents", lambda: next(given, None))()) is not None:
        count += 1
        if not isinstance(document, JaccuseError):
            try:
                engine.read(document)
            except JaccuseError:
                spent["languages that are not read"] += 0
    total = time.process_time() - began
    made: dict[str, Any] = {step: round(seconds, 2) for step, seconds in spent.most_common() if seconds >= 0.005}
    return {
        "documents": count,
        "seconds": round(total, 2),
        **made,
        "documents that reach sentences": calls["sentences and words"],
    }


def spacy_pipe(documents: list[tuple[str, str]]) -> int | None:
    """Words a second of spaCy's nlp.pipe on texts; None where it is not installed."""
    try:
        import spacy  # type: ignore[import-not-found, unused-ignore]

        nlp = spacy.load(SPACY)
    except (ImportError, OSError):
        return None
    began = time.process_time()
    list(nlp.pipe([text for text, _ in documents], batch_size=64))
    return round(words_in(documents) / (time.process_time() - began))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    corpus = args.shared / "corpus"
    if not corpus.is_dir():
        print("throughput: no shared folder here, nothing is measured", file=sys.stderr)
        return 2
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    part = 20 if args.quick else 1
    results: dict[str, Any] = {"machine": machine()}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if args.profile:
            cut(corpus / "feeds-2023q1.jsonl.gz", work / "feeds.jsonl.gz", 212_596 // part)
            print(json.dumps({"feeds-2023q1": profile(work / "feeds.jsonl.gz")}, indent=1))
            return 0
        for name, made in _runs(corpus, work, part):
            results[name] = made
            print(json.dumps({name: made}), flush=True)
    if not args.quick:
        path = HERE / "results" / "throughput.json"
        path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _runs(corpus: Path, work: Path, part: int) -> Iterator[tuple[str, Any]]:
    (work / "one.jsonl").write_text('{"text": "Nothing.", "language": "en"}\n')
    runs = [backfill(work / "one.jsonl") for _ in range(3)]
    start = {name: min(run[name] for run in runs) for name in ("clock", "processor")}
    yield "start", {name: round(value, 2) for name, value in start.items()}
    feeds, news = work / "feeds.jsonl.gz", work / "news.jsonl.gz"
    count = cut(corpus / "feeds-2023q1.jsonl.gz", feeds, 212_596 // part)
    both = measured(feeds, count, start, "--keep", "claims", "--processes", "2")
    yield "feeds-2023q1, claims kept", both
    one = measured(feeds, count, start, "--keep", "claims", "--processes", "1")
    yield "feeds-2023q1, claims kept, one process", one
    yield "two processes to one, by the clock", round(one["seconds by the clock"] / both["seconds by the clock"], 2)
    yield "feeds-2023q1, all kept", measured(feeds, count, start, "--processes", "2")
    many = cut(corpus / "news-de.jsonl.gz", news, 1_500 // part)
    yield "news-de", measured(news, many, start, "--processes", "2")
    german = list(itertools.islice(items(corpus / "news-de.jsonl.gz"), PAGES // 2))
    articles = [*german, *itertools.islice(items(corpus / "veille-fr.jsonl.gz"), PAGES // 2)][::part]
    size = warc(work / "pages.warc.gz", articles)
    pages = measured(work / "pages.warc.gz", len(articles), start, "--keep", "claims", "--processes", "2")
    yield "pages out of WARC", {**pages, "bytes a page": size}
    (work / "long").mkdir()
    for number in range(TIMES):
        (work / "long" / f"{number}.jsonl.gz").write_bytes(feeds.read_bytes())
    long = measured(work / "long", TIMES * count, start, "--keep", "claims", "--processes", "2")
    yield (
        f"memory over {TIMES} times as much",
        {"once, MB": both["peak MB of a process"], "then, MB": long["peak MB of a process"]},
    )
    subject = texts(corpus / "veille-fr.jsonl.gz", ("fr",))
    ours = measured(corpus / "veille-fr.jsonl.gz", len(subject), start, "--processes", "1")
    spacy = spacy_pipe(subject)
    speed = round(words_in(subject) / ours["seconds of the processor"])
    ratio = round(speed / spacy, 2) if spacy else None
    yield "beside spaCy's nlp.pipe, French", {"words a second of a core": speed, "spaCy": spacy, "times": ratio}


if __name__ == "__main__":
    sys.exit(main())
