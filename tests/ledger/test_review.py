"""Reviews are checked before they are kept, and everything that was decided is told in order."""

from __future__ import annotations

import pytest
from made_ledgers import Made, claim_ids, filled, read_again
from sqlalchemy import select

from jaccuse.claim import Actor, Reading
from jaccuse.errors import ReviewRefused, UnknownId
from jaccuse.ledger import Ledger
from jaccuse.ledger.chronicle import history
from jaccuse.ledger.content_tables import acts
from jaccuse.ledger.names import actor_page, name
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import parse_correction, queue, review, undo


@pytest.fixture
def reading() -> Reading:
    """A document with an accusation, a measure and a doubtful accusation."""
    made = Made("Mail servers", published="2021-07-19").operation("the campaign", "espionage")
    made.accuse("US/white-house GB", "CN/mss", link="linked").measure("sanctions", "US", "CN")
    return made.accuse("unnamed", "unknown", status="suspected").reading()


def decide(ledger: Ledger, target: str, verdict: str, path: str = "", value: object = None) -> str:
    """Record a review and bring the ledger up to date."""
    act = review(ledger, target, verdict, by="ana", reason="looked", path=path, value=value)
    ledger.settle()
    return act.id


def test_what_waits_is_listed_most_doubtful_first(ledger: Ledger, reading: Reading) -> None:
    """What was reviewed no longer waits; a rejected claim neither."""
    accusation, sanctions, doubtful = claim_ids(reading)
    filled(ledger, [reading])
    with ledger.reading() as connection:
        page = queue(connection, limit=2)
        rest = queue(connection, limit=2, last=page.after)
    assert [row.id for row in (*page.rows, *rest.rows)] == [doubtful, sanctions, accusation] and page.total.number == 3
    decide(ledger, doubtful, "reject")
    decide(ledger, accusation, "accept")
    with ledger.reading() as connection:
        page = queue(connection)
    assert [row.id for row in page.rows] == [sanctions] and page.total.number == 1


def test_a_value_is_corrected_and_says_so(ledger: Ledger, reading: Reading) -> None:
    """Paths may count or name the actor; the claim that counts has the new value."""
    filled(ledger, [reading])
    target = claim_ids(reading)[0]
    decide(ledger, target[:9], "correct", "accused.0.link", "affiliated")
    with ledger.reading() as connection:
        row = Views(connection).claim(target)
        path = connection.execute(select(acts.c.path)).scalar_one()
    accused: Actor = row.claim.accused[0]  # type: ignore[union-attr]
    assert (accused.link, row.reviewed, path) == ("affiliated", "corrected", "accused.CN/mss.link")


@pytest.mark.parametrize(
    ("verdict", "path", "value", "says"),
    [
        ("correct", "status", "certain", "not allowed"),
        ("correct", "status", None, "not allowed"),
        ("correct", "accused.CN/mss.link", "friendly", "not allowed"),
        ("correct", "claimants", "US", "not allowed"),
        ("correct", "colour", "red", "no value"),
        ("correct", "accused.9.link", "state", "no value"),
        ("correct", "status", "stated", "already"),
        ("correct", "", None, "needs the value"),
        ("reject", "rule", None, "cannot be judged"),
        ("correct", "anchors", [[0, 1]], "cannot be judged"),
        ("correct", "accused.CN/mss.anchors", [[0, 1]], "cannot be judged"),
    ],
)
def test_a_review_that_cannot_be_is_refused(
    ledger: Ledger, reading: Reading, verdict: str, path: str, value: object, says: str
) -> None:
    """Nothing is kept of it."""
    filled(ledger, [reading])
    with pytest.raises(ReviewRefused, match=says):
        review(ledger, claim_ids(reading)[0], verdict, by="ana", reason="looked", path=path, value=value)
    assert not ledger.behind()


@pytest.mark.parametrize(("by", "reason"), [("", "looked"), ("ana", " ")])
def test_a_review_is_signed_and_has_a_reason(ledger: Ledger, reading: Reading, by: str, reason: str) -> None:
    """Those who read it later need both."""
    filled(ledger, [reading])
    with pytest.raises(ReviewRefused):
        review(ledger, claim_ids(reading)[0], "accept", by=by, reason=reason)


