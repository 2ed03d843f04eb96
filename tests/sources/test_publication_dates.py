"""Publication dates: read as they are written, refused where they are none, never made more precise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jaccuse.errors import BadDate
from jaccuse.sources import normalise_date
from jaccuse.sources.dates import MONTHS
from jaccuse.sources.headline import date_of_address, date_of_head

WRITTEN = {
    "2021": "2021",
    "2021-07": "2021-07",
    "  2021-07 ": "2021-07",
    "juillet 2021": "2021-07",
    "July 2021": "2021-07",
    "2021-07-19": "2021-07-19",
    "2021/07/19": "2021-07-19",
    "20210719": "2021-07-19",
    "2021-07-19T23:30:00Z": "2021-07-19",
    "2021-07-19T23:30:00.123+02:00": "2021-07-19",
    "2021-07-19 10:00": "2021-07-19",
    "Mon, 19 Jul 2021 13:00:00 GMT": "2021-07-19",
    "Mon, 19 Jul 2021 23:30:00 -0700": "2021-07-19",
    "July 19, 2021": "2021-07-19",
    "Jul. 19, 2021 3:45 p.m. EDT": "2021-07-19",
    "19th of July 2021": "2021-07-19",
    "19 juillet 2021": "2021-07-19",
    "lundi 19 juillet 2021 à 18h22": "2021-07-19",
    "1er juin 2021": "2021-06-01",
    "19. Juli 2021, 15:30 Uhr": "2021-07-19",
    "19 de julio de 2021": "2021-07-19",
    "19.07.2021": "2021-07-19",
    "19/07/2021": "2021-07-19",
    "07/19/2021": "2021-07-19",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_dates_as_people_and_machines_write_them(written: str) -> None:
    """A date is as precise as it was written; the time and its zone change nothing."""
    assert normalise_date(written) == WRITTEN[written]


@pytest.mark.parametrize(
    "wrong", ["", "yesterday", "2021-13", "2021-02-30", "2021-07-", "Monday", "19", "12021-01-01", "\x00", "2021" * 99]
)
def test_what_is_no_date_is_refused_with_what_would_do(wrong: str) -> None:
    """The error says what to write instead."""
    with pytest.raises(BadDate) as caught:
        normalise_date(wrong)
    assert "2021-07" in str(caught.value)


def test_a_date_that_could_be_two_days_is_refused() -> None:
    """3 April or 4 March: nobody can tell."""
    with pytest.raises(BadDate, match="two different days"):
        normalise_date("03/04/2021")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_every_day_comes_back_as_itself(day: date, month: str) -> None:
    """ISO dates are unchanged, and any name of a month gives that month."""
    assert normalise_date(day.isoformat()) == day.isoformat()
    assert normalise_date(f"1 {month} {day.year}") == f"{day.year:04}-{MONTHS[month]:02}-01"


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Nothing else happens: no other error, and what comes out goes in again."""
    try:
        found = normalise_date(text)
    except BadDate:
        return
    assert normalise_date(found) == found


HEADS = {
    " date 2021-07 Les autorités accusent un État.": "2021-07",
    "WASHINGTON, July 19, 2021 (Agency) - The ministry spoke.": "2021-07-19",
    "PARIS, 19 juillet 2021 – Le ministère a parlé.": "2021-07-19",
    "Bruxelles, le 19 juillet 2021 - Le Conseil a parlé.": "2021-07-19",
    "A title\n\n19 juillet 2021\n\nThe body.": "2021-07-19",
    "A title\nPublié le 3 mai 2024 à 18h22\nThe body.": "2024-05-03",
    "Updated July 20, 2021\nPublished July 19, 2021\nThe body.": "2021-07-19",
    "Date: 2021 The body begins.": "2021",
}


@pytest.mark.parametrize("head", HEADS)
def test_first_lines_that_give_the_date(head: str) -> None:
    """A line that says it is the date, that is nothing but a date, or a dateline."""
    assert date_of_head(head) == HEADS[head]


@pytest.mark.parametrize(
    "head",
    [
        "The attack of July 19, 2021 was blamed on a state.",
        "In Washington, July 19, 2021 was a hot day.",
        "Since July 19, 2021 (when it began) much was said.",
        "2021\nA year in review.",
        "MOSCOW, July 19 - Nothing but a day.",
        "Updated July 20, 2021 - A change is no publication.",
        "\n" * 50,
        "",
    ],
)
def test_dates_inside_sentences_are_not_the_publications(head: str) -> None:
    """What happened on a day was not published on it."""
    assert date_of_head(head) is None


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://news.example/2021/07/19/title", "2021-07-19"),
        ("https://news.example/2021/07/title", "2021-07"),
        ("https://news.example/world-2021-07-19-title.html", "2021-07-19"),
        ("https://news.example/a/20210719", None),
        ("https://news.example/2021/13/19/x", None),
        ("https://[", None),
        (None, None),
    ],
)
def test_the_date_in_an_address(url: str | None, found: str | None) -> None:
    """Only a path that spells it out."""
    assert date_of_address(url) == found
