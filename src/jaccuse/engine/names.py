"""The finder of names: states, their organs and people, firms, outlets, groups and malware, with their codes.

`find_mentions(text, language)` gives every mention once, the longest, in the order of the text; offsets are true of the text
as given. What a mention means is decided in small steps: `gazetteer` holds the names, `homonyms` drops what is somebody or
something else, `organs` puts a state and its organ together, `persons` finds holders of offices, `context` settles what only
the rest of the document can.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from jaccuse.engine.agencies import add_agencies
from jaccuse.engine.aliases import join
from jaccuse.engine.at_hand import add_offices
from jaccuse.engine.context import settle
from jaccuse.engine.fold import Folded, fold
from jaccuse.engine.gazetteer import RANK, Entry, Lexicon, lexicon
from jaccuse.engine.homonyms import Doubt
from jaccuse.engine.introduced import add_introduced
from jaccuse.engine.mention import Draft, Mention, is_state, principal, slugged, word_set
from jaccuse.engine.organs import compose
from jaccuse.engine.persons import add_persons

__all__ = ["Mention", "find_mentions", "finder_warmup", "is_state", "principal"]

_ADDRESS = re.compile(r"://|^www\.|@\w|\w\.(?:com|org|net|gov|io|fr|de|uk|ru|cn|ir|eu|us|info|onion|html?|php|exe|dll|sys)\b")
_JOINTS = frozenset("./@_\\:#")
_NUMBERED = re.compile(
    r"(?<![\w.-])(?:UNC|REF|TA|TAG|UAC|DEV|Storm|UAT|UTA|APT-C|APT-K|APT-Q|ITG|FIN|APT|TEMP|CL-STA|CL-CRI|CL-UNK|TGR-STA|"
    r"TGR-CRI|Larva|Hive|GTA)-?\d{1,5}\b"
)
_NAMED_AFTER = (
    "Blizzard", "Typhoon", "Sandstorm", "Sleet", "Tempest", "Tsunami", "Panda", "Bear", "Kitten", "Chollima", "Spider",
    "Jackal", "Leopard", "Buffalo", "Taurus", "Ursa", "Serpens", "Pisces", "Libra", "Scorpius", "Manticore", "Liderc", "Garuda",
)  # fmt: skip
_NAMED = re.compile(rf"(?<![\w.-])[A-Z][a-z]{{1,20}} (?:{'|'.join(_NAMED_AFTER)})\b")
_COMPANY = re.compile(r"(?:\b(?:company|firm|contractor|société|entreprise)(?: \w{3,14}(?:e|s))?|, inc\.?)\s$", re.I)
_DIGIT = re.compile(r"[A-Zame]-?\d")
_NOT_DESIGNATION = word_set(
    "Polar Grizzly Teddy Black Brown Giant Red Chicago Super Paddington Man The A Kung Big Baby Papa Mama Yogi Great "
    "Cocaine Berlin Golden Care Snow Severe Of Whiskey Miss Tropical Dr Itsy Peter Smokey Activision Powerful Deadly "
    "Winter"
)
_SURE_WORDS = word_set("Typhoon Sandstorm Sleet Chollima Manticore Ursa Serpens Pisces Scorpius Liderc Garuda Taurus Blizzard")


def finder_warmup() -> None:
    """Load the automata of English and French, so that the first document is read at full speed."""
    for language in ("en", "fr"):
        lexicon(language)


def find_mentions(text: str, language: str) -> list[Mention]:
    """Every actor named in the text: sorted, longest match, not overlapping; `text[m.start:m.end] == m.text`."""
    lex = lexicon(language.split("-", maxsplit=1)[0].lower())
    folded = fold(text)
    drafts = _scan(folded.text, lex)
    lang = language.split("-", maxsplit=1)[0].lower()
    doubt = Doubt(folded.lines, drafts, lang)
    drafts = doubt.kept()
    if doubt.on_subject():
        drafts = add_introduced(folded.lines, drafts, lang)
    join(folded.lines, drafts, lang)
    drafts = compose(folded.lines, drafts, lang, lex.agents)
    drafts = add_agencies(folded.lines, drafts, lang)
    drafts = add_persons(folded.lines, drafts, lang)
    if lang == "fr":
        drafts = add_offices(folded.lines, drafts)
    drafts = settle(folded.lines, drafts, lang, lex.agents)
    _as_firms(folded.lines, drafts)
    return _finished(text, folded, drafts)


def _as_firms(text: str, drafts: list[Draft]) -> None:
    """ "The Iranian company X", X being one of a group's names: here a firm, whose nationality accuses no state."""
    for d in drafts:
        if d.kind == "group" and not d.dropped and _COMPANY.search(text, max(0, d.start - 32), d.start):
            d.kind, d.actor, d.candidates, d.rule = "firm", f"org:{slugged(text[d.start : d.end])}", (), "company+name"


