"""Operations of different documents that are one: merged, waiting or apart, whatever the order in which they came."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_ledgers import Made, filled
from sqlalchemy import select

from jaccuse.claim import Reading
from jaccuse.ledger import Ledger, derive
from jaccuse.ledger.content_tables import documents
from jaccuse.ledger.entries import Judgement, Undo, operation_id
from jaccuse.ledger.merging_tables import incidents, membership, pairs, partners, stories, tellings

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
import readings as readings_made

Story = tuple[Reading, ...]


def told(title: str, name: str, by: str, whom: str, published: str, **more: object) -> Reading:
    """A reading of a short report on one operation."""
    made = Made(title, published=published)
    return made.operation(name, "espionage", **more).accuse(by, whom).reading()


def contoso(published: str = "2021-07-19", title: str = "Contoso servers broken into by Examplia", by: str = "US") -> Reading:
    """A report of one operation: a product, a flaw and a state."""
    return told(
        title, "the Contoso campaign", by, "CN", published, products=("Contoso Mail",), vulnerabilities=("CVE-2021-0001",)
    )


def other(published: str = "2021-07-20") -> Reading:
    """A report of another operation of the same state in the same week."""
    return told(
        "Fabrikam says its shops were robbed", "the shop robberies", "org:fabrikam", "CN", published, victims=("Fabrikam",)
    )


def one(reading: Reading) -> str:
    """The ledger's id of its only operation."""
    return operation_id(reading.document.id, 1)


def home(ledger: Ledger) -> dict[str, str]:
    """The incident of each operation."""
    with ledger.reading() as connection:
        return {row.operation: row.incident for row in connection.execute(select(membership))}


def rows(ledger: Ledger, table: Any) -> list[dict[str, Any]]:
    """The rows of a table."""
    with ledger.reading() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def everything(ledger: Ledger) -> Any:
    """All that merging gives, without the numbers that depend on the order of arrival."""
    names = {row["seq"]: row["id"] for row in rows(ledger, documents)}
    told_again = sorted((names[row["document"]], names[row["story"]]) for row in rows(ledger, stories))
    told = sorted((row["incident"], row["kind"], names[row["seq"]], row["number"]) for row in rows(ledger, tellings))
    return [sorted(map(repr, rows(ledger, table))) for table in (membership, incidents, pairs, partners)], told_again, told


def judge(ledger: Ledger, left: str, right: str, verdict: str) -> str:
    """Record a judgement, bring the ledger up to date, give the act's id."""
    act = Judgement(left=left, right=right, verdict=verdict, by="me", reason="looked")  # type: ignore[arg-type]
    name = ledger.act(act).id
    ledger.settle()
    return name


def test_two_reports_of_one_operation_are_one_incident(ledger: Ledger) -> None:
    first, second = contoso(), contoso("2021-07-20", "How Contoso was hacked", "GB")
    filled(ledger, [first, second, other()])
    found = home(ledger)
    assert found[one(first)] == found[one(second)] == f"i{one(first)}"
    made = next(row for row in rows(ledger, incidents) if row["id"] == f"i{one(first)}")
    assert (made["documents"], made["stories"], made["claims"], made["first"], made["last"]) == (2, 2, 2, 20210719, 20210720)


def test_the_same_state_in_the_same_week_does_not_make_two_operations_one(ledger: Ledger) -> None:
    first, second = contoso(), other()
    filled(ledger, [first, second])
    found = home(ledger)
    assert found[one(first)] != found[one(second)]


def test_a_person_may_join_what_the_score_keeps_apart_and_take_it_back(ledger: Ledger) -> None:
    first, second = contoso(), other()
    filled(ledger, [first, second])
    act = judge(ledger, one(first), one(second), "same")
    assert len(set(home(ledger).values())) == 1
    ledger.act(Undo(target=act, by="me", reason="mistaken"))
    ledger.settle()
    assert len(set(home(ledger).values())) == 2


