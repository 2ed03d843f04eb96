"""What documents say, as derived from the history: the last reading counts, with people's reviews on top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from made_ledgers import Made, claim_ids, derived, filled, on, read_again
from sqlalchemy import select, update

from jaccuse.claim import Reading
from jaccuse.ledger import Ledger, derive
from jaccuse.ledger.content_tables import claims, counts, documents, facets, names, operations
from jaccuse.ledger.entries import Review, Undo, operation_id
from jaccuse.ledger.facets import facet
from jaccuse.ledger.overlay import plain
from jaccuse.ledger.schema import meta


def one() -> Made:
    """A document with an accusation, a measure, a reply and support."""
    made = Made("Mail servers broken into", published="2021-07-19", publisher="The Example", url="https://example.org/a")
    made.operation("the mail campaign", "espionage", "exploit").accuse("US/white-house GB", "CN/mss", date=on("2021-07"))
    return made.measure("sanctions", "US", "CN").reply("denial", "CN/mfa").support("condemn", "NZ")


def row(ledger: Ledger, table: Any, name: str) -> Any:
    """One row by its id."""
    with ledger.reading() as connection:
        return connection.execute(select(table).where(table.c.id == name)).mappings().one()


def found(ledger: Ledger, role: str, value: str, state: int = 0) -> set[str]:
    """The ids of the claims found by a facet."""
    query = select(claims.c.id).join(facets, facets.c.claim == claims.c.key)
    with ledger.reading() as connection:
        query = query.where(facets.c.facet == facet(role, value), facets.c.state == state)
        return set(connection.execute(query).scalars())


def number(ledger: Ledger, role: str, value: str = "", state: int = 0) -> int:
    """How many claims are counted."""
    query = select(counts.c.number).where(counts.c.role == role, counts.c.value == value, counts.c.state == state)
    with ledger.reading() as connection:
        return connection.execute(query).scalar() or 0


def decide(ledger: Ledger, target: str, verdict: str, path: str = "", was: object = None, value: object = None) -> str:
    """Record a review, bring the ledger up to date, give the act's id."""
    act = Review(target=target, path=path, verdict=verdict, was=was, value=value, by="me", reason="looked")  # type: ignore[arg-type]
    name = ledger.act(act).id
    ledger.settle()
    return name


def take_back(ledger: Ledger, target: str) -> str:
    """Undo an act."""
    name = ledger.act(Undo(target=target, by="me", reason="mistaken")).id
    ledger.settle()
    return name


def test_a_claim_is_found_by_everybody_in_it_and_by_their_states(ledger: Ledger) -> None:
    """CN finds CN/mss; nobody is found in a role he has not."""
    reading = one().reading()
    accusation, sanctions, denial, support = claim_ids(reading)
    filled(ledger, [reading])
    for role, value in (("accused", "CN"), ("accused", "CN/mss"), ("accuser", "US"), ("accuser", "GB"), ("edge", "US>CN")):
        assert found(ledger, role, value) == {accusation}, (role, value)
    assert found(ledger, "measure-against", "CN") == {sanctions}
    assert found(ledger, "replies", "CN/mfa") == found(ledger, "replies", "CN") == {denial}
    assert found(ledger, "supports", "NZ") == {support}
    assert found(ledger, "activity", "espionage") == {accusation, sanctions, denial, support}
    assert not found(ledger, "accuser", "NZ") | found(ledger, "accused", "US")
    assert (number(ledger, "all"), number(ledger, "accused", "CN"), number(ledger, "kind", "reply")) == (4, 1, 1)
    assert row(ledger, claims, accusation)["day"] == 20210700
    assert row(ledger, claims, denial)["day"] == 20210719


@pytest.mark.parametrize(
    ("more", "accuses"),
    [
        ({}, True),
        ({"status": "hearsay"}, True),
        ({"status": "declined"}, False),
        ({"status": "withdrawn"}, False),
        ({"act": "contest"}, False),
        ({"act": "self-claim"}, False),
    ],
)
def test_only_what_accuses_is_found_as_accusation(ledger: Ledger, more: dict[str, str], accuses: bool) -> None:
    """Declined, withdrawn, contested and self-claimed attributions have no accuser and no accused."""
    filled(ledger, [Made().accuse("US", "RU", **more).reading()])
    assert bool(found(ledger, "accused", "RU")) is bool(found(ledger, "accuser", "US")) is accuses
    assert bool(number(ledger, "edge", "US>RU")) is accuses


