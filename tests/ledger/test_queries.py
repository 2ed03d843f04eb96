"""Lists: every filter against a plain scan of the same claims, pages that join without gaps, totals that say what they are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from made_ledgers import Made, filled, on

from jaccuse.claim import Claim, Operation, Reading
from jaccuse.errors import BadRequest, UnknownId
from jaccuse.ledger import Ledger, days, queries
from jaccuse.ledger.append import claim_ids
from jaccuse.ledger.facets import day_of, facets
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.queries import Views

STATES = ("US", "CN", "RU", "IR", "GB/ncsc", "CN/mss", "US/doj", "org:mandiant", "group:apt28", "unnamed")
ACTIVITIES = ("espionage", "wiper", "ransomware", "ddos")


def drawn(seed: int, number: int = 60) -> list[Reading]:
    """Documents with claims of every kind, drawn at random."""
    dice = random.Random(seed)
    found = []
    for i in range(number):
        published = dice.choice(("2020", "2021-03", "2021-07-19", "2022-01-05", "2019-12-31"))
        head = {
            "published": published,
            "publisher": dice.choice(("The Example", "Le Journal")),
            "language": dice.choice(("en", "fr")),
        }
        made = Made(f"Item {i}", **head)
        if dice.random() < 0.8:
            made.operation(f"campaign {i}", *dice.sample(ACTIVITIES, dice.randint(0, 2)))
        for _ in range(dice.randint(0, 3)):
            by, whom = dice.sample(STATES, 2)
            date = {"date": on(dice.choice(("2020-05-01", "2021", "2021-07")))} if dice.random() < 0.3 else {}
            kind = dice.randrange(4)
            if kind < 2:
                made.accuse(by, whom, status=dice.choice(("stated", "suspected", "declined")), **date)
            elif kind == 2:
                made.measure(dice.choice(("sanctions", "indictment")), by, whom, **date)
            else:
                made.reply("denial", by, whom, **date)
        found.append(made.reading())
    return found


def rows(readings: list[Reading]) -> Iterator[tuple[str, Reading, Claim, Operation | None]]:
    """Every claim with its id, reading and operation."""
    for reading in readings:
        operations = {operation.id: operation for operation in reading.operations}
        for name, claim in zip(claim_ids(reading), reading.claims, strict=True):
            yield name, reading, claim, operations.get(claim.operation or "")


def holds(asked: Filter, reading: Reading, claim: Claim, operation: Operation | None) -> bool:
    """The filter, done plainly."""
    held = facets(claim, operation.activities if operation else (), reading.document.publisher)
    day = day_of(claim, days.number(reading.document.published))
    first, last = day, days.last(day)
    return (
        all(not held.isdisjoint(some) for some in asked.facets())
        and (asked.kind is None or type(claim).__name__.lower() == asked.kind)
        and (asked.language is None or reading.document.language == asked.language)
        and (asked.since is None or last >= days.number(asked.since))
        and (asked.until is None or first <= days.last(days.number(asked.until)))
    )


FILTERS = [
    Filter(),
    Filter(accused="cn"),
    Filter(accused="CN/mss"),
    Filter(accuser="US", accused="CN"),
    Filter(accuser="us/DOJ"),
    Filter(accuser="GB,us/doj"),
    Filter(accuser="GB, org:mandiant", accused="CN,RU", status="stated"),
    Filter(group="apt28"),
    Filter(activity="wiper"),
    Filter(activity="wiper", accused="CN", status="suspected"),
    Filter(kind="measure"),
    Filter(what="sanctions"),
    Filter(status="declined"),
    Filter(since="2021-07-01"),
    Filter(since="2021-07-15", until="2021-07-20"),
    Filter(until="2020"),
    Filter(language="fr", accused="CN"),
    Filter(publisher="Le Journal", kind="reply"),
    Filter(accused="KP"),
    Filter(accused="IR,RU,CN/mss", reviewed="no", since="2021"),
]


@pytest.mark.parametrize(
    "asked", FILTERS, ids=lambda asked: " ".join(f"{k}={v}" for k, v in vars(asked).items() if v and v != "counts")
)
def test_a_filter_finds_what_a_plain_scan_finds(shared: tuple[Ledger, list[Reading]], asked: Filter) -> None:
    """Page by page, newest first, nothing twice and nothing left out; the total is right."""
    ledger, readings = shared
    wanted = {name for name, reading, claim, operation in rows(readings) if holds(asked, reading, claim, operation)}
    found: list[str] = []
    found_days: list[int] = []
    last = None
    with ledger.reading() as connection:
        views = Views(connection)
        while True:
            page = views.claims(asked, limit=7, last=last)
            assert page.total.exact and page.total.number == len(wanted)
            found += [row.id for row in page.rows]
            found_days += [days.number(row.day) for row in page.rows]
            if (last := page.after) is None:
                break
    assert set(found) == wanted and len(found) == len(wanted)
    assert found_days == sorted(found_days, reverse=True)


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("asked", FILTERS[1:8], ids=lambda asked: str(asked.facets()))
def test_documents_are_those_of_the_claims_asked_for(
    shared: tuple[Ledger, list[Reading]], asked: Filter, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether they are collected from the claims or walked in order."""
    monkeypatch.setattr(queries, "FEW", few)
    ledger, readings = shared
    wanted = {reading.document.id for _, reading, claim, operation in rows(readings) if holds(asked, reading, claim, operation)}
    found: list[str] = []
    last = None
    with ledger.reading() as connection:
        while True:
            page = Views(connection).documents(asked, limit=5, last=last)
            assert page.total.number == len(wanted)
            found += [row.id for row in page.rows]
            if (last := page.after) is None:
                break
    assert set(found) == wanted and len(found) == len(wanted)


