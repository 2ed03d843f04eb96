"""A newer engine's reading stands beside the older one, keeps the ids of what is the same, and overrides no person."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import select

from jaccuse import Document
from jaccuse.claim import Attribution, Operation, Reading, Span
from jaccuse.cli import READ, main
from jaccuse.ledger import Ledger
from jaccuse.ledger.again import changes, older, reviews
from jaccuse.ledger.append import claim_ids
from jaccuse.ledger.entries import Entry, Review, Undo, operation_id
from jaccuse.ledger.identity import engine_id
from jaccuse.ledger.reread import renumbered
from jaccuse.ledger.schema import entries
from made_readings import at, head, rich

replace = msgspec.structs.replace


def newer() -> Reading:
    """What a newer engine makes of the same document: another operation first, one status other, one claim gone."""
    reading = rich()
    first = reading.claims[0]
    assert isinstance(first, Attribution)
    other = Operation(id="o1", name="another campaign", anchors=at("campaign"))
    moved = replace(reading.operations[0], id="o2", malware=("SampleShell", "OtherShell"))
    claims = [replace(claim, operation="o2" if claim.operation else None) for claim in reading.claims[:5]]
    claims[0] = replace(first, operation="o2", status="suspected")
    return Reading(document=reading.document, operations=(other, moved), claims=tuple(claims))


def parts(ledger: Ledger, kind: str) -> list[Entry]:
    """The rows of a kind."""
    with ledger.reading() as connection:
        return [
            Entry(*row) for row in connection.execute(select(entries).where(entries.c.kind == kind).order_by(entries.c.seq))
        ]


def test_another_engine_s_reading_is_added_beside_the_first(ledger: Ledger) -> None:
    """The document stays one; the operation that shares its claims keeps its number, the new one gets the next."""
    ledger.add(rich(), engine="1")
    added = ledger.add(newer(), engine="2")
    assert (added.state, added.claims) == ("reread", 5)
    assert len(parts(ledger, "document")) == 1 and len(parts(ledger, "reading")) == 2
    document = rich().document.id
    names = [row.id for row in parts(ledger, "operation")]
    assert names == [operation_id(document, 1), operation_id(document, 2), operation_id(document, 1)]
    claims = [row.id for row in parts(ledger, "claim")]
    assert claims[6:] == claims[:5]
    assert f'"operation":"{operation_id(document, 1)}"' in parts(ledger, "claim")[6].body
    assert ledger.earlier(document).numbered == 2


def test_a_reading_that_says_the_same_is_not_added(ledger: Ledger) -> None:
    """Whatever engine it is of."""
    ledger.add(rich(), engine="1")
    assert ledger.add(rich(), engine="2").state == "known"
    ledger.add(newer(), engine="2")
    assert ledger.add(newer(), engine="3").state == "known"
    assert ledger.add(rich(), engine="4").state == "reread"
    assert len(parts(ledger, "reading")) == 3


def test_operations_without_shared_claims_are_matched_by_their_words(ledger: Ledger) -> None:
    """Two operations whose order is the other way round keep their numbers."""
    text = "Agency A hit the bank. Agency B hit the port."
    one, two = (Operation(id=f"o{n}", anchors=(Span(*span),)) for n, span in enumerate(((0, 22), (23, 45)), 1))
    ledger.add(Reading(document=head(text), operations=(one, two)), engine="1")
    turned = Reading(
        document=head(text), operations=(replace(two, id="o1"), replace(one, id="o2"), Operation(id="o3", anchors=()))
    )
    assert renumbered(turned, ledger.earlier(head(text).id)) == [2, 1, 3]


def test_what_would_change_is_shown_before_it_changes(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In three forms, with who has judged what; nothing is written by it. Then it is read again, once."""
    with Ledger.open(url) as ledger:
        ledger.add(rich(), engine="old")
        gone = claim_ids(rich())[5]
        kept = ledger.act(Review(target=gone, verdict="accept", by="A. Reviewer", reason="checked"))
        taken = ledger.act(Review(target=claim_ids(rich())[0], verdict="reject", by="B. Other", reason="doubt"))
        ledger.act(Undo(target=taken.id, by="B. Other", reason="was wrong"))
        assert reviews(ledger) == {gone: "A. Reviewer"} and kept.kind == "act"
        (one,) = older(ledger)
        assert one.document.text == rich().document.text and one.document.id == rich().document.id
        found = {(change.change, change.kind): change for change in changes(one, newer(), reviews(ledger))}
        assert found["other", "claim"].fields == ("status",)
        assert found["other", "operation"].fields == ("malware",)
        assert found["gone", "claim"].reviewed == "A. Reviewer"
        assert found["new", "operation"].before is None and len(found) == 4
        size = ledger.size()
    monkeypatch.setenv("JACCUSE_DB", url)
    monkeypatch.setattr("jaccuse.read", lambda document: newer())
    run = _runner(capsys)
    listed = json.loads(run("reread", "--diff"))
    assert [row["change"] for row in listed] == ["other", "gone", "other", "new"]
    assert run("reread", "--diff", "--format", "csv").count("\n") == 5
    table = run("reread", "--diff", "--format", "table")
    assert "judged by A. Reviewer, whose word stands" in table and table.startswith("~ claim c")
    with Ledger.open(url) as ledger:
        assert ledger.size() == size
    run("reread")
    assert json.loads(run("reread", "--diff")) == []
    with Ledger.open(url) as ledger:
        assert len(parts(ledger, "reading")) == 2 and ledger.earlier(rich().document.id).engine == engine_id()


def test_what_was_read_again_and_says_the_same_is_not_read_a_third_time(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ledger notes how far an engine has come, without a row in the history."""
    with Ledger.open(url) as ledger:
        ledger.add(rich(), engine="old")
        size = ledger.size()
    seen: list[Document] = []

    def read(document: Document) -> Reading:
        seen.append(document)
        return rich()

    monkeypatch.setenv("JACCUSE_DB", url)
    monkeypatch.setattr("jaccuse.read", read)
    run = _runner(capsys)
    run("reread")
    run("reread")
    assert len(seen) == 1
    with Ledger.open(url) as ledger:
        assert ledger.size() == size


def _runner(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*words: str) -> str:
        assert main(words) == READ
        return capsys.readouterr().out

    return run