def test_a_later_reading_supersedes_the_earlier_ones_claims(ledger: Ledger) -> None:
    """What the newer engine no longer reads stops to count, and stays; the same claim with another status keeps its id."""
    first = one().reading()
    filled(ledger, [first])
    accusation = msgspec.structs.replace(first.claims[0], status="suspected")
    again = Reading(document=first.document, operations=first.operations, claims=(accusation, first.claims[1]))
    read_again(ledger, again, "2")
    ledger.settle()
    ids = claim_ids(first)
    assert [row(ledger, claims, name)["state"] for name in ids] == [0, 0, 2, 2]
    assert row(ledger, claims, ids[0])["status"] == "suspected"
    assert found(ledger, "status", "suspected") == {ids[0]}
    assert (number(ledger, "all"), number(ledger, "all", "", 2), number(ledger, "status", "stated")) == (2, 2, 0)
    assert found(ledger, "replies", "CN", 2) == {ids[2]}


def test_a_rejected_claim_is_not_counted_and_still_there(ledger: Ledger) -> None:
    """Rejecting takes it out of the counts; undoing brings it back, undoing that takes it out again."""
    reading = one().reading()
    name = claim_ids(reading)[0]
    filled(ledger, [reading])
    before = derived_of(ledger)
    act = decide(ledger, name, "reject")
    assert (row(ledger, claims, name)["reviewed"], row(ledger, claims, name)["state"]) == ("rejected", 1)
    assert (number(ledger, "accused", "CN"), number(ledger, "accused", "CN", 1)) == (0, 1)
    with ledger.reading() as connection:
        assert not connection.execute(select(names).where(names.c.actor == "CN/mss")).fetchall()
    undo = take_back(ledger, act)
    after = derived_of(ledger)
    assert {**after, "acts": None} == {**before, "acts": None}
    take_back(ledger, undo)
    assert row(ledger, claims, name)["state"] == 1


def test_a_correction_counts_and_the_machines_reading_stays(ledger: Ledger) -> None:
    """The corrected value is what the claim is found by; the entry is as it was."""
    reading = one().reading()
    name = claim_ids(reading)[0]
    filled(ledger, [reading])
    decide(ledger, name, "correct", "accused.CN/mss.actor", "CN/mss", "CN/pla")
    decide(ledger, name, "correct", "status", "stated", "suspected")
    held = row(ledger, claims, name)
    assert (held["reviewed"], held["status"], held["differs"]) == ("corrected", "suspected", False)
    assert found(ledger, "accused", "CN/pla") == {name} and not found(ledger, "accused", "CN/mss")
    assert found(ledger, "edge", "GB>CN/pla") == {name}


def test_a_person_s_value_holds_over_a_newer_reading(ledger: Ledger) -> None:
    """The newer engine reads something else: the person's value counts, and the row says that they differ."""
    first = one().reading()
    name = claim_ids(first)[0]
    filled(ledger, [first])
    decide(ledger, name, "accept", "status", "stated")
    again = msgspec.structs.replace(first, claims=(msgspec.structs.replace(first.claims[0], status="hearsay"),))
    read_again(ledger, again, "2")
    ledger.settle()
    held = row(ledger, claims, name)
    assert (held["status"], held["differs"], held["reviewed"]) == ("stated", True, "partly")


def test_an_accepted_claim_stays_when_a_newer_reading_lacks_it(ledger: Ledger) -> None:
    """A person's acceptance outranks the machine."""
    first = one().reading()
    accusation, sanctions, *_ = claim_ids(first)
    filled(ledger, [first])
    decide(ledger, accusation, "accept", "", plain(first.claims[0]))
    read_again(ledger, msgspec.structs.replace(first, claims=()), "2")
    ledger.settle()
    assert (row(ledger, claims, accusation)["state"], row(ledger, claims, sanctions)["state"]) == (0, 2)


