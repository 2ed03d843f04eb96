"""What every answer carries, who is answered at all, and that nothing is made twice."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from dataclasses import asdict
from pathlib import Path

import pytest
from served import ROOT, SCRIPT, at
from starlette.testclient import TestClient

from jaccuse.ledger import Ledger
from jaccuse.web import texts
from jaccuse.web.settings import Limits, Settings


def test_the_start_page_says_who_claims_and_quotes_the_words(client: TestClient) -> None:
    """The latest attributions stand on it, each with its claimant and its words."""
    page = client.get("/en/")
    assert page.status_code == 200
    assert "holds <a" in page.text and "Microsoft" in page.text and "<mark" in page.text


def test_the_language_is_the_one_asked_for(client: TestClient) -> None:
    """An address without a language leads to the one that the browser prefers; each page leads to its other languages."""
    answer = client.get("/", headers={"accept-language": "de, fr;q=0.8, en;q=0.3"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/fr/")
    assert client.get("/", headers={"accept-language": "de"}).headers["location"] == "/en/"
    assert '<html lang="fr">' in client.get("/fr/").text


def test_every_answer_forbids_scripts_of_others(client: TestClient) -> None:
    """Pages, files, errors and refusals carry the same strict policy, and no page has a script or a style of its own inside."""
    for path in ("/en/", "/en/nothing", "/static/x/app.css", "/healthz"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    page = client.get("/en/").text
    assert " style=" not in page and "<style" not in page and " onclick=" not in page
    assert page.count("<script") == page.count("<script src=")


def test_what_documents_hold_is_shown_and_never_obeyed(client: TestClient) -> None:
    """Markup in titles and texts is text; characters that turn the direction of writing are pictured."""
    page = client.get("/en/").text
    assert SCRIPT not in page and "&lt;script&gt;" in page
    assert "\u202e" not in page and "&lt;U+202E&gt;" in page


def test_what_has_not_changed_is_not_made_again(client: TestClient, ledger: Ledger) -> None:
    """The same page of the same state has one tag; after a decision it has another."""
    from jaccuse.ledger.queries import Views
    from jaccuse.ledger.review import review

    tag = client.get("/en/").headers["etag"]
    again = client.get("/en/", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/fr/", headers={"if-none-match": tag}).status_code == 200
    with ledger.reading() as connection:
        row = Views(connection).claims(limit=1).rows[0]
    review(ledger, row.id, "accept", by="ana", reason="read it")
    ledger.settle()
    assert client.get("/en/", headers={"if-none-match": tag}).status_code == 200


def test_a_foreign_name_is_not_answered(client: TestClient) -> None:
    """A page of another name that leads to this machine (DNS rebinding) gets nothing."""
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/en/", headers={"host": "localhost:8000"}).status_code == 200
    assert client.get("/en/", headers={"host": "[::1]:8000"}).status_code == 200


def test_reading_is_open_on_this_machine_only(ledger: Ledger) -> None:
    """Through a proxy, from elsewhere, or where a login is asked for, nothing is read without an account."""
    assert at(ledger, Settings()).get("/en/").status_code == 200
    assert at(ledger, Settings()).get("/en/", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 401
    assert at(ledger, Settings(), client="192.0.2.7").get("/en/").status_code == 401
    assert at(ledger, Settings(login=True)).get("/en/").status_code == 401
    assert at(ledger, Settings(login=True)).get("/static/x/app.css").status_code == 200


@pytest.mark.parametrize("given", ["Bearer x", "Bearer", "Basic !!!", "Basic eDp5", "Digest x"])
def test_a_forged_token_is_refused_even_where_reading_is_open(client: TestClient, given: str) -> None:
    """Who shows a token that is none is turned away, and not taken for nobody."""
    assert client.get("/en/", headers={"authorization": given}).status_code == 401


def test_an_unknown_page_says_so_and_leads_back(client: TestClient) -> None:
    """Status 404, in the language of the address."""
    page = client.get("/fr/rien")
    assert page.status_code == 404
    assert "Cette page n’existe pas ici." in page.text


def test_every_text_is_there_in_every_language() -> None:
    """The catalogue is whole, and the values in a text are the same in all languages."""
    from string import Formatter

    def names(words: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(words) if name}

    wrong = [key for key, found in texts.catalogue().items() if len({frozenset(names(words)) for words in found.values()}) > 1]
    assert not wrong


def test_files_may_be_kept_for_ever_under_their_name(client: TestClient) -> None:
    """The address of a file changes with what is in it."""
    found = re.search(r'href="(/static/[0-9a-f]+/app\.css)"', client.get("/en/").text)
    assert found
    answer = client.get(found[1])
    assert "immutable" in answer.headers["cache-control"] and answer.headers["content-type"].startswith("text/css")
    assert client.get(found[1].replace("app.css", "../app.py")).status_code == 404


def test_the_bare_command_says_how_to_get_it() -> None:
    """Without the extra, `jaccuse serve` names it."""
    code = "import sys; sys.modules['uvicorn'] = None; from jaccuse.cli import main; sys.exit(main(['serve']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "pip install 'jaccuse[web]'" in done.stderr and "Traceback" not in done.stderr


def test_the_command_serves_until_it_is_interrupted(ledger: Ledger, tmp_path: Path) -> None:
    """On a free port, named on stderr; a port that is taken is said; Ctrl+C ends it without a traceback."""
    words = [sys.executable, "-m", "jaccuse", "serve", "--db", str(tmp_path / "web.db"), "--accounts", str(tmp_path / "a.db")]
    with subprocess.Popen([*words, "--port", "0"], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            line = server.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            assert found, line
            with urllib.request.urlopen(f"{found[0]}api/v1/claims?limit=1", timeout=30) as answer:
                assert json.load(answer)["rows"]
            taken = subprocess.run([*words, "--port", found[1]], capture_output=True, text=True, check=False)
            assert taken.returncode == 1 and "--port" in taken.stderr and "Traceback" not in taken.stderr
            server.send_signal(signal.SIGINT)
            rest = server.stderr.read()
        finally:
            if server.poll() is None:
                server.kill()
    assert server.returncode in (0, 130) and "Traceback" not in rest


def test_the_limits_of_a_server_are_documented_as_they_are() -> None:
    """Every limit and its default stand in the reference."""
    page = (ROOT / "docs" / "reference" / "limits.md").read_text(encoding="utf-8").partition("## Limits of a server")[2]
    rows = re.findall(r"^\| (\w+) \| ([\d,]+) \|", page, re.MULTILINE)
    assert {name: float(value.replace(",", "")) for name, value in rows} == asdict(Limits())
