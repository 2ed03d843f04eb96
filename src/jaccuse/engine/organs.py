"""A state and its organ put together: "Chinese foreign ministry", "ministère russe de la Défense", "Parliament of Peru"."""

from __future__ import annotations

import re
from itertools import pairwise

from jaccuse.engine.mention import Draft, agent_of

STATE_KINDS = frozenset({"state", "demonym", "capital"})
_FILLERS = (
    "top|own|federal|central|national|local|regional|main|senior|powerful|feared|notorious|official|"
    "chief|former|current|new|then|"
    "cyber|state|elite|domestic|civilian|communist|ruling|anti-terror|government|high-ranking|ranking|"
    "several|several|many|most|"
    "independent|two|three|four|public|unnamed|criminal|counter-terrorism|counterterrorism|and foreign|military"
)
_GAP_EN = re.compile(rf"(?:'s|s')?,? ?(?: ?(?:{_FILLERS}) ){{0,2}} ?\Z|'s? \Z| \Z|-\Z")
_OF = {
    "en": re.compile(r"(?: ?\([^()]{1,30}\))? (?:of|in|for) (?:the )?\Z"),
    "fr": re.compile(r"(?: ?\([^()]{1,30}\))? (?:de la |de l'|du |de |d'|des |en |à )\Z"),
    "de": re.compile(r"(?: ?\([^()]{1,30}\))? (?:der |des |von |in )?\Z"),
    "es": re.compile(r"(?: ?\([^()]{1,30}\))? (?:de la |del |de |de los )\Z"),
    "it": re.compile(r"(?: ?\([^()]{1,30}\))? (?:della |dell'|del |di |degli |dei )\Z"),
    "pt": re.compile(r"(?: ?\([^()]{1,30}\))? (?:da |do |de |dos )\Z"),
}
_ADJECTIVE_AFTER = {
    "fr": re.compile(r"(?: ?\([^()]{1,30}\))? \Z"),
    "es": re.compile(r" \Z"), "it": re.compile(r" \Z"), "pt": re.compile(r" \Z"), "pl": re.compile(r" \Z"),
}  # fmt: skip
# "police in the Chinese city of", "prosecutors in the German town"
_PLACE_OF = re.compile(
    r" (?:in|of) (?:the|a) [A-Z][\w-]{2,20} (?:city|province|region|state|town|district|capital|territory)\b"
)
_ACRONYM = re.compile(r" ?\((?:the |le |la |l'|ou |or )?([A-ZÉ][A-Za-zÉ.&-]{1,11})\)")
_OFFICES = tuple(
    (re.compile(pattern, re.IGNORECASE), office)
    for pattern, office in (
        (
            r"président[e]?|president|présidence|presidency|president's office|presidential (?:office|"
            r"administration)|chef de l'État|präsident\w*|prezydent",
            "president",
        ),
        (
            r"prime minister|premier ministre|première ministre|premier|chef du gouvernement|ministerpräsident|"
            r"premierminister\w*",
            "prime-minister",
        ),
        (
            r"foreign minister|foreign secretary|ministre des affaires étrangères|außenminister\w*|"
            r"bundesaußenminister\w*",
            "foreign-minister",
        ),
        (r"chancellor|chancelier|chancelière|kanzler|bundeskanzler", "chancellor"),
        (r"secretary of state", "secretary-of-state"),
        (
            r"defen[cs]e (?:minister|secretary)|secretary of defense|ministre de la défense|ministre des armées|"
            r"secrétaire à la défense|verteidigungsminister",
            "defence-minister",
        ),
        (r"interior minister|home secretary|ministre de l'intérieur|innenminister\w*", "interior-minister"),
        (r"justice minister|ministre de la justice|justizminister", "justice-minister"),
    )
)
_AND = frozenset({" and ", " & ", ", ", ", and ", " et ", " ou ", " und ", " y ", " e ", "/", "-", " or "})
NOT_FEDERATED_STATE = frozenset({"US", "MX", "BR", "IN", "AU", "DE", "NG", "MY", "AT"})


