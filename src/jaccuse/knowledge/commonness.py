"""Which names of groups and malware are also common words or names of something else, by counting them in news.

`python -m jaccuse.knowledge.commonness --shared ../shared` writes `lists/common-words.txt`: names that also occur in lower
case, or in items that have no word of cyberspace. Only names are written, no text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from jaccuse.knowledge.build import CLUSTERS, LISTS, clusters, entry_names, usable

CYBER = re.compile(
    r"cyber|hack|malware|ransomware|phishing|APT|botnet|trojan|backdoor|spyware|exploit|vulnerab|rançon|"
    r"pirat|breach|\bthreat actor",
    re.I,
)
EVERY = 3


def items(shared: Path) -> Iterator[str]:
    for file in ("feeds-2022", "feeds-2023q1", "veille-fr", "news-de"):
        with gzip.open(shared / "corpus" / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if file != "feeds-2023q1" or number % EVERY == 0:
                    item = json.loads(line)
                    yield f"{item['title']}\n{item['text']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    wanted: set[str] = set()
    for cluster in (*CLUSTERS, "mitre-malware", "mitre-tool", "ransomware"):
        for value in clusters(shared, cluster):
            wanted.update(re.sub(r"\s*\(.*?\)|\s+[Rr]ansomware\b.*$", "", n).strip() for n in entry_names(value) if usable(n))
    names = sorted(n.lower() for n in wanted if n)
    automaton = AhoCorasick(sorted(set(names)))
    patterns = sorted(set(names))
    lower: Counter[str] = Counter()
    off: Counter[str] = Counter()
    on: Counter[str] = Counter()
    for text in items(shared):
        low = text.lower()
        if len(low) != len(text):
            continue
        cyber = CYBER.search(text) is not None
        for p, s, e in automaton.find_matches_as_indexes(low, overlapping=True):
            if (s and low[s - 1].isalnum()) or (e < len(low) and low[e].isalnum()):
                continue
            name = patterns[p]
            if text[s:e].islower() and name.islower():
                lower[name] += 1
            elif cyber:
                on[name] += 1
            else:
                off[name] += 1
    common = sorted(n for n in patterns if lower[n] >= 2 or (off[n] >= 1 and off[n] > 0.15 * on[n]))
    (LISTS / "common-words.txt").write_text("\n".join(common) + "\n", encoding="utf-8")
    print(len(patterns), len(common))


if __name__ == "__main__":
    main()
