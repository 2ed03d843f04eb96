"""What a report opens with: the words of its headline and first lines, without their endings, by how much each tells."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from .levels import level, plain
from .rarity import RARE

LEAD = 320  # characters after the headline that are taken as its first lines
KEPT = 30  # words of a lead, those that tell most
LONGEST, SHORTEST = 8, 4  # letters of a stem
#: What a word of a language weighs at most in which the table of levels rests on a few hundred texts, so that most words that
#: it lacks are ordinary ones. Names are compared by themselves.
FEW_TEXTS = 2
MANY_TEXTS = frozenset({"en"})
#: Endings that are cut, longest first: those of English and French that the same word has in two reports of one event.
ENDINGS = (
    *("ations", "ements", "ation", "ement", "ings", "eurs"),
    *("ing", "eur", "ers", "ies", "ees"),
    *("er", "ee", "ed", "es"),
    *("s", "e", "y"),
)


@lru_cache(100_000)
def stem(word: str) -> str:
    """A plain word without its ending, cut to some letters: `hacked`, `hackers` and `hacking` are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)][:LONGEST]
    return word[:LONGEST]


@lru_cache(100_000)
def family_level(word: str) -> int:
    """How much a word tells if its other forms are counted: `deploys` is as ordinary as `deploy`."""
    return min(level(form) for form in (word, *(stem(word) + ending for ending in ("", "e", "s", "ed", "ing"))))


def lead_of(part: str, language: str, said: Collection[str]) -> tuple[tuple[str, int], ...]:
    """The stems of a part of a text with what each weighs: its level less one, so that everyday words weigh nothing.

    said: plain words that name the actors, which are compared by themselves.
    """
    most = RARE if language in MANY_TEXTS else FEW_TEXTS
    weights: dict[str, int] = {}
    for word in plain(part).split():
        weight = min(most, level(word) - 1)
        if weight > 0 and len(word) > 2 and word not in said:
            found = stem(word)
            weights[found] = min(weight, weights.get(found, weight))
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple(sorted(ranked[:KEPT]))