def _finished(text: str, folded: Folded, drafts: list[Draft]) -> list[Mention]:
    out: list[Mention] = []
    last = -1
    for d in drafts:
        start, end = folded.span(d.start, d.end)
        if d.dropped or start < last:
            continue
        last = end
        out.append(Mention(start, end, text[start:end], d.kind, d.actor, d.state, d.role, d.candidates, d.rule))
    return out


def _scan(text: str, lex: Lexicon) -> list[Draft]:
    """Longest-first matches of the automaton that stand on word boundaries, and designations no list holds (UNC1234)."""
    entries = lex.entries
    n = len(text)
    found: list[tuple[int, int, int]] = []
    for pattern, start, end in lex.automaton.find_matches_as_indexes(text, overlapping=True):
        if (start and ((c := text[start - 1]).isalnum() or c == "_")) or (end < n and ((c := text[end]).isalnum() or c == "_")):
            continue
        found.append((start, -end, pattern))
    found.sort()
    drafts: list[Draft] = []
    last = 0
    for start, minus_end, pattern in found:
        if start < last:
            continue
        entry = entries[pattern]
        end = -minus_end
        if _in_address(text, start, end):
            continue
        last = end
        if entry.kind != "block":
            drafts.append(_draft(start, last, entry, text))
        else:
            drafts.append(Draft(start, last, "block", None, None, "block", entry))
    return _with_designations(text, drafts)


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether a match is part of a web or mail address or of a file's name."""
    left = text[start - 1] in _JOINTS if start else False
    right = end + 1 < len(text) and text[end] in _JOINTS and text[end + 1].isalnum()
    if not left and not right:
        return False
    if (start > 1 and text[start - 1] == "@") or (right and text[end] == "@"):
        return True
    first = max(text.rfind(" ", max(0, start - 200), start), start - 200, -1) + 1
    last = text.find(" ", end, end + 100)
    return _ADDRESS.search(text[first : last if last >= 0 else end + 100]) is not None and not text[start:end].endswith(
        (".com", ".fr")
    )


def _draft(start: int, end: int, entry: Entry, text: str) -> Draft:
    kind, code = entry.kind, entry.code
    if kind in {"state", "demonym", "capital"}:
        return Draft(start, end, kind, code, code, f"name:{kind}", entry)
    if kind in {"role", "head"}:
        return Draft(start, end, kind, None, None, f"role:{code}", entry, role=code, entry_text=text[start:end])
    if kind == "collective":
        return Draft(start, end, kind, None, None, "name:collective", entry, role=code)
    actor = code or None
    state = principal(code) if code and is_state(principal(code)) else None
    if kind == "organ" and code and "/" not in code and ":" not in code:
        kind = "state"  # a seat that stands for the state: the Kremlin
    if entry.candidates and kind in {"group", "malware"}:
        return Draft(start, end, kind, actor, None, "name:ambiguous", entry, candidates=entry.candidates)
    if entry.candidates:
        cut = code.split("/")[1] if "/" in code else None
        return Draft(start, end, kind, None, None, "name:ambiguous", entry, role=cut, candidates=entry.candidates)
    return Draft(start, end, kind, actor, state, f"name:{kind}", entry)


def _with_designations(text: str, drafts: list[Draft]) -> list[Draft]:
    starts: list[int] | None = None
    taken: list[Draft] = []
    extra: list[Draft] = []
    matches = list(_NUMBERED.finditer(text)) if _DIGIT.search(text) else []
    if any(word in text for word in _NAMED_AFTER):
        matches += _NAMED.finditer(text)
    for m in matches:
        if m.group().split()[0] in _NOT_DESIGNATION:
            continue
        if starts is None:
            taken = [d for d in drafts if d.kind not in {"role", "head"}]
            starts = [d.start for d in taken]
        at = bisect_left(starts, m.end())
        if at and taken[at - 1].end > m.start():
            continue
        code = "group:" + re.sub(r"[^a-z0-9]+", "-", m.group().lower())
        numbered = m.group()[-1].isdigit()
        entry = Entry("group", code, evidence=not numbered and m.group().split()[-1] not in _SURE_WORDS, subject=True)
        extra.append(Draft(m.start(), m.end(), "group", code, None, "designation", entry))
    return sorted(drafts + extra, key=lambda d: (d.start, RANK.get(d.kind, 99))) if extra else drafts
