"""What each language can read: the frames it has, those it lacks, and how many words and examples stand behind them."""

from __future__ import annotations

from typing import Any

from .engine.words import FRAMES, languages, load_words


def abilities() -> list[dict[str, Any]]:
    """One entry a language, from its lexicon; a frame without words in it is named under `lacks`."""
    found = []
    for code in languages():
        words = load_words(code)
        has = {entry.frame for entry in words.entries}
        found.append(
            {
                "language": code,
                "frames": {frame: sum(e.frame == frame for e in words.entries) for frame in sorted(has)},
                "lacks": sorted(FRAMES - has),
                "links": sorted({link.link for link in words.links}),
                "codes": sorted({entry.code for entry in words.entries if entry.code}),
                "words": len({form for entry in words.entries for form in entry.forms}),
                "examples": sum(len(entry.examples) for entry in words.entries),
                "refuses": sum(len(entry.refuses) for entry in words.entries),
            }
        )
    return found


def listing(found: list[dict[str, Any]]) -> str:
    """The same for a person."""
    lines: list[str] = []
    for one in found:
        frames = ", ".join(f"{frame} ({count})" for frame, count in one["frames"].items())
        lines += [
            f"{one['language']}: {one['words']} words, {one['examples']} examples, {one['refuses']} refusals",
            f"  reads    {frames}",
            f"  lacks    {', '.join(one['lacks']) or 'nothing'}",
            f"  links    {', '.join(one['links']) or 'none'}",
            f"  measures, replies, support   {', '.join(one['codes']) or 'none'}",
        ]
    return "\n".join(lines)
