"""Trims the tokenizer of multilingual-e5-small to the pieces in use.

    python training/vocabulary.py FULL_TOKENIZER.json OUT.json [--shared ../shared]

Kept are the pieces of every word of the treebanks that teach, those that come back in the unlabelled texts and name lists of
`--shared`, the common ones in the letters of the languages that are read, and single letters. What is left out falls back on
smaller pieces. The result is committed; this makes it again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]

import treebanks  # noqa: E402

from jaccuse.engine.pieces import plain  # noqa: E402

WORD = re.compile(r"[^\W\d_]+['’]|\w+|[^\w\s]")
SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]
SCRIPTS = ("LATIN", "CYRILLIC")
LATIN = re.compile(r"▁?[a-zA-ZàâäæçéèêëîïôœöùûüÿßñáíóúìòãõąćęłńśźżÀÂÄÇÉÈÊËÎÏÔŒÖÙÛÜÑÁÍÓÚÌÒÃÕĄĆĘŁŃŚŹŻ'-]+")
CYRILLIC = re.compile(r"▁?[а-яёіїєґА-ЯЁІЇЄҐ'-]+")
UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
COMMON_LATIN, COMMON_CYRILLIC = 50_000, 100_000
"""Ranks in the full vocabulary up to which a piece is common; in Ukrainian letters all are kept."""


def raw(shared: Path) -> Iterator[str]:
    """Words of the unlabelled texts and of the lists of names."""
    for path in sorted((shared / "corpus").glob("*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            item = json.loads(line)
            yield from WORD.findall(f"{item.get('title') or ''} {item.get('text') or ''}")
    for path in sorted((shared / "knowledge").glob("*.json")):
        yield from WORD.findall(path.read_text(encoding="utf-8"))


def trim(full: Path, shared: Path, least: int = 6) -> dict[str, object]:
    """The tokenizer's JSON with only the pieces in use, in the old order."""
    tokenizer, data = Tokenizer.from_file(str(full)), json.loads(full.read_text(encoding="utf-8"))
    taught, seen = Counter[str](), Counter[str]()
    for _, path in treebanks.teaching(shared / "treebanks"):
        for tree in treebanks.read(path):
            taught.update(plain(word) for word in tree.words)
    seen.update(plain(word) for word in raw(shared))
    pieces, rare = Counter[str](), Counter[str]()
    for counts, into in ((taught, pieces), (seen, rare)):
        for word, count in counts.items():
            for piece in tokenizer.encode(word, add_special_tokens=False).tokens:
                into[piece] += count
    keep = set(pieces) | {piece for piece, count in rare.items() if count >= least}
    keep |= {piece for rank, (piece, _) in enumerate(data["model"]["vocab"]) if single(piece) or common(piece, rank)}
    keep |= set(SPECIALS)
    vocabulary = [[piece, round(score, 4)] for piece, score in data["model"]["vocab"] if piece in keep and piece != "<mask>"]
    data["model"]["vocab"] = vocabulary
    data["added_tokens"] = [token for token in data["added_tokens"] if token["content"] in SPECIALS]
    return data


def common(piece: str, rank: int) -> bool:
    if CYRILLIC.fullmatch(piece):
        return rank < COMMON_CYRILLIC or bool(UKRAINIAN.search(piece))
    return rank < COMMON_LATIN and bool(LATIN.fullmatch(piece))


def single(piece: str) -> bool:
    """A letter of a script that is read, or ASCII."""
    piece = piece.removeprefix("▁")
    return not piece or (len(piece) == 1 and (piece.isascii() or unicodedata.name(piece, "").startswith(SCRIPTS)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Trims the tokenizer to the pieces in use.")
    parser.add_argument("full", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--least", type=int, default=6, help="keep an unlabelled text's piece seen this often")
    args = parser.parse_args()
    data = trim(args.full, args.shared, args.least)
    args.out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{len(data['model']['vocab'])} pieces, {args.out.stat().st_size / 1e6:.2f} MB")  # type: ignore[index]


if __name__ == "__main__":
    main()
