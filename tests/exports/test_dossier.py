"""Dossiers: every sentence says who claims it, each comes with its words and sources, and nothing in a document is obeyed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from made_texts import fill

from jaccuse.claim import Actor, Attribution, DocumentHead, Operation, Reading, Span
from jaccuse.cli import main
from jaccuse.exports.dossier.compose import LANGUAGES, compose
from jaccuse.exports.dossier.events import bounds, ticks
from jaccuse.exports.dossier.html import html
from jaccuse.exports.dossier.lexis import lexis
from jaccuse.exports.dossier.markdown import markdown
from jaccuse.exports.dossier.matter import Matter, gather
from jaccuse.exports.dossier.notes import ranges
from jaccuse.exports.dossier.picture import svg
from jaccuse.exports.dossier.shape import Dossier, Heading, Items, Paragraph, Quote, Ref, Table, Text, Timeline
from jaccuse.ledger import Ledger
from jaccuse.ledger.entries import claim_id
from jaccuse.ledger.proofs import checkpoint
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import review
from made_readings import rich


def matter_of(ledger: Ledger, claim: str) -> Matter:
    """The matter of the incident that a claim is in."""
    note = checkpoint(ledger)
    with ledger.reading() as connection:
        return gather(connection, claim, note)


@pytest.fixture
def matter(ledger: Ledger) -> Matter:
    """The case on Fabrikam."""
    reading = fill(ledger)[0]
    return matter_of(ledger, claim_id(reading.document.id, reading.claims[0]))


def words(dossier: Dossier) -> str:
    """Everything a dossier says before its notes, as plain words."""
    found: list[str] = []

    def line(pieces: tuple[object, ...]) -> None:
        found.append("".join(piece.words if isinstance(piece, (Text, Quote)) else "" for piece in pieces))

    for block in dossier.blocks:
        if isinstance(block, (Heading, Paragraph)):
            line(block.words)
        elif isinstance(block, Items):
            for item in block.items:
                line(item)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    line(cell)
    return "\n".join(found)


def test_the_case_is_told_in_plain_english_with_who_claims_it(matter: Matter) -> None:
    """Accusers with their ties, words, certainty and dates; measures with status; replies; support."""
    told = words(compose(matter, "en"))
    for sentence in (
        "On 4 March 2024, Mandiant suspected that people linked to China were responsible for the operation.",
        "On 19 July 2024, the United Kingdom said that China was responsible for the operation.",
        "In a document of 19 July 2024, the White House said that people affiliated with the Chinese Ministry of State Security "
        "were responsible for the operation.",
        "Certainty, as worded: high confidence as to who did it (high confidence).",
        "The same stands in one more claim, of 22 July 2024.",
        "On 1 September 2024, the US Department of Justice alleged, in a legal act such as charges or a sanctions notice, that Zhou "
        "Mingde was responsible for the operation.",
        "Sanctions, by the European Union, against the Chinese Ministry of State Security: taken, the document says.",
        "The Chinese foreign ministry denied it.",
        "New Zealand condemned the operation without naming anybody as responsible.",
        "People named here are presumed innocent: an accusation, a charge or a sanction is no finding of guilt.",
        "None of them is preferred here.",
    ):
        assert sentence in told, sentence


def test_the_case_is_told_in_french_with_its_articles_and_spaces(matter: Matter) -> None:
    """Contraction, elision, number, guillemets and narrow spaces."""
    told = words(compose(matter, "fr"))
    for sentence in (
        "Le 4 mars 2024, Mandiant soupçonne des acteurs liés à la Chine d'être responsables de l'opération.",
        "Le 19 juillet 2024, les États-Unis affirment que la Chine est responsable de l'opération.",
        "la Maison-Blanche affirme que des acteurs affiliés au ministère chinois de la Sécurité de l'État sont responsables",
        "affirme qu'un organe de l'État chinois est responsable de l'opération.",
        "Le 1er septembre 2024, le département américain de la Justice met en cause Zhou Mingde dans un acte juridique",
        "elles émanent de Mandiant, du Royaume-Uni, de l'Union européenne, des États-Unis, de la Maison-Blanche",
        "La France condamne l'opération sans désigner de responsable.",
        "contre Zhou Mingde (nationalité indiquée\N{NO-BREAK SPACE}: chinoise)\N{NO-BREAK SPACE}: mesure prise, selon le document",
    ):
        assert sentence in told, sentence
    assert not re.search(r"\b(de le|de les|à le|à les|que un|de un\b|d'le)\b", told)
    assert "«\N{NO-BREAK SPACE}" in markdown(compose(matter, "fr"))


def test_every_claim_is_cited_with_its_words_source_hash_and_offsets(matter: Matter, ledger: Ledger) -> None:
    """The words of a note are the text of its document at its offsets."""
    made = compose(matter, "en")
    assert len(made.notes) == len(matter.claims) > 10
    with ledger.reading() as connection:
        texts = Views(connection).texts(note.document for note in made.notes)
    for note in made.notes:
        text = texts[note.document]
        assert " […] ".join(text[span.start : span.end] for span in note.spans) == note.quote.words
        assert note.url and note.document.startswith("sha256:") and "not reviewed by a person" in note.details
    used = {int(number) for number in re.findall(r"\[\^(\d+)\](?!:)", markdown(made))}
    assert used == {note.number for note in made.notes}


def test_the_ledger_s_checkpoint_stands_in_it(matter: Matter, ledger: Ledger) -> None:
    """By its size and root, as `jaccuse checkpoint` prints it."""
    body = checkpoint(ledger).body
    assert all(line in markdown(compose(matter, "fr")) for line in body.strip().split("\n"))


def test_the_same_ledger_gives_the_same_bytes(matter: Matter) -> None:
    """In every form and language."""
    for language in LANGUAGES:
        first, second = (compose(matter, language) for _ in range(2))
        assert markdown(first) == markdown(second) and html(first) == html(second)
        assert msgspec.json.encode(first) == msgspec.json.encode(second)


def test_what_a_person_reviewed_is_told(ledger: Ledger) -> None:
    """Notes say so, and the section on what nobody reviewed names the others."""
    reading = fill(ledger)[0]
    name = claim_id(reading.document.id, reading.claims[0])
    review(ledger, name, "accept", by="ana", reason="read it")
    ledger.settle()
    made = compose(matter_of(ledger, name), "en")
    assert "accepted by a person" in made.notes[0].details
    told = words(made)
    assert "A person has looked at 1 of the 16 claims" in told and "(note 2–16)" in told


def evil(text: str, name: str, **head: str) -> Reading:
    """A reading of one accusation by an actor with a name out of the text."""
    at = text.index(name)
    span = (Span(at, at + len(name)),)
    attack = Operation(id="o1", name=name, anchors=span)
    claim = Attribution(
        id="c1", act="attribute", status="stated", operation="o1", rule="test", anchors=(Span(0, len(text)),),
        claimants=(Actor(actor="publication"),), accused=(Actor(actor="unknown", role=name, link="none", anchors=span),),
    )  # fmt: skip
    return Reading(
        document=DocumentHead(id="sha256:" + "0" * 64, language="en", text=text, **head), operations=(attack,), claims=(claim,)
    )


HOSTILE = "</title><script>alert(1)</script> [x](javascript:alert(1)) `` ``` $x$ #panic() \\ | \N{RIGHT-TO-LEFT OVERRIDE}gpj.exe \x1b[2J"


@pytest.fixture
def hostile(ledger: Ledger) -> Matter:
    """A document whose title, publisher, address, words and names are markup."""
    reading = evil(f"Before {HOSTILE} after", HOSTILE, title=HOSTILE, publisher=HOSTILE, url=f"javascript:{HOSTILE}")
    ledger.add(reading)
    ledger.settle()
    return matter_of(ledger, claim_id(reading.document.id, reading.claims[0]))


class Tags(HTMLParser):
    """Collects the tags of a page, and the targets of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append(tag)
        self.targets += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]
        assert not [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_nothing_hostile_gets_through_in_html(hostile: Matter, language: str) -> None:
    """No script, no address but of web pages and the file itself, no direction override, nothing fetched."""
    page = html(compose(hostile, language))
    seen = Tags()
    seen.feed(page)
    assert not {"script", "iframe", "object", "link", "img", "base", "form"} & set(seen.tags)
    assert all(target.startswith("#") for target in seen.targets)
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page and "\x1b" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nothing_hostile_gets_through_in_markdown(hostile: Matter) -> None:
    """No raw HTML, no link out of the words, and no table broken open."""
    told = markdown(compose(hostile, "en"))
    assert not re.search(r"(?<!\\)<script|(?<!\\)\]\(javascript", told) and "\x1b" not in told
    tables = [line for line in told.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} <= {5, 7, 3, 4}


def test_links_in_html_lead_to_their_notes_and_back(matter: Matter) -> None:
    """Every mark has a note, every note a way back; addresses of web pages are links without a referrer."""
    page = html(compose(matter, "fr"))
    seen = Tags()
    seen.feed(page)
    names = set(re.findall(r'\bid="([^"]+)"', page))
    assert all(target[1:] in names for target in seen.targets if target.startswith("#"))
    assert {target for target in seen.targets if not target.startswith("#")} == {head.url for head in matter.case.documents}
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">') and "default-src 'none'" in page


def test_the_timeline_is_a_picture_with_words(matter: Matter) -> None:
    """Valid SVG with a title and a description, a mark for each day of each accuser, nothing from outside."""
    drawn = next(block for block in compose(matter, "en").blocks if isinstance(block, Timeline))
    assert [lane.label for lane in drawn.lanes][:4] == ["Mandiant", "United Kingdom", "European Union", "United States"]
    assert [mark.look for mark in drawn.lanes[0].marks] == ["suspected"]
    picture = svg(drawn)
    root = ElementTree.fromstring(picture)
    assert root.find("{http://www.w3.org/2000/svg}title") is not None and "href" not in picture
    shapes = sum(picture.count(f"<{tag} ") for tag in ("circle", "path"))
    assert shapes == sum(len(lane.marks) for lane in drawn.lanes) + len(drawn.keys)


@pytest.mark.parametrize(
    ("day", "span"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-07-19", ("2024-07-19", "2024-07-19")),
    ],
)
def test_a_date_is_drawn_as_precise_as_it_is(day: str, span: tuple[str, str]) -> None:
    """A month spans its days, a year its months."""
    assert bounds(day) == span


@pytest.mark.parametrize(
    ("first", "last"),
    [("2024-07-19", "2024-07-19"), ("2024-07-19", "2024-07-21"), ("2023-12-01", "2024-03-09"), ("1999-01-01", "2024-12-31")],
)
def test_the_axis_names_a_few_days_in_order(first: str, last: str) -> None:
    """From a day to decades."""
    found = [day for day, _ in ticks(first, last, str)]
    assert found == sorted(set(found)) and 1 <= len(found) <= 9


def test_note_numbers_are_shortened() -> None:
    """Runs become ranges."""
    assert ranges([1, 2, 3, 5, 8, 9]) == "1–3, 5, 8–9" and ranges([]) == ""


def test_both_languages_have_the_same_words() -> None:
    """Every label and passage, with the same values in it."""
    english, french = lexis("en"), lexis("fr")
    for part in english.__struct_fields__:
        one, other = getattr(english, part), getattr(french, part)
        assert (sorted(one), part) == (sorted(other), part) if isinstance(one, dict) else one == other
    for key, told in english.passages.items():
        assert sorted(set(re.findall(r"\{\w+\}", told))) == sorted(set(re.findall(r"\{\w+\}", french.passages[key]))), key


def test_an_incident_that_does_not_exist_is_refused_with_near_ones(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By name, with status 1, and nothing is written."""
    fill(ledger)
    with ledger.reading() as connection:
        name = Views(connection).incidents().rows[0].id
    wrong = name[:-3] + "zzz"
    assert main(["dossier", wrong, "--db", str(tmp_path / "cases.db"), "--output", str(tmp_path / "x.md")]) == 1
    error = capsys.readouterr().err
    assert wrong in error and name in error and not list(tmp_path.glob("x*"))


def test_an_output_that_cannot_be_written_leaves_nothing(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the file."""
    reading = fill(ledger)[0]
    name = claim_id(reading.document.id, reading.claims[0])
    for form in ("html", "markdown"):
        place = tmp_path / "nowhere" / "case"
        assert main(["dossier", name, "--db", str(tmp_path / "cases.db"), "--format", form, "--output", str(place)]) == 1
        assert "nowhere" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_the_command_writes_what_the_name_of_the_file_says(ledger: Ledger, tmp_path: Path) -> None:
    """HTML, Markdown with the timeline beside it, in the language asked for."""
    reading = fill(ledger)[0]
    common = ["dossier", claim_id(reading.document.id, reading.claims[0]), "--db", str(tmp_path / "cases.db"), "--output"]
    assert main([*common, str(tmp_path / "case.html")]) == 0
    assert (tmp_path / "case.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert main([*common, str(tmp_path / "case.md"), "--language", "fr"]) == 0
    assert "](case.timeline.svg)" in (tmp_path / "case.md").read_text(encoding="utf-8")
    assert (tmp_path / "case.timeline.svg").read_text(encoding="utf-8").startswith("<svg")


def test_every_kind_of_claim_and_value_has_a_sentence(ledger: Ledger) -> None:
    """A reading with everything in it; what is about no operation is in no case."""
    reading = rich()
    ledger.add(reading)
    ledger.settle()
    found = matter_of(ledger, claim_id(reading.document.id, reading.claims[0]))
    told = words(compose(found, "en"))
    assert "Grounds named: malware samples." in told
    assert "This is passed on by Le Journal." in told
    assert "expressly not taken, the document says" in told
    assert "at least 2,500 servers (1 document)" in told
    french = words(compose(found, "fr"))
    assert "Élément invoqué\N{NO-BREAK SPACE}: malware samples." in french and "Propos relayés par Le Journal." in french
    assert "au moins 2\N{NARROW NO-BREAK SPACE}500 servers" in french
    assert any(
        isinstance(piece, Ref) for block in compose(found).blocks if isinstance(block, Paragraph) for piece in block.words
    )
