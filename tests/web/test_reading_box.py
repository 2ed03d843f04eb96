"""The paste and URL box: what it reads, and what it refuses."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from served import SCRIPT, at
from starlette.testclient import TestClient

from jaccuse.ledger import Ledger
from jaccuse.web.settings import Limits, Settings

TEXT = "The United Kingdom accused Russia of the cyberattack on a hospital. The Kremlin denied the accusation."


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """A server on this machine, which the box must never reach."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"secret")

        def log_message(self, *words: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    assert not asked


@pytest.fixture(scope="module")
def box(made: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One server for all of these, so that the engine is loaded once."""
    with (
        Ledger.open(tmp_path_factory.mktemp("box") / "box.db") as ledger,
        at(ledger, Settings(limits=Limits(reads_a_minute=90))) as client,
    ):
        yield client


def test_a_pasted_text_is_read_and_nothing_of_it_kept(box: TestClient) -> None:
    """Its claims stand beside its words; the ledger stays empty."""
    page = box.post("/en/read", data={"text": TEXT})
    assert page.status_code == 200
    assert "<bdi>the United Kingdom</bdi></a> holds <a" in page.text and "denies it" in page.text
    assert box.app.state.store.ledger.size() == 0  # type: ignore[attr-defined]
    assert page.headers["cache-control"] == "no-store"


def test_the_api_reads_the_same(box: TestClient) -> None:
    """As the public JSON of the codebook."""
    answer = box.post("/api/v1/read", json={"text": TEXT, "published": "2024-05-03"})
    assert answer.status_code == 200
    kinds = [claim["kind"] for claim in answer.json()["claims"]]
    assert kinds == ["attribution", "reply"]


@pytest.mark.parametrize("text", [f"{TEXT} {SCRIPT}", f"\u202e{TEXT}\u2066", TEXT + "\x00\x1b[31m", "\U0001f600 " + TEXT])
def test_a_hostile_text_is_shown_and_not_obeyed(box: TestClient, text: str) -> None:
    """Markup and characters that turn the direction are text."""
    page = box.post("/fr/read", data={"text": text})
    assert page.status_code == 200 and SCRIPT not in page.text
    assert "\u202e" not in page.text and "\x1b" not in page.text and "le Royaume-Uni" in page.text


def test_ten_megabytes_are_refused(box: TestClient) -> None:
    """By their length where it is told, and while they come where it is not."""
    assert box.post("/en/read", data={"text": "x" * 10_000_000}).status_code == 413

    def chunks() -> Iterator[bytes]:
        yield b"text="
        for _ in range(40):
            yield b"x" * 250_000

    answer = box.post("/en/read", content=chunks(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413


def test_a_text_over_the_limit_is_refused_by_name(box: TestClient) -> None:
    """The limit is named."""
    answer = box.post("/en/read", data={"text": "x" * 200_001})
    assert answer.status_code == 422 and "paste_chars" in answer.text


@pytest.mark.parametrize(
    "address",
    ["http://{}/", "http://localhost:1/", "http://[::1]/", "http://169.254.169.254/latest", "http://10.0.0.1/", "http://0/",
     "file:///etc/passwd", "/etc/passwd", "-", "gopher://x/", "http://user@127.0.0.1/", "http://[::ffff:127.0.0.1]/", "HTTP://2130706433/"],
)  # fmt: skip
def test_the_box_reaches_no_private_network_and_no_file(box: TestClient, elsewhere: str, address: str) -> None:
    """Neither by name nor by number, and nothing of what is there is shown."""
    answer = box.post("/en/read", data={"url": address.format(elsewhere)})
    assert answer.status_code == 422
    assert "secret" not in answer.text and "root:" not in answer.text


def test_a_language_that_is_not_read_is_named(box: TestClient) -> None:
    """And nothing else happens."""
    text = "Die Bundesregierung macht Russland für den Angriff auf eine Partei verantwortlich, sagte die Außenministerin am Freitag."
    answer = box.post("/en/read", data={"text": text})
    assert answer.status_code == 422 and "supported" in answer.text


def test_reading_takes_no_longer_than_it_may(ledger: Ledger) -> None:
    """What takes longer is ended, said, and the next text is read."""
    slow = Settings(limits=Limits(read_seconds=0.01))
    with at(ledger, slow) as client:
        answer = client.post("/en/read", data={"text": TEXT})
        assert answer.status_code == 503 and "read_seconds" in answer.text


def test_somebody_who_has_too_much_read_waits(ledger: Ledger) -> None:
    """And is told how long."""
    with at(ledger, Settings(limits=Limits(reads_a_minute=1))) as client:
        assert client.post("/en/read", data={"url": "file:///x"}).status_code == 422  # refused before it counts
        assert client.post("/api/v1/read", json={"url": "http://127.0.0.1/"}).status_code == 422
        answer = client.post("/api/v1/read", json={"text": TEXT})
        assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0