def test_a_person_may_part_what_the_score_joins_and_an_undone_undo_parts_it_again(ledger: Ledger) -> None:
    first, second = contoso(), contoso("2021-07-20", "How Contoso was hacked")
    filled(ledger, [first, second])
    act = judge(ledger, one(first), one(second), "different")
    assert len(set(home(ledger).values())) == 2
    assert [row["state"] for row in rows(ledger, pairs)] == ["apart"]
    undo = ledger.act(Undo(target=act, by="me", reason="mistaken")).id
    ledger.settle()
    assert len(set(home(ledger).values())) == 1
    ledger.act(Undo(target=undo, by="me", reason="not mistaken"))
    ledger.settle()
    assert len(set(home(ledger).values())) == 2


def test_what_was_told_apart_is_not_joined_by_a_third(ledger: Ledger) -> None:
    first, second, third = (
        contoso(),
        contoso("2021-07-20", "How Contoso was hacked"),
        contoso("2021-07-21", "Contoso: a look back"),
    )
    filled(ledger, [first, second])
    judge(ledger, one(first), one(second), "different")
    filled(ledger, [third])
    found = home(ledger)
    assert found[one(first)] != found[one(second)]
    assert found[one(third)] in (found[one(first)], found[one(second)])


def test_an_operation_that_a_newer_reading_no_longer_finds_leaves_its_incident(ledger: Ledger) -> None:
    first, second = contoso(), contoso("2021-07-20", "How Contoso was hacked")
    filled(ledger, [first, second])
    bare = Reading(document=second.document)
    assert ledger.add(bare, engine="2").state == "reread"
    ledger.settle()
    assert home(ledger) == {one(first): f"i{one(first)}"}
    assert rows(ledger, pairs) == []
    assert [row["documents"] for row in rows(ledger, incidents)] == [1]


def test_a_wire_story_printed_twice_is_one_source(ledger: Ledger) -> None:
    text = (
        "Examplia broke into the servers of Contoso, the company said on Monday, and read the letters of its guests for a year"
    )
    first = told(f"{text}, it was said", "the Contoso campaign", "US", "CN", "2021-07-19", vulnerabilities=("CVE-2021-0001",))
    second = told(f"{text}, one learns", "the Contoso campaign", "US", "CN", "2021-07-20", vulnerabilities=("CVE-2021-0001",))
    filled(ledger, [first, second])
    (made,) = rows(ledger, incidents)
    assert (made["documents"], made["stories"]) == (2, 1)


def test_one_headline_over_two_texts_of_the_same_days_is_one_source(ledger: Ledger) -> None:
    title = "Contoso blames Examplia for the theft of many letters"
    first = told(title, "the Contoso campaign", "US", "CN", "2021-07-19")
    second = told(title + " - The Example", "a theft", "org:contoso", "CN", "2021-07-20", victims=("guests of the hotel",))
    late = told(title, "the letters", "GB", "CN", "2022-07-19", victims=("other guests",))
    filled(ledger, [first, second, late])
    seqs = {row["id"]: row["seq"] for row in rows(ledger, documents)}
    told_again = {row["document"]: row["story"] for row in rows(ledger, stories)}
    assert told_again == {seqs[r.document.id]: seqs[first.document.id] for r in (first, second)}


