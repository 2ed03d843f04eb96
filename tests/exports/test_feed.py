"""Feeds: valid, stable, changed only where something changed, and nothing in a document is obeyed."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from made_texts import PAGES, fill, read

from jaccuse.cli import main
from jaccuse.exports.feed import ENTRIES, Feed, Place, atom, feed, json_feed
from jaccuse.ledger import Ledger
from jaccuse.ledger.entries import claim_id
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.review import review


def made(ledger: Ledger, asked: Filter | None = None, **more: object) -> Feed:
    """The feed of a ledger."""
    with ledger.reading() as connection:
        return feed(connection, ledger.id, asked, **more)  # type: ignore[arg-type]


def test_atom_is_read_by_a_feed_reader(ledger: Ledger) -> None:
    """Every entry with id, title, times, a link and its words; newest first."""
    fill(ledger)
    found = made(ledger, place=Place("https://desk.example/new.atom", "https://desk.example"))
    parsed = feedparser.parse(atom(found))
    assert not parsed.bozo and parsed.version == "atom10" and parsed.feed.id == found.id
    assert len(parsed.entries) == len(found.entries) == 10
    first = parsed.entries[0]
    assert (
        first.title
        == "On 2 May 2023, Ukraine said that the Russian military intelligence service (GRU) was responsible for the operation."
    )
    assert first.link == f"https://desk.example/claims/{found.entries[0].claim}"
    assert {tag.term for tag in first.tags} == {"accuser:UA", "accused:RU/gru", "status:stated"}
    assert "<blockquote>" in first.content[0].value and first.published_parsed and first.updated_parsed
    assert parsed.entries[1].title.startswith("Fabrikam hack: In a document of")


def test_json_feed_keeps_the_rules_of_version_1_1(ledger: Ledger) -> None:
    """Required members, types, times in RFC 3339, ids that are strings and unique."""
    fill(ledger)
    told = json.loads(json_feed(made(ledger, place=Place("https://desk.example/new.json"), language="fr")))
    assert told["version"] == "https://jsonfeed.org/version/1.1" and told["feed_url"] == "https://desk.example/new.json"
    assert isinstance(told["title"], str) and told["title"] and isinstance(told["items"], list)
    known = {
        "id",
        "url",
        "external_url",
        "title",
        "content_html",
        "content_text",
        "date_published",
        "date_modified",
        "tags",
        "language",
    }
    for item in told["items"]:
        assert isinstance(item["id"], str) and (item["content_html"] or item["content_text"])
        assert {name for name in item if not name.startswith("_")} <= known
        assert all(datetime.fromisoformat(item[name]).tzinfo for name in ("date_published", "date_modified"))
        assert all(isinstance(tag, str) for tag in item["tags"])
    assert len({item["id"] for item in told["items"]}) == len(told["items"])


def test_both_forms_have_the_same_entries(ledger: Ledger) -> None:
    """By id, title and time."""
    fill(ledger)
    found = made(ledger)
    one = [(item["id"], item["title"], item["date_modified"]) for item in json.loads(json_feed(found))["items"]]
    assert one == [(entry.id, entry.title, entry.updated) for entry in feedparser.parse(atom(found)).entries]


def test_a_feed_is_filtered_like_the_lists(ledger: Ledger) -> None:
    """By accused, status or publisher; attributions unless something else is asked for; its id tells them apart."""
    fill(ledger)
    every, russia = made(ledger), made(ledger, Filter(accused="RU"))
    assert len(russia.entries) == 1 and russia.id != every.id and "accused=RU" in russia.about
    assert len(made(ledger, Filter(status="suspected")).entries) == 1
    assert all(
        "Sanctions" in one.title or "Indictment" in one.title for one in made(ledger, Filter(kind="measure")).entries[:2]
    )
    assert len(made(ledger, limit=3).entries) == 3 and ENTRIES == 50
    empty = made(ledger, Filter(accused="FR"))
    assert not empty.entries and not feedparser.parse(atom(empty)).bozo and json.loads(json_feed(empty))["items"] == []


def test_only_a_change_is_an_update(ledger: Ledger) -> None:
    """Reading the same again changes nothing; a review does, and the id stays."""
    reading = fill(ledger)[0]
    name = claim_id(reading.document.id, reading.claims[0])
    before = {one.claim: one for one in made(ledger).entries}
    ledger.add(read(PAGES[0]), engine="another")
    ledger.settle()
    again = {one.claim: one for one in made(ledger).entries}
    assert again == before
    review(ledger, name, "accept", by="ana", reason="read it")
    ledger.settle()
    after = {one.claim: one for one in made(ledger).entries}
    assert after[name].id == before[name].id and after[name].published == before[name].published
    assert after[name].updated > before[name].updated and after[name].status == "accepted by a person"
    assert {key: one for key, one in after.items() if key != name} == {key: one for key, one in before.items() if key != name}


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger) -> None:
    """No time of day in it."""
    fill(ledger)
    assert atom(made(ledger)) == atom(made(ledger)) and json_feed(made(ledger)) == json_feed(made(ledger))


def test_nothing_hostile_gets_through(ledger: Ledger) -> None:
    """Markup and control characters in heads are words; only addresses of web pages are links."""
    page = PAGES[0]
    evil = "</title><script>alert(1)</script>\x00\x1b[2J\u202e & ]]>"
    hostile = type(page)(page.text, page.published, evil, evil, "javascript:alert(1)")
    ledger.add(read(hostile))
    ledger.settle()
    found = made(ledger)
    data = atom(found)
    parsed = feedparser.parse(data, sanitize_html=False)
    assert not parsed.bozo and b"\x1b" not in data and "\u202e" not in data.decode()
    for words in (parsed.entries[0].content[0].value, json.loads(json_feed(found))["items"][0]["content_html"]):
        assert "<script" not in words and "&lt;script&gt;" in words and not re.search(r'href="(?!https?:)', words)
    assert "external_url" not in json.loads(json_feed(found))["items"][0]


def test_the_command_writes_a_file_or_says_what_is_wrong(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole files; wrong filters, incidents and places are refused."""
    fill(ledger)
    common = ["--db", str(tmp_path / "cases.db"), "--output"]
    assert main(["export", "jsonfeed", *common, str(tmp_path / "cn.json"), "--accused", "CN"]) == 0
    assert len(json.loads((tmp_path / "cn.json").read_text())["items"]) == 8
    assert main(["export", "atom", *common, str(tmp_path / "all.atom")]) == 0
    assert len(feedparser.parse((tmp_path / "all.atom").read_bytes()).entries) == 10
    assert main(["export", "atom", *common, str(tmp_path / "no.atom"), "--since", "yesterday"]) == 1
    assert main(["export", "atom", "iozzzzzzzzz", *common, str(tmp_path / "no.atom")]) == 1
    assert main(["export", "atom", *common, str(tmp_path / "nowhere" / "x.atom")]) == 1
    assert "nowhere" in capsys.readouterr().err and not list(tmp_path.glob("no*"))
