"""Every example of a frame, in every language, is read as it says; every refusal gives no attribution: one test each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from jaccuse.claim import Attribution
from jaccuse.document import Document
from jaccuse.engine.read import read
from jaccuse.engine.words import languages, load_words

CHARGES = {"measure", "reply", "support"}
"""Frames that are no attributions: their examples have tests of their own."""


def _edges(text: str, language: str) -> set[str]:
    """Who accuses whom in the text, by principals and agents, but for what is expressly not attributed."""
    claims = read(Document.from_text(text, language=language)).claims
    return {
        f"{claimant.actor}>{accused.actor}"
        for claim in claims
        if isinstance(claim, Attribution) and claim.status != "declined"
        for claimant in claim.claimants
        for accused in claim.accused
    }


def _as_written(edge: str, expected: set[str]) -> str:
    """The edge, at the level of states where the example is written so ("FR>RU" for an organ of each)."""
    claimant, accused = edge.split(">")
    for one in (claimant, claimant.split("/")[0]):
        for other in (accused, accused.split("/")[0]):
            if f"{one}>{other}" in expected:
                return f"{one}>{other}"
    return edge


def _entries() -> Iterator[tuple[str, Any]]:
    for language in languages():
        for entry in load_words(language).entries:
            if entry.frame not in CHARGES:
                yield language, entry


def _cases(kind: str) -> Iterator[Any]:
    for language, entry in _entries():
        for i, case in enumerate(getattr(entry, kind)):
            yield pytest.param(language, case, id=f"{language}-{entry.frame}-{entry.name.replace(' ', '_')}-{i}")


@pytest.mark.parametrize(("language", "case"), list(_cases("examples")))
def test_an_example_of_a_frame_is_read_as_it_says(language: str, case: str) -> None:
    text, _, written = case.partition(" => ")
    expected = set(written.split())
    assert {_as_written(edge, expected) for edge in _edges(text, language)} == expected, text


@pytest.mark.parametrize(("language", "case"), list(_cases("refuses")))
def test_what_a_frame_refuses_gives_no_attribution(language: str, case: str) -> None:
    assert _edges(case, language) == set(), case


def test_every_language_has_the_frames_of_every_other() -> None:
    """A language that lacks a frame would be silently deaf to it."""
    frames = {language: {e.frame for e in load_words(language).entries} for language in languages()}
    everything = set().union(*frames.values())
    assert {language: sorted(everything - own) for language, own in frames.items() if everything - own} == {}
