"""The names of actors as one automaton a language, loaded from the built data when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

LANGUAGES = frozenset({"en", "fr", "de", "es", "it", "pt", "pl", "uk", "ru"})
UPPER_KINDS = frozenset({"state", "demonym", "capital", "organ", "igo", "firm", "group", "malware", "media", "person"})
# where one surface has several kinds the first of these wins
RANK = {
    kind: rank
    for rank, kind in enumerate(
        ("block", "person", "organ", "igo", "state", "media", "firm", "group", "malware", "collective", "demonym", "capital",
         "role", "head")
    )
}  # fmt: skip


class Entry(NamedTuple):
    """What a surface can mean.

    code: the codebook's code; for a role its slug, for a collective its name, for a head "".
    evidence: needs a word such as "gang" or "ransomware" beside it. strong: an organ even with no state beside it.
    candidates: codes (states for organs) it could belong to. tails: what may follow a head and an adjective, with the role.
    """

    kind: str
    code: str
    evidence: bool = False
    strong: bool = False
    candidates: tuple[str, ...] = ()
    tails: tuple[tuple[str, str, bool], ...] = ()
    subject: bool = False  # only where the text has a word of cyberspace
    twin: str = ""  # the malware's code of a group of the same name


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's automaton, with the entry of each of its patterns."""

    automaton: AhoCorasick
    entries: list[Entry]
    agents: dict[tuple[str, str], str]


def _read(name: str) -> list[list[str]]:
    text = files("jaccuse.knowledge").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line]


def _entry(kind: str, code: str, flags: str) -> Entry:
    if not flags:
        return Entry(kind, code)
    marks, _, rest = flags.partition("?")
    return Entry(kind, code, "*" in marks, "!" in marks, tuple(rest.split(",")) if rest else (), subject="~" in marks)


def _merge(old: Entry, new: Entry) -> Entry:
    if {old.kind, new.kind} == {"group", "malware"}:
        group, malware = (old, new) if old.kind == "group" else (new, old)
        return group._replace(twin=malware.code)
    if old.kind == new.kind == "head":
        return old._replace(tails=old.tails + new.tails)
    if {old.kind, new.kind} == {"head", "role"}:
        head, role = (old, new) if old.kind == "head" else (new, old)
        return role._replace(tails=head.tails + role.tails)
    if old.kind == "organ" == new.kind and old.code != new.code:
        return old._replace(candidates=tuple(dict.fromkeys((*old.candidates, *new.candidates))))
    return old if RANK[old.kind] <= RANK[new.kind] else new


class _Table(dict[str, Entry]):
    def put(self, surface: str, entry: Entry) -> None:
        old = self.get(surface)
        self[surface] = entry if old is None else _merge(old, entry)


def _fill(table: _Table, rows: list[list[str]], language: str) -> None:
    for surface, kind, code, flags in rows:
        entry = _entry(kind, code, flags)
        if kind == "role":
            _fill_role(table, surface, entry, language)
            continue
        table.put(surface, entry)
        if "=" not in flags and kind in UPPER_KINDS and len(surface) >= 4:
            upper = surface.upper()
            if upper != surface and len(upper) == len(surface) and upper not in table:
                table[upper] = entry


def _fill_role(table: _Table, surface: str, entry: Entry, language: str) -> None:
    whole = surface.replace("|", "")
    forms = [whole]
    if language == "en" and whole.islower():
        forms += [
            whole[0].upper() + whole[1:],
            " ".join(w if w in {"of", "the", "and", "to"} else w.capitalize() for w in whole.split()),
        ]
    heads = [surface]
    if language == "fr" and whole[0].islower() and "| de" in surface:  # "le Service de renseignement", an official name
        forms.append(whole[0].upper() + whole[1:])
        heads.append(surface[0].upper() + surface[1:])
    for form in forms:
        table.put(form, entry)
    for form in heads if "|" in surface else ():
        head, _, tail = form.partition("|")
        table.put(head, Entry("head", "", tails=((tail, entry.code, entry.strong),)))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; a language without one of its own is read with the names that all share, and English."""
    if language not in LANGUAGES:
        return lexicon("en")
    table = _Table()
    _fill(table, _read("common.tsv"), "")
    _fill(table, _read(f"{language}.tsv"), language)
    agents = {(row[0], row[1]): row[2] for row in _read("organ-codes.tsv")}
    automaton = AhoCorasick(list(table), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
    return Lexicon(automaton, list(table.values()), agents)