def compose(text: str, drafts: list[Draft], language: str, agents: dict[tuple[str, str], str]) -> list[Draft]:
    """Merge neighbouring drafts of a state and a role or organ into one; heads that found no complement are dropped."""
    out: list[Draft] = []
    i = 0
    while i < len(drafts):
        d = drafts[i]
        used = 1
        nxt = drafts[i + 1] if i + 1 < len(drafts) else None
        merged: Draft | None = None
        own_order = language != "fr" or d.kind != "demonym"  # "des hackers russes responsables de …"
        if d.kind in STATE_KINDS and own_order and nxt is not None and nxt.start - d.end <= 40:
            merged = _state_first(text, d, nxt, agents)
        elif d.kind in {"role", "head", "organ"} and nxt is not None and nxt.start - d.end <= 45:
            merged = _organ_first(text, d, nxt, language, agents)
        if merged is not None:
            used = 2
            # "the French national cybersecurity agency ANSSI", "the Russian GRU": an organ right after the composed one
            d = merged
        d = _with_acronym(text, d, drafts[i + used] if i + used < len(drafts) else None)
        while i + used < len(drafts) and drafts[i + used].start < d.end:
            used += 1
        after = drafts[i + used] if i + used < len(drafts) else None
        if d.role == "state-media" and after is not None and after.kind == "media" and after.state and after.start - d.end <= 2:
            d = Draft(d.start, after.end, "media", after.actor, after.state, "role+outlet", after.entry)
            used += 1
            after = drafts[i + used] if i + used < len(drafts) else None
        if d.kind in {"role", "organ"} and d.state is None and after is not None and after.start - d.end <= 12:
            wider = _organ_first(text, d, after, language, agents)
            if wider is not None:
                d, used = wider, used + 1
        i += used
        if d.kind == "head":
            continue
        if d.kind == "role":
            d.kind = "organ"
        out.append(d)
    return _shared(text, out, agents)


def _shared(text: str, drafts: list[Draft], agents: dict[tuple[str, str], str]) -> list[Draft]:
    """ "Spanish and Ukrainian authorities": the authorities of both; "autorités espagnoles et ukrainiennes" likewise."""
    for i in range(len(drafts) - 1, 0, -1):
        left, right = drafts[i - 1], drafts[i]
        if text[left.end : right.start] not in _AND:
            continue
        if left.kind == "demonym" and right.rule in {"state+role", "shared role"} and right.role and right.role != "state":
            actor = agent_of(left.state or "", right.role, agents)
            left.kind, left.actor, left.role, left.rule = "organ" if "/" in actor else "state", actor, right.role, "shared role"
    for left, right in pairwise(drafts):
        if (
            right.kind == "demonym"
            and left.rule in {"role+state", "shared role after"}
            and left.role
            and text[left.end : right.start] in _AND
        ):
            if not text[right.start].islower():
                continue
            actor = agent_of(right.state or "", left.role, agents)
            right.kind, right.actor, right.role, right.rule = (
                "organ" if "/" in actor else "state",
                actor,
                left.role,
                "shared role after",
            )
    return drafts


def _state_first(text: str, d: Draft, nxt: Draft, agents: dict[tuple[str, str], str]) -> Draft | None:
    gap = text[d.end : nxt.start]
    if not _GAP_EN.match(gap) or gap in {"", ", ", ","}:
        return None
    state = d.state or ""
    if nxt.kind == "role" and nxt.entry.code and state:
        if nxt.end < len(text) and text[nxt.end] == "-" and nxt.role != "government":
            return None  # "Chinese state-sponsored hackers"
        if (nxt.role == "state" and state in NOT_FEDERATED_STATE) or (gap.startswith("-") and d.kind != "demonym"):
            return None
        return _joined(d.start, nxt.end, state, nxt, agents, "state+role")
    if nxt.kind == "media" and nxt.state == state and state and gap in {" ", "'s "}:
        return Draft(d.start, nxt.end, "media", nxt.actor, state, "state+outlet", nxt.entry)
    if nxt.kind in {"organ", "state"} and nxt.entry.kind == "organ":
        if nxt.state == state and state:
            return Draft(d.start, nxt.end, nxt.kind, nxt.actor, state, "state+organ", nxt.entry)
        if state in nxt.candidates:
            return _chosen(d.start, nxt.end, state, nxt, "state+organ")
    return None


