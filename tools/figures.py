"""Tables of figures for the docs, out of benchmarks/results; what was not measured says so.

Used by fill_docs.py for `<!-- figures: NAME -->` … `<!-- /figures -->`, NAME being short, accuracy, speed, parser or merging.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent.parent / "benchmarks" / "results"
NOT_YET = "(Not measured yet: this table is written from `benchmarks/results`.)"
FACETS = {
    "named": "named edges: who accuses whom",
    "edges": "all edges, unnamed claimants included",
    "measures": "measures",
    "replies": "replies",
    "support": "support",
    "activities": "activities",
    "scale": "figures of scale",
    "products": "products",
    "contest/declined": "contested or declined attributions",
}
JUDGED = {"link": "link", "status": "status", "certainty": "certainty", "date": "date"}


def results(name: str) -> dict[str, Any]:
    """One file of results, empty where there is none."""
    path = RESULTS / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def accuracy() -> str:
    """Precision, recall and F1 by facet, for the half only scored and the half looked at."""
    found = results("accuracy")
    scored, looked = found.get("scored"), found.get("looked")
    if not scored:
        return NOT_YET
    lines = [
        f"On {scored['documents']} documents that were only scored, never looked at"
        + (f" (in brackets: F1 on the {looked['documents']} looked at while the rules were made):" if looked else ":"),
        "",
        "| what | precision | recall | F1 | right | wrong | missed |",
        "|---|---|---|---|---|---|---|",
    ]
    for key, words in FACETS.items():
        if _told(scored, key):
            one = scored[key]
            beside = f" ({looked[key]['f1']:.2f})" if looked and key in looked else ""
            lines.append(
                f"| {words} | {one['precision']:.2f} | {one['recall']:.2f} | {one['f1']:.2f}{beside} "
                f"| {one['right']} | {one['extra']} | {one['missed']} |"
            )
    lines += ["", "On the edges that were found, right are:", "", "| what | share | of |", "|---|---|---|"]
    lines += [
        f"| {words} | {scored[key]['share']:.2f} | {scored[key]['of']} |" for key, words in JUDGED.items() if _has(scored, key)
    ]
    return "\n".join([*lines, *prose(found)])


def prose(found: dict[str, Any]) -> list[str]:
    """A table of whole articles of our own words: those nobody tuned on, and in brackets those looked at."""
    lines = [
        "",
        "On whole articles, statements and reports, written and coded by somebody who did not know the rules, never "
        "looked at (in brackets: those looked at):",
        "",
        "| language | documents | what | precision | recall | F1 | right | wrong | missed |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    rows = []
    for part in sorted(found):
        if not (part.startswith("prose ") and part.endswith(".held")):
            continue
        held, looked = found[part], found.get(part.replace(".held", ".looked"), {})
        for key in ("named", "measures", "replies"):
            one = held[key]
            beside = f" ({looked[key]['f1']:.2f})" if looked else ""
            rows.append(
                f"| {part[6:8]} | {held['documents']} | {FACETS[key]} | {one['precision']:.2f} | {one['recall']:.2f} "
                f"| {one['f1']:.2f}{beside} | {one['right']} | {one['extra']} | {one['missed']} |"
            )
    return [*lines, *rows] if rows else []


def short() -> str:
    """The few figures that the README gives."""
    scored = results("accuracy").get("scored")
    if not scored:
        return NOT_YET
    lines = [
        f"On {scored['documents']} news items and articles that nobody looked at while the rules were made:",
        "",
        "| what | precision | recall | F1 |",
        "|---|---|---|---|",
    ]
    for key in ("named", "edges", "measures", "activities"):
        one = scored[key]
        lines.append(f"| {FACETS[key]} | {one['precision']:.2f} | {one['recall']:.2f} | {one['f1']:.2f} |")
    judged = [(words, scored[key]) for key, words in JUDGED.items() if _has(scored, key)]
    shares = [f"{words} {one['right']} of {one['of']}" for words, one in judged]
    lines += ["", f"Of the edges found, right are: {', '.join(shares)}."] if shares else []
    whole = [results("accuracy").get(f"prose {language}.held") for language in ("en", "fr")]
    if all(whole):
        found = " and ".join(f"{one['named']['recall'] * 100:.0f}" for one in whole if one)
        lines += [
            "",
            f"In whole articles that nobody tuned on it finds only {found} in 100 named accusations (English and French).",
        ]
    return "\n".join([*lines, "", quick()])


def quick() -> str:
    """How fast, in a sentence or two."""
    found = results("speed")
    if not found:
        return NOT_YET
    articles, feeds, start = found["articles on the subject"], found["feeds-2022"], found["start"]
    times = found["beside spaCy, French"]["whole pipeline"]["times as fast as that"]
    return (
        f"On one core it reads {articles['words a second']:,.0f} words a second of articles on the subject "
        f"({times:.1f} times as many as spaCy's French pipeline beside it), {feeds['items']:,} items of news feeds in "
        f"{feeds['seconds']:.1f} s, and the first article, start-up included, in {start['seconds']:.1f} s. "
        "[More](docs/speed.md)."
    )


def speed() -> str:
    """Every figure of the speed benchmark."""
    return _flat(results("speed"))


def parser() -> str:
    """Every figure of the parser's benchmark."""
    return _flat(results("parser"))


