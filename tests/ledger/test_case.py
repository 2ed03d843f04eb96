"""The case of an incident: who accused whom, in which words, what stands against it, and who has not joined."""

from __future__ import annotations

import msgspec
import pytest
from made_ledgers import Made, filled, on
from sqlalchemy import select

from jaccuse.claim import Certainty, Reading, Span
from jaccuse.errors import UnknownId
from jaccuse.ledger import Ledger, coalition
from jaccuse.ledger.append import claim_ids
from jaccuse.ledger.case_rows import Case
from jaccuse.ledger.chronicle import history
from jaccuse.ledger.coalition import absent
from jaccuse.ledger.entries import Judgement, operation_id
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.merging_tables import membership
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import review
from jaccuse.render.case import case_page
from jaccuse.render.markdown import markdown
from jaccuse.render.table import table


def documents() -> list[Reading]:
    """Three documents on one operation: first suspicions, then accusations, then a charge; and one on another."""
    first = Made("Servers broken into", published="2021-03-04", publisher="The Example").operation(
        "the Contoso campaign", "espionage"
    )
    first.accuse("org:contoso", "CN", status="suspected", link="linked")
    second = Made("Allies accuse", published="2021-07-19", publisher="Le Journal").operation(
        "the Contoso campaign", "espionage", "exploit"
    )
    sure = Certainty(words="Allies", axis="confidence", level="high", scope="authorship", anchors=(Span(0, 6),))
    second.accuse("US GB", "CN/mss", link="affiliated", certainty=sure).accuse("EU", "CN", link="located", act="locate")
    second.reply("denial", "CN/mfa").measure("sanctions", "US", "CN", status="absent").support("condemn", "NZ")
    second.accuse("FR", "CN", status="declined")
    third = Made("Charges", published="2021-09-01", publisher="The Example").operation("the Contoso campaign", "espionage")
    third.accuse("US", "CN/mss person:wu-example", act="charge", link="organ", date=on("2021-08-30"))
    third.measure("indictment", "US/doj", "person:wu-example").accuse("org:contoso", "CN")
    other = Made("Another matter", published="2020-01-01").operation("the grain leak", "hack-and-leak").accuse("UA", "RU")
    return [one.reading() for one in (first, second, third, other)]


@pytest.fixture
def case(ledger: Ledger) -> Case:
    """The case of the three."""
    return told(ledger, documents())


def told(ledger: Ledger, made: list[Reading]) -> Case:
    """The readings added, the first three joined by a person, and their case."""
    filled(ledger, made)
    first, *others = [operation_id(reading.document.id, 1) for reading in made[:3]]
    for other in others:
        ledger.act(Judgement(left=first, right=other, verdict="same", by="ana", reason="read both"))
    ledger.settle()
    with ledger.reading() as connection:
        return Views(connection).case(claim_ids(made[1])[0])


def test_numbers_stand_apart(case: Case) -> None:
    """Documents, stories, claims and accusations are counted each for itself."""
    found = case.incident
    assert (found.documents, found.stories, found.claims, found.accusations) == (3, 3, 10, 7)
    assert (found.first, found.last) == ("2021-03-04", "2021-09-01")


def test_who_accused_whom_first_and_last_and_how_it_changed(case: Case) -> None:
    """Suspected, stated, charged, each with its day; declining and placing are not more than they are."""
    edges = {(one.accuser, one.accused): one for one in case.accusations}
    assert set(edges) == {
        ("org:contoso", "CN"), ("US", "CN/mss"), ("GB", "CN/mss"), ("EU", "CN"), ("US", "person:wu-example"),
    }  # fmt: skip
    contoso = edges["org:contoso", "CN"]
    assert [(step.day, step.statuses) for step in contoso.steps] == [
        ("2021-03-04", ("suspected",)),
        ("2021-09-01", ("stated",)),
    ]
    assert (contoso.documents, contoso.first.day, contoso.last.day) == (2, "2021-03-04", "2021-09-01")
    assert [step.statuses for step in edges["US", "CN/mss"].steps] == [("stated",), ("charged",)]
    assert edges["US", "CN/mss"].first.sure == "confidence high, about the authorship: Allies"
    assert contoso.first.words.startswith("CONTOSO") and contoso.first.publisher == "The Example"


def test_ties_stand_side_by_side(case: Case) -> None:
    """Each claimant's own, also where one alleges two."""
    ties = {(one.claimant, one.accused, one.link) for one in case.links}
    assert {
        ("US", "CN/mss", "affiliated"),
        ("US", "CN/mss", "organ"),
        ("EU", "CN", "located"),
        ("org:contoso", "CN", "linked"),
    } <= ties


def test_measures_replies_support_and_disputes_are_told(case: Case) -> None:
    """With their status: a measure that was not taken says so."""
    assert [(one.what, one.status) for one in case.measures] == [("sanctions", "absent"), ("indictment", "adopted")]
    assert [(one.what, one.by) for one in case.replies] == [("denial", ("CN/mfa",))]
    assert [one.what for one in case.support] == ["condemn"]
    assert [(one.by, one.status) for one in case.disputes] == [(("FR",), "declined")]


