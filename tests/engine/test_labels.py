"""What stands before a sentence and is no part of it is taken off; names that speak before a dash or a colon stay."""

from __future__ import annotations

import pytest

from jaccuse.engine.labels import without_dateline
from jaccuse.engine.names import find_mentions
from jaccuse.engine.segment import segment


def first_words(text: str, language: str = "en") -> str:
    sentence = without_dateline(segment(text, language)[0], find_mentions(text, language), text)
    return text[sentence.start : sentence.end]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("KYIV - Ukraine blamed Russia for the hack.", "Ukraine blamed Russia for the hack."),
        ("OSLO, Oct 13 (Newswire) - Norway blamed Russia for the hack.", "Norway blamed Russia for the hack."),
        ("LOS ANGELES (Own report) — The FBI blamed North Korea.", "The FBI blamed North Korea."),
        ("Paris, 21 juillet (Agence) - La France accuse la Russie.", "La France accuse la Russie."),
    ],
)
def test_a_dateline_is_taken_off(text: str, rest: str) -> None:
    assert first_words(text, "fr" if "juillet" in text else "en") == rest


@pytest.mark.parametrize(
    "text",
    [
        "NATO - Russia hacked our servers, it said.",
        "Russia's hackers - a growing threat to banks.",
        "Moscow - silent so far - denies it.",
    ],
)
def test_a_name_or_a_phrase_before_a_dash_stays(text: str) -> None:
    assert first_words(text) == text
