"""Feeds are watched politely, whatever their servers do; what is new is kept once and told once."""

from __future__ import annotations

import hashlib
import hmac
import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from jaccuse.errors import DataError, SourceBroken
from jaccuse.watch.config import load_config
from jaccuse.watch.feeds import items_of
from made_collections import command, documents, started

pytest.importorskip("feedparser", reason="the extra watch is not installed")
pytest.importorskip("protego", reason="the extra watch is not installed")

ACCUSES = "Microsoft blamed Iran for the hack of the newspaper Example {n}, a magazine that prints cartoons."
Answer = tuple[int, dict[str, str], bytes]


class Host:
    """A server of our own: what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[Any], None]] = {}
        self.asked: list[tuple[float, str, dict[str, str]]] = []
        self.posted: list[tuple[dict[str, str], bytes]] = []
        self.hook = [204]
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append((time.monotonic(), self.path, {k.lower(): v for k, v in self.headers.items()}))
                given = host.pages.get(self.path, (404, {}, b""))
                if callable(given):
                    given(self)
                    return
                status, headers, body = given
                etag = headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                host.posted.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(host.hook.pop(0) if len(host.hook) > 1 else host.hook[0])
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for _, path, _ in self.asked]

    def feed(self, path: str, entries: list[tuple[str, str, str]], **headers: str) -> None:
        """An RSS feed of (id, path of the page, title)."""
        items = "".join(
            f"<item><guid>{i}</guid><link>{self.url}{p}</link><title>{t}</title><pubDate>Mon, 05 Feb 2024 10:00:00 GMT</pubDate></item>"
            for i, p, t in entries
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Example News</title>{items}</channel></rss>'
        self.pages[path] = (200, {"Content-Type": "application/rss+xml", **headers}, body.encode())

    def page(self, path: str, text: str) -> None:
        """An article."""
        menu = "".join(f'<li><a href="/{n}">Part {n}</a></li>' for n in range(9))
        body = f'<html lang="en"><title>News</title><nav><ul>{menu}</ul></nav><article><p>{text}</p></article></html>'
        self.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())


@pytest.fixture
def host() -> Iterator[Host]:
    """A server, ended afterwards."""
    made = Host()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def desk(host: Host, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Write feeds.toml with these feeds, and look at them once."""

    def look(*paths: str, more: str = "", pause: float = 0, **env: str) -> subprocess.CompletedProcess[str]:
        feeds = "".join(f'[[feed]]\nurl = "{host.url}{path}"\n' for path in paths)
        head = f'contact = "desk@example.org"\npause = {pause}\nallow_private = true\n'
        (tmp_path / "feeds.toml").write_text(f"{head}{more}\n{feeds}")
        return command("watch", tmp_path / "feeds.toml", "--once", "--db", tmp_path / "w.db", env=env or None)

    return look


def test_what_is_new_is_kept_and_told_once(host: Host, desk: Any, tmp_path: Path) -> None:
    """A relevant item's page is fetched, an irrelevant one's is not; lines, Atom and webhook tell; the next look is conditional."""
    host.feed("/rss", [("1", "/a", "Iran hacked a newspaper, Microsoft says"), ("2", "/b", "Harvest was good")], ETag='"v1"')
    host.page("/a", ACCUSES.format(n=1))
    host.page("/b", "Growers are content with the harvest.")
    host.hook = [500, 204]
    more = f'[atom]\nfile = "out.xml"\n[webhook]\nurl = "{host.url}/hook"\nsecret_env = "SECRET"'
    first = desk("/rss", more=more, SECRET="s3cret")
    assert "org:microsoft says that IR is responsible" in first.stdout
    assert "/a" in host.paths() and "/b" not in host.paths()
    assert host.paths()[0] == "/robots.txt"
    agent = next(headers["user-agent"] for _, path, headers in host.asked if path == "/rss")
    assert agent.startswith("jaccuse/") and "desk@example.org" in agent
    assert len(documents(tmp_path / "w.db")) == 1
    assert first.returncode == 1 and "webhook: the server answered 500" in first.stderr

    import sqlite3

    with sqlite3.connect(tmp_path / "feeds.toml.state") as state:
        state.execute("UPDATE told SET due = 0")  # as if the half minute until the next try had passed
    second = desk("/rss", more=more, SECRET="s3cret")
    assert (second.returncode, second.stdout) == (0, "")
    assert next(headers for _, path, headers in reversed(host.asked) if path == "/rss")["if-none-match"] == '"v1"'
    assert host.paths().count("/a") == 1
    assert [headers["jaccuse-delivery"] for headers, _ in host.posted] == documents(tmp_path / "w.db") * 2
    headers, body = host.posted[-1]
    at, _, mac = headers["jaccuse-signature"].removeprefix("t=").partition(",v1=")
    assert hmac.compare_digest(mac, hmac.new(b"s3cret", f"{at}.".encode() + body, hashlib.sha256).hexdigest())
    told = json.loads(body)
    assert told["attributions"][0]["claimants"] == ["org:microsoft"] and "none is a finding" in told["notice"]
    feed = ElementTree.parse(tmp_path / "out.xml").getroot()
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [link.get("href") for link in feed.findall("a:entry/a:link", names)] == [f"{host.url}/a"]
    assert "Microsoft" in (feed.findtext("a:entry/a:content", "", names) or "")
    third = desk("/rss", more=more, SECRET="s3cret")
    assert third.returncode == 0 and len(host.posted) == 2