def test_what_stands_behind_it_is_counted_by_state(case: Case) -> None:
    """Claimants, documents and independent stories."""
    (state, person) = case.corroboration
    assert (state.accused, state.documents, state.publishers, len(state.claimants)) == ("CN", 3, 2, 4)
    assert (person.accused, person.claimants) == ("person:wu-example", ("US",))


def test_what_is_new_is_what_the_last_day_added(case: Case) -> None:
    """Contoso accused before: on the last day it adds nothing new."""
    assert not case.new


def test_without_enough_incidents_the_list_says_who_has_not_joined(case: Case) -> None:
    """Those who condemned have joined; those who accuse too; the list is named as the rule."""
    assert {(one.actor, one.rule) for one in case.absent} == {(code, "list") for code in ("CA", "AU", "NATO", "JP")}


def test_with_enough_incidents_the_absent_are_counted(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who accused the same state beside the same accuser before, and in how many of the last incidents."""
    monkeypatch.setattr(coalition, "ENOUGH", 3)
    made = []
    for i, by in enumerate(("US AU", "US AU", "US AU PL", "US", "FR IT")):
        reading = Made(f"Old {i}", published=f"201{i}-01-01").operation(f"matter {i}", "wiper").accuse(by, "RU").reading()
        made.append(reading)
    now = Made("Now", published="2022-01-01").operation("now", "ddos").accuse("US", "RU").reading()
    filled(ledger, [*made, now])
    with ledger.reading() as connection:
        incident = connection.execute(
            select(membership.c.incident).where(membership.c.operation == operation_id(now.document.id, 1))
        ).scalar_one()
        found = absent(connection, incident, now.claims)
    assert [(one.actor, one.together, one.of, one.rule) for one in found] == [("AU", 3, 4, "counted")]


def test_a_rejected_claim_is_not_in_the_case_and_said_to_be_aside(ledger: Ledger) -> None:
    """Its edge is gone; that something was rejected stays visible."""
    made = documents()
    told(ledger, made)
    review(ledger, claim_ids(made[1])[0], "reject", by="ana", reason="misread")
    ledger.settle()
    with ledger.reading() as connection:
        found = Views(connection).case(operation_id(made[1].document.id, 1))
    assert "GB" not in {one.accuser for one in found.accusations} and found.rejected == 1


def test_every_id_in_an_incident_leads_to_it(ledger: Ledger, case: Case) -> None:
    """Operations, claims, older incidents; a shortened one too; an unknown one gets near ones."""
    made = documents()
    with ledger.reading() as connection:
        views = Views(connection)
        for reading in made[:3]:
            operation = operation_id(reading.document.id, 1)
            for name in (operation, operation[:9], f"i{operation}", f"i{operation[:9]}", claim_ids(reading)[0]):
                assert views.case(name).incident.id == case.incident.id
        for wrong in ("io", "iozzzzzzzz", "ozzzzzzzz", "x", "sha256:00000"):
            with pytest.raises(UnknownId):
                views.case(wrong)


def test_the_history_of_an_incident_is_that_of_what_is_in_it(ledger: Ledger, case: Case) -> None:
    """Its documents' readings, and what people said of its operations and claims."""
    with ledger.reading() as connection:
        told_of = history(connection, case.incident.id)
    assert [event.what for event in told_of] == ["read", "read", "read", "judgement", "judgement"]


@pytest.mark.parametrize("few", [0, 10_000])
def test_incidents_are_found_by_their_claims(ledger: Ledger, case: Case, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Collected or walked, with pages that join."""
    from jaccuse.ledger import incident_queries

    monkeypatch.setattr(incident_queries, "FEW", few)
    with ledger.reading() as connection:
        views = Views(connection)
        whole = views.incidents()
        first = views.incidents(limit=1)
        second = views.incidents(limit=1, last=first.after)
        by_accused = views.incidents(Filter(accused="CN"))
        none = views.incidents(Filter(accuser="NZ", accused="CN"))
        leak = views.incidents(Filter(activity="hack-and-leak"))
    assert [row.id for row in (*first.rows, *second.rows)] == [row.id for row in whole.rows] and second.after is None
    assert [row.id for row in by_accused.rows] == [case.incident.id] and by_accused.total.number == 1
    assert not none.rows and [row.accused for row in leak.rows] == [("RU",)] and whole.total.number == 2


def test_the_page_says_who_claims_and_takes_no_side(case: Case) -> None:
    """Every accusation is worded as one; persons are presumed innocent; nothing smuggled in is obeyed."""
    page = case_page(case)
    shown, written = table(page), markdown(page)
    for words in (shown, written):
        assert "presumed innocent" in words and "not a finding that it is true" in words
        assert "US says outright and charges that" in words.replace("\n", " ").replace("  ", " ")
        assert "NATO" in words and "declined" in words
    assert msgspec.json.decode(msgspec.json.encode(case))["incident"]["claims"] == 10
    evil = msgspec.structs.replace(case.incident, name="\x1b[31mred\u202e")
    assert "\x1b" not in table(case_page(msgspec.structs.replace(case, incident=evil)))
