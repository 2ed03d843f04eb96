"""The pages: each answers in both languages, shows who claims, and holds under broken and hostile requests."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from served import SCRIPT
from starlette.testclient import TestClient

from jaccuse.ledger import Ledger
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.matrix import matrix
from jaccuse.ledger.queries import Views
from jaccuse.ledger.timeline import timeline

PLAIN = (
    "",
    "incidents",
    "claims",
    "actors",
    "documents",
    "matrix",
    "timeline",
    "method",
    "history",
    "search",
    "search?q=exchange",
)


class _Links(HTMLParser):
    """Addresses and ids of a page; a void element aside, every element is closed in its turn."""

    VOID = ("meta", "link", "input", "img", "br", "hr", "line", "rect", "circle")

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if found.get("id"):
            self.ids.append(found["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def parsed(html: str) -> _Links:
    """A page taken apart."""
    made = _Links()
    made.feed(html)
    return made


def test_every_page_that_can_be_reached_answers(client: TestClient) -> None:
    """From the start pages, every link within the site leads to a page; no id stands twice; elements are closed in turn."""
    todo, seen = ["/en/", "/fr/"], set()
    while todo:
        path = todo.pop()
        if path in seen or len(seen) > 200:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = parsed(answer.text)
        assert not page.wrong and not page.open, path
        assert len(page.ids) == len(set(page.ids)), (path, [one for one in page.ids if page.ids.count(one) > 1])
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids, (path, link)
            elif link.startswith("/"):
                todo.append(link.partition("#")[0])
            else:
                assert link.startswith("https://"), (path, link)
    assert len(seen) > 60


@pytest.mark.parametrize("path", PLAIN)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_pages_obey_nothing_that_documents_hold(client: TestClient, lang: str, path: str) -> None:
    """No script of a title, no direction of writing, no address that is no page's."""
    page = client.get(f"/{lang}/{path}").text
    assert SCRIPT not in page and "onerror=alert" not in page.replace("onerror=alert(1)&gt;", "")
    assert "\u202e" not in page and 'href="javascript' not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("claims?since=soon", 400),
        ("claims?kind=rumour", 400),
        ("claims?kind=attribution&kind=reply", 400),
        ("claims?accuser=" + "x" * 301, 400),
        ("claims?accuser=%00", 400),
        ("claims?limit=0", 400),
        ("claims?limit=1e3", 400),
        ("claims?limit=%D9%A3", 400),
        ("claims?after=c-nobody", 404),
        ("claims?since=99999999999", 400),
        ("matrix?by=moon", 400),
        ("timeline?zoom=hour", 400),
        ("incidents/io0000000", 404),
        ("incidents/%2e%2e%2fetc%2fpasswd", 404),
        ("documents/ffffffff", 404),
        ("documents/'; DROP TABLE claims; --", 404),
        ("claims/cnothing", 404),
        ("actors/XX/nobody", 404),
        ("history/zzz", 404),
        ("history?after=x", 400),
        ("actors?role=villain", 400),
        ("claims.csv?since=soon", 400),
    ],
)
def test_what_is_broken_is_said_with_the_right_status(client: TestClient, path: str, status: int) -> None:
    """Wrong values, unknown ids, ids that are none: a page that says so, in the page's language, with a way back."""
    answer = client.get(f"/fr/{path}")
    assert answer.status_code == status
    assert "Cela n’a pas fonctionné" in answer.text and "Traceback" not in answer.text


def test_the_search_box_takes_anything(client: TestClient) -> None:
    """Quotation marks, operators and signs are words or nothing, never syntax."""
    for words in ('"', "AND OR NOT", "a*", "exchange NEAR(x)", "'; --", "é", "\u202e", "(", "x" * 300):
        assert client.get("/en/search", params={"q": words}).status_code in (200, 400), words


