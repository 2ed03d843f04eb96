"""The built data: every row can be read, and says who it is about in the codebook's codes."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CODE = re.compile(r"[A-Z][A-Z0-9-]*(?:/[\w.-]+)?|(?:org|group|malware|person):[\w.-]+(?:/[\w.-]+)?")
KINDS = {"state", "demonym", "capital", "organ", "igo", "firm", "media", "group", "malware", "collective", "person", "role"}
KINDS.add("block")
LANGUAGES = ["common", "en", "fr", "de", "es", "it", "pt", "pl", "uk", "ru"]


@pytest.mark.parametrize("name", LANGUAGES)
def test_rows_are_whole_and_codes_are_codes(name: str) -> None:
    """Surface, kind, code and flags; a code wherever the kind needs one."""
    text = files("jaccuse.knowledge").joinpath("data").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    assert rows
    for row in rows:
        assert len(row) == 4, row
        surface, kind, code, flags = row
        assert surface == surface.strip() and surface, row
        assert kind in KINDS, row
        if kind not in {"role", "block", "collective"}:
            assert CODE.fullmatch(code) or (not code and "?" in flags), row


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_each_language_names_the_states_of_the_subject(language: str) -> None:
    """Names and adjectives of the states that are accused and that accuse most."""
    text = files("jaccuse.knowledge").joinpath("data").joinpath(f"{language}.tsv").read_text(encoding="utf-8")
    held = {(row[1], row[2]) for row in (line.split("\t") for line in text.splitlines())}
    for state in ("US", "GB", "CN", "RU", "IR", "KP", "KR", "IL", "UA", "FR", "DE"):
        assert ("state", state) in held
        assert ("demonym", state) in held


def test_the_notice_of_attack_is_kept() -> None:
    """MITRE asks for it wherever ATT&CK is reproduced."""
    sources = files("jaccuse.knowledge").joinpath("SOURCES.md").read_text(encoding="utf-8")
    assert "© The MITRE Corporation" in sources