def test_an_accepted_claim_does_not_change_with_a_newer_reading(ledger: Ledger) -> None:
    """What was accepted is the claim as it was then."""
    first = one().reading()
    name = claim_ids(first)[0]
    filled(ledger, [first])
    decide(ledger, name, "accept", "", plain(first.claims[0]))
    again = msgspec.structs.replace(first, claims=(msgspec.structs.replace(first.claims[0], status="hearsay"),))
    read_again(ledger, again, "2")
    ledger.settle()
    assert (row(ledger, claims, name)["status"], row(ledger, claims, name)["differs"]) == ("stated", True)


def test_a_rejected_value_is_taken_away_and_another_one_waits(ledger: Ledger) -> None:
    """A rejection does not reach a value that nobody judged."""
    first = one().reading()
    name = claim_ids(first)[0]
    filled(ledger, [first])
    decide(ledger, name, "reject", "claimants.GB", plain(first.claims[0].claimants[1]))
    assert found(ledger, "accuser", "US") == {name} and not found(ledger, "accuser", "GB")


def test_a_corrected_operation_changes_what_its_claims_are_found_by(ledger: Ledger) -> None:
    """Activities belong to the operation, and claims are found by them."""
    reading = one().reading()
    filled(ledger, [reading])
    target = operation_id(reading.document.id, 1)
    decide(ledger, target, "correct", "activities", ["espionage", "exploit"], ["ransomware"])
    assert row(ledger, operations, target)["activities"] == "ransomware"
    assert found(ledger, "activity", "ransomware") == set(claim_ids(reading))
    assert not found(ledger, "activity", "espionage") and number(ledger, "activity", "espionage") == 0


def derived_of(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All that was derived."""
    with ledger.reading() as connection:
        return derived(connection)


def test_made_anew_or_in_other_batches_everything_is_the_same(
    new_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches of one entry, of three or of all give the same tables, with rereadings and reviews among them."""
    results = []
    for size in (1, 3, 1000):
        monkeypatch.setattr(derive, "BATCH", size)
        monkeypatch.setattr(derive.advance, "__defaults__", (size,))
        with Ledger.open(new_url()) as ledger:
            first = one().reading()
            other = (
                Made("Another", published="2022-01").operation("leak", "hack-and-leak").accuse("FR", "RU group:apt28").reading()
            )
            filled(ledger, [first, other])
            decide(ledger, claim_ids(first)[1], "reject")
            decide(ledger, claim_ids(first)[0], "correct", "status", "stated", "hearsay")
            read_again(ledger, msgspec.structs.replace(first, claims=first.claims[:2]), "2")
            ledger.settle()
            with ledger.writing() as connection:
                connection.execute(update(meta).where(meta.c.key == "derived").values(value="anew@0"))
                derive.prepare(connection, ledger._derivers)
            ledger.settle()
            found = derived_of(ledger)
            found["acts"] = []
            results.append(found)
    assert results[0] == results[1] == results[2]


def test_a_document_knows_its_place_and_its_page(ledger: Ledger) -> None:
    """Two texts under one URL have one address."""
    made = [one().reading(), Made("Later text", url="https://example.org/a", language="fr").accuse("FR", "RU").reading()]
    filled(ledger, made)
    rows = [row(ledger, documents, reading.document.id) for reading in made]
    assert rows[0]["address"] == rows[1]["address"] and rows[0]["published"] == 20210719
    assert (number(ledger, "documents"), number(ledger, "documents.language", "fr")) == (2, 1)


def test_strange_characters_and_long_names_are_kept_short(ledger: Ledger) -> None:
    """A NUL in a title and a publisher of a thousand characters do no harm."""
    made = Made("A\0title", publisher="p" * 5000, url="https://example.org/" + "x" * 5000)
    filled(ledger, [made.accuse("US", "RU").reading()])
    assert number(ledger, "publisher", "p" * 300) == 1