def test_a_document_s_words_are_all_there_and_its_marks_lead_to_claims(client: TestClient, ledger: Ledger) -> None:
    """The marked text is the text; each claim has a mark, and each mark a claim."""
    with ledger.reading() as connection:
        views = Views(connection)
        row = next(row for row in views.documents().rows if row.title and row.title.startswith("exchange-2021.en"))
        text = views.text(row.id)
        held = {one.id for one in views.of_document(row.id)}
    page = client.get(f"/en/documents/{row.id}").text
    prose = re.search(r'<div class="prose"[^>]*>(.*?)</div>', page, re.S)
    assert prose
    from html import unescape

    assert unescape(re.sub(r"<[^>]+>", "", prose[1])) == text
    marked = {one for found in re.findall(r'data-c="([^"]*)"', page) for one in found.split()}
    assert marked == held == set(re.findall(r'data-claim="([^"]*)"', page))
    assert client.get(f"/en/documents/{row.id}.txt").text == text


def test_the_csv_of_a_list_holds_what_the_list_shows(client: TestClient) -> None:
    """Same filter, same claims."""
    for path in ("claims", "incidents", "documents"):
        shown = re.findall(rf'href="/en/{path}/([a-z0-9]+)"', client.get(f"/en/{path}?accused=CN").text)
        rows = list(csv.DictReader(io.StringIO(client.get(f"/en/{path}.csv?accused=CN").text)))
        ids = {row[path.removesuffix("s")].removeprefix("sha256:")[:16] for row in rows}
        assert ids and ids == {one[:16] for one in shown}


def test_the_matrix_counts_what_the_list_of_claims_has(ledger: Ledger) -> None:
    """Each cell is the number of claims with that accuser and accused; its ways add up to it."""
    with ledger.reading() as connection:
        views = Views(connection)
        found = matrix(connection, Filter(kind="attribution"))
        assert found.cells
        for cell in found.cells:
            listed = views.claims(Filter(accuser=cell.accuser, accused=cell.accused, kind="attribution"), limit=500)
            assert len(listed.rows) == cell.claims == sum(cell.ways.values())
        with_filter = matrix(connection, Filter(accused="CN", since="2021-07-19", until="2021-07-19"))
        assert {cell.accused for cell in with_filter.cells} == {"CN"}


def test_the_timeline_counts_every_accusation_once(ledger: Ledger) -> None:
    """Split by how they are put, the parts add up; the periods, the vague and the undated are all there are."""
    with ledger.reading() as connection:
        total = matrix(connection, Filter()).claims
        for zoom in ("year", "month", "day"):
            found = timeline(connection, Filter(), zoom=zoom)
            assert sum(one.claims for one in found.periods) + found.vague + found.undated == total == found.claims
            assert all(sum(one.parts.values()) == one.claims for one in found.periods)


def test_periods_between_are_there_and_in_order(ledger: Ledger) -> None:
    """Months from July 2021 to March 2022, the empty ones too."""
    with ledger.reading() as connection:
        found = timeline(connection, Filter(), zoom="month", split="accused")
    starts = [one.start for one in found.periods]
    assert starts[0] == "2021-07" and starts[-1] == "2022-03" and len(starts) == 9 and starts == sorted(starts)


def test_an_incident_s_page_shows_its_claims_with_their_words(client: TestClient, ledger: Ledger) -> None:
    """Accusers, words and documents of the case are on it, and no line says that the accused did it."""
    with ledger.reading() as connection:
        views = Views(connection)
        row = max(views.incidents().rows, key=lambda one: one.claims)
        case = views.case(row.id)
    page = client.get(f"/en/incidents/{row.id}").text
    for one in case.accusations:
        assert one.first.claim in page
    assert "holds" in page and "is responsible" not in page and "<svg" in page


def test_a_title_in_the_address_s_language_only(client: TestClient) -> None:
    """French pages speak French about English documents: dates, statuses and names of states."""
    page = client.get("/fr/claims?accused=RU").text
    assert "la Russie" in page and "mars 2022" in page and "holds" not in re.sub(r"<blockquote.*?</blockquote>", "", page)
