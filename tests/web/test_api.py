"""The API: the views as JSON, pages of lists that miss nothing, and a description that holds."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from starlette.testclient import TestClient
from test_access import accounts, desk

from jaccuse.ledger import Ledger
from jaccuse.ledger.queries import Views
from jaccuse.ledger.rows import ClaimRow
from jaccuse.web.accounts import Accounts
from jaccuse.web.app import create_app
from jaccuse.web.settings import Settings
from jaccuse.web.store import Store

__all__ = ["accounts", "desk"]
ROOT = "/api/v1"


def test_claims_are_those_of_the_views(client: TestClient, ledger: Ledger) -> None:
    """The same rows, in the shape that the description has."""
    import msgspec

    rows = client.get(f"{ROOT}/claims?accused=CN&limit=500").json()["rows"]
    from jaccuse.ledger.filters import Filter

    with ledger.reading() as connection:
        wanted = Views(connection).claims(Filter(accused="CN"), limit=500).rows
    assert rows and [msgspec.convert(row, ClaimRow) for row in rows] == wanted


@pytest.mark.parametrize("what", ["claims", "incidents", "documents", "actors"])
def test_pages_of_one_row_make_the_whole_list(client: TestClient, what: str) -> None:
    """Nothing is missing, nothing comes twice."""
    whole = client.get(f"{ROOT}/{what}?limit=500").json()
    rows, after = [], ""
    while True:
        page = client.get(f"{ROOT}/{what}", params={"limit": 1, "after": after}).json()
        rows += page["rows"]
        if (after := page["after"]) is None:
            break
    assert rows == whole["rows"] and len(rows) == whole["total"]


def test_everything_has_an_address(client: TestClient) -> None:
    """One claim, case, document, actor; search, matrix, timeline, history."""
    row = client.get(f"{ROOT}/claims?accused=CN&limit=1").json()["rows"][0]
    assert client.get(f"{ROOT}/claims/{row['id']}").json() == row
    case = client.get(f"{ROOT}/incidents/{row['incident']}").json()
    assert row["document"]["id"] in [one["id"] for one in case["documents"]]
    document = client.get(f"{ROOT}/documents/{row['document']['id']}").json()
    start, end = row["claim"]["accused"][0]["anchors"][0]
    assert document["text"][start:end] == row["claim"]["accused"][0]["name"]
    assert client.get(f"{ROOT}/actors/US/white-house").json()["actor"]["roles"]["accuser"] > 0
    assert client.get(f"{ROOT}/search?q=exchange").json()["total"] == 2
    assert client.get(f"{ROOT}/matrix").json()["cells"] and client.get(f"{ROOT}/timeline?zoom=month").json()["periods"]
    assert client.get(f"{ROOT}/history/{row['id']}").json()["rows"][0]["what"] == "read"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("claims?nonsense=1", 400), ("claims?limit=501", 400), ("claims?since=2021-13", 400), ("claims?kind=x", 400),
        ("claims?limit=1&limit=2", 400), ("claims?count=yes", 400), ("claims/cnothing", 404), ("search", 400),
        ("actors/XX", 404), ("nothing", 404), ("queue", 401),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_problem_in_json(client: TestClient, path: str, status: int) -> None:
    """RFC 9457, with what would help."""
    answer = client.get(f"{ROOT}/{path}")
    assert answer.status_code == status == answer.json()["status"]
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400), ("[]", "application/json", 400), ('{"text": 1}', "application/json", 400),
        ('{"text": "x", "url": "http://example.org"}', "application/json", 400), ('{"more": 1}', "application/json", 400),
        ("text=x", "application/x-www-form-urlencoded", 415), ("[" * 100_000, "application/json", 400),
    ],
)  # fmt: skip
def test_a_body_that_is_wrong_is_refused(client: TestClient, body: str, kind: str, status: int) -> None:
    """Before anything is done."""
    assert client.post(f"{ROOT}/read", content=body, headers={"content-type": kind}).status_code == status


def test_a_reviewer_decides_by_token(desk: TestClient, accounts: Accounts, ledger: Ledger) -> None:
    """Accept, see it in the history, take it back."""
    headers = {"authorization": f"Bearer {accounts.make_token('ana', 'script')}"}
    name = desk.get(f"{ROOT}/queue?limit=1", headers=headers).json()["rows"][0]["id"]
    body = {"verdict": "accept", "reason": "read it"}
    made = desk.post(f"{ROOT}/claims/{name}/reviews", json=body, headers=headers)
    assert made.status_code == 201
    last = desk.get(f"{ROOT}/history?limit=1", headers=headers).json()["rows"][0]
    assert (last["id"], last["about"], last["by"]) == (made.json()["id"], name, "ana")
    undone = desk.post(f"{ROOT}/acts/{made.json()['id']}/undo", json={"reason": "too soon"}, headers=headers)
    assert undone.status_code == 201
    again = desk.post(f"{ROOT}/acts/{made.json()['id']}/undo", json={"reason": "too soon"}, headers=headers)
    assert again.status_code == 409


def test_the_description_is_openapi(client: TestClient) -> None:
    """It names every endpoint, and its references lead somewhere."""
    found = client.get(f"{ROOT}/openapi.json").json()
    assert found["openapi"] == "3.1.0" and f"{ROOT}" == found["servers"][0]["url"]
    text = json.dumps(found)
    for part in text.split('"#/components/schemas/')[1:]:
        assert part.split('"')[0] in found["components"]["schemas"]
    assert {"/claims", "/incidents/{id}", "/read", "/claims/{id}/reviews"} <= set(found["paths"])


def test_schemathesis_finds_nothing(ledger: Ledger, accounts: Accounts) -> None:
    """Made-up requests of a reviewer, right and wrong: no crash, no undocumented status, no answer that is not of its shape."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis.specs.openapi.checks import (
        ignored_auth,
    )  # the header is ours, so it cannot leave it out: test_access does

    app = create_app(Store(ledger), Settings(public_url="http://testserver"), accounts)
    headers = {"authorization": f"Bearer {accounts.make_token('ana', 'schemathesis')}"}
    schema = schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", app, headers=headers)
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.endswith("/read"):
            continue  # the engine's process; test_reading_box has it
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(
                max_examples=3,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def tried(case: schemathesis.Case) -> None:
                case.call_and_validate(headers=headers, excluded_checks=[ignored_auth])

            with suppress(Unsatisfiable):  # an operation whose every value is right has no wrong ones
                tried()
