"""The TAXII server before a real client: taxii2-client over HTTP, on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from made_ledgers import Made, filled

from jaccuse.exports.stix.ids import EXTENSION
from jaccuse.ledger import Ledger
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import review
from jaccuse.web import store as stores
from jaccuse.web.app import create_app
from jaccuse.web.settings import Settings
from jaccuse.web.store import Store

client = pytest.importorskip("taxii2client.v21", reason="taxii2-client is not installed")
requests = pytest.importorskip("requests", reason="comes with taxii2-client")

TAXII = "application/taxii+json;version=2.1"


def document(number: int) -> Any:
    """A document on a case of its own."""
    one = Made(f"Report {number}", published=f"2021-07-{number + 1:02}", publisher="The Gazette")
    one.operation(f"the {('mail', 'bank', 'port')[number % 3]} campaign {number}")
    return one.accuse("US", ("CN/mss", "RU", "group:apt28")[number % 3], link="linked").reply("denial", "CN").reading()


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """Nine documents; what others add is looked for at every request."""
    monkeypatch.setenv("JACCUSE_TAXII", str(tmp_path / "taxii.db"))
    monkeypatch.setattr(stores, "LOOK", 0.0)
    monkeypatch.setattr(stores, "PATIENCE", 60.0)
    with Ledger.open(tmp_path / "cases.db") as ledger:
        yield filled(ledger, [document(number) for number in range(9)])


@pytest.fixture
def url(ledger: Ledger) -> Iterator[str]:
    """A server on loopback, on a port of its own."""
    settings = uvicorn.Config(create_app(Store(ledger), Settings()), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/taxii2/"
    server.should_exit = True
    thread.join(60)


def collections(url: str) -> dict[str, Any]:
    """The collections by their titles."""
    return {one.title: one for one in client.Server(url).default.collections}


def every(collection: Any, per_request: int = 7, **asked: Any) -> list[dict[str, Any]]:
    """All objects, page by page."""
    return [
        one
        for page in client.as_pages(collection.get_objects, per_request=per_request, **asked)
        for one in page.get("objects", [])
    ]


def waited(collection: Any, after: str) -> list[dict[str, Any]]:
    """What came after a time, once it is there: the catalogue is brought up to date behind a request."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found := every(collection, added_after=after):
            return found
        time.sleep(0.1)
    return []


def last_added(collection: Any) -> str:
    """When the last object was added."""
    return max(one["date_added"] for one in collection.get_manifest(limit=1000)["objects"])


def test_a_client_finds_its_way_from_discovery_to_collections(url: str) -> None:
    """One root, and collections of all, of the reviewed, and of each accused, read only; by id and by alias."""
    server = client.Server(url)
    assert server.title == "jaccuse" and server.default.url == url + "ledger/" and len(server.api_roots) == 1
    assert TAXII in server.default.versions
    found = collections(url)
    assert list(found)[:2] == ["All claims", "Reviewed claims"]
    assert {title for title in found if title.startswith("Accused")} == {
        "Accused: APT28", "Accused: China", "Accused: MSS (China)", "Accused: Russia",
    }  # fmt: skip
    assert all(one.can_read and not one.can_write for one in found.values())
    by_alias = requests.get(url + "ledger/collections/accused-ru/", headers={"accept": TAXII}).json()
    assert by_alias["id"] == found["Accused: Russia"].id and by_alias["title"] == "Accused: Russia"


def test_pages_have_everything_once_and_in_the_order_of_adding(url: str) -> None:
    """Whatever the size of the page, also where all was added in one go."""
    whole = collections(url)["All claims"]
    manifest = whole.get_manifest(limit=1000)["objects"]
    assert [one["date_added"] for one in manifest] == sorted({one["date_added"] for one in manifest})
    for size in (1, 7, 50, 1000):
        assert [one["id"] for one in every(whole, size)] == [one["id"] for one in manifest]
    kinds = {one["id"].partition("--")[0] for one in manifest}
    assert {
        "report",
        "campaign",
        "identity",
        "intrusion-set",
        "relationship",
        "opinion",
        "note",
        "extension-definition",
    } <= kinds


