"""Fetching: a server of our own on this machine, let in by `allow_private`; and that nothing private is let in without."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from jaccuse import Document
from jaccuse.errors import FetchError, ForbiddenAddress, JaccuseError, SourceBroken, SourceTooLarge
from jaccuse.sources import Limits, load
from jaccuse.sources.addresses import is_public
from jaccuse.sources.fetch import USER_AGENT

Answer = Callable[[BaseHTTPRequestHandler], None]
LIMITS = Limits(seconds=1.0, source_bytes=100_000)
PAGE = "<html><head><title>Un titre</title></head><body><p>Un texte accusé d’être là.</p></body></html>"


def answer(data: bytes, kind: str, **headers: str) -> Answer:
    """A plain 200."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", kind)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return reply


def status(code: int, location: str | None = None) -> Answer:
    """Another status, with a place to go to."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        if location:
            request.send_header("Location", location)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return reply


def drip(piece: bytes, after: bytes = b"") -> Answer:
    """A byte now and then."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(after)
        for _ in range(40):
            request.wfile.write(piece)
            request.wfile.flush()
            time.sleep(0.1)

    return reply


ANSWERS: dict[str, Answer] = {
    "/2021/07/19/page": answer(PAGE.encode("cp1252"), "text/html; charset=windows-1252"),
    "/text": answer(b"<p>Not a page but a text.</p>", "text/plain"),
    "/items": answer(b'{"text": "one"}\n{"text": "two"}\n', "application/json"),
    "/items.jsonl.gz": answer(gzip.compress(b'{"text": "one"}\n{"text": "two"}\n'), "application/gzip"),
    "/packed": answer(gzip.compress(PAGE.encode()), "text/html", Content_Encoding="gzip"),
    "/brotli": answer(b"\x0b\x02\x80abc\x03", "text/html", Content_Encoding="br"),
    "/image": answer(b"\x89PNG\r\n\x1a\n", "image/png"),
    "/moved": status(301, "/2021/07/19/page"),
    "/loop": status(302, "/loop"),
    "/to-file": status(302, "file:///etc/hostname"),
    "/to-nothing": status(302, "http://[::/"),
    "/missing": status(404),
    "/closed": status(403),
    "/big": answer(b"x" * 500_000, "text/plain"),
    "/bigger": answer(b"x", "text/plain", Content_Length="999999999"),
    "/slow-head": drip(b"H"),
    "/slow-body": drip(b"x", b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n"),
    "/not-http": lambda request: void(request.wfile.write(b"220 mail.example ESMTP\r\n")),
}


def void(_: Any) -> None:
    """Nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The address of the server and the headers it was sent."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
            with suppress(OSError):
                ANSWERS[self.path.split("?")[0]](self)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        made.daemon_threads = True
        made.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}", seen
        made.shutdown()


def got(url: str) -> list[Document | JaccuseError]:
    """What a URL gives, private networks let in."""
    return list(load(url, limits=LIMITS, allow_private=True))


def test_a_page_is_read_with_the_charset_of_the_server(server: tuple[str, list[dict[str, str]]]) -> None:
    """Its address gives the date, redirects are followed, and the address is the last one."""
    for path in ("/2021/07/19/page", "/moved"):
        (found,) = got(server[0] + path)
        assert isinstance(found, Document)
        assert found.text == "Un titre\n\nUn texte accusé d’être là."
        assert (found.published, found.url, found.source) == ("2021-07-19", f"{server[0]}/2021/07/19/page", server[0] + path)


def test_the_client_says_who_it_is(server: tuple[str, list[dict[str, str]]]) -> None:
    """An honest name, the host, and words outside ASCII spelt as they must be."""
    ANSWERS["/%C3%A9"] = ANSWERS["/text"]
    (found,) = got(server[0] + "/é?q=à b#part")
    assert isinstance(found, Document)
    sent = server[1][-1]
    assert (sent["user-agent"], sent["path"]) == (USER_AGENT, "/%C3%A9?q=%C3%A0%20b")
    assert sent["host"] in server[0]


def test_the_kind_is_what_the_server_says_or_what_it_is(server: tuple[str, list[dict[str, str]]]) -> None:
    """Plain text stays text, JSON Lines are known whatever they are called, gzip is unpacked."""
    (text,) = got(server[0] + "/text")
    assert isinstance(text, Document) and text.text.startswith("<p>")
    assert len(got(server[0] + "/items")) == len(got(server[0] + "/items.jsonl.gz")) == 2
    (packed,) = got(server[0] + "/packed")
    assert isinstance(packed, Document) and packed.title == "Un titre"
    (image,) = got(server[0] + "/image")
    assert isinstance(image, SourceBroken)


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/loop", FetchError, "redirects"),
        ("/to-file", ForbiddenAddress, "only http and https"),
        ("/to-nothing", FetchError, "URL"),
        ("/missing", FetchError, "404"),
        ("/closed", FetchError, "browser"),
        ("/big", SourceTooLarge, "source_bytes"),
        ("/bigger", SourceTooLarge, "source_bytes"),
        ("/slow-head", FetchError, "1 seconds"),
        ("/slow-body", FetchError, "1 seconds"),
        ("/not-http", FetchError, "reached"),
        ("/brotli", FetchError, "br"),
    ],
)
def test_what_goes_wrong_is_told(
    server: tuple[str, list[dict[str, str]]], path: str, error: type[JaccuseError], words: str
) -> None:
    """One error, of its kind, within the time."""
    began = time.monotonic()
    (found,) = got(server[0] + path)
    assert isinstance(found, error)
    assert words in str(found) and found.source == server[0] + path
    assert time.monotonic() - began < 2.5


def test_nobody_there_is_an_error() -> None:
    """A port where nothing listens, a host that does not exist."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/", "http://no-such-host.invalid/"):
        (found,) = got(url)
        assert isinstance(found, FetchError)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0/", "http://[::1]/", "http://[::]/",
        "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/x",
        "http://100.64.0.1/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
        "http://224.0.0.1/", "http://255.255.255.255/", "ftp://news.example/", "file:///etc/hostname", "javascript://x", "gopher://x/",
    ],
)  # fmt: skip
def test_private_addresses_and_other_schemes_are_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However they are spelt; no connection is even tried."""
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("a connection was tried"))
    (found,) = load(url, limits=LIMITS)
    assert isinstance(found, ForbiddenAddress), found


@pytest.mark.parametrize(
    "url", ["http://", "http:///x", "https://[", "http://a b/", "http://h:99999/", "http://user:secret@news.example/"]
)
def test_what_is_no_url_is_told(url: str) -> None:
    """And a password in one is not repeated."""
    (found,) = load(url)
    assert isinstance(found, FetchError)
    assert "secret" not in found.message


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """A name server that gives these answers one after the other; returns the addresses that are connected to."""
    given, asked = iter(answers), []

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(given)]

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        asked.append(address[0])
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    return asked


def test_the_address_that_was_checked_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers otherwise the second time is not asked a second time."""
    asked = resolving(monkeypatch, ["93.184.215.14", "93.184.215.15"], ["127.0.0.1"])
    (found,) = load("http://rebinding.example/", limits=LIMITS)
    assert isinstance(found, FetchError)
    assert asked == ["93.184.215.14", "93.184.215.15"]


def test_a_host_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only the first address counts."""
    asked = resolving(monkeypatch, ["93.184.215.14", "10.0.0.1"])
    (found,) = load("http://mixed.example/", limits=LIMITS)
    assert isinstance(found, ForbiddenAddress)
    assert not asked


def test_redirects_are_checked_as_well(server: tuple[str, list[dict[str, str]]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page must not lead into a private network."""
    ANSWERS["/inwards"] = status(302, "http://10.0.0.1/secret")
    monkeypatch.setattr("jaccuse.sources.addresses.is_public", lambda address: address == "127.0.0.1")
    (found,) = load(server[0] + "/inwards", limits=LIMITS)
    assert isinstance(found, ForbiddenAddress)
    assert "10.0.0.1" in str(found)


def test_public_addresses_are_public() -> None:
    """The check refuses no one else."""
    assert all(map(is_public, ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2001:4860:4860::8888", "64:ff9b::101:101"]))
    assert not any(map(is_public, ["", "x", "::127.0.0.1", "fec0::1", "192.0.2.1", "2001:db8::1", "64:ff9b:1::1"]))
