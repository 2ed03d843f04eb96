"""Products that were hit, software, hardware and services, and the vulnerabilities by their CVE numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from jaccuse.engine.lexicon import COMMON, Entries, fold, primary, words

NAME = "products"
BESIDE = 25  # characters between two products of one list
_CVE = re.compile(r"(?<![\w-])CVE[-‐‑–_ ]?((?:19|20)\d\d)[-‐‑–](\d{4,7})(?!\d)", re.IGNORECASE)
_PROPER_BEFORE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(“\"'«’]))((?:[A-Z][\w+&’'\-]{0,30}\s){1,3})$")
_PROPER_AFTER = re.compile(r"((?:\s[A-Z][\w+&\-]{0,30}){1,3})")
_LINK = re.compile(r",\s|/|,?\s\w{1,3}\s|\s?&\s?")  # between two members of a list
_ADDRESS = re.compile(r"(?:[\w\-]\.[\w\-./:]*|/)/$")  # a path or an address that the name is a part of
_SENTENCE = re.compile(r"(?:^|[.!?:;•\n]\s{0,3}|[“\"«]\s?)$")


class ProductMention(NamedTuple):
    """A product as the text words it, where, and its usual name, by which two wordings are known as one."""

    name: str
    start: int
    end: int
    usual: str = ""


class CveMention(NamedTuple):
    """A vulnerability by its number in the usual form, and where the text names it."""

    name: str
    start: int
    end: int


class _Known(NamedTuple):
    surface: re.Pattern[str]
    names: dict[str, str]
    sure: frozenset[str]
    beside: frozenset[str]
    unless: re.Pattern[str]
    makers: re.Pattern[str]


class _Lexicon(NamedTuple):
    hit_before: re.Pattern[str]
    hit_after: re.Pattern[str]
    not_before: re.Pattern[str]
    channel: re.Pattern[str]
    not_after: re.Pattern[str]
    generic: re.Pattern[str]
    noun_after: re.Pattern[str] | None
    noun_before: re.Pattern[str] | None
    not_name: frozenset[str]


@cache
def _known() -> _Known:
    names: dict[str, str] = {}
    sure, beside, unless = set(), set(), []
    common = Entries.of(COMMON, NAME)
    for _, group in common.sub("products").subs():
        table = group.sub("names")
        for name in table.table:
            for surface in table.strings(name) or [name]:
                names[surface] = name
                if group.table.get("sure") is True:
                    sure.add(surface)
                if group.table.get("beside") is True:
                    beside.add(surface)
        unless += group.strings("unless")
    body = "|".join(re.escape(s) for s in sorted(names, key=lambda s: (-len(s), s)))
    return _Known(
        re.compile(rf"(?<![\w@\-#])(?<!\w\.)(?:{body})(?![\w@]|\.[a-z]|-[A-Za-z]{{1,3}}\b)"),
        names, frozenset(sure), frozenset(beside), re.compile("|".join(re.escape(u) for u in unless)),
        re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, common.sub('makers').strings('names', None)))})\s$"),
    )  # fmt: skip


@cache
def _lexicon(language: str) -> _Lexicon:
    entries = Entries.of(language, NAME)
    cues, named = entries.sub("cues"), entries.sub("named")
    gap = r"['\s(«\"“]{1,3}(?:[^\s.,;:]{1,20}\s){0,1}$"
    beside = r"['\s(«\"“]{1,3}(?:\w{1,3}\s)?$"
    return _Lexicon(
        words(cues.strings("hit_before", None), after=gap), words(cues.strings("hit_after", None)),
        words(cues.strings("not_before", None), after=beside), words(cues.strings("channel_before", None), after=beside),
        words(cues.strings("not_after", None)), words(entries.sub("generic").strings("words", None)),
        named.words("after"), named.words("before"), frozenset(named.strings("not_name", None)),
    )  # fmt: skip


def find_products(text: str, language: str) -> list[ProductMention]:
    """Every product that the text tells was hit or run on, in order; channels, disguises and makers that speak are none."""
    lexicon, known = _lexicon(primary(language)), _known()
    folded = fold(text)
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    unless = _marked(len(text), (m.span() for m in known.unless.finditer(plain)))
    found: list[ProductMention] = []
    listed: list[ProductMention] = []
    for m in known.surface.finditer(plain):
        start, end, surface = m.start(), m.end(), m.group()
        if (unless[start] and unless[end - 1]) or _ADDRESS.search(plain, max(0, start - 60), start):
            continue
        with_last = bool(found) and _LINK.fullmatch(plain, found[-1].end, start) is not None
        if not _hit(folded, start, end, with_last or surface in known.sure, lexicon):
            continue
        (listed if surface in known.beside else found).append(_worded(plain, start, end, known))
    near = _marked(len(text), ((max(0, q.start - BESIDE), q.end + BESIDE) for q in found))
    found += [p for p in listed if near[p.start] or near[p.end - 1]]
    taken = _marked(len(text), ((q.start, q.end) for q in found))
    found += [p for p in _named(text, folded, lexicon) if not any(taken[p.start : p.end])]
    taken = _marked(len(text), ((q.start - 1, q.end + 1) for q in found))  # "Fabricam routers" are Fabricam's
    found += [p for p in _generic(text, folded, lexicon) if not any(taken[max(0, p.start - 1) : p.end + 1])]
    makers = {p.name.split(" ")[0] for p in found if " " in p.name}
    named = {p.usual for p in found}
    found = [p for p in found if devices().get(p.usual, "") not in named]
    starts = {p.start for p in found if p.name[:1].isupper()}
    makers |= {p.name for p in found if " " not in p.name and p.end + 1 in starts and plain[p.end] == " "}
    return sorted((p for p in found if p.name not in makers), key=lambda p: (p.start, p.end))


def _worded(plain: str, start: int, end: int, known: _Known) -> ProductMention:
    """The product in the words of the text, its maker before it included."""
    surface = plain[start:end]
    usual = known.names[surface]
    if surface in usual_surfaces():
        return ProductMention(usual, start, end, usual)
    maker = None if usual in systems() else known.makers.search(plain, max(0, start - 25), start)
    if maker is not None and surface not in known.beside:
        start = maker.start()
    return ProductMention(plain[start:end], start, end, usual)


def _hit(folded: str, start: int, end: int, sure: bool, lexicon: _Lexicon) -> bool:
    before, after = folded[max(0, start - 45) : start], folded[end : end + 40].lstrip(" '’s\"”»)")
    if lexicon.not_before.search(before) or lexicon.not_after.match(after):
        return False
    if sure or lexicon.hit_after.match(after):
        return True
    return lexicon.hit_before.search(before) is not None and lexicon.channel.search(before) is None


def _marked(size: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """One byte a character, set inside the spans: overlaps are then seen in linear time."""
    marks = bytearray(size)
    for start, end in spans:
        first, stop = max(0, start), min(end, size)
        marks[first:stop] = b"\x01" * (stop - first)
    return marks


def _named(text: str, folded: str, lexicon: _Lexicon) -> list[ProductMention]:
    """A capitalised name beside a noun that makes it a product: "Fabricam routers"."""
    found = []
    if lexicon.noun_after is not None:
        for m in lexicon.noun_after.finditer(folded):
            if text[m.start()].isupper() or not (proper := _PROPER_BEFORE.search(text, max(0, m.start() - 90), m.start())):
                continue
            if lexicon.not_before.search(folded[max(0, proper.start(1) - 45) : proper.start(1)]):
                continue
            start = m.start() - len(_kept(proper[1], lexicon.not_name))
            first_of_sentence = start == proper.start(1) and _SENTENCE.search(text[max(0, start - 4) : start])
            if start < m.start() and not first_of_sentence:
                found.append((start, m.start() - 1))
    if lexicon.noun_before is not None:
        for m in lexicon.noun_before.finditer(folded):
            proper = _PROPER_AFTER.match(text, m.end())
            disguised = lexicon.not_before.search(folded[max(0, m.start() - 45) : m.start()])
            if proper is not None and proper[1].split()[0] not in lexicon.not_name and not disguised:
                found.append((m.end() + 1, proper.end()))
    return [ProductMention(text[s:e], s, e, text[s:e]) for s, e in found]


def _kept(words_before: str, not_name: frozenset[str]) -> str:
    """The end of a run of capitalised words, without what is no name before it; empty where such a word is inside."""
    tokens = words_before.split()
    while tokens and tokens[0] in not_name:
        del tokens[0]
    if any(t in not_name or t.endswith(("'s", "’s")) for t in tokens):
        return ""
    return words_before[-len(" ".join(tokens)) - 1 :] if tokens else ""


def _generic(text: str, folded: str, lexicon: _Lexicon) -> list[ProductMention]:
    spans = (m.span() for m in lexicon.generic.finditer(folded))
    found = [ProductMention(text[s:e], s, e, text[s:e]) for s, e in spans]
    names = {p.name for p in found}
    part = {n for n in names if any(n != other and n in other for other in names)}
    return [p for p in found if p.name not in part]


@cache
def usual_surfaces() -> frozenset[str]:
    """Names of flaws and of machines that stand for the usual name of the product."""
    return frozenset(Entries.of(COMMON, NAME).sub("usual").strings("names", None))


@cache
def systems() -> frozenset[str]:
    """Products that are named without their maker: operating systems, browsers, devices."""
    return frozenset(Entries.of(COMMON, NAME).sub("products").sub("systems").sub("names").table)


@cache
def devices() -> dict[str, str]:
    """Devices and the systems that they run."""
    return {str(k): str(v) for k, v in Entries.of(COMMON, NAME).sub("devices").sub("names").table.items()}


@cache
def hosts() -> frozenset[str]:
    """Operating systems: what tampered packages run on, and are not themselves the product that was hit."""
    return frozenset(Entries.of(COMMON, NAME).sub("hosts").strings("names", None))


def find_cves(text: str) -> list[CveMention]:
    """Every CVE number in the text, in the usual form."""
    return [CveMention(f"CVE-{m[1]}-{m[2]}", m.start(), m.end()) for m in _CVE.finditer(text)]
