"""Deeds told by somebody named, in verbs that no lexicon lists."""

from __future__ import annotations

import pytest

import jaccuse
from jaccuse.claim import Attribution

ABOUT = "Cyberattacks: what is known\n\n"
TOLD = {
    "The FBI said Russian intelligence officers had camped for months inside the networks of energy firms.": (
        "US/fbi",
        "RU/intelligence",
    ),
    "The GRU rifled through the Social Democrats' mailboxes, the German government has concluded.": ("DE", "RU/gru"),
    "South Korea's spy agency said North Korean operatives had drained $600 million in virtual coins.": (
        "KR/intelligence",
        "KP",
    ),
    "Dutch intelligence says Moscow's hackers are mapping the systems of ship operators.": ("NL/intelligence", "RU"),
    "The Philippine military said hackers operating from China tried to get into the navy's email.": ("PH/military", "CN"),
}
NOT_TOLD = [
    "The FBI said Russian intelligence officers live in the same street as the network's engineers.",
    "The FBI said it had spent months inside the networks of the GRU.",
    "The GRU denied that its officers had rifled through the party's mailboxes.",
    "The FBI said GRU officers had bombed a depot that held computers.",
    "The FBI said it was unclear whether GRU officers had rifled through the mailboxes.",
    "The ministry said hackers in Moscow were arrested for selling data.",
    "The FBI warned that GRU officers could sift through the ministry's mailboxes.",
    "The FBI asked what GRU officers might do with the files.",
]


def edges(text: str) -> set[tuple[str, str]]:
    reading = jaccuse.read(jaccuse.Document.from_text(ABOUT + text, language="en"))
    return {(c.actor, a.actor) for x in reading.claims if isinstance(x, Attribution) and x.status != "declined"
            for c in x.claimants for a in x.accused}  # fmt: skip


@pytest.mark.parametrize("text", TOLD)
def test_a_deed_told_by_somebody_named_is_read_whatever_its_verb(text: str) -> None:
    """The speaker accuses those whom the words mark as attackers."""
    assert TOLD[text] in edges(text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_no_deed_in_cyberspace_or_is_not_said_accuses_nobody(text: str) -> None:
    """Verbs that tell of no deed, deeds on the ground, denials, doubts, and the speaker's own deeds."""
    assert not {e for e in edges(text) if e[1].split("/")[0] in {"RU", "US"}}
