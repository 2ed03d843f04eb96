"""Big and odd input: read in linear time, and nothing heavy is loaded for what does not need it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import pytest

from jaccuse.sources import Limits, load_one

SECONDS = 30.0  # far above what is measured, far below what quadratic time would take


def timed(data: bytes) -> str:
    """The text of a source, read within the time on the processor."""
    began = time.process_time()
    text = load_one(data).text
    assert time.process_time() - began < SECONDS
    return text


def test_ten_megabytes_of_text() -> None:
    """As lines and as one line, ASCII and not."""
    for text in ("Un État accusé.\n" * 620_000, "é" * 5_000_000, "word " * 2_000_000):
        assert timed(text.encode()) == text


def test_ten_megabytes_of_mixed_encodings() -> None:
    """Stray bytes all over take no more than one pass."""
    assert len(timed(("é" * 20).encode() * 100_000 + b"\xe9 " * 500_000)) == 3_000_000


def test_a_line_of_a_megabyte_in_json() -> None:
    """One item with one line."""
    assert len(timed(b'{"text": "' + b"word " * 200_000 + b'"}')) == 1_000_000


@pytest.mark.parametrize(
    "tag", ["div", "b", "p", "a", "ul><li", "table><tr><td", "blockquote", 'span style="x"', "section><header"]
)
def test_ten_thousand_tags_inside_each_other(tag: str) -> None:
    """Closed or not: no recursion, and the text is found."""
    names = [name.split()[0] for name in tag.split("><")]
    closed = "".join(f"</{name}>" for name in reversed(names))
    assert timed(f"<html>{f'<{tag}>' * 10_000}Deep inside{closed * 10_000}".encode()) == "Deep inside"
    assert timed(f"<html>{f'<{tag}>' * 10_000}Deep inside".encode()) == "Deep inside"


@pytest.mark.parametrize(
    "markup",
    [
        "<" * 500_000, "<a " * 300_000, '<a x="' * 300_000, "<a x='\"" * 300_000, "<!--" * 300_000, "<!" * 300_000,
        "<b>a" * 100_000,
        "<div>" + "<i>" * 100_000 + "</b>a" * 100_000, "<td>" * 500 + "<div>" * 100_000 + "</p>a</td>" * 100_000,
        "<a><p>x" * 60_000, "&amp;&eacute; " * 100_000, " \n" * 1_000_000, "&" * 1_000_000, "<script>" * 200_000,
        "<meta name=a content=b>" * 60_000, "<p " + "a=b " * 300_000 + ">y", "<p a" + " " * 1_000_000 + ">y",
        "<h1>x</h1>" * 60_000,
        "<svg>" * 50_000, "</p>" * 300_000, "<li><a>x" * 60_000, '<script type="application/ld+json">[[[[' * 50_000,
    ],
    ids=lambda markup: markup[:12],
)  # fmt: skip
def test_markup_made_to_be_slow_is_not(markup: str) -> None:
    """Each was quadratic or worse in one parser or another."""
    before = "Before it all there is a paragraph of some length."
    assert timed(f"<html><p>{before}</p>{markup}".encode()).startswith(before)


def test_a_page_of_ten_megabytes() -> None:
    """Paragraph after paragraph."""
    assert (
        timed(b"<html>" + b"<p>A paragraph of some words, and then <b>some</b> more of them.</p>\n" * 140_000).count("\n\n")
        == 139_999
    )


def test_plain_text_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    """No parser, no client, no guesser; items neither."""
    (tmp_path / "a.txt").write_text("Un État accusé.", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"text": "Un texte."}\n')
    code = (
        "import sys; from jaccuse.sources import load_one\n"
        f"load_one({str(tmp_path / 'a.txt')!r}), load_one({str(tmp_path / 'a.jsonl')!r})\n"
        "heavy = {'pypdfium2', 'httpcore2', 'ssl', 'charset_normalizer', 'fasttext', 'numpy', 'msgspec', 'urllib3'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_limits_are_documented_as_they_are() -> None:
    """Every limit and its default stand in the reference."""
    page = Path(__file__).parents[2] / "docs" / "reference" / "limits.md"
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name: float(value.replace(",", "")) for name, value in rows} == {
        field.name: float(getattr(Limits(), field.name)) for field in fields(Limits)
    }
