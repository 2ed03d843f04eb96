"""Readings made by hand, in the program's own shapes: what a ledger would hold of items if the reader missed nothing.

`by_hand` gives those of the gold set and of pairs/coded.jsonl. Merging is measured on them where the reader reads no operation
(merging.py), so that what merging misses and what reading misses are told apart.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from accuracy import GOLD, text_of

import jaccuse
from jaccuse.claim import Claim, DocumentHead, Operation, Reading, check

HERE = Path(__file__).resolve().parent
ROLES = ("claimants", "accused", "by", "against", "to", "of")


def by_hand(shared: Path, wanted: Iterable[str]) -> dict[str, Reading]:
    """The readings made by hand of those of the wanted items (CORPUS-LINE) that were coded with an operation."""
    lines: dict[str, dict[int, dict[str, Any]]] = {}
    for path in (*sorted(GOLD.glob("*.jsonl")), HERE / "pairs" / "coded.jsonl"):
        for coded in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            told = coded["document"]
            if coded["operations"] and f"{told['corpus']}-{told['line']}" in wanted:
                lines.setdefault(told["corpus"], {})[told["line"]] = coded
    found: dict[str, Reading] = {}
    for corpus, coded_lines in lines.items():
        with gzip.open(shared / "corpus" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as items:
            for number, item in enumerate(items):
                if number in coded_lines:
                    found[f"{corpus}-{number}"] = reading(coded_lines[number], json.loads(item))
    return found


def reading(coded: dict[str, Any], item: dict[str, Any]) -> Reading:
    """One coded item as a reading. Raises ValueError where an anchor is not in the text."""
    document = jaccuse.Document.from_text(
        text_of(item),
        title=item.get("title") or None,
        published=(item.get("published") or "")[:10] or None,
        url=item.get("url"),
    )
    head = DocumentHead(
        id=document.id, language=(item.get("language") or "en")[:2], title=document.title, published=document.published,
        url=document.url, text=document.text,
    )  # fmt: skip
    made = Reading(
        document=head,
        operations=tuple(msgspec.convert(_plain(told, head.text), Operation) for told in coded["operations"]),
        claims=tuple(msgspec.convert(_plain(told, head.text), Claim) for told in coded["claims"]),
    )
    check(made)
    return made


def _plain(node: dict[str, Any], text: str) -> dict[str, Any]:
    """A coded node with what the shapes want: names of actors, a rule; without notes and parts that are not compared."""
    kept = {key: value for key, value in node.items() if key not in ("note", "reported_by", "certainty", "grounds", "date")}
    for role in ROLES:
        if role in kept:
            kept[role] = [_actor(actor, text) for actor in kept[role] or []]
    if "scale" in kept:
        kept["scale"] = [{"rule": "hand", "bound": "exact", **figure} for figure in kept["scale"]]
    return {**{key: value for key, value in kept.items() if value is not None}, "rule": "hand", "anchors": node["anchors"]}


def _actor(actor: dict[str, Any], text: str) -> dict[str, Any]:
    kept = {key: value for key, value in actor.items() if key != "note" and value is not None}
    spans = actor.get("anchors") or []
    return {**kept, "name": text[spans[0][0] : spans[0][1]] if spans else None, "rule": "hand"}
