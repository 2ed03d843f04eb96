"""Takes the pictures of the pages in docs/pictures: python tools/screenshots.py

Reads the example newsroom into a ledger of its own, serves it, and visits each page in a real Chromium. Needs the extra `dev`
and Chromium (apt-get install chromium).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "pictures"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-device-scale-factor=1",
]  # fmt: skip
PASSWORD = "only for these pictures"
TEXT = "The United Kingdom accused Russia on Friday of the cyberattack on a hospital. The Kremlin denied the accusation."


class Shot(NamedTuple):
    """One picture: its name, its page (`@name`: the first link of that kind on the start page), and how it is taken."""

    name: str
    path: str
    width: int = 1200
    height: int = 900
    dark: bool = False


SHOTS = (
    Shot("start", "/en/"),
    Shot("incidents", "/en/incidents"),
    Shot("incident", "/en/incidents/@"),
    Shot("claims", "/en/claims?accused=CN"),
    Shot("actor", "/fr/actors/RU"),
    Shot("document", "/en/documents/@"),
    Shot("search", "/en/search?q=exchange"),
    Shot("matrix", "/en/matrix"),
    Shot("timeline", "/en/timeline?split=accused"),
    Shot("review", "/en/review"),
    Shot("history", "/en/history"),
    Shot("method", "/fr/method"),
    Shot("dark", "/en/matrix", dark=True),
    Shot("phone", "/en/incidents/@", 390, 844),
)


def main() -> int:
    """Make the ledger, serve it, take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("there is no Chromium here: apt-get install chromium", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        db, accounts = f"{folder}/pictures.db", f"{folder}/accounts.db"
        jaccuse = [sys.executable, "-m", "jaccuse"]
        sources = [str(ROOT / "examples" / "newsroom.jsonl"), *map(str, sorted((ROOT / "examples").glob("exchange-*.txt")))]
        subprocess.run([*jaccuse, "add", *sources, "--db", db], check=True)
        add = [*jaccuse, "account", "add", "ana", "--role", "reviewer", "--accounts", accounts]
        subprocess.run(add, input=PASSWORD + "\n", text=True, check=True)
        words = [*jaccuse, "serve", "--port", "0", "--db", db, "--accounts", accounts]
        with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as server:
            assert server.stderr
            try:
                site = next(word for line in server.stderr for word in line.split() if word.startswith("http://")).rstrip("/")
                _take(chromium, site)
            finally:
                server.terminate()
    return 0


def _take(chromium: str, site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        first = browser.new_page()
        first.goto(f"{site}/en/incidents?accused=RU&activity=wiper")
        incident = first.locator("tbody th a").first.get_attribute("href") or ""
        first.goto(f"{site}/en/claims?accused=CN&publisher=Harbour+Courier")
        document = (first.locator(".source a").first.get_attribute("href") or "").partition("#")[0]
        for shot in SHOTS:
            context = browser.new_context(
                viewport={"width": shot.width, "height": shot.height}, color_scheme="dark" if shot.dark else "light"
            )
            page = context.new_page()
            if shot.name in ("review", "history"):
                _work(page, site)
            path = incident if shot.path.startswith("/en/incidents/@") else document if shot.path.endswith("@") else shot.path
            page.goto(site + path)
            if shot.name == "document":
                page.locator(".notes li").first.hover()
            page.screenshot(path=OUT / f"{shot.name}.png")
            context.close()
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(f"{site}/en/read")
        page.fill("#text", TEXT)
        page.click("main form button")
        page.locator(".notes li").first.hover()
        page.screenshot(path=OUT / "read.png")
        browser.close()


def _work(page: Page, site: str) -> None:
    """Ana logs in and decides twice."""
    page.goto(f"{site}/en/login")
    page.fill("#name", "ana")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/en/")
    for _ in range(2):
        page.goto(f"{site}/en/review")
        page.keyboard.press("a")
        page.wait_for_url("**done=*")


if __name__ == "__main__":
    sys.exit(main())
