"""Figures: what is counted, how much, and how sure the bound; and what is no figure at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse.engine.figures import find_figures, is_scale


@pytest.mark.parametrize("separator", [" ", "\u00a0", "\u202f", ",", "."])
def test_every_way_to_group_thousands_is_read(separator: str) -> None:
    (figure,) = find_figures(f"Ils ont touché 250{separator}000 serveurs.", "fr")
    assert (figure.value, figure.unit, figure.bound) == (250000, "serveurs", "exact")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("$37.2 million", 37_200_000),
        ("US$1.5bn", 1_500_000_000),
        ("€600M", 600_000_000),
        ("£20k", 20_000),
        ("$37,200,000", 37_200_000),
        ("half a million dollars", 500_000),
        ("tens of millions of dollars", 10_000_000),
    ],
)
def test_money_has_its_iso_code_and_its_full_value(words: str, value: float) -> None:
    (figure,) = find_figures(f"They stole {words} from banks.", "en")
    assert figure.value == value
    assert len(figure.unit) == 3 and figure.kind == "money"


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("more than 30 banks", "at-least"),
        ("30 or more banks", "at-least"),
        ("up to 30 banks", "at-most"),
        ("nearly 30 banks", "about"),
        ("30 banks", "exact"),
    ],
)
def test_the_bound_is_what_the_words_around_say(words: str, bound: str) -> None:
    (figure,) = find_figures(f"The worm hit {words}.", "en")
    assert (figure.value, figure.bound) == (30, bound)


def test_the_span_covers_bound_number_and_unit() -> None:
    text = "It hit more than 250,000 mail servers in all."
    (figure,) = find_figures(text, "en")
    assert text[figure.start : figure.end] == "more than 250,000 mail servers"


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("They broke into 300 servers.", True),
        ("Three hackers broke in.", False),
        ("The market is worth $5 billion.", False),
        ("They stole $5 billion.", True),
        ("A reward of $10 million is offered.", False),
        ("It went on for 12 months.", False),
    ],
)
def test_only_some_figures_tell_the_scale_of_an_operation(text: str, scale: bool) -> None:
    assert any(is_scale(f, text, "en") for f in find_figures(text, "en")) is scale


@given(st.integers(min_value=2, max_value=999_999_999))
def test_a_grouped_number_is_the_number_itself(number: int) -> None:
    (figure,) = find_figures(f"It reached {number:,} devices.", "en")
    assert figure.value == number


@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
@settings(deadline=None)
def test_no_text_breaks_it_and_spans_lie_in_the_text(text: str, language: str) -> None:
    for figure in find_figures(text, language):
        assert 0 <= figure.start < figure.end <= len(text)
        assert isinstance(is_scale(figure, text, language), bool)


PIECES = ["1 000 ", "1,", "tens of ", "two hundred and ", "$", "plus de ", "dizaines de milliers de ", "9", "- "]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.perf_counter()
    find_figures(text, "en")
    find_figures(text, "fr")
    assert time.perf_counter() - began < 15
