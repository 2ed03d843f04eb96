"""Plain text: every encoding read, nothing shifted, rubbish refused."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jaccuse import Document
from jaccuse.errors import BadDate, JaccuseError, SourceBroken, SourceEmpty, SourceNotFound, SourceTooLarge
from jaccuse.sources import Limits, load, load_one

TEXT = "« Les États-Unis accusent la Chine d’une cyberattaque », a déclaré l’œuvre d’un porte-parole."


def only(found: list[Document | JaccuseError]) -> Document | JaccuseError:
    """The single thing in a list."""
    (one,) = found
    return one


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode(), TEXT),
        (codecs.BOM_UTF8 + TEXT.encode(), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT),
        (TEXT.encode("utf-32"), TEXT),
        (TEXT.encode("utf-16-le"), TEXT),
        (TEXT.encode("cp1252"), TEXT),
        ("déjà été à Genève".encode("latin-1"), "déjà été à Genève"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16", "utf-16-be", "utf-32", "utf-16 unmarked", "windows-1252", "latin-1"],
)
def test_western_encodings_give_the_same_text(data: bytes, text: str) -> None:
    """Marked or not, the text is what was written; the byte order mark is no part of it."""
    found = load_one(data)
    assert found.text == text
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp1250", "gb18030", "shift_jis"])
def test_other_encodings_are_guessed_and_the_guess_is_told(encoding: str) -> None:
    """A text long enough to tell is read right."""
    texts = {
        "cp1250": "Rząd oskarżył obce służby o włamanie do sieci ministerstwa i zażądał wyjaśnień od ambasadora. ",
        "gb18030": "外交部发言人在记者会上坚决否认有关网络攻击的指控，并要求对方拿出证据。",
        "shift_jis": "政府の報道官は記者会見でサイバー攻撃への関与を全面的に否定し、証拠を示すよう求めた。",
    }
    text = texts.get(encoding, "Министерство отвергло обвинения в кибератаках и потребовало предъявить доказательства. ") * 8
    found = load_one(text.encode(encoding))
    assert found.text == text
    assert any("guessed" in note for note in found.notes)


def test_mixed_encodings_are_read_and_told() -> None:
    """UTF-8 with a pasted line of Windows-1252 is read whole, with a note on what was odd."""
    found = load_one("Un état accusé, déjà.\n".encode() + "Une clé volée.".encode("cp1252"))
    assert found.text == "Un état accusé, déjà.\nUne clé volée."
    assert "mixed encodings" in found.notes[0]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        bytes(100),
        b"a text\x00\x00\x00\x01\x02" * 20,
        b"\x7fELF\x02\x01\x01",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n",
    ],
    ids=["all bytes", "zeros", "zeros in text", "program", "zip", "image"],
)
def test_binary_rubbish_is_refused(data: bytes) -> None:
    """Not text: an error, with what would help."""
    error = only(list(load(data)))
    assert isinstance(error, SourceBroken)
    assert error.remedy


@pytest.mark.parametrize("data", [b"", b" \n\t", codecs.BOM_UTF8, "\u200b\ufeff\u2060\n".encode(), b"<html></html>", b"\n\n"])
def test_nothing_to_read_is_an_error(data: bytes) -> None:
    """Empty, blank, invisible."""
    assert isinstance(only(list(load(data))), SourceEmpty)


def test_a_first_line_gives_the_date_and_stays_in_the_text(tmp_path: Path) -> None:
    """Anchors point into the text as it was read, the first line with it."""
    path = tmp_path / "a.txt"
    path.write_text(" date 2021-07 Un État accusé.\n", encoding="utf-8")
    found = load_one(path)
    assert (found.published, found.text[:14], found.source) == ("2021-07", " date 2021-07 ", str(path))
    assert found.map.origin(5) == 5


def test_what_the_caller_says_wins() -> None:
    """Language, date and publisher of the caller stand above those of the source."""
    found = load_one(b"date 2021-07 A text.", language="en-GB", published="June 3, 2020", publisher="The Paper")
    assert (found.language, found.published, found.publisher) == ("en", "2020-06-03", "The Paper")


def test_a_wrong_date_of_the_caller_is_an_error_of_each_source() -> None:
    """It comes as a value and names the source."""
    error = only(list(load(b"A text.", published="soon")))
    assert isinstance(error, BadDate)
    assert error.source == "<bytes>"


def test_files_that_are_not_there_or_may_not_be_read(tmp_path: Path) -> None:
    """Missing, a folder, an impossible name: one error each, naming the file."""
    for source in (tmp_path / "missing.txt", tmp_path, str(tmp_path / ("x" * 5000)), "a\0b"):
        error = only(list(load(source)))
        assert isinstance(error, SourceNotFound)
        assert error.source == str(source)
    with pytest.raises(SourceNotFound):
        load_one(tmp_path / "missing.txt")


def test_an_unreadable_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operating system's refusal is told in plain words."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    error = only(list(load(tmp_path / "a.txt")))
    assert isinstance(error, SourceNotFound)
    assert "may not be read" in str(error)


def test_standard_input_is_sniffed(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads text, pages and items by their first bytes."""

    def given_in(data: bytes) -> list[Document | JaccuseError]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return list(load("-"))

    text = only(given_in(b"A plain text."))
    assert isinstance(text, Document)
    assert (text.text, text.source) == ("A plain text.", "<stdin>")
    page = only(given_in(b"<!doctype html><title>T</title><p>A paragraph of a page."))
    assert isinstance(page, Document)
    assert page.text == "T\n\nA paragraph of a page."
    assert len(given_in(b'{"text": "one"}\n{"text": "two"}\n')) == 2
    assert len(given_in(gzip.compress(b'{"text": "one"}\n{"text": "two"}\n'))) == 2


