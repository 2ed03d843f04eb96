"""Everything asked for, document by document: the same claims as the lists have, whatever way they are found."""

from __future__ import annotations

import pytest
from made_ledgers import Made, filled

from jaccuse.errors import UnknownId
from jaccuse.ledger import Ledger, walk
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import review


@pytest.fixture
def cases(ledger: Ledger) -> Ledger:
    """Twelve documents on three incidents, with measures and replies."""
    made = []
    for number in range(12):
        one = Made(f"Report {number}", published=f"2021-07-{number + 1:02}", publisher="Wire" if number % 2 else "Gazette")
        one.operation(f"the {('mail', 'bank', 'port')[number % 3]} campaign", "espionage" if number % 3 else "wiper")
        one.accuse("US GB" if number % 2 else "EU", ("CN", "RU/gru", "group:apt28")[number % 3])
        one.reply("denial", "CN").measure("sanctions", "US", "CN")
        made.append(one.reading())
    return filled(ledger, made)


@pytest.mark.parametrize(
    "asked",
    [
        Filter(),
        Filter(accused="CN"),
        Filter(accuser="US", since="2021-07-05"),
        Filter(kind="attribution"),
        Filter(publisher="Wire"),
    ],
    ids=str,
)
@pytest.mark.parametrize("collected", [0, 20_000])
def test_a_walk_finds_what_the_list_shows(
    cases: Ledger, asked: Filter, collected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Collected or walked, in one piece or in many; each document once, its claims as they were recorded."""
    monkeypatch.setattr(walk, "COLLECTED", collected)
    monkeypatch.setattr(walk, "TOGETHER", 1)
    with cases.reading() as connection:
        listed = Views(connection).claims(asked, limit=1000).rows
        told = list(walk.walk(connection, asked))
    assert sorted(row.id for one in told for row in one.claims) == sorted(row.id for row in listed)
    assert [one.seq for one in told] == sorted({one.seq for one in told})
    assert all(row.document.id == one.document.id for one in told for row in one.claims)


def test_a_walk_of_an_incident_has_its_claims_that_fit(cases: Ledger) -> None:
    """By any id in it; what is rejected is not there unless asked for."""
    with cases.reading() as connection:
        row = Views(connection).claims(Filter(accused="RU")).rows[0]
        every = [one.id for told in walk.walk(connection, None, row.incident) for one in told.claims]
        replies = [one.claim for told in walk.walk(connection, Filter(kind="reply"), row.id) for one in told.claims]
    assert row.id in every and 0 < len(replies) < len(every)
    review(cases, row.id, "reject", by="ana", reason="another story")
    cases.settle()
    with cases.reading() as connection:
        now = [one.id for told in walk.walk(connection, None, row.incident) for one in told.claims]
        rejected = [one.id for told in walk.walk(connection, Filter(standing="rejected")) for one in told.claims]
    assert set(every) - set(now) == {row.id} == set(rejected)


def test_a_walk_of_no_incident_names_what_is_near(cases: Ledger) -> None:
    """An id with one letter wrong."""
    with cases.reading() as connection:
        right = Views(connection).incidents().rows[0].id
        with pytest.raises(UnknownId) as error:
            list(walk.walk(connection, None, right[:8] + ("a" if right[8] != "a" else "b") + right[9:]))
    assert right[:13] in str(error.value)
