"""What dossiers say in each language: every act, status, tie, measure and kind of actor has a sentence with its claimant in it."""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

import pytest

from jaccuse.claim import (
    Act,
    Actor,
    Attribution,
    Claim,
    DateValue,
    Link,
    Measure,
    MeasureKind,
    MeasureStatus,
    Reply,
    ReplyKind,
    Span,
    Status,
    Support,
    SupportKind,
)
from jaccuse.exports.dossier.compose import LANGUAGES
from jaccuse.exports.dossier.french_grammar import a, being_in, de
from jaccuse.exports.dossier.matter import Held
from jaccuse.exports.dossier.naming import organs, proper, spelt, states
from jaccuse.exports.dossier.said import sentence
from jaccuse.exports.dossier.tongue import Tongue
from jaccuse.ledger.rows import ClaimRow, DocumentRow

AT = (Span(0, 4),)
WHO = (
    Actor(actor="US"), Actor(actor="US/white-house"), Actor(actor="CN/mfa"), Actor(actor="FR/prosecutors"), Actor(actor="EU"),
    Actor(actor="org:amnesty-international"), Actor(actor="DE/annalena-baerbock"), Actor(actor="publication"),
    Actor(actor="unnamed"), Actor(actor="unknown", count=3, nationality="IR", role="hacker"),
)  # fmt: skip
WHOM = (
    "CN", "IR", "US", "IL", "KR", "CU", "RU/gru", "KP/military", "group:apt28", "group:lazarus-group", "person:zhou-mingde",
    "org:hamas", "unknown",
)  # fmt: skip
WRONG = re.compile(
    r"[{}]|None|  |\b(?:de le|de les|à le|à les|d'le|d'les|que un|que une|que Israël|de Israël|de APT|a people|the the)\b|\ble les\b"
)


def held(claim: Claim, publisher: str | None = "Le Phare") -> Held:
    """A claim in a document."""
    document = DocumentRow(
        id="sha256:0", title="T", published="2024-07-01", publisher=publisher, language="en", url=None, size=4
    )
    row = ClaimRow(
        id="c1", document=document, operation="o1", incident="i1", day="2024-07-01", standing="counts", reviewed="", differs=False,
        doubt=0, claim=claim,
    )  # fmt: skip
    return Held(row, "said")


def checked(tongue: Tongue, claim: Claim, by: Actor) -> str:
    """The sentence, which names who claims it and has nothing wrong in it."""
    told = sentence(tongue, held(claim))
    assert not WRONG.search(told), told
    named = tongue.who(by, "Le Phare").words.rstrip(",")
    kept = named.split(maxsplit=1)[-1].removeprefix("l'")  # the article may be drawn together with a preposition
    assert kept.lower() in told.lower(), (kept, told)
    assert told.endswith((".", ")")), told
    return told


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_attribution_has_a_sentence(language: str) -> None:
    """All acts, statuses, ties and kinds of accused, by every kind of claimant."""
    tongue = LANGUAGES[language]({})
    told = set()
    for act, status in product(get_args(Act), get_args(Status)):
        for code, link in product(WHOM, get_args(Link)):
            accused = (Actor(actor=code, link=link),)
            claim = Attribution(
                id="c1", act=act, status=status, rule="t", anchors=AT, claimants=(WHO[0],), accused=accused, operation="o1",
                date=DateValue(value="2024-07-01", precision="day"),
            )  # fmt: skip
            told.add(checked(tongue, claim, WHO[0]))
        for by in WHO:
            accused = (Actor(actor="CN", link="backed"), Actor(actor="group:apt28", link="none"))
            claim = Attribution(id="c1", act=act, status=status, rule="t", anchors=AT, claimants=(by,), accused=accused)
            told.add(checked(tongue, claim, by))
    assert len(told) > 600  # no two ties, statuses or kinds of actors run into one


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_an_accusation_is_never_a_statement_of_ours(language: str) -> None:
    """Nobody "is responsible" but in a clause that hangs on somebody's word."""
    tongue = LANGUAGES[language]({})
    for status in ("stated", "suspected", "hearsay"):
        claim = Attribution(
            id="c1", act="attribute", status=status, rule="t", anchors=AT, claimants=(Actor(actor="publication"),),
            accused=(Actor(actor="person:zhou-mingde", link="none"),),
        )  # fmt: skip
        told = sentence(tongue, held(claim))
        before = told[: told.index("Zhou Mingde")]
        assert re.search(r"said that|suspected that|with distance, that|affirme que|soupçonne|avec distance que", before), told


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_measure_reply_and_support_has_a_sentence(language: str) -> None:
    """With its status; a measure that was not taken is not told as taken."""
    tongue = LANGUAGES[language]({})
    for what, status, by in product(get_args(MeasureKind), get_args(MeasureStatus), WHO):
        measure = Measure(
            id="c1", measure=what, status=status, by=(by,), against=(Actor(actor="RU/gru"),), rule="t", anchors=AT
        )
        told = checked(tongue, measure, by)
        taken = tongue.words.measure_statuses["adopted"]
        assert (f": {taken}" in told) == (status == "adopted"), told
    for answer, by in product(get_args(ReplyKind), WHO):
        checked(tongue, Reply(id="c1", reply=answer, by=(by,), to=(WHO[0],), rule="t", anchors=AT), by)
    for kind, by in product(get_args(SupportKind), WHO):
        checked(tongue, Support(id="c1", support=kind, by=(by,), of=(WHO[4],), rule="t", anchors=AT), by)


