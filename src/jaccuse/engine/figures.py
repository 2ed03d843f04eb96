"""Figures of scale in digits or words: value, unit as worded (money by ISO 4217 code) and bound."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jaccuse.claim import Bound
from jaccuse.engine.lexicon import Entries, expression, fold, primary, words
from jaccuse.engine.numerals import of_digits, of_vague, of_words

NAME = "figures"
SCALE_KINDS = frozenset({"systems", "bodies", "people", "data", "code", "places", "money", "share"})
SYMBOLS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "hk$": "HKD", "nz$": "NZD", "s$": "SGD", "$us": "USD",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₩": "KRW", "₹": "INR", "₿": "BTC",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "chf": "CHF",
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:[ ,.']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,15}(?:[.,]\d{1,6})?"
_NOT_BEFORE = r"(?<![\w.,/:#@&=+*~^\-])"
_WORD = re.compile(r"[^\W_][\w'’&/.\-]{0,40}")
_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}")
SYMBOL = 4  # letters of the longest symbol of a unit that may stand right at the number: "50GB", "31Tbps"
FEW = 50  # attacks that tell how large an operation is, and not how many there were of it
_BREAK = re.compile(r"[\s]{0,2}[,;:!?()\[\]\"“”«»]|\.\s|\.$|\n")
_LABEL = re.compile(r"[A-Z][\w\-]*\s$")


class FigureMention(NamedTuple):
    """A figure in a text. `kind` is what is counted (a table of the lexicon's units, `money`, `share` or `""`)."""

    start: int
    end: int
    value: float
    unit: str
    bound: Bound
    kind: str


class _Lexicon(NamedTuple):
    number: re.Pattern[str]
    number_word: re.Pattern[str]
    idioms: dict[str, float]
    idiom_bound: dict[str, Bound]
    units: dict[str, float]
    scales: dict[str, float]
    vague: dict[str, float]
    multipliers: dict[str, float]
    short: frozenset[str]
    currency: re.Pattern[str]
    currencies: dict[str, str]
    kinds: dict[str, str]
    of: re.Pattern[str]
    adjectives: frozenset[str]
    stop: frozenset[str]
    before: tuple[tuple[Bound, re.Pattern[str]], ...]
    after: tuple[tuple[Bound, re.Pattern[str]], ...]
    range: re.Pattern[str]
    between: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    not_after_systems: re.Pattern[str]
    money_if: re.Pattern[str]
    share_if: re.Pattern[str]
    labels: re.Pattern[str]
    glued: re.Pattern[str]
    ratio: re.Pattern[str]
    of_ratio: re.Pattern[str]


def _any(items: object) -> str:
    return "|".join(expression(w) for w in sorted(map(str, items), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


def _bounds(entries: Entries, side: str, pattern: str) -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    kinds: tuple[tuple[str, Bound], ...] = (("at_least", "at-least"), ("at_most", "at-most"), ("about", "about"))
    return tuple((bound, re.compile(pattern % _any(entries.strings(f"{key}_{side}", None)))) for key, bound in kinds)


@cache
def _lexicon(language: str) -> _Lexicon:
    all_ = Entries.of(language, NAME)
    numbers, vague, idioms, bounds = (all_.sub(k) for k in ("numbers", "vague", "idioms", "bounds"))
    multipliers, units, scale = all_.sub("multipliers"), all_.sub("units"), all_.sub("scale")
    long, short = multipliers.numbers("words"), multipliers.numbers("short")
    ones = dict.fromkeys(map(fold, numbers.strings("ones", None)), 1.0)
    small, big = numbers.numbers("units"), numbers.numbers("scales")
    loose, fixed = vague.numbers("words"), idioms.numbers("words")
    link = _any(numbers.strings("link"))
    cardinal = f"(?:{_any({*small, *big})})"
    first = f"(?:{cardinal}|(?:{_any(ones)})[ -](?:{_any(big)}))"
    chain = f"(?:{_any(loose)})(?:\\s(?:{_any(vague.strings('join', None))})\\s?(?:{_any({*loose, *big})})){{0,2}}"
    currencies = all_.sub("currencies").table.get("words", {})
    symbols = "|".join(map(re.escape, sorted(SYMBOLS, key=len, reverse=True)))
    number = (
        rf"{_NOT_BEFORE}(?:(?P<idiom>{_any(fixed)})(?!\w)|(?P<vague>{chain})(?!\w)"
        rf"|(?P<symbol>{symbols})?\s?(?P<digits>{_DIGITS})"
        rf"(?:[ -]?(?P<mult>{_any({*long, *short})})(?![^\W\d]))?(?P<plus>\+)?"
        rf"|(?P<words>{first}(?:(?:[ -]|\s(?:{link})\s){cardinal}){{0,6}})(?!\w))"
    )
    kinds = {fold(n): kind for kind, table in units.subs() for n in table.strings("nouns", None)}
    of = _any(units.strings("of", None))
    signs = f"[$€£¥₽₩₹₿]|{_any(currencies)}"
    return _Lexicon(
        number=re.compile(number),
        number_word=re.compile(rf"(?<!\w)(?:{_any({*ones, *small, *big})})(?!\w)"),
        idioms=fixed,
        idiom_bound={
            **dict.fromkeys(map(fold, idioms.strings("at_least")), "at-least"),
            **dict.fromkeys(map(fold, idioms.strings("about")), "about"),
        },
        units={**ones, **small},
        scales=big,
        vague=loose,
        multipliers={**short, **long},
        short=frozenset(short) - frozenset(long),
        currency=re.compile(rf"\s?(?P<mult>{_any(short)})?\s?(?:(?:{of})\s?)?(?P<cur>{signs})(?!\w)"),
        currencies={fold(w): str(c) for w, c in currencies.items()},
        kinds=kinds,
        of=words(units.strings("of", None), before="", after=r"(?:(?<=')|\s{1,2})"),
        adjectives=frozenset(map(fold, units.strings("adjectives"))),
        stop=frozenset(map(fold, units.strings("stop", None))),
        before=_bounds(bounds, "before", r"(?<!\w)(?:%s)\s{0,2}$"),
        after=_bounds(bounds, "after", r"\s{1,2}(?:%s)(?!\w)"),
        range=re.compile(rf"\s?(?:-|\s(?:{_any(bounds.strings('range', None))})\s)\s?$"),
        between=words(bounds.strings("between", None), after=r"\s{1,2}$"),
        not_before=words(scale.strings("not_before", None)),
        not_after=words(scale.strings("not_after", None)),
        not_after_systems=words(scale.strings("not_after_systems", None)),
        money_if=words(scale.strings("money_if", None)),
        share_if=words(scale.strings("share_if", None)),
        labels=words(numbers.strings("labels", None), after=r"[\s.°#]{0,2}$"),
        glued=words([n for n, kind in kinds.items() if kind == "data" and len(n) <= SYMBOL], before=""),
        ratio=words(numbers.strings("ratio", None), before=r"\s", after=rf"\s(?:\d|(?:{cardinal})(?!\w))"),
        of_ratio=words(numbers.strings("ratio", None), before=rf"(?:\d|(?<!\w)(?:{first}|{_any(ones)}))\s", after=r"\s$"),
    )


def _unit(text: str, folded: str, at: int, lexicon: _Lexicon) -> tuple[str, str, int, bool]:
    """Unit, kind and end of what is counted after `at`, and whether the noun follows at once."""
    gap = re.compile(r"[ \-]{0,2}").match(folded, at)
    pos = start = gap.end() if gap else at
    while (of := lexicon.of.match(folded, pos)) and of.end() > pos:
        pos = start = of.end()
    tokens: list[tuple[int, int, str]] = []
    while len(tokens) < 6 and (m := _WORD.match(text, pos)):
        end = m.end() - (m.group().endswith((".", "'", "’")) and _ACRONYM.fullmatch(m.group()) is None)
        tokens.append((m.start(), end, folded[m.start() : end]))
        if end < len(text) and text[end] not in " \u00a0\u202f":
            break
        pos = end + 1
    for i, (_, stop, word) in enumerate(tokens[:4]):
        kind = lexicon.kinds.get(word)
        if word in lexicon.stop:
            break
        if kind is None:
            continue
        end, j = stop, i + 1
        while j < len(tokens) and (
            (
                lexicon.kinds.get(tokens[j][2], "time")
                not in ("time", "other", "persons", *(("acts",) if kind == "data" else ()))
            )
            or tokens[j][2] in lexicon.adjectives
            or (lexicon.adjectives and text[tokens[j][0]].isupper())
        ):
            end, kind = tokens[j][1], (lexicon.kinds.get(tokens[j][2]) or kind)
            j += 1
        return text[start:end], kind, end, i == 0
    return "", "", at, False


def _bound(folded: str, start: int, end: int, lexicon: _Lexicon) -> tuple[Bound | None, int, int]:
    head = folded[max(0, start - 30) : start]
    for bound, pattern in lexicon.before:
        if m := pattern.search(head):
            return bound, start - (len(head) - m.start()), end
    for bound, pattern in lexicon.after:
        if m := pattern.match(folded, end):
            return bound, start, m.end()
    return None, start, end


def _mention(m: re.Match[str], text: str, folded: str, lexicon: _Lexicon) -> FigureMention | None:
    start, end = m.start(), m.end()
    own: Bound | None = None
    symbol, mult = m["symbol"], m["mult"]
    unit, kind, at_once = (SYMBOLS[symbol], "money", True) if symbol else ("", "", False)
    if m["idiom"]:
        value, own = lexicon.idioms[m["idiom"]], lexicon.idiom_bound.get(m["idiom"])
    elif m["vague"]:
        value, own = of_vague(m["vague"], lexicon.vague, lexicon.scales), "at-least"
    elif m["words"]:
        value = of_words(lexicon.number_word.findall(m["words"]), lexicon.units, lexicon.scales)
    else:
        joined = re.match(r"[\w/:@_-]|[.,]\d", folded[end : end + 2]) is not None
        if joined and not (mult or folded[end] in "€$£kmb" or lexicon.glued.match(folded, end)):
            return None
        value = of_digits(m["digits"], mult is not None) * lexicon.multipliers.get(mult or "", 1.0)
        own = "at-least" if m["plus"] else None
        if share := re.compile(r"\s?(?:%|percent|per cent|pour cent)").match(folded, end):
            rest, kind, stop, _ = _unit(text, folded, share.end(), lexicon)
            if not rest or kind not in SCALE_KINDS:
                return None
            return _finish(folded, (m.start(), stop), (value, "%" + text[share.end() : stop], own, "share"), lexicon)
    if not symbol and (money := lexicon.currency.match(folded, end)):
        word = money["cur"]
        unit, kind, at_once, end = SYMBOLS.get(word) or lexicon.currencies[word], "money", True, money.end()
        value *= lexicon.multipliers[money["mult"]] if money["mult"] and not mult else 1.0
    middle: Bound | None = None
    if kind != "money":
        middle, _, after = _bound(folded, start, end, lexicon)
        unit, kind, end, at_once = _unit(text, folded, max(after, end), lexicon)
    if lexicon.ratio.match(folded, m.end()) or lexicon.of_ratio.search(folded[max(0, start - 24) : start]):
        return None
    large = mult is not None and mult not in lexicon.short
    if m["words"] and not unit:
        return None
    if m["vague"] and not unit and folded[m.end() : m.end() + 1].isalnum():
        return None
    if m["digits"] and kind != "money":
        named = (not at_once or unit[:1].isupper()) and kind != "data"
        label = named and _LABEL.search(text[max(0, start - 30) : start]) is not None
        year = len(m["digits"]) == 4 and 1900 <= value <= 2099 and not (at_once and value % 100 == 0)
        if (not kind and not large) or ((label or year) and middle is None and not mult):
            return None
        if lexicon.labels.search(folded[max(0, start - 12) : start]):
            return None
    return _finish(folded, (start, end), (value, unit, own or middle, kind), lexicon)


def _finish(
    folded: str, span: tuple[int, int], found: tuple[float, str, Bound | None, str], lexicon: _Lexicon
) -> FigureMention:
    value, unit, own, kind = found
    bound, start, end = _bound(folded, span[0], span[1], lexicon)
    if bound is None or (own == "at-least" and bound == "about"):
        bound = own
    return FigureMention(start, end, value, unit, bound or "exact", kind)


def _range(folded: str, low: re.Match[str], high: re.Match[str], lexicon: _Lexicon) -> bool:
    """Whether two numbers are the ends of one range: "between 20 and 30"."""
    if high.start() - low.end() > 6 or not lexicon.range.match(folded[low.end() : high.start()]):
        return False
    if not ((low["digits"] or low["words"]) and (high["digits"] or high["words"])):
        return False
    return folded[low.end()] == "-" or lexicon.between.search(folded[max(0, low.start() - 10) : low.start()]) is not None


def find_figures(text: str, language: str) -> list[FigureMention]:
    """Every counted thing and sum of money in `text`, in order; years, versions, addresses and labels are none."""
    lexicon = _lexicon(primary(language))
    folded = fold(text)
    found: list[FigureMention] = []
    matches = list(lexicon.number.finditer(folded))
    for i, m in enumerate(matches):
        mention = _mention(m, text, folded, lexicon)
        after = matches[i + 1] if i + 1 < len(matches) else None
        if after is not None and _range(folded, m, after, lexicon):
            upper = _mention(after, text, folded, lexicon)
            if upper is not None and mention is None:
                value = (
                    of_digits(m["digits"], False)
                    if m["digits"]
                    else of_words(lexicon.number_word.findall(m["words"]), lexicon.units, lexicon.scales)
                )
                value *= 1 if m["mult"] else lexicon.multipliers.get(after["mult"] or "", 1)
                mention = FigureMention(m.start(), upper.end, value, upper.unit, "at-least", upper.kind)
        if mention is not None:
            found.append(mention)
    return found


def is_scale(figure: FigureMention, text: str, language: str) -> bool:
    """Whether a figure of `text` (a sentence) tells how large an operation is, and is no fine, market or number of charged."""
    lexicon = _lexicon(primary(language))
    least = {"": 1000, "acts": FEW}.get(figure.kind)
    if figure.kind not in SCALE_KINDS and (least is None or figure.value < least):
        return False
    folded = fold(text)
    head, tail = folded[max(0, figure.start - 35) : figure.start], folded[figure.end : figure.end + 35]
    clause = _BREAK.split(tail, maxsplit=1)[0]
    if lexicon.not_before.search(head) or lexicon.not_after.search(clause):
        return False
    if figure.kind == "systems" and lexicon.not_after_systems.search(clause):
        return False
    needed = {"money": lexicon.money_if, "": lexicon.money_if, "share": lexicon.share_if}.get(figure.kind)
    return needed is None or needed.search(folded) is not None
