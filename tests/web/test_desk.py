"""The review desk: what waits comes most doubtful first, and each decision is in the history with its author."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from test_access import accounts, csrf, desk, log_in

from jaccuse.ledger import Ledger
from jaccuse.ledger.chronicle import history
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import queue

__all__ = ["accounts", "desk"]


@pytest.fixture
def ana(desk: TestClient) -> TestClient:
    """Ana, logged in."""
    assert log_in(desk) == 303
    return desk


def shown(page: str) -> str:
    """The claim that the desk shows."""
    found = re.search(r'action="/en/review/(c[a-z0-9]+)"', page)
    assert found
    return found[1]


def test_the_desk_shows_what_waits_in_the_queue_s_order(ana: TestClient, ledger: Ledger) -> None:
    """Skipping leads through the queue of `jaccuse review`."""
    with ledger.reading() as connection:
        wanted = [row.id for row in queue(connection, limit=4).rows]
    path, seen = "/en/review", []
    for _ in wanted:
        seen.append(shown(ana.get(path).text))
        path = f"/en/review?after={seen[-1]}"
    assert seen == wanted


def test_a_decision_is_in_the_history_before_the_next_claim_is_shown(ana: TestClient, ledger: Ledger) -> None:
    """Accepted, rejected and corrected, with the account's name and the reason given."""
    for verdict, more in (
        ("accept", {"reason": "read it twice"}),
        ("reject", {}),
        ("correct", {"path": "status", "value": "hearsay", "reason": "the text says: reportedly"}),
    ):
        page = ana.get("/en/review").text
        if verdict == "correct":
            with ledger.reading() as connection:
                name = next(
                    r.id for r in queue(connection).rows if r.claim.status == "stated" and "status" in r.claim.__struct_fields__
                )
        else:
            name = shown(page)
        answer = ana.post(f"/en/review/{name}", data={"csrf": csrf(ana), "verdict": verdict, **more})
        assert answer.status_code == 303
        with ledger.reading() as connection:
            last = history(connection)[0]
        assert (last.about, last.verdict, last.by) == (name, verdict, "ana")
        assert last.reason == more.get("reason", "the words shown do not say it")
        if verdict != "correct":
            assert shown(ana.get(answer.headers["location"]).text) != name
        else:
            with ledger.reading() as connection:
                assert Views(connection).claim(name).claim.status == "hearsay"


def test_a_decision_can_be_taken_back(ana: TestClient, ledger: Ledger) -> None:
    """Then its claim is shown again, and the history has both."""
    name = shown(ana.get("/en/review").text)
    ana.post(f"/en/review/{name}", data={"csrf": csrf(ana), "verdict": "reject"})
    with ledger.reading() as connection:
        act = history(connection)[0].id
    answer = ana.post(f"/en/undo/{act}", data={"csrf": csrf(ana)})
    assert answer.status_code == 303 and name in answer.headers["location"]
    assert shown(ana.get(answer.headers["location"]).text) == name
    with ledger.reading() as connection:
        assert [one.what for one in history(connection)[:2]] == ["undo", "review"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"verdict": "bless"}, 409),
        ({"verdict": "correct", "path": "status", "value": "certain"}, 409),
        ({"verdict": "correct", "path": "", "value": "x"}, 409),
        ({"verdict": "correct", "path": "anchors", "value": "[]"}, 409),
        ({"verdict": "correct", "path": "accused.0.link", "value": '{"a": 1}'}, 409),
    ],
)
def test_what_the_codebook_does_not_allow_is_refused_and_said(
    ana: TestClient, ledger: Ledger, data: dict[str, str], status: int
) -> None:
    """Nothing is recorded, and the claim is shown with what is wrong."""
    name = shown(ana.get("/en/review").text)
    before = ledger.size()
    answer = ana.post(f"/en/review/{name}", data={"csrf": csrf(ana), **data})
    assert answer.status_code == status and 'role="alert"' in answer.text
    assert ledger.size() == before


def test_a_claim_that_there_is_none_of_is_not_decided(ana: TestClient) -> None:
    """404, as everywhere."""
    assert ana.post("/en/review/cnothing", data={"csrf": csrf(ana), "verdict": "accept"}).status_code == 404
    assert ana.post("/en/undo/anothing", data={"csrf": csrf(ana)}).status_code == 404