@pytest.mark.parametrize(
    ("code", "of", "to", "inside"),
    [
        ("CN", "de la Chine", "à la Chine", "en Chine"),
        ("US", "des États-Unis", "aux États-Unis", "aux États-Unis"),
        ("GB", "du Royaume-Uni", "au Royaume-Uni", "au Royaume-Uni"),
        ("IR", "de l'Iran", "à l'Iran", "en Iran"),
        ("IL", "d'Israël", "à Israël", "en Israël"),
        ("CU", "de Cuba", "à Cuba", "à Cuba"),
        ("KP", "de la Corée du Nord", "à la Corée du Nord", "en Corée du Nord"),
        ("NL", "des Pays-Bas", "aux Pays-Bas", "aux Pays-Bas"),
        ("VN", "du Vietnam", "au Vietnam", "au Vietnam"),
        ("TW", "de Taïwan", "à Taïwan", "à Taïwan"),
        ("MX", "du Mexique", "au Mexique", "au Mexique"),
        ("YE", "du Yémen", "au Yémen", "au Yémen"),
    ],
)
def test_french_prepositions_before_states(code: str, of: str, to: str, inside: str) -> None:
    """Contracted, elided, and by gender."""
    name = states()[code].french
    assert (de(name), a(name), being_in(code, name)) == (of, to, inside)


def test_every_state_has_names_with_their_articles() -> None:
    """In both languages; the French gender is one of four, and its adjectives are four or none."""
    assert len(states()) > 190
    for code, state in states().items():
        assert state.english and state.french and state.gender in ("m", "f", "mp", "fp"), code
        assert len(state.adjectives) in (0, 4), code
        assert state.french.startswith("les ") == state.gender.endswith("p"), code


def test_every_organ_has_two_names() -> None:
    """With the gender of the French one, and a place for the state's adjective in those of every state."""
    for code, organ in organs().items():
        assert organ.gender in ("m", "f", "mp", "fp"), code
        assert ("{adj}" in organ.english and "{adj}" in organ.french) == code.startswith("*/"), code


def test_names_out_of_documents_are_names() -> None:
    """A pronoun or a description never becomes one; a spelling whose letters are the code's does."""

    def claim(words: str) -> Attribution:
        return Attribution(
            id="c1", act="attribute", status="stated", rule="t", anchors=AT, claimants=(Actor(actor="org:deep-blue", name=words),),
            accused=(),
        )  # fmt: skip

    assert spelt([claim("the firm"), claim("its")]) == {}
    assert proper("org:deep-blue", spelt([claim("DeepBlue"), claim("the firm")])) == "DeepBlue"
    assert proper("group:apt28", {}) == "APT28" and proper("org:crowdstrike", {}) == "CrowdStrike"
    assert proper("person:zhou-mingde", {}) == "Zhou Mingde"
