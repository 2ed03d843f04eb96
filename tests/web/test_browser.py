"""The pages in a real Chromium: what a person does with them, with a mouse and with keys, and what axe-core says of them."""

from __future__ import annotations

import csv
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from served import ROOT

import jaccuse
from jaccuse.ledger import Ledger
from jaccuse.web.access import Role
from jaccuse.web.accounts import Accounts
from jaccuse.web.app import create_app
from jaccuse.web.settings import Settings
from jaccuse.web.store import Store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (apt-get install chromium)")
#: Nothing that Chromium does by itself, to no host but this.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PASSWORD = "correct horse battery"
TEXT = "The United Kingdom accused Russia of the cyberattack on a hospital. The Kremlin denied the accusation."
PAGES = ("", "incidents", "claims?accused=CN", "actors", "documents", "matrix", "timeline?split=accused", "read", "method", "history",
         "search?q=exchange", "login")  # fmt: skip
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
#: What another language, colour scheme and width can break.
FEWER = {"type": "rule", "values": ["color-contrast", "target-size", "html-has-lang", "scrollable-region-focusable"]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real server on a free port, over some of the example newsroom's articles, with an account."""
    import uvicorn

    folder = tmp_path_factory.mktemp("browser")
    accounts = Accounts(folder / "accounts.db", hasher=PasswordHasher(time_cost=1, memory_cost=64))
    accounts.add("ana", PASSWORD, Role.REVIEWER)
    with Ledger.open(folder / "web.db") as ledger:
        found = [one for one in jaccuse.load(ROOT / "examples" / "newsroom.jsonl") if isinstance(one, jaccuse.Document)]
        ledger.add_many(jaccuse.read(one) for one in found)
        ledger.settle()
        config = uvicorn.Config(create_app(Store(ledger), Settings(), accounts), port=0, log_level="error")
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.05)
        port = running.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
        running.should_exit = True
        thread.join(10)
    accounts.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Chromium, with a fresh profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A new page; anything that the browser complains of, or that goes to another host, fails the test."""
    context = chromium.new_context(accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("http://127.0.0.1:") else wrong.append(asked.url))
    yield page
    context.close()
    assert [one for one in wrong if not re.search("status of (401|403|409)", one)] == []


def log_in(page: Any, server: str) -> None:
    """Ana logs in."""
    page.goto(f"{server}/en/login")
    page.fill("#name", "ana")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/en/")


def test_a_text_is_read_in_the_box_and_a_claim_lights_its_words(page: Any, server: str) -> None:
    """Pasted, read, and hovering the claim lights the sentence that it was read from, and the other way round."""
    page.goto(f"{server}/en/read")
    page.fill("#text", TEXT)
    page.click("main form button")
    note = page.locator(".notes li").first
    assert "The United Kingdom holds Russia responsible".lower() in note.inner_text().lower()
    note.hover()
    lit = "".join(page.locator("mark.lit").all_inner_texts())
    assert "United Kingdom" in lit and "Russia" in lit and "Kremlin" not in lit
    page.locator("mark", has_text="Kremlin").hover()
    assert "denies" in page.locator(".notes li.lit").inner_text()


def test_a_claim_leads_to_its_words(page: Any, server: str) -> None:
    """From the start page to the document, with its words on the screen and marked, its rule one click away."""
    page.goto(f"{server}/en/")
    item = page.locator(".claims .claim").first
    words = item.locator("mark").first.inner_text()
    item.locator(".source a").first.click()
    page.wait_for_url("**/documents/**")
    note = page.locator(f"#{page.url.partition('#')[2]}")
    note.get_by_role("link", name="its words").click()
    assert words in "".join(page.locator("mark.m").all_inner_texts())
    note.locator("summary").click()
    assert re.search(r"\w+:\w+", note.locator("table.values").inner_text())


def test_the_matrix_is_filtered_and_its_csv_downloaded(page: Any, server: str, tmp_path: Path) -> None:
    """The filter is in the address; the CSV has what the table has."""
    page.goto(f"{server}/en/matrix")
    page.click(".filters summary")
    page.fill("#f-accused", "RU")
    page.click(".filters button")
    page.wait_for_url("**accused=RU**")
    shown = page.locator("table.list tbody tr").count()
    with page.expect_download() as waiting:
        page.click("#csv")
    waiting.value.save_as(tmp_path / "matrix.csv")
    rows = list(csv.DictReader((tmp_path / "matrix.csv").open(encoding="utf-8")))
    assert rows and len(rows) == shown and {row["accused"] for row in rows} == {"RU"}
    page.locator(".matrix td a").first.click()
    page.wait_for_url("**/claims?**")
    assert page.locator(".claims .claim").count() == int(rows[0]["claims"])


def test_three_claims_are_reviewed_by_keyboard_and_stand_in_the_history(page: Any, server: str) -> None:
    """a, r, and a correction; then u takes the last one back."""
    log_in(page, server)
    page.goto(f"{server}/en/review")
    for key, verdict in (("a", "accepted"), ("r", "rejected")):
        name = page.locator(".desk .kicker .code").inner_text()
        page.keyboard.press(key)
        page.wait_for_function("name => document.querySelector('.desk .kicker .code').textContent !== name", arg=name)
        assert verdict in page.locator("table.list tr").first.inner_text()
    page.locator("#reason").press("Enter")  # a key struck in a field decides nothing
    name = page.locator(".desk .kicker .code").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.type("status")
    page.keyboard.press("Tab")
    now = page.locator("#path option:checked").inner_text()
    measure = now.partition(": ")[2] in ("adopted", "requested", "threatened", "absent", "lifted")
    page.keyboard.type(
        next(code for code in (("requested", "lifted") if measure else ("hearsay", "stated")) if code not in now)
    )
    page.keyboard.press("Enter")
    page.wait_for_function("name => document.querySelector('.desk .kicker .code').textContent !== name", arg=name)
    page.goto(f"{server}/en/history")
    rows = page.locator("tbody tr")
    assert rows.count() == 3
    for row, said in zip(rows.all(), ("corrected", "rejected", "accepted"), strict=True):
        assert "ana" in row.inner_text() and said in row.inner_text()
    assert name[:10] in rows.first.inner_text()
    page.goto(f"{server}/en/review")
    before = page.locator("table.list tr").count()
    page.keyboard.press("u")
    page.wait_for_url("**claim=c**")
    assert page.locator("tr.undone").count() == 1 and page.locator("table.list tr").count() == before


def test_a_wrong_password_is_refused_and_says_so(page: Any, server: str) -> None:
    """And the review desk stays closed."""
    page.goto(f"{server}/en/login")
    page.fill("#name", "ana")
    page.fill("#password", "not the password")
    page.click("main button")
    assert "wrong" in page.locator("[role=alert]").inner_text()
    assert page.goto(f"{server}/en/review").status in (401, 403)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Any, server: str, scheme: str) -> None:
    """WCAG 2.2 AA on every page; dark, in French and on a phone what that can break, and no page is wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    lang, width = ("en", 1200) if scheme == "light" else ("fr", 380)
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    log_in(page, server)
    with_one = [page.locator("ul.briefs a").first.get_attribute("href"), page.locator(".source a").first.get_attribute("href")]
    axe, found = Axe(), {}
    paths = [
        *(f"/{lang}/{path}" for path in (*PAGES, "review", "actors/RU")),
        *(f"/{lang}{one[3:]}" for one in with_one if one),
    ]
    for path in paths:
        page.goto(server + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        broken = axe.run(page, options={"runOnly": RULES if scheme == "light" else FEWER}).response["violations"]
        if broken:
            found[path] = [(one["id"], one["nodes"][0]["html"][:160]) for one in broken]
    context.close()
    assert found == {}


def test_pages_read_without_a_script(chromium: Any, server: str) -> None:
    """With JavaScript off, everything that is read is there, and the filters work."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/en/claims")
    page.locator(".filters summary").click()
    page.select_option("#f-kind", "reply")
    page.click(".filters button")
    assert "kind=reply" in page.url and page.locator(".claims .claim").count() > 3
    context.close()
