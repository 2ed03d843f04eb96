"""The words of one language: frames, people, links and modifiers, loaded from `lexicons/<language>/`.

A language is a folder of TOML files and no Python. Forms are written short: `accus{e|es|ed|ing}` is four words, and
`{ER}` stands for the endings that the file's `[inflections]` table gives under that name.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from ..errors import DataError, LanguageNotSupported
from .phrases import Flat, Hit, Matcher, Phrases

FILES = ("frames", "measures", "people", "modifiers")
FRAMES = {
    "accuse", "attribute", "tie", "act", "behind", "suspect", "contest", "decline", "self-claim", "say", "perceive", "belief",
    "measure", "reply", "support", "accusation", "deed", "operate",
    "belong",
}  # fmt: skip
# two words, a digit, or a capital inside: "Fancy Bear", "APT28", "MuddyWater", but not "Silence" or "Carbon"
_UNMISTAKABLE = re.compile(r"\w{3,}[ -]\w{3,}|[A-Za-z]{2,}-?\d|[a-z][A-Z]")
_FORM = re.compile(r"^([^{}]*)(?:\{([^{}]+)\})?([^{}]*)$")
_PART = re.compile(r"^(\w+)=([^=\s?]+)(\??)$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Where the roles stand: role -> (paths, optional)."""

    roles: dict[str, tuple[tuple[str, ...], bool]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One lexeme of a frame in one language.

    kind: "verb", "noun" or "phrase"; needs: words of which one must hang on the trigger; code: measure, reply or support code;
    status: a status that the word itself gives; strength: how cyber the deed must be ("strong" by default, "weak", "none").
    """

    name: str
    frame: str
    kind: str
    forms: frozenset[str]
    patterns: tuple[Pattern, ...]
    needs: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    code: str | None = None
    status: str | None = None
    deed: str = "strong"
    examples: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkWords:
    """How a language words one link: before the state ("linked to"), after it ("-backed"), or anywhere in the phrase."""

    link: str
    before: Phrases | None
    after: Phrases | None
    anywhere: Phrases | None


@dataclass(frozen=True)
class Words:
    """All words of one language that the frames and the scope need."""

    language: str
    triggers: dict[str, tuple[Entry, ...]]
    links: tuple[LinkWords, ...]
    sets: dict[str, frozenset[str]]
    patterns: dict[str, Matcher]
    entries: tuple[Entry, ...] = field(default=())

    def has(self, name: str, word: str) -> bool:
        """Whether the word stands in the named set of `people.toml` or `modifiers.toml`."""
        return word in self.sets.get(name, frozenset())

    def matches(self, name: str, text: str) -> Hit | None:
        """The first match of the named phrase list in the text."""
        pattern = self.patterns.get(name)
        return pattern.search(text) if pattern else None

    def places(self, name: str, text: Flat) -> list[tuple[int, int]]:
        """Where phrases of the named list stand in the text, overlapping ones too, without what an open end takes in."""
        pattern = self.patterns.get(name)
        return pattern.places(text) if isinstance(pattern, Phrases) else []


def expand(written: str, inflections: dict[str, str], where: str) -> list[str]:
    """`accus{e|es}` -> ["accuse", "accuses"]; `{ER}` looks the endings up. Raises DataError for anything else."""
    match = _FORM.match(written)
    if not match:
        raise DataError(f"the form {written!r} cannot be read", source=where, remedy="write stem{ending|ending} or stem{CLASS}")
    stem, endings, tail = match.groups()
    if endings is None:
        return [stem]
    if endings.isupper() and endings.isascii():
        if endings not in inflections:
            raise DataError(f"no [inflections] {endings}", source=where, remedy="add it or list the endings")
        endings = inflections[endings]
    return [stem + ending + tail for ending in endings.split("|")]


@lru_cache(maxsize=1)
def _group_names() -> tuple[str, ...]:
    """Names of threat groups that nothing else is called: naming one is speaking of cyberspace, in any language."""
    table = (resources.files("jaccuse") / "knowledge" / "data" / "common.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return tuple(row[0] for row in rows if row[1:2] == ["group"] and "*" not in row[3:] and _UNMISTAKABLE.search(row[0]))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a folder with frames."""
    root = resources.files("jaccuse") / "lexicons"
    return tuple(sorted(d.name for d in root.iterdir() if d.is_dir() and (d / "frames.toml").is_file()))


@lru_cache(maxsize=8)
def load_words(language: str) -> Words:
    """Load a language. Raises LanguageNotSupported, naming those that are, or DataError, naming file and key."""
    if language not in languages():
        known = ", ".join(languages())
        raise LanguageNotSupported(f"the language {language!r} is not supported", remedy=f"supported: {known}")
    folder = resources.files("jaccuse") / "lexicons" / language
    triggers: dict[str, list[Entry]] = {}
    entries: list[Entry] = []
    links: list[LinkWords] = []
    sets: dict[str, frozenset[str]] = {}
    patterns: dict[str, Matcher] = {}
    for name in FILES:
        where = f"lexicons/{language}/{name}.toml"
        try:
            data = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except tomllib.TOMLDecodeError as error:
            raise DataError(f"is no TOML: {error}", source=where) from error
        inflections = data.get("inflections", {})
        for kind in ("verb", "noun", "phrase"):
            for raw in data.get(kind, []):
                entry = _entry(raw, kind, inflections, where)
                entries.append(entry)
                for form in sorted(entry.forms):
                    triggers.setdefault(form, []).append(entry)
        for raw in data.get("link", []):
            links.append(_link(raw, where))
        for key, values in data.get("sets", {}).items():
            sets[key] = frozenset(f for v in values for f in expand(v, inflections, f"{where} [sets] {key}"))
        for key, values in data.get("phrases", {}).items():
            patterns[key] = Phrases([*values, *_group_names()] if key == "strong" else values)
        for key, value in data.get("regex", {}).items():
            patterns[key] = re.compile(value, re.IGNORECASE)
        for link, values in data.get("deed-link", {}).items():
            patterns[f"deed-link.{link}"] = Phrases(values)
        for axis, levels in data.get("certainty", {}).items():
            for level, values in levels.items():
                patterns[f"certainty.{axis}.{level}"] = Phrases(values)
    return Words(language, {k: tuple(v) for k, v in triggers.items()}, tuple(links), sets, patterns, tuple(entries))


def _entry(raw: dict[str, Any], kind: str, inflections: dict[str, str], where: str) -> Entry:
    name = str(raw.get("name") or raw.get("words", "?"))
    where = f"{where} [[{kind}]] {name}"
    frame = raw.get("frame")
    if frame not in FRAMES:
        raise DataError(f"unknown frame {frame!r}", source=where, remedy=f"one of {', '.join(sorted(FRAMES))}")
    forms = [f.replace("_", " ") for word in str(raw["words"]).split() for f in expand(word, inflections, where)]
    patterns = []
    for line in raw.get("patterns", []):
        roles: dict[str, tuple[tuple[str, ...], bool]] = {}
        for part in line.split():
            match = _PART.match(part)
            if not match:
                raise DataError(f"the pattern part {part!r} cannot be read", source=where, remedy="write role=path|path?")
            roles[match[1]] = (tuple(p.replace("_", " ") for p in match[2].split("|")), bool(match[3]))
        patterns.append(Pattern(roles))
    return Entry(
        name=name if raw.get("name") else forms[0],
        frame=frame,
        kind=kind,
        forms=frozenset(forms),
        patterns=tuple(patterns),
        needs=frozenset(raw.get("needs", [])),
        lacks=frozenset(raw.get("lacks", [])),
        code=raw.get("code"),
        status=raw.get("status"),
        deed=raw.get("deed", "strong"),
        examples=tuple(raw.get("examples", [])),
        refuses=tuple(raw.get("refuses", [])),
    )


def _link(raw: dict[str, Any], where: str) -> LinkWords:
    if "code" not in raw:
        raise DataError("a [[link]] without code", source=where)

    def listed(key: str, *, left: bool = True) -> Phrases | None:
        values = raw.get(key)
        return Phrases(values, left=left) if values else None

    return LinkWords(raw["code"], listed("before"), listed("after", left=False), listed("anywhere"))