def _organ_first(text: str, d: Draft, nxt: Draft, language: str, agents: dict[tuple[str, str], str]) -> Draft | None:
    gap = text[d.end : nxt.start]
    adjective = _ADJECTIVE_AFTER.get(language)
    if nxt.kind == "demonym" and gap == " " and d.entry.tails:
        for tail, role, strong in sorted(d.entry.tails, key=lambda t: -len(t[0])):
            end = nxt.end + len(tail)
            if text.startswith(tail, nxt.end) and not text[end : end + 1].isalnum():
                d.role = role
                d.entry = d.entry._replace(code=role, strong=strong, kind="role")
                return _joined(d.start, end, nxt.state or "", d, agents, "role+adjective+complement")
    if d.kind == "head" or nxt.kind not in STATE_KINDS:
        return None
    of = _OF.get(language)
    fits = (nxt.kind == "demonym" and adjective is not None and adjective.match(gap)) or (
        nxt.kind in {"state", "capital"} and of is not None and of.match(gap)
    )
    if not fits and nxt.kind == "demonym" and d.kind == "role" and _PLACE_OF.match(text, d.end):
        return _joined(d.start, nxt.end, nxt.state or "", d, agents, "role+place of state")
    if not fits:
        return None
    if nxt.kind == "capital" and not (d.kind == "role" and d.role in {"government", "regime", "authorities"}):
        return None
    if language == "en" and nxt.kind != "demonym":
        words = text[d.start : d.end].lower()
        if gap.rstrip().endswith((" in", " for")) and not words.endswith(
            ("officials", "authorities", "government", "prosecutors", "police")
        ):
            return None
        after = text[nxt.end : nxt.end + 2]
        if after == "'s" or (after[:1] == " " and after[1:].isupper()) or d.role == "state":
            return None
    state = nxt.state or ""
    if d.kind == "role":
        return _joined(d.start, nxt.end, state, d, agents, "role+state")
    if d.state == state and nxt.kind == "demonym":
        return Draft(d.start, nxt.end, d.kind, d.actor, state, "organ+state", d.entry)
    if state in d.candidates:
        return _chosen(d.start, nxt.end, state, d, "organ+state")
    return None


def _joined(start: int, end: int, state: str, role: Draft, agents: dict[tuple[str, str], str], rule: str) -> Draft:
    slug = role.role or ""
    actor = agent_of(state, slug, agents)
    if slug == "officials":
        actor = f"{state}/{_office(role.entry_text)}"
    kind = "organ" if "/" in actor else "state"
    return Draft(start, end, kind, actor, state, rule, role.entry, role=role.role)


def _office(words: str) -> str:
    """The agent for an office without its holder: `US/president`; `US/officials` for people in general."""
    for pattern, office in _OFFICES:
        if pattern.fullmatch(words):
            return office
    return "officials"


def _chosen(start: int, end: int, state: str, organ: Draft, rule: str) -> Draft:
    code = organ.entry.code
    home, _, agent = code.partition("/")
    return Draft(start, end, "organ", f"{state}/{agent}" if home != state else code, state, rule, organ.entry, role=organ.role)


def _with_acronym(text: str, d: Draft, nxt: Draft | None) -> Draft:
    """Take in "(NCSC)" behind an organ's full name, and what it stands for."""
    if d.kind not in {"organ", "role"} or d.end >= len(text) or text[d.end : d.end + 2] not in {" (", "("}:
        return d
    m = _ACRONYM.match(text, d.end)
    if m is None or " " not in text[d.start : d.end]:
        return d
    inside = nxt if nxt is not None and m.start(1) <= nxt.start and nxt.end <= m.end(1) else None
    if inside is None or inside.kind not in {"organ"}:
        if inside is None and m.group(1).isupper():
            d.end = m.end()
        return d
    if d.state and inside.actor is None and d.state in inside.candidates:
        d.actor = _chosen(inside.start, inside.end, d.state, inside, "").actor
        d.end, d.rule = m.end(), d.rule + "(acronym)"
        return d
    if d.actor is None or inside.actor is None or inside.actor == d.actor or inside.state == d.state:
        if inside.actor is not None and (d.actor is None or d.kind == "role"):
            d.actor, d.state, d.kind, d.candidates, d.rule = inside.actor, inside.state, "organ", (), "organ(acronym)"
        elif inside.actor is not None and inside.state == d.state:
            d.actor, d.rule = inside.actor, d.rule + "(acronym)"
        d.end = m.end()
    return d