def test_a_long_list_says_that_it_is_longer_than_was_counted(
    shared: tuple[Ledger, list[Reading]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a wrong number: more than so many, or counted on request."""
    monkeypatch.setattr(queries, "COUNTED", 3)
    with shared[0].reading() as connection:
        views, asked = Views(connection), Filter(kind="attribution", language="en")
        short, whole = views.claims(asked).total, views.claims(asked, count=True).total
    assert (str(short), short.exact, whole.exact) == ("more than 3", False, True) and whole.number > 3


def test_actors_are_listed_by_how_often_they_stand_in_claims(shared: tuple[Ledger, list[Reading]]) -> None:
    """Pages join; one actor's roles are kept apart."""
    with shared[0].reading() as connection:
        views = Views(connection)
        whole = views.actors()
        first = views.actors(limit=4)
        second = views.actors(limit=100, last=first.after)
    assert [*first.rows, *second.rows] == whole.rows and whole.total.number == len(whole.rows)
    assert sum(row.claims for row in whole.rows) == sum(sum(row.roles.values()) for row in whole.rows)
    assert {"accuser", "accused", "measure-by"} <= set().union(*(row.roles for row in whole.rows))


def test_an_id_may_be_shortened_and_a_mistyped_one_gets_near_ones(shared: tuple[Ledger, list[Reading]]) -> None:
    """Five characters are enough where they are enough."""
    ledger, readings = shared
    name = next(iter(rows(readings)))[0]
    with ledger.reading() as connection:
        views = Views(connection)
        assert views.claim(name[:9]).id == views.claim(name.upper()).id == name
        assert views.document(readings[0].document.id[:19]).id == views.document(readings[0].document.id[7:19]).id
        with pytest.raises(UnknownId, match="near: .*" + name):
            views.claim(name[:8] + "zzzzzz")
        for wrong in ("c", "c1", "xyzzy", "", "sha256:", "c%_", "c'"):
            with pytest.raises(UnknownId):
                views.claim(wrong)


@pytest.mark.parametrize("wrong", [{"since": "yesterday"}, {"kind": "rumour"}, {"reviewed": "maybe"}, {"standing": "lying"}])
def test_a_filter_that_cannot_be_is_refused(wrong: dict[str, str]) -> None:
    """It says what would be right."""
    with pytest.raises(BadRequest):
        Filter(**wrong)


def test_versions_of_a_page_know_each_other(ledger: Ledger) -> None:
    """Another text under the same URL is linked to the older one."""
    made = [
        Made(f"Version {i}", url="https://example.org/a", published=f"2021-0{i}").accuse("US", "RU").reading()
        for i in (1, 2, 3)
    ]
    filled(ledger, made)
    with ledger.reading() as connection:
        found = Views(connection).document(made[1].document.id)
    assert found.versions == (made[0].document.id, made[2].document.id)


def test_an_empty_ledger_has_empty_lists(ledger: Ledger) -> None:
    """Nothing there is no error."""
    with ledger.reading() as connection:
        views = Views(connection)
        for page in (views.claims(), views.documents(), views.actors(), views.claims(Filter(accused="CN"))):
            assert (page.rows, page.total.number, page.after) == ([], 0, None)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, list[Reading]]]:
    """A ledger that these tests only read."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('queries') / 'shared.db'}"
    else:
        make: Callable[[str], str] = request.getfixturevalue("server").format
        import psycopg

        with psycopg.connect(make("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE queries")
        url = make("queries")
    with Ledger.open(url) as ledger:
        readings = drawn(1)
        filled(ledger, readings)
        yield ledger, readings


def test_several_accused_are_found_alike_whether_collected_or_walked(
    shared: tuple[Ledger, list[Reading]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _ = shared
    asked = Filter(accused="IR,RU,CN", accuser="US,GB")
    with ledger.reading() as connection:
        collected = Views(connection).claims(asked).rows
        monkeypatch.setattr("jaccuse.ledger.filters.COLLECTED", 0)
        assert collected and Views(connection).claims(asked).rows == collected
    with pytest.raises(BadRequest, match="too many"):
        Filter(accused=",".join(f"group:g{number}" for number in range(30)))