def test_servers_that_misbehave_cost_themselves_only(host: Host, desk: Any, tmp_path: Path) -> None:
    """Errors, loops, cut and broken feeds are told and looked at again later; the feed among them is read."""
    host.feed("/good", [("1", "/a", "Iran hacked a newspaper, Microsoft says")])
    host.page("/a", ACCUSES.format(n=2))
    host.pages["/500"] = (500, {}, b"")
    host.pages["/busy"] = (429, {"Retry-After": "7200"}, b"")
    host.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    host.pages["/html"] = (200, {"Content-Type": "text/html"}, b"<html><body>Welcome</body></html>")
    host.pages["/bomb"] = (200, {"Content-Type": "application/xml"}, b'<!DOCTYPE u [<!ENTITY a "b">]><urlset><url/></urlset>')

    def cut(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b"<rss><channel><item><title>Half")
        handler.close_connection = True

    host.pages["/cut"] = cut
    names = ["/500", "/busy", "/loop", "/html", "/bomb", "/cut"]
    done = desk(*names, "/good")
    assert done.returncode == 1
    for name in names:
        assert f"{host.url}{name}: " in done.stderr, name
    assert "Traceback" not in done.stderr
    assert "org:microsoft says" in done.stdout
    before = len(host.asked)
    desk(*names, "/good")
    assert [path for path in host.paths()[before:] if path != "/robots.txt"] == ["/good"]


def test_a_page_that_does_not_come_is_asked_for_again_and_one_that_is_gone_is_read_from_the_feed(
    host: Host, desk: Any, tmp_path: Path
) -> None:
    """A 503 waits; a 404 leaves the item's own words."""
    title = ACCUSES.format(n=3)
    host.feed("/rss", [("1", "/gone", title), ("2", "/later", ACCUSES.format(n=4))])
    host.pages["/later"] = (503, {}, b"")
    first = desk("/rss")
    assert first.stdout.count("org:microsoft says") == 1
    assert "/later: the server answered 503" in first.stderr
    import sqlite3

    host.page("/later", ACCUSES.format(n=4))
    with sqlite3.connect(tmp_path / "feeds.toml.state") as state:
        state.execute("UPDATE waiting SET due = 0")
    second = desk("/rss")
    assert second.stdout.count("org:microsoft says") == 1
    assert len(documents(tmp_path / "w.db")) == 2


def test_changed_ids_and_wrong_encodings_are_no_news(host: Host, desk: Any, tmp_path: Path) -> None:
    """New ids and counters in addresses for the same items; a page that lies about its encoding."""
    host.feed("/rss", [("1", "/a?utm_source=x", "Iran hacked a newspaper, Microsoft says")])
    text = ACCUSES.format(n=5).replace("cartoons", "caf\u00e9 cartoons")
    body = f'<html lang="en"><meta charset="utf-8"><article><p>{text}</p></article></html>'.encode("cp1252")
    for path in ("/a?utm_source=x", "/a?utm_source=y"):
        host.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, body)
    assert desk("/rss").stdout.count("org:microsoft says") == 1
    host.feed("/rss", [("99", "/a?utm_source=y", "Iran hacked a newspaper, Microsoft says (updated)")])
    again = desk("/rss")
    assert (again.returncode, again.stdout) == (0, "")
    assert len(documents(tmp_path / "w.db")) == 1


def test_robots_are_obeyed_and_hosts_get_their_pause(host: Host, desk: Any, tmp_path: Path) -> None:
    """What robots.txt forbids is not asked for, and the item is read as the feed has it; between requests there is a pause."""
    host.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: jaccuse\nDisallow: /private/\n")
    host.feed("/rss", [("1", "/private/a", ACCUSES.format(n=6)), ("2", "/b", ACCUSES.format(n=7))])
    host.page("/b", ACCUSES.format(n=7))
    done = desk("/rss", pause=0.4)
    assert done.stdout.count("org:microsoft says") == 2
    assert not any(path.startswith("/private/") for path in host.paths())
    times = [at for at, _, _ in host.asked]
    assert all(later - sooner > 0.35 for sooner, later in pairwise(times))


