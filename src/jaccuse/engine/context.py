"""What only the rest of the document settles: whose ministry of Justice, which NCSC, which Korea."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from jaccuse.engine import at_hand
from jaccuse.engine.mention import Draft, agent_of, slugged

_ADVERSE = re.compile(
    r"['’]?s?[- ](?:hackers?|hacking|nationals?|citizens?|spies|cyber|state-|government-backed|agents?|"
    r"threat|espionage|intelligence|linked|backed|sponsored|military|"
    r"nexus|aligned|operatives|attackers|actors|APT|"
    r"pirates|ressortissants?|hackeurs?|espions?)|(?:-linked|-backed|-sponsored|-nexus|-aligned|-based)"
)
_ADVERSE_BEFORE = re.compile(
    r"(?:hackers?|pirates|ressortissants?|hackeurs?|espions?|attaquants|acteurs|groupes?|accus\w+|"
    r"blam\w+) (?!par |by )(?:\w+ )?(?:la |l'|le |les )?$",
    re.I,
)
_DETERMINED = re.compile(r"\b(?:the|its|his|their|this|that|our|le|du|au|ce|son|leur|die|der|el|del|il|al|o|do) $", re.I)
US_DEFAULT = {"doj": re.compile(r"Justice Department|Department of Justice|DOJ|Justice Dept")}
OFTEN_ACCUSED = frozenset({"CN", "RU", "IR", "KP"})  # whose prosecutors or police a text hardly leaves unnamed
_OF_SOMEBODY = re.compile(r"\b(?:its|their|his|her) \Z")
MOSTLY = 3  # times as much as of any other
_NOT_US = frozenset({"PH", "IE", "ZA", "AU"})


def settle(text: str, drafts: list[Draft], language: str, agents: dict[tuple[str, str], str]) -> list[Draft]:
    """Resolve or mark what is open; drop acronyms whose state the document never names."""
    open_ones = [
        d for d in drafts if d.actor is None and d.kind in {"organ", "person", "state", "demonym"} and (d.role or d.candidates)
    ]
    if not open_ones:
        return drafts
    weight, adverse = _tally(text, drafts)
    known = {text[d.start : d.end]: d.actor for d in drafts if d.kind == "organ" and d.actor}
    doubtful = adverse | OFTEN_ACCUSED
    for d in open_ones:
        surface = text[d.start : d.end]
        if language == "fr" and d.kind in {"person", "organ"} and (code := at_hand.owner(text, d, drafts, doubtful)):
            if d.kind == "person" or d.role == "ministry":
                at_hand.give(d, code, "at hand")
            else:
                d.actor, d.state, d.candidates, d.rule = agent_of(code, d.role or "", agents), code, (), "at hand"
        elif d.rule.startswith("its "):
            d.dropped = True
        elif d.kind == "person":
            _person(text, d, weight, adverse)
        elif d.candidates:
            _named(d, surface, weight, known)
        else:
            _by_role(text, d, weight, adverse, language, agents)
    return [d for d in drafts if not d.dropped]


def _tally(text: str, drafts: list[Draft]) -> tuple[Counter[str], set[str]]:
    """How much the document is about each state, organs and people most; and the states it only names as attackers'."""
    weight: Counter[str] = Counter()
    adverse: Counter[str] = Counter()
    for d in drafts:
        if not d.state:
            continue
        weight[d.state] += 3 if d.kind in {"organ", "person"} else 1
        if _ADVERSE.match(text, d.end) or (d.kind != "organ" and _ADVERSE_BEFORE.search(text[max(0, d.start - 30) : d.start])):
            adverse[d.state] += 1
    return weight, {s for s, n in adverse.items() if n}


def _named(d: Draft, surface: str, weight: Counter[str], known: Mapping[str, str | None]) -> None:
    """An organ's name that several states use, or that is something else where its state is nowhere in the document."""
    if known.get(surface):
        d.actor = known[surface]
        d.state = (d.actor or "").split("/")[0]
        d.rule, d.candidates = "named before", ()
        return
    present = [c for c in d.candidates if weight[c]]
    if len(present) == 1 or (
        len(present) > 1 and len(d.candidates) > 1 and weight[present[0]] > 3 * max(weight[c] for c in present[1:])
    ):
        _give(d, present[0], "state in document")
    elif len(d.candidates) == 1:
        if " " in surface and not present:
            _give(d, d.candidates[0], "only bearer")
        elif not present:
            d.dropped = True
    elif present:
        d.candidates = tuple(present)


def _give(d: Draft, state: str, rule: str) -> None:
    home, _, agent = d.entry.code.partition("/")
    d.actor = d.entry.code if home == state or not agent else f"{state}/{agent}"
    d.state, d.candidates, d.rule = state, (), rule


def _person(text: str, d: Draft, weight: Counter[str], adverse: set[str]) -> None:
    """A holder of an office whose state is not said beside it: the one state that the document is about, if there is one.

    Never one that is mostly the accused: a minister who speaks of China is hardly China's.
    """
    own = [s for s in weight if s not in adverse and s not in OFTEN_ACCUSED]
    if len(own) > 1 and not d.candidates:  # the one that the document is mostly about
        first, second = sorted(own, key=lambda s: -weight[s])[:2]
        own = [first] if weight[first] >= MOSTLY * weight[second] else own
    if len(d.candidates) == 1 and weight[d.candidates[0]]:
        own, d.candidates = list(d.candidates), ()
    if len(own) == 1 and not d.candidates:
        d.actor, d.state, d.rule = f"{own[0]}/{slugged(d.entry_text)}", own[0], d.rule + ", state in document"
    else:
        d.candidates = tuple(s for s, _ in weight.most_common(4))


def _by_role(
    text: str, d: Draft, weight: Counter[str], adverse: set[str], language: str, agents: dict[tuple[str, str], str]
) -> None:
    """An organ with no state beside it: the one state it can be of, or all that it could."""
    role, surface = d.role or "", text[d.start : d.end]
    default = US_DEFAULT.get(role)
    if language == "en" and role == "treasury" and weight["US"] and not weight["GB"]:
        d.actor, d.state, d.rule = agent_of("US", role, agents), "US", "English default"
        return
    if language == "fr" and surface == "Trésor" and weight["US"]:
        d.actor, d.state, d.rule = agent_of("US", role, agents), "US", "French default"
        return
    if language == "en" and default and default.search(surface) and not (weight.keys() & _NOT_US and not weight["US"]):
        d.actor, d.state, d.rule = agent_of("US", role, agents), "US", "English default"
        return
    if not d.entry.strong or (role == "government" and not _DETERMINED.search(text[max(0, d.start - 8) : d.start])):
        d.dropped = True
        return
    of_victim = _OF_SOMEBODY.search(text[max(0, d.start - 8) : d.start]) is not None  # "the hack of its foreign ministry"
    named = role == "mfa" and not of_victim
    own = Counter({s: n for s, n in weight.items() if s not in adverse and (named or s not in OFTEN_ACCUSED)})
    ranked = own.most_common(3)
    if (
        role in {"doj", "prosecutors", "mfa", "interior", "defence", "cyber-agency", "police"}
        and ranked
        and (
            (len(ranked) == 1 and ranked[0][1] >= 2)
            or (len(ranked) > 1 and ranked[0][1] >= 3 and ranked[0][1] >= 2 * ranked[1][1])
        )
    ):
        d.actor, d.state, d.rule = agent_of(ranked[0][0], role, agents), ranked[0][0], "context"
        return
    d.candidates = tuple(s for s, _ in (own or weight).most_common(4))
    d.rule = "open"
