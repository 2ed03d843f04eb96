"""Dates: found as words, resolved only as far as the text and the publication date allow."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse.claim import DateValue, Empty
from jaccuse.engine.dates import find_dates, resolve

DAYS = st.dates(min_value=date(1990, 1, 8), max_value=date(2040, 12, 20))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def value(text: str, published: str | None, language: str = "en") -> str | None:
    (mention,) = find_dates(text, language)
    resolved = resolve(mention, published, "past")
    return resolved.value if isinstance(resolved, DateValue) else None


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_the_last_one_at_or_before_the_publication(day: date, back: int) -> None:
    meant = day - timedelta(back)
    assert value(f"They said so on {WEEKDAYS[meant.weekday()]}.", day.isoformat()) == meant.isoformat()


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_weekday_with_a_publication_month_stays_that_month(day: date, weekday: str) -> None:
    assert value(f"They said so on {weekday}.", day.isoformat()[:7]) == day.isoformat()[:7]


@given(DAYS, st.integers(min_value=0, max_value=300))
def test_a_day_without_a_year_is_the_last_one_before_the_publication(day: date, back: int) -> None:
    meant = day - timedelta(back)
    assert value(f"It was on {meant:%B} {meant.day}.", day.isoformat()) == meant.isoformat()


@given(DAYS)
def test_a_full_date_needs_no_publication_date(day: date) -> None:
    assert value(f"It was on {day.day} {day:%B} {day.year}.", None) == day.isoformat()
    assert value(f"It was on {day.isoformat()}.", None) == day.isoformat()


RELATIVE = ["today", "yesterday", "last week", "last month", "last year", "on Monday", "three weeks ago"]


@given(DAYS, st.sampled_from(RELATIVE))
def test_a_less_precise_publication_date_never_gives_a_more_precise_date(day: date, words: str) -> None:
    whole, month, year = (value(f"They spoke {words}.", day.isoformat()[:cut]) for cut in (10, 7, 4))
    lengths = [len(v) if v else 0 for v in (whole, month, year)]
    assert whole is None or lengths == sorted(lengths, reverse=True)


@given(DAYS, st.sampled_from(["this week", "last week"]))
def test_a_week_is_never_resolved_to_a_day(day: date, words: str) -> None:
    resolved = value(f"They spoke {words}.", day.isoformat())
    assert resolved is None or len(resolved) <= 7


def test_without_a_publication_date_a_relative_date_is_empty_with_a_reason() -> None:
    (mention,) = find_dates("They said so on Monday.", "en")
    resolved = resolve(mention, None)
    assert isinstance(resolved, Empty) and "no publication date" in resolved.reason


def test_a_publication_date_that_is_none_is_a_reason_and_no_crash() -> None:
    (mention,) = find_dates("They said so on Monday.", "en")
    assert isinstance(resolve(mention, "soon"), Empty)
    assert isinstance(resolve(mention, "2021-13-45"), Empty)


def test_a_day_that_is_not_in_the_calendar_is_empty_with_a_reason() -> None:
    (mention,) = find_dates("It was on 31 June 2021.", "en")
    resolved = resolve(mention, None)
    assert isinstance(resolved, Empty) and "calendar" in resolved.reason


def test_the_two_ends_of_a_range_know_their_roles() -> None:
    low, high = find_dates("They broke in between 2011 and 2018.", "en")
    assert (low.role, high.role) == ("start", "end")
    low, high = find_dates("Entre mai 2019 et juin 2020, ils ont agi.", "fr")
    assert (low.role, high.role) == ("start", "end")


def test_the_anchor_is_the_words_of_the_date() -> None:
    text = "Le groupe agit depuis mai 2020 au moins."
    (mention,) = find_dates(text, "fr")
    resolved = resolve(mention, None)
    assert isinstance(resolved, DateValue) and text[slice(*resolved.anchors[0])] == "mai 2020"


@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
@settings(deadline=None)
def test_no_text_breaks_it_and_spans_lie_in_the_text(text: str, language: str) -> None:
    for mention in find_dates(text, language):
        assert 0 <= mention.start < mention.end <= len(text)
        resolve(mention, "2021-07-19", "past")


@pytest.mark.parametrize("piece", ["Monday ", "19 ", "July 1 ", "le 1er mai ", "2021-", "in 2021 and ", "early ", "1/2/"])
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    find_dates(text, "en")
    find_dates(text, "fr")
    assert time.perf_counter() - began < 15
