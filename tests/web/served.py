"""What the tests of pages serve: the example articles, two documents that mean ill, and the real application."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.testclient import TestClient

import jaccuse
from jaccuse.ledger import Ledger
from jaccuse.web.accounts import Accounts
from jaccuse.web.app import create_app
from jaccuse.web.settings import Settings
from jaccuse.web.store import Store

__all__ = ["HOSTILE", "SCRIPT", "at", "documents", "problem"]

ROOT = Path(__file__).parent.parent.parent
SCRIPT = "<script>alert(1)</script>"
HOSTILE = [
    {
        "title": f"{SCRIPT} \"'><img src=x onerror=alert(1)>",
        "text": f"Microsoft blames Iran for the hack of a newspaper {SCRIPT}.",
        "publisher": "</title>{{ 7*7 }}",
        "url": "javascript:alert(1)",
    },
    {
        "title": "right to \u202eleft",
        "text": "The United States accused Russia\u202e of hacking the post\u2066 office.",
        "publisher": "\u202eevil",
    },
]


def documents() -> list[jaccuse.Document]:
    """The example articles, and two that mean ill."""
    found = [
        jaccuse.Document.from_text(
            path.read_text(encoding="utf-8"),
            language=path.suffixes[0][1:],
            title=path.stem,
            published="2021-07-19",
            publisher="Example",
        )
        for path in sorted((ROOT / "examples").glob("exchange-*.txt"))
    ]
    return found + [jaccuse.Document.from_text(**one, language="en", published="2022-03-04") for one in HOSTILE]


def at(ledger: Ledger, settings: Settings, *, client: str = "127.0.0.1", accounts: Accounts | None = None) -> TestClient:
    """Somebody at an address before a server."""
    app = create_app(Store(ledger), settings, accounts)
    return TestClient(app, base_url="http://127.0.0.1:8000", client=(client, 50_000), follow_redirects=False)


def problem(body: bytes) -> dict[str, object]:
    """The JSON of a problem."""
    found: dict[str, object] = json.loads(body)
    return found
