"""The first stage lets through what can carry a claim, and only that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse.document import Document
from jaccuse.engine import read as reader
from jaccuse.engine.gate import Gate, Subject
from jaccuse.engine.names import find_mentions
from jaccuse.engine.segment import segment
from jaccuse.engine.words import load_words


def parsed(text: str, language: str = "en") -> list[str]:
    """The sentences that go to the parser."""
    words, sentences = load_words(language), segment(text, language)
    gate = Gate(text, words, sentences, Subject(text, words))
    return [text[sentences[i].start : sentences[i].end] for i in gate.chosen(find_mentions(text, language))]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Norway accuses Russia of a cyberattack on its parliament."),
        ("en", "Hackers linked to China breached a Dutch ministry."),
        ("en", "Canada sanctioned four Iranian hackers."),
        ("fr", "La Norvège accuse la Russie d’une cyberattaque contre son parlement."),
        ("fr", "Des pirates informatiques liés à la Chine ont visé un ministère."),
    ],
)
def test_sentences_that_carry_a_claim_are_parsed(language: str, sentence: str) -> None:
    """A word of a frame, somebody named and a word of cyberspace."""
    assert parsed(sentence, language) == [sentence]


@pytest.mark.parametrize(
    ("language", "reply", "accusation"),
    [
        ("en", "Beijing dismissed the allegations of hacking.", "Norway accuses China of a cyberattack."),
        ("fr", "Pékin a rejeté les accusations de piratage.", "La Norvège accuse la Chine d’une cyberattaque."),
    ],
)
def test_replies_are_parsed_where_somebody_is_accused(language: str, reply: str, accusation: str) -> None:
    """They stand in sentences of their own."""
    assert parsed(f"{accusation} {reply}", language) == [accusation, reply]


def test_a_reply_is_not_parsed_where_nobody_is_accused() -> None:
    """It would not count."""
    assert parsed("Pékin n’a pas répondu aux allégations de piratage.", "fr") == []


def test_a_neighbour_lends_its_words_of_cyberspace() -> None:
    """The accusation may stand beside the sentence that tells the attack."""
    text = "Hackers broke into the mail of the parliament in Oslo. Norway accused Russia. Moscow denied it."
    assert "Norway accused Russia." in parsed(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway accused Russia of shelling a hospital. Moscow denied it."),
        ("en", "A cyberattack stopped the trains. Nobody knows more."),
        ("en", "He likes cyberspace."),
        ("en", ""),
        ("fr", "La Norvège accuse la Russie d'avoir bombardé un hôpital."),
        ("fr", "Le navigateur est le maillon faible de la cybersécurité."),
    ],
)
def test_the_rest_is_not_parsed(language: str, text: str) -> None:
    """Nothing of cyberspace, or nobody named, or no word of a frame."""
    assert parsed(text, language) == []


def test_without_a_sentence_to_parse_neither_names_nor_the_model_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of the world's news costs one scan."""

    def never(*_: object) -> object:
        raise AssertionError("not wanted here")

    monkeypatch.setattr(reader, "find_mentions", never)
    monkeypatch.setattr(reader.Parser, "load", never)
    for text in ("Norway accused Russia of shelling a hospital.", "Cyberspace is wide and cold."):
        assert reader.read(Document.from_text(text, language="en")).claims == ()


WORDS = ["hackers", "data", "computers", "the", "Oslo", "cyber attack", "sites", "web", "antihacker", "hack", ".", "\n", "’s"]


@settings(max_examples=200)
@given(parts=st.lists(st.sampled_from(WORDS)), cut=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_the_subject_of_a_stretch_is_what_its_own_words_say(parts: list[str], cut: tuple[int, int]) -> None:
    """Asked from the index of the whole text or of the stretch alone, the answer is the same."""
    text, words = " ".join(parts), load_words("en")
    start, end = sorted(min(c, len(text)) for c in cut)
    stretch = text[start:end]
    alone = "strong" if words.matches("strong", stretch) else "weak" if words.matches("weak", stretch) else None
    assert Subject(text, words)(start, end) == alone
