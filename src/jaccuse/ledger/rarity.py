"""How much a word tells: how few texts hold it, by counting in news once; a fixed table, so that nothing depends on a ledger.

`rarity()` reads the table. `python -m jaccuse.ledger.rarity --shared ../shared` writes it, `lists/word-levels.tsv`: words,
and pairs of capitalised words that follow each other, each under its level; what is not there is rare.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LISTS = Path(__file__).parent / "lists"
TABLE = LISTS / "word-levels.tsv"
RARE = 6
_CYBER = re.compile(
    r"cyber|hack|malware|ransomware|phishing|botnet|trojan|backdoor|spyware|vulnerab|rançon|pirat|breach|threat actor", re.I
)
_WORD = re.compile(r"[^\W_]+")
_LEAST = 3
_PAIR = re.compile(r"(?=\b([A-ZÀ-Þ]\w+)[ -]([A-ZÀ-Þ]\w+))")
_FEW = 100
_SMALL = 2_000  # texts; where a part has fewer, names in it would pass for common words, so only words in small letters count
_INSIDE = re.compile(r"(?<=[\w,;] )[A-ZÀ-Þ][^\W_]*")  # a capitalised word that begins no sentence


def words(text: str) -> list[str]:
    """The words of a text in small letters without accents, in order."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(text.lower())


@cache
def rarity() -> dict[str, int]:
    """Levels of common words: 0 stands in every fifth text of news on cyberspace or more, each level in a third of that."""
    table: dict[str, int] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        level, _, listed = line.partition("\t")
        table.update(dict.fromkeys(listed.split(" "), int(level)))
    return table


def _level(share: float) -> int:
    return max(0, min(RARE, math.ceil(math.log(0.2 / share, 3))))


def _texts(shared: Path) -> Iterator[tuple[str, str]]:
    for file in ("feeds-2022", "feeds-2023q1", "veille-fr", "news-de"):
        with gzip.open(shared / "corpus" / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                language = (item["language"] or file[-2:])[:2]
                if language in {"en", "fr", "de"}:
                    yield language, f"{item['title']}\n{item['text']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    counts: dict[str, Counter[str]] = {}
    lower: dict[str, Counter[str]] = {}
    either: dict[str, Counter[str]] = {}
    size: Counter[str] = Counter()
    for language, text in _texts(parser.parse_args().shared):
        held = set(words(text)) | {"_".join(words(f"{one} {two}")) for one, two in _PAIR.findall(text)}
        small = {plain for word in _WORD.findall(text) if word[0].islower() for plain in words(word)}
        inside = small | {plain for word in _INSIDE.findall(text) for plain in words(word)}
        for part in (language, *([f"{language}-cyber"] if _CYBER.search(text) else [])):
            counts.setdefault(part, Counter()).update(held)
            lower.setdefault(part, Counter()).update(small)
            either.setdefault(part, Counter()).update(inside)
            size[part] += 1
    levels: dict[str, int] = {}
    for part, counted in counts.items():
        if size[part] < _FEW:
            continue
        for word, number in counted.items():
            if (
                number >= _LEAST
                and len(word) > 1
                and (size[part] >= _SMALL or (number > _LEAST and lower[part][word] > 0.8 * either[part][word]))
            ):
                level = _level(number / size[part])
                if level < RARE - ("_" in word and not part.endswith("cyber")):
                    levels[word] = min(level, levels.get(word, RARE))
    rows = [f"{n}\t{' '.join(sorted(w for w, at in levels.items() if at == n))}\n" for n in range(RARE)]
    TABLE.write_text("".join(rows), encoding="utf-8")
    print(dict(size), len(levels))


if __name__ == "__main__":
    main()
