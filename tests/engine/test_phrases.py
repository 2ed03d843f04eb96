"""Lists of phrases find what an alternation of regular expressions finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse.engine.phrases import Flat, Phrases
from jaccuse.errors import DataError

PIECES = "hack,hacker,cyber,cyber attaque,s'en prendre,été,İle,ſiege,a,a b,a  b,d'a,-backed,_x".split(",")  # noqa: SIM905
GLUE = [" ", "  ", "back", "\n", "\u00a0", "\t \n", ".", "'", "’", "-", "", "_", "1", "é", "A", "ß", "\u2028"]
items = st.builds(lambda left, body, right: left + body + right, st.sampled_from(["", "*"]), st.sampled_from(PIECES),
                  st.sampled_from(["", "*"]))  # fmt: skip
texts = st.lists(st.sampled_from([*PIECES, *GLUE, *(p.upper() for p in PIECES), *(p.title() for p in PIECES)])).map("".join)


def reference(listed: list[str], *, left: bool, right: bool) -> re.Pattern[str]:
    """The alternation that a list stands for, the longest phrase first."""
    ways = []
    for item in sorted(listed, key=lambda i: (-len(i), i)):
        body = re.sub(r"(?:\\\s)+", r"\\s+", re.escape(item.strip("*"))).replace("'", "['’]")
        before = "" if item.startswith("*") or not left else r"(?<!\w)"
        after = r"\w*" if item.endswith("*") else (r"(?!\w)" if right else "")
        ways.append(f"{before}{body}{after}")
    return re.compile("|".join(ways), re.IGNORECASE)


@settings(max_examples=600)
@given(listed=st.lists(items, min_size=1, max_size=8), text=texts, left=st.booleans(), right=st.booleans())
def test_the_same_as_an_alternation(listed: list[str], text: str, left: bool, right: bool) -> None:
    """Search, match and finditer give the same places and words. Where the left side is open it may be a blank."""
    listed = listed if left else [*listed, " back", " a"]
    phrases, pattern = Phrases(listed, left=left, right=right), reference(listed, left=left, right=right)
    assert [(m.start(), m.end(), m.group()) for m in phrases.finditer(text)] == [
        (m.start(), m.end(), m.group()) for m in pattern.finditer(text)
    ]
    for mine, theirs in ((phrases.search(text), pattern.search(text)), (phrases.match(text), pattern.match(text))):
        assert (mine and (mine.start(), mine.end())) == (theirs and theirs.span())


@settings(max_examples=300)
@given(listed=st.lists(items, min_size=1, max_size=5), text=texts, cut=st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_a_part_of_a_text(listed: list[str], text: str, cut: tuple[int, int]) -> None:
    """Places count from the beginning of the whole text."""
    start, end = sorted(min(c, len(text)) for c in cut)
    whole = [(m.start(), m.end()) for m in Phrases(listed).finditer(text, start, end)]
    assert whole == [(m.start() + start, m.end() + start) for m in Phrases(listed).finditer(text[start:end])]


@given(text=st.text(max_size=60))
def test_flat_text_keeps_its_places(text: str) -> None:
    """Every character of the flat text is that of the text at its true place."""
    flat = Flat(text)
    for place, sign in enumerate(flat.text):
        given_sign = text[flat.true(place)]
        assert given_sign.isspace() if sign == " " else Flat(given_sign).text == sign or given_sign in "İΣ"


@pytest.mark.parametrize("item", [" back", "back ", "*back ", "back *"])
def test_a_blank_at_the_edge_of_a_word_is_refused(item: str) -> None:
    """It would be checked against the run of blanks around it in no way that could be told."""
    with pytest.raises(DataError, match="blank at its edge"):
        Phrases([item])


def test_an_empty_list_finds_nothing() -> None:
    """No phrases, no hits; neither does a star alone."""
    assert Phrases([]).search("anything") is None
    assert Phrases(["*"]).search("anything") is None


@pytest.mark.parametrize("text", ["hacker " * 200_000, "h" * 1_000_000, " \n" * 500_000, "ha " * 300_000])
def test_long_texts_are_sought_in_linear_time(text: str) -> None:
    """A megabyte of anything is one pass."""
    Phrases(["hack*", "hack", "ha ha ha"]).search(text)