def _has(found: dict[str, Any], key: str) -> bool:
    return bool(found.get(key, {}).get("of"))


def _told(scored: dict[str, Any], key: str) -> bool:
    """Whether the gold has any of it, so that a share of it means something."""
    one = scored.get(key, {})
    return bool(one.get("right", 0) + one.get("missed", 0))


def _flat(found: dict[str, Any]) -> str:
    rows = [f"| {' · '.join(path)} | {_number(value)} |" for path, value in _leaves(found, ())]
    return "\n".join(["| what | measured |", "|---|---|", *rows]) if rows else NOT_YET


def _leaves(node: object, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], object]]:
    if isinstance(node, dict):
        return [leaf for key, value in node.items() for leaf in _leaves(value, (*path, str(key).replace("_", " ")))]
    return [(path, node)] if isinstance(node, (int, float, str)) else []


def _number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def merging() -> str:
    """Precision and recall of merging on both halves of the judged pairs."""
    found = results("merging")
    if not found:
        return NOT_YET
    lines = ["| half | pairs of | precision | recall | right | wrong | missed | of these waiting |", "|---|" + "---|" * 7]
    told = ("same merged", "different merged", "same apart", "same waiting")
    kinds = (("pairs", "operations, first set", told), ("fresh", "operations, fresh set", told),
             ("copies", "near copies", ("copy merged", "other merged", "copy apart")))  # fmt: skip
    for half in ("scored", "looked"):
        for kind, words, counts in kinds:
            if one := found[half].get(kind):
                shares = " | ".join(_share(one, name) for name in ("precision", "recall"))
                numbers = [str(one.get(name, 0)) for name in counts] + [""] * (4 - len(counts))
                lines.append(f"| {half} | {words} | {shares} | {' | '.join(numbers)} |")
    if waiting := found.get("waiting"):
        words = "{candidates} pairs wait, which link {incidents that they link} pairs of incidents, told of in "
        words += "{documents with operations} documents: {for 1,000 documents} decisions for 1,000 documents."
        lines += ["", words.format_map(waiting)]
    return "\n".join(lines)


def _share(found: dict[str, Any], name: str) -> str:
    """A share with its range, where there is one."""
    low, high = found.get(f"{name} range", (None, None))
    return f"{found[name]:.2f}" + (f" ({low:.2f}–{high:.2f})" if low is not None else "")


TABLES = {"short": short, "accuracy": accuracy, "speed": speed, "parser": parser, "merging": merging}
