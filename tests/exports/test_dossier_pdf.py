"""Dossiers as PDF: readable text, tagged, with its fonts in it, in every script, whatever stands in the documents."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from made_texts import fill

from jaccuse.claim import Actor, Attribution, DocumentHead, Operation, Reading, Span
from jaccuse.cli import main
from jaccuse.exports.dossier.compose import compose
from jaccuse.exports.dossier.matter import gather
from jaccuse.exports.dossier.shape import Dossier
from jaccuse.ledger import Ledger
from jaccuse.ledger.entries import claim_id
from jaccuse.ledger.proofs import checkpoint

typst = pytest.importorskip("typst", reason="PDF is written only with the extra `dossier`")
pdfium = pytest.importorskip("pypdfium2", reason="what is in a PDF is read with the extra `pdf`")


def text_of(data: bytes) -> str:
    """All words of a PDF, on one line; characters of its line breaks taken out."""
    document = pdfium.PdfDocument(data)
    told = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(told.replace("\ufffe", "").split())


def dossier_of(ledger: Ledger, reading: Reading, language: str = "en") -> Dossier:
    """The dossier of the incident of a reading's first claim."""
    ledger.add(reading)
    ledger.settle()
    note = checkpoint(ledger)
    with ledger.reading() as connection:
        return compose(gather(connection, claim_id(reading.document.id, reading.claims[0]), note), language)


def told(words: str, **head: str) -> Reading:
    """A document of these words, in which its publication accuses Russia with all of them."""
    span = (Span(0, len(words)),)
    claim = Attribution(
        id="c1", act="attribute", status="stated", operation="o1", rule="test", anchors=span,
        claimants=(Actor(actor="publication"),), accused=(Actor(actor="RU", name=words, link="state", anchors=span),),
    )  # fmt: skip
    attack = Operation(id="o1", name=words[:30], anchors=span)
    document = DocumentHead(id="sha256:" + "1" * 64, language="en", text=words, published="2024-01-02", **head)
    return Reading(document=document, operations=(attack,), claims=(claim,))


def test_the_pdf_says_what_the_dossier_says(ledger: Ledger, tmp_path: Path) -> None:
    """Sentences, quotations, sources and the checkpoint; tagged for screen readers, with title and language; no font left out."""
    reading = fill(ledger)[0]
    name = claim_id(reading.document.id, reading.claims[0])
    for language, sentence in (
        ("en", "Mandiant suspected that people linked to China were responsible"),
        ("fr", "Mandiant soupçonne"),
    ):
        place = tmp_path / f"case.{language}.pdf"
        assert main(["dossier", name, "--db", str(tmp_path / "cases.db"), "--output", str(place), "--language", language]) == 0
        data = place.read_bytes()
        assert sentence in text_of(data)
        document = pdfium.PdfDocument(data)
        assert "Fabrikam" in document.get_metadata_value("Title")
        assert document.is_tagged()
        assert re.search(rb"pdfuaid:part", data) and f"/Lang({language}".encode() in data.replace(b" ", b"")


def test_the_same_dossier_gives_the_same_pdf(ledger: Ledger) -> None:
    """No time of day and no chance in it."""
    from jaccuse.exports.dossier.pdf import pdf

    made = dossier_of(ledger, told("Russia did it"))
    assert pdf(made) == pdf(made)


@pytest.mark.parametrize(
    "words", ["Кибератака на порт", "هجوم إلكتروني على الميناء", "Κυβερνοεπίθεση", "מתקפת סייבר", "Şəbəkə hücumu"]
)
def test_scripts_that_typst_s_own_fonts_cover(ledger: Ledger, words: str) -> None:
    """Cyrillic, Arabic, Greek, Hebrew and Latin beyond the West, without a font of the machine."""
    from jaccuse.exports.dossier.pdf import pdf

    data, missing = pdf(dossier_of(ledger, told(words, publisher=words)))
    assert not missing and b"/FontFile" in data


def test_chinese_japanese_and_korean_with_their_font(ledger: Ledger) -> None:
    """With the extra `dossier-cjk`."""
    pytest.importorskip("noto_cjk_sans_jp_regular", reason="the font comes with the extra `dossier-cjk`")
    from jaccuse.exports.dossier.pdf import pdf

    words = "网络攻击 サイバー攻撃 사이버 공격"
    data, missing = pdf(dossier_of(ledger, told(words, title=words)))
    assert not missing and "网络攻击" in text_of(data)


def test_what_no_font_shows_is_said(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF is made all the same, and names the characters."""
    from jaccuse.exports.dossier import pdf as module

    monkeypatch.setattr(module, "FONT_PACKAGES", ())
    data, missing = module.pdf(dossier_of(ledger, told("Linear B \U00010000\U00010001")))
    assert missing == "\U00010000\U00010001" and "U+10000" in text_of(data)


@pytest.mark.parametrize(
    "words", ["#panic() \\ $x$ <a> @b *c* _d_ `e` // f /* g", "x" * 5_000, ']]]}}}")', "\x00\x1b[2J\u202egpj"]
)
def test_no_word_of_a_document_is_taken_for_markup(ledger: Ledger, words: str) -> None:
    """Typst's own signs, words without an end, brackets, control characters."""
    from jaccuse.exports.dossier.pdf import pdf

    data, _ = pdf(dossier_of(ledger, told(words, title=words, publisher=words, url="https://example.org/" + "a" * 300)))
    assert "Claims, not verdicts" in text_of(data)


def test_without_the_extra_what_to_install_is_said(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no file is left."""
    reading = fill(ledger)[0]
    name = claim_id(reading.document.id, reading.claims[0])
    monkeypatch.setitem(sys.modules, "typst", None)
    assert main(["dossier", name, "--db", str(tmp_path / "cases.db"), "--output", str(tmp_path / "case.pdf")]) == 1
    assert "jaccuse[dossier]" in capsys.readouterr().err and not list(tmp_path.glob("*case.pdf*"))
