"""PDF: wrapped lines to paragraphs, broken words where that is sure, and clear errors."""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping, Sequence

import pytest
from made_pdf import pdf, wrapped

from jaccuse.errors import JaccuseError, SourceBroken, SourceEmpty, SourceError, SourceTooLarge
from jaccuse.sources import Limits, load, load_one

pytest.importorskip("pypdfium2")

PARAGRAPHS = [
    "The ministry said on Monday that a group backed by a",
    "foreign government had entered the networks of several",
    "hospitals and of two universities.",
    "",
    "The embassy denied this and asked for proof, which the",
    "ministry said it would give in time.",
]


def error_of(data: bytes, **given: Limits) -> JaccuseError:
    """The one error of a source."""
    (error,) = load(data, **given)  # type: ignore[arg-type]
    assert isinstance(error, JaccuseError)
    return error


def test_wrapped_lines_become_paragraphs() -> None:
    """A gap between lines ends a paragraph, the end of a line does not."""
    found = load_one(pdf([wrapped(PARAGRAPHS)], title="A statement"))
    assert found.text.split("\n\n") == [" ".join(PARAGRAPHS[:3]), " ".join(PARAGRAPHS[4:])]
    assert (found.title, found.published, found.map.origin(3)) == ("A statement", None, None)


def test_a_heading_is_a_paragraph_of_its_own() -> None:
    """By its size."""
    found = load_one(pdf([[(60, 810, "Joint advisory", 18), *wrapped(PARAGRAPHS)]]))
    assert found.text.startswith("Joint advisory\n\nThe ministry said")


def test_broken_words_are_joined_only_where_that_is_sure() -> None:
    """A word known whole elsewhere loses its hyphen, a compound keeps it."""
    lines = [
        "The govern-", "ment of the country said that the state-", "sponsored group was known. The government and its",
        "well-", "known services agreed.",
    ]  # fmt: skip
    text = load_one(pdf([wrapped(lines)])).text
    assert "The government of" in text
    assert "state-sponsored group" in text
    assert "well-known services" in text


def test_a_paragraph_goes_on_over_the_page_and_running_heads_are_left_out() -> None:
    """What heads and foots most pages is no text of them."""
    pages = [
        [(60, 820, "Ministry of Examples"), *wrapped(lines, top=760), (290, 30, f"{number} / 3")]
        for number, lines in enumerate([PARAGRAPHS[:2], [PARAGRAPHS[2]], PARAGRAPHS[4:]], 1)
    ]
    assert load_one(pdf(pages)).text.split("\n\n") == [" ".join(PARAGRAPHS[:3]), " ".join(PARAGRAPHS[4:])]


def test_a_first_line_gives_the_date() -> None:
    """As in plain text; the file's own dates are not the publication's."""
    found = load_one(pdf([wrapped(["Published: July 19, 2021", "", *PARAGRAPHS])]))
    assert found.published == "2021-07-19"


def test_a_scan_is_told_to_need_ocr() -> None:
    """A PDF of pictures has no text."""
    error = error_of(pdf([[], []]))
    assert isinstance(error, SourceEmpty)
    assert "OCR" in str(error)


@pytest.mark.parametrize("data", [b"%PDF-1.4\nrubbish", pdf([wrapped(PARAGRAPHS)])[:300], b"%PDF-"])
def test_a_broken_pdf_is_an_error(data: bytes) -> None:
    """Cut short or no PDF at all."""
    assert isinstance(error_of(data), SourceBroken)


def test_a_locked_pdf_is_told_apart() -> None:
    """A password is asked for: another error than damage."""
    whole = pdf([wrapped(PARAGRAPHS)])
    lock = b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
    locked = re.sub(rb"/Info 4 0 R", b"/Info 4 0 R /Encrypt " + lock + b" /ID [<00> <00>]", whole)
    error = error_of(locked)
    assert isinstance(error, SourceBroken)
    assert "password" in str(error)


def test_limits_of_pages_and_characters() -> None:
    """Each names itself."""
    data = pdf([wrapped(PARAGRAPHS)] * 3)
    for limits, name in ((Limits(pdf_pages=2), "pdf_pages"), (Limits(text_chars=50), "text_chars")):
        error = error_of(data, limits=limits)
        assert isinstance(error, SourceTooLarge)
        assert name in str(error)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is told, and nothing else breaks."""
    whole = builtins.__import__

    def without(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> object:
        if name == "pypdfium2":
            raise ImportError(name)
        return whole(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without)
    error = error_of(pdf([wrapped(PARAGRAPHS)]))
    assert type(error) is SourceError
    assert "jaccuse[pdf]" in str(error)