def test_limits_name_themselves() -> None:
    """Too many bytes or characters: the error says which limit it was."""
    for limits, name in ((Limits(source_bytes=10), "source_bytes"), (Limits(text_chars=10), "text_chars")):
        error = only(list(load(b"A text of more than ten characters.", limits=limits)))
        assert isinstance(error, SourceTooLarge)
        assert name in str(error)


def test_a_compression_bomb_is_stopped() -> None:
    """The ratio is watched while it is unpacked, so that memory is never taken."""
    bomb = gzip.compress(b"\0" * 30_000_000)
    error = only(list(load(bomb)))
    assert isinstance(error, SourceTooLarge)
    assert "gzip_ratio" in str(error)


@pytest.mark.parametrize("spoil", [lambda data: data[:-12], lambda data: data[:20] + b"\xff" * 20 + data[40:]])
def test_a_damaged_gz_is_an_error(spoil: object) -> None:
    """Cut short or overwritten."""
    data = gzip.compress("".join(f"line {n} of a text\n" for n in range(500)).encode())
    assert isinstance(only(list(load(spoil(data)))), SourceBroken)  # type: ignore[operator]


def test_a_gz_of_several_members_is_read_whole() -> None:
    """As `cat a.gz b.gz` makes it, with padding at the end."""
    assert load_one(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 64).text == "one two"


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_kept_character_by_character(text: str) -> None:
    """Zero width, right to left, decomposed: what goes in comes out, or it is refused as empty or binary."""
    data = text.encode("utf-8", "surrogatepass")
    for found in load(b"Title line.\n" + data):
        if isinstance(found, Document):
            assert found.notes or found.text == f"Title line.\n{text}"
        else:
            assert isinstance(found, SourceBroken)


@given(st.binary(max_size=400))
def test_any_bytes_give_documents_or_errors_and_nothing_else(data: bytes) -> None:
    """No other exception, and every text can be written as UTF-8."""
    for found in load(data):
        assert isinstance(found, Document | JaccuseError)
        if isinstance(found, Document):
            found.text.encode("utf-8")


def test_a_text_of_ones_own_with_half_a_character_can_be_written() -> None:
    """As in sources: one for one, so that no offset moves."""
    assert Document.from_text("a \ud800 b").text == "a \ufffd b"
