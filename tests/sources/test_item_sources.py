"""JSON Lines and JSON: one document an item, one error a bad line, with its number."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jaccuse import Document
from jaccuse.errors import BadDate, JaccuseError, SourceBroken, SourceEmpty, SourceTooLarge
from jaccuse.sources import Limits, load, load_one

ITEM = {
    "title": "A ministry accuses",
    "text": "The ministry accused a state.",
    "published": "2021-07-19T10:00:00Z",
    "language": "en-US",
    "url": "https://news.example/a",
    "publisher": "The Paper",
}


def lines(*items: object) -> bytes:
    """JSON Lines."""
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


def test_an_item_gives_all_it_says() -> None:
    """Title, text, date, language, address and publisher."""
    found = load_one(lines(ITEM), limits=Limits())
    assert found.text == "A ministry accuses\n\nThe ministry accused a state."
    assert (found.title, found.published, found.language) == ("A ministry accuses", "2021-07-19", "en")
    assert (found.url, found.publisher, found.source) == ("https://news.example/a", "The Paper", "<bytes>, line 1")


def test_offsets_lead_into_the_items_text() -> None:
    """The title has no place there, the text has; a text that begins with its title is read as it is."""
    found = load_one(lines(ITEM))
    start = found.text.index("ministry accused")
    assert found.map.origin(start) == ITEM["text"].index("ministry accused")
    assert found.map.origin(0) is None
    whole = load_one(lines({"title": "A", "text": "A b c."}))
    assert (whole.text, whole.map.origin(2)) == ("A b c.", 2)


def test_a_bad_line_is_an_error_with_its_number_and_the_rest_is_read() -> None:
    """Errors are values, in their place."""
    data = lines(ITEM) + b"{not json\n\n" + lines(ITEM, [1], {"text": 5}, {"published": "2021"}, {"text": " "}, ITEM)
    found = list(load(data))
    assert [type(one).__name__ for one in found] == [
        "Document", "SourceBroken", "Document", "SourceBroken", "SourceBroken", "SourceBroken", "SourceEmpty", "Document",
    ]  # fmt: skip
    assert [one.source for one in found][1::2] == [f"<bytes>, line {n}" for n in (2, 5, 7, 9)]


@pytest.mark.parametrize(
    ("item", "error", "words"),
    [
        ({**ITEM, "published": "soon"}, BadDate, "`published`"),
        ({**ITEM, "published": 2021}, SourceBroken, "`published` is a number"),
        ({**ITEM, "title": ["a"]}, SourceBroken, "`title` is a list"),
        ({"text": None}, SourceEmpty, "no text"),
        ("a string", SourceBroken, "this is a string"),
        (None, SourceBroken, "this is null"),
    ],
)
def test_items_that_are_none_say_what_is_wrong(item: Any, error: type[JaccuseError], words: str) -> None:
    """The kind of error, the field, and the line."""
    _, found = load(lines({"text": "one"}, item))
    assert isinstance(found, error)
    assert words in str(found) and "line 2" in str(found)


def test_gz_and_plain_files_by_their_names(tmp_path: Path) -> None:
    """.jsonl, .ndjson, .jsonl.gz, and a .json with an object or a list."""
    for name, data in {
        "a.jsonl": lines(ITEM, ITEM),
        "a.ndjson": lines(ITEM, ITEM),
        "a.jsonl.gz": gzip.compress(lines(ITEM, ITEM)),
        "b.json": json.dumps([ITEM, ITEM], indent=1).encode(),
        "b.json.gz": gzip.compress(json.dumps([ITEM, ITEM]).encode()),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert [type(one) for one in load(tmp_path / name)] == [Document, Document], name
    (tmp_path / "c.json").write_text(json.dumps(ITEM, indent=2))
    assert load_one(str(tmp_path / "c.json")).title == ITEM["title"]


def test_json_that_is_none_is_one_error() -> None:
    """Cut short, nested without end, a list of nothing."""
    for data in (b'[{"text": "a"}', b'{"text": ' + b"[" * 100_000, b'[{"a": 1,\n "text": "x" "y"}]'):
        (error,) = load(data)
        assert isinstance(error, SourceBroken)


def test_a_list_of_nothing_is_empty(tmp_path: Path) -> None:
    """As is a file of blank lines."""
    for name, data in (("a.json", b"[]"), ("a.jsonl", b"\n \n"), ("b.jsonl", b"")):
        (tmp_path / name).write_bytes(data)
        (error,) = load(tmp_path / name)
        assert isinstance(error, SourceEmpty)


def test_a_line_over_the_limit_is_skipped_and_the_next_is_read() -> None:
    """One line of a stream cannot take the memory."""
    data = lines({"text": "a"}) + b'{"text": "' + b"x" * 100_000 + b'"}\n' + lines({"text": "b"})
    found = list(load(data, limits=Limits(item_bytes=1_000)))
    assert [type(one) for one in found] == [Document, SourceTooLarge, Document]


def test_a_stream_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    """The documents of a damaged .gz, then its error, once."""
    whole = gzip.compress(lines(*({"text": f"item {n} says {n * n}"} for n in range(20_000))))
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found = list(load(tmp_path / "cut.jsonl.gz"))
    assert len(found) > 100
    assert all(isinstance(one, Document) for one in found[:-1])
    assert isinstance(found[-1], SourceBroken)


def test_lone_surrogates_become_one_character_each() -> None:
    """JSON can spell halves of characters, UTF-8 cannot hold them; no offset moves."""
    found = load_one(b'{"text": "a \\ud83d b \\ud83d\\ude00 c"}')
    assert found.text == "a \ufffd b \U0001f600 c"
    assert found.notes


def test_load_one_wants_one() -> None:
    """Two items are too many, a bad one raises."""
    with pytest.raises(SourceBroken, match="more than one"):
        load_one(lines(ITEM, ITEM))
    with pytest.raises(SourceBroken, match="JSON"):
        load_one(b'{"text": }\n')


def test_the_same_bytes_are_the_same_document() -> None:
    """The hash is of the line, whatever stands around it."""
    alone = load_one(lines(ITEM))
    among = list(load(lines({"text": "x"}, ITEM)))[1]
    assert isinstance(among, Document)
    assert alone.sha256 == among.sha256


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["title", "text", "published", "url"]), st.text(max_size=20) | st.none() | st.integers()
        )
    )
)
def test_any_items_give_one_thing_each(items: list[dict[str, Any]]) -> None:
    """As many documents and errors as lines, all with their number."""
    found = list(load(lines({"text": "first"}, *items)))
    assert len(found) == len(items) + 1
    assert [one.source for one in found] == [f"<bytes>, line {n}" for n in range(1, len(items) + 2)]