def test_a_collection_of_an_accused_has_those_accusations_and_what_they_refer_to(url: str) -> None:
    """And no accusation of anybody else; a denial of an accusation is beside it."""
    found = every(collections(url)["Accused: China"])
    pairs = {one["extensions"][EXTENSION]["pair"]["accused"] for one in found if one["type"] == "relationship"}
    assert pairs == {"CN/mss"} and {one["type"] for one in found} >= {"opinion", "report", "campaign", "identity"}
    held = {one["id"] for one in found}
    for one in found:
        refs = [one[name] for name in ("source_ref", "target_ref", "created_by_ref") if name in one]
        assert one["type"] in ("identity", "extension-definition") or set(refs) <= held | {one.get("created_by_ref")}


def test_filters_match_ids_types_and_times(url: str) -> None:
    """Several values of one filter widen, several filters narrow."""
    whole = collections(url)["All claims"]
    manifest = whole.get_manifest(limit=1000)["objects"]
    both = every(whole, type=["campaign", "report"])
    assert {one["type"] for one in both} == {"campaign", "report"} and len(
        [one for one in both if one["type"] == "report"]
    ) == 9
    one = both[0]
    assert every(whole, id=one["id"]) == [one] == whole.get_object(one["id"])["objects"]
    assert every(whole, id=one["id"], type="identity") == []
    assert every(whole, spec_version="2.0") == [] and every(whole, version=one["modified"], id=one["id"]) == [one]
    middle = manifest[len(manifest) // 2]["date_added"]
    assert [one["id"] for one in every(whole, added_after=middle)] == [one["id"] for one in manifest[len(manifest) // 2 + 1 :]]
    assert whole.get_objects(added_after=last_added(whole)) == {}


def test_what_changes_is_a_new_version_and_nothing_else_is_added(url: str, ledger: Ledger) -> None:
    """A claim that is corrected: its relationship, in both versions; and it comes into the reviewed with all it refers to."""
    whole, reviewed = collections(url)["All claims"], collections(url)["Reviewed claims"]
    before = last_added(whole)
    assert not [one for one in every(reviewed) if one["type"] == "relationship"]
    with ledger.reading() as connection:
        row = Views(connection).claims(Filter(accused="RU")).rows[0]
    review(ledger, row.id, "correct", by="ana", reason="hedged", path="status", value="suspected")
    new = waited(whole, before)
    (edge,) = new
    versions = whole.object_versions(edge["id"])["versions"]
    assert len(versions) == 2 and versions[1] == edge["modified"] > versions[0]
    assert [one["modified"] for one in every(whole, id=edge["id"], version="all")] == versions
    assert [one["modified"] for one in every(whole, id=edge["id"], version="first")] == versions[:1]
    (kept,) = [one for one in every(reviewed) if one["type"] == "relationship"]
    assert kept == edge and kept["source_ref"] in {one["id"] for one in every(reviewed)}


def test_what_is_rejected_comes_once_more_as_revoked(url: str, ledger: Ledger) -> None:
    """So that whoever has it knows; undone, it is back."""
    from jaccuse.ledger.review import undo

    whole = collections(url)["All claims"]
    before = last_added(whole)
    with ledger.reading() as connection:
        row = Views(connection).claims(Filter(accused="RU")).rows[0]
    act = review(ledger, row.id, "reject", by="ana", reason="torn from another story")
    (gone,) = [one for one in waited(whole, before) if one["type"] == "relationship"]
    assert gone["revoked"] is True and gone["extensions"][EXTENSION]["claim_id"] == row.id
    before = last_added(whole)
    undo(ledger, act.id, by="ana", reason="it was not")
    (back,) = [one for one in waited(whole, before) if one["type"] == "relationship"]
    assert back["id"] == gone["id"] and "revoked" not in back and back["modified"] > gone["modified"]


def test_what_is_added_while_a_client_reads_is_not_missed(url: str, ledger: Ledger) -> None:
    """Between two pages, and after the last: the client goes on from the last time that it saw."""
    whole = collections(url)["All claims"]
    first = whole.get_objects(limit=10)
    filled(ledger, [document(number) for number in range(9, 12)])
    rest, page = [], first
    while page.get("more"):
        page = whole.get_objects(limit=7, next=page["next"])
        rest += page["objects"]
    seen = [*first["objects"], *rest]
    assert len({one["id"] for one in seen}) == len(seen)
    until, reports = time.monotonic() + 60, 0
    while reports < 12 and time.monotonic() < until:
        time.sleep(0.1)
        reports = len(every(whole, 500, type="report"))
    by_id = {one["id"]: one for one in every(whole, 500)}
    stamps = {one["id"]: one["date_added"] for one in whole.get_manifest(limit=1000)["objects"]}
    known = max(stamps[one["id"]] for one in seen if by_id[one["id"]] == one)
    later = {one["id"] for one in every(whole, added_after=known)}
    assert reports == 12 and later == {name for name, one in by_id.items() if one not in seen}


def test_a_catalogue_that_is_lost_is_made_again(ledger: Ledger, tmp_path: Path) -> None:
    """The same ids and versions; and nothing is added where nothing changed."""
    from jaccuse.web.taxii.catalogue import Asked, Catalogue

    with ledger.reading() as connection:
        made = []
        for name in ("one.db", "two.db"):
            kept = Catalogue(tmp_path / name)
            assert kept.behind(connection)
            kept.refresh(connection)
            assert not kept.behind(connection)
            collection = kept.collection("all")
            assert collection
            found, more = kept.entries(collection, Asked(1000, versions=("all",)))
            kept.refresh(connection)
            assert kept.entries(collection, Asked(1000, versions=("all",)))[0] == found and not more
            made.append([(one.id, one.version, one.body) for one in found])
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("ledger/collections/none/", 404),
        ("ledger/collections/all/objects/campaign--00000000-0000-4000-8000-000000000000/", 404),
        ("ledger/collections/all/objects/campaign--00000000-0000-4000-8000-000000000000/versions/", 404),
        ("ledger/status/00000000-0000-4000-8000-000000000000/", 404),
        ("elsewhere/", 404),
        ("ledger/collections/all/objects/?limit=0", 400),
        ("ledger/collections/all/objects/?limit=many", 400),
        ("ledger/collections/all/objects/?next=abc", 400),
        ("ledger/collections/all/objects/?added_after=yesterday", 400),
        ("ledger/collections/all/objects/?match[version]=newest", 400),
        ("ledger/collections/all/objects/?match[colour]=red", 400),
        ("ledger/collections/all/manifest/?added_after=2021", 400),
    ],
)
def test_errors_are_taxii_s(url: str, path: str, status: int) -> None:
    """An error resource with its status, in TAXII's media type."""
    answer = requests.get(url + path, headers={"accept": TAXII})
    assert answer.status_code == status and answer.headers["content-type"] == TAXII
    assert answer.json()["http_status"] == str(status) and answer.json()["title"]


def test_media_types_are_agreed_on_and_nothing_can_be_written(url: str) -> None:
    """TAXII 2.1, or anything; not 2.0, not HTML. What would be posted or deleted is refused."""
    for accept, status in ((TAXII, 200), ("application/taxii+json", 200), ("*/*", 200), ("text/html, */*;q=0.1", 200),
                           ("application/taxii+json;version=2.0", 406), ("text/html", 406)):  # fmt: skip
        answer = requests.get(url, headers={"accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (status, TAXII), accept
    objects = url + "ledger/collections/all/objects/"
    posted = requests.post(objects, json={"objects": []}, headers={"accept": TAXII, "content-type": TAXII})
    deleted = requests.delete(objects + "campaign--00000000-0000-4000-8000-000000000000/", headers={"accept": TAXII})
    assert posted.status_code == deleted.status_code == 403
    answer = requests.get(objects + "?limit=2", headers={"accept": TAXII})
    assert answer.headers["x-taxii-date-added-first"] < answer.headers["x-taxii-date-added-last"]