def test_for_ever_ends_with_ctrl_c_and_goes_on(host: Host, desk: Any, tmp_path: Path) -> None:
    """Status 130, no traceback; the next look finds what came meanwhile."""
    host.feed("/rss", [("1", "/a", "Iran hacked a newspaper, Microsoft says")])
    host.page("/a", ACCUSES.format(n=8))
    config = tmp_path / "feeds.toml"
    config.write_text(f'contact = "a@b.org"\npause = 0\nallow_private = true\n[[feed]]\nurl = "{host.url}/rss"\n')
    run = started("watch", config, "--db", tmp_path / "w.db")
    assert run.stdout is not None
    assert "org:microsoft says" in run.stdout.readline()
    time.sleep(0.5)
    run.send_signal(2)
    _, told = run.communicate(timeout=120)
    assert run.returncode == 130 and "Traceback" not in told


def test_a_private_address_is_refused_unless_that_is_wanted(host: Host, tmp_path: Path) -> None:
    """Without `allow_private` nothing on this machine is asked."""
    config = tmp_path / "feeds.toml"
    config.write_text(f'contact = "a@b.org"\n[[feed]]\nurl = "{host.url}/rss"\n')
    done = command("watch", config, "--once", "--db", tmp_path / "w.db")
    assert done.returncode == 1 and "in no public network" in done.stderr
    assert not host.asked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[feed]]\nurl = 'https://a.example/rss'", "`contact` is missing"),
        ("contact = 'a@b.org'", "there is no [[feed]]"),
        ("contact = 'a@b.org'\nevry = 3\n[[feed]]\nurl = 'https://a.example/rss'", "unknown key `evry`"),
        ("contact = 'a@b.org'\n[[feed]]\nurl = 'file:///etc/passwd'", "`url` is no http(s) URL"),
        ("contact = 'a@b.org'\n[[feed]]\nurl = 'https://a.example/rss'\nfull_text = 'yes'", "`full_text` is none of"),
        ("contact = 'a@b.org'\n[webhook]\nurl = 'https://h.example'\n[[feed]]\nurl = 'https://a.example/rss'", "secret"),
        ("contact = [", "is no TOML"),
    ],
)
def test_a_wrong_configuration_names_the_key(text: str, told: str, tmp_path: Path) -> None:
    """One sentence with the file, the place and the remedy."""
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(DataError) as found:
        load_config(path)
    assert told in str(found.value) and str(path) in str(found.value)


def test_the_example_is_a_configuration() -> None:
    """The starter list can be loaded; it has feeds in French, English, German and Spanish."""
    config = load_config(Path(__file__).parents[2] / "examples" / "feeds.toml")
    assert len(config.feeds) >= 30
    assert {feed.language for feed in config.feeds} >= {"fr", "en", "de", "es"}


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>F</title>
<entry><id>tag:1</id><title>Un &lt;b&gt;titre&lt;/b&gt;</title><link href="/x"/><updated>2024-02-05T10:00:00Z</updated>
<content type="html">&lt;p&gt;Des mots.&lt;/p&gt;</content></entry></feed>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://n.example/x</loc><news:news><news:publication>
<news:name>N</news:name><news:language>de</news:language></news:publication>
<news:publication_date>2024-02-05T09:00:00+01:00</news:publication_date><news:title>Ein Titel</news:title></news:news></url>
<url><loc>https://n.example/none</loc></url></urlset>"""
JSON = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "es",
        "items": [{"id": 7, "url": "https://n.example/x", "title": "Un título", "content_html": "<p>Palabras</p>"}, 3]}  # fmt: skip


@pytest.mark.parametrize(
    ("data", "title", "language"),
    [(ATOM, "Un titre", "fr"), (SITEMAP, "Ein Titel", "de"), (json.dumps(JSON), "Un título", "es")],
)
def test_each_kind_of_feed_gives_items(data: str, title: str, language: str) -> None:
    """Title, address and language, whatever the format."""
    (item,) = items_of(data.encode(), "https://n.example/feed")
    assert (item.title, item.url, item.language) == (title, "https://n.example/x", language)


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"{}", b"[1]", b"<urlset", b"<html></html>", b"<rss", b"[" * 100_000])
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    """An error of ours, whatever the bytes."""
    with pytest.raises(SourceBroken):
        items_of(data, "https://n.example/feed")