def test_what_no_longer_stands_cannot_be_corrected(ledger: Ledger, reading: Reading) -> None:
    """A rejected claim, and one that a later reading lacks; an unknown one neither."""
    filled(ledger, [reading])
    accusation, sanctions, _ = claim_ids(reading)
    decide(ledger, accusation, "reject")
    with pytest.raises(ReviewRefused, match="rejected"):
        review(ledger, accusation, "correct", by="ana", reason="x", path="status", value="hearsay")
    read_again(ledger, Reading(document=reading.document, operations=reading.operations, claims=reading.claims[:1]), "2")
    ledger.settle()
    with pytest.raises(ReviewRefused, match="no longer stands"):
        review(ledger, sanctions, "reject", by="ana", reason="x")
    for wrong in ("czzzzzzzzzzzz", "sha256:0000000", "hello"):
        with pytest.raises(UnknownId):
            review(ledger, wrong, "accept", by="ana", reason="x")


def test_acts_are_undone_once_in_any_order(ledger: Ledger, reading: Reading) -> None:
    """An undo can be undone; what is undone already cannot be."""
    filled(ledger, [reading])
    target = claim_ids(reading)[0]
    first, second = decide(ledger, target, "correct", "status", "hearsay"), decide(ledger, target, "reject")
    back = undo(ledger, first, by="ana", reason="mistaken").id
    ledger.settle()
    with pytest.raises(ReviewRefused, match="undone already"):
        undo(ledger, first, by="ana", reason="mistaken")
    undo(ledger, back, by="ana", reason="right after all")
    undo(ledger, second, by="ana", reason="mistaken")
    ledger.settle()
    with ledger.reading() as connection:
        assert Views(connection).claim(target).claim.status == "hearsay"
        told = history(connection, target)
        every = history(connection)
    assert [event.what for event in told] == ["read", "review", "review", "undo", "undo", "undo"]
    assert [event.stands for event in told] == [True, True, False, False, True, True]
    assert [event.seq for event in every] == sorted((event.seq for event in every), reverse=True) and len(every) == 5


def test_the_history_of_a_claim_tells_what_each_engine_read(ledger: Ledger, reading: Reading) -> None:
    """Also that one no longer read it."""
    filled(ledger, [reading])
    read_again(ledger, Reading(document=reading.document, operations=reading.operations, claims=reading.claims[1:]), "2")
    read_again(ledger, reading, "3")
    ledger.settle()
    with ledger.reading() as connection:
        told = history(connection, claim_ids(reading)[0])
        document = history(connection, reading.document.id)
    assert [(event.by, event.verdict) for event in told] == [("1", "read"), ("2", "not read"), ("3", "read otherwise")]
    assert [event.what for event in document] == ["added", "read", "read", "read"]


def test_names_are_claims_with_sources_that_may_contradict_each_other(ledger: Ledger) -> None:
    """Nothing is merged; both stand side by side."""
    filled(ledger, [Made().accuse("US", "group:apt28").reading()])
    name(ledger, "group:apt28", "Grey Lynx", "same", source="a report", by="ana")
    act = name(ledger, "Grey Lynx", "APT28", "different", source="another report", by="ben").id
    ledger.settle()
    with ledger.reading() as connection:
        page = actor_page(connection, "GROUP:APT28")
    recorded = {(claim.other, claim.verdict, claim.by) for claim in page.claims if claim.act}
    assert recorded == {("Grey Lynx", "same", "ana"), ("Grey Lynx", "different", "ben")} and page.disputed == ("Grey Lynx",)
    assert [(seen.name, seen.number) for seen in page.seen] == [("APT28", 1)]
    undo(ledger, act, by="ben", reason="misread")
    ledger.settle()
    with ledger.reading() as connection:
        assert not actor_page(connection, "group:apt28").disputed


@pytest.mark.parametrize(("left", "right", "source"), [("APT28", "apt-28", "x"), ("A", "B", " ")])
def test_a_naming_needs_two_names_and_a_source(ledger: Ledger, left: str, right: str, source: str) -> None:
    """Otherwise it says nothing."""
    with pytest.raises(ReviewRefused):
        name(ledger, left, right, "same", source=source, by="ana")


@pytest.mark.parametrize(
    ("words", "parsed"),
    [
        ("status=suspected", ("status", "suspected")),
        ("count=4", ("count", 4)),
        ('activities=["wiper"]', ("activities", ["wiper"])),
        ("name=null", ("name", None)),
        ("a=b=c", ("a", "b=c")),
    ],
)
def test_a_correction_is_a_path_and_a_value(words: str, parsed: tuple[str, object]) -> None:
    """JSON where it is JSON, else the words."""
    assert parse_correction(words) == parsed
