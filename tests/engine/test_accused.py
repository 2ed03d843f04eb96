"""Who is accused, and who is only named beside the accused."""

from __future__ import annotations

import pytest

import jaccuse
from jaccuse.claim import Attribution


@pytest.mark.parametrize(
    ("language", "text", "accused"),
    [
        ("en", "Fabricam attributed the hack to a group tracked by CERT-UA as UAC-0056.", {"group:ember-bear"}),
        ("en", "The malware is the handiwork of a hacking group tracked by Microsoft as Silk Typhoon.", {"group:hafnium"}),
        ("fr", "L'attaque a été menée par un groupe russe, connu par l'Anssi sous le nom d'APT28.", {"RU", "group:apt28"}),
    ],
)
def test_who_gives_the_accused_a_name_is_not_accused(language: str, text: str, accused: set[str]) -> None:
    claims = jaccuse.read(jaccuse.Document.from_text(text, language=language)).claims
    assert {party.actor for claim in claims if isinstance(claim, Attribution) for party in claim.accused} == accused