STATES, PRODUCTS = ("CN", "RU", "group:apt28 RU"), ("Contoso Mail", "Fabrikam Works", "Northwind")
reports = st.builds(
    lambda product, state, day, cve, number: told(
        f"{product} hit again, report {number}",
        f"the {product} campaign" if cve else "an attack",
        "US",
        state,
        f"2021-07-{day:02}",
        products=(product,),
        vulnerabilities=(f"CVE-2021-000{cve}",) if cve else (),
    ),
    st.sampled_from(PRODUCTS),
    st.sampled_from(STATES),
    st.integers(1, 28),
    st.integers(0, 2),
    st.integers(0, 3),
)
quick = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@quick
@given(data=st.data())
def test_the_order_of_arrival_does_not_show(new_url: Callable[[], str], data: st.DataObject) -> None:
    made = {reading.document.id: reading for reading in data.draw(st.lists(reports, min_size=4, max_size=24))}
    readings = list(made.values())
    judged = [
        (
            data.draw(st.sampled_from(readings)),
            data.draw(st.sampled_from(readings)),
            data.draw(st.sampled_from(["same", "different"])),
        )
        for _ in range(data.draw(st.integers(0, 3)))
    ]
    judged = [(one(left), one(right), verdict) for left, right, verdict in judged if left is not right]
    results = []
    for _ in range(2):
        order = data.draw(st.permutations(readings))
        with Ledger.open(new_url()) as ledger:
            size = data.draw(st.integers(1, 60))
            begun = data.draw(st.integers(0, len(order)))
            ledger.add_many(order[:begun], engine="1")
            ledger.settle()
            for left, right, verdict in judged:
                ledger.act(Judgement(left=left, right=right, verdict=verdict, by="me", reason="looked"))  # type: ignore[arg-type]
            ledger.add_many(order[begun:], engine="1")
            while True:
                with ledger.writing() as connection:
                    if not derive.advance(connection, ledger._derivers, size):
                        break
            results.append(everything(ledger))
    assert results[0] == results[1]


@pytest.mark.parametrize("hubs", [1, 2])
def test_the_order_does_not_show_where_many_share_a_key(
    new_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch, hubs: int
) -> None:
    monkeypatch.setattr("jaccuse.ledger.neighbours.HUBS", hubs)
    readings = [contoso(f"2021-07-{day:02}", f"Contoso, day {day}") for day in range(1, 15)]
    results = []
    for order in (readings, readings[::-1], readings[1::2] + readings[::2]):
        with Ledger.open(new_url()) as ledger:
            for reading in order:
                filled(ledger, [reading])
            results.append(everything(ledger))
    assert results[0] == results[1] == results[2]


@pytest.mark.parametrize("seed", range(6))
def test_incidents_that_grew_are_those_made_at_once(
    new_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Few hubs, few words and low limits, so that large incidents grow, become one, come apart and are judged."""
    dice = random.Random(seed)
    monkeypatch.setattr("jaccuse.ledger.neighbours.HUBS", dice.choice((1, 2, 6)))
    monkeypatch.setattr("readings.WORDS", readings_made.WORDS[:12])
    for module in ("incident_row", "incidents", "growing"):
        monkeypatch.setattr(f"jaccuse.ledger.{module}.MANY", 3)
    made = list(readings_made.Maker(seed, exponent=dice.choice((1.6, 4))).readings(70))
    names = [operation_id(reading.document.id, n + 1) for reading in made for n in range(len(reading.operations))]
    verdicts = [(*sorted(dice.sample(names, 2)), dice.choice(("same", "different", "different"))) for _ in range(5)]
    bare = [Reading(document=reading.document) for reading in dice.sample(made, 3)]
    results = []
    for size in (dice.randint(5, 60), derive.BATCH):
        dice.shuffle(made)
        with Ledger.open(new_url()) as ledger:
            ledger.add_many(made[:30], engine="1")
            if size < derive.BATCH:
                ledger.settle()
            acts = [
                ledger.act(Judgement(left=left, right=right, verdict=verdict, by="me", reason="looked")).id  # type: ignore[arg-type]
                for left, right, verdict in verdicts
            ]
            ledger.add_many(made[30:], engine="1")
            ledger.add_many(bare, engine="2")
            ledger.act(Undo(target=acts[0], by="me", reason="mistaken"))
            while True:
                with ledger.writing() as connection:
                    if not derive.advance(connection, ledger._derivers, size):
                        break
            results.append(everything(ledger))
    assert results[0] == results[1]
