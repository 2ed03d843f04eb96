"""Sentences and words."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jaccuse.engine.segment import LONGEST, segment

LANGUAGES = ["fr", "en", "de", "es", "it", "pt", "pl", "uk", "ru"]
TREEBANKS = Path(__file__).resolve().parents[3] / "shared" / "treebanks"


def sentences(text: str, language: str) -> list[list[str]]:
    return [[word.text for word in sentence.words] for sentence in segment(text, language)]


def words(text: str, language: str) -> list[str]:
    return [word for sentence in sentences(text, language) for word in sentence]


@given(st.text(st.sampled_from("aZé1 .,'’-\"«»!?…\n\t\r()@/:%A\u0301\u200b\u202e\u00a0Жё"), max_size=80) | st.text(max_size=60))
@example("qu'il y a-t-il 250 000 U.S. M. X\n\n- a")
def test_every_character_but_space_belongs_to_one_word_in_order(text: str) -> None:
    for language in LANGUAGES:
        at = 0
        for sentence in segment(text, language):
            assert sentence.start == sentence.words[0].start
            assert sentence.end == sentence.words[-1].end
            for word in sentence.words:
                assert word.start >= at
                assert not text[at : word.start].strip()
                assert word.text == text[word.start : word.end]
                assert word.text.strip()
                at = word.end
        assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("L'attaque d'hier, qu'il", "fr", ["L'", "attaque", "d'", "hier", ",", "qu'", "il"]),
        ("a-t-il dit, répondent-ils", "fr", ["a", "-t-il", "dit", ",", "répondent", "-ils"]),
        ("les États-Unis aujourd'hui, c'est-à-dire", "fr", ["les", "États-Unis", "aujourd'hui", ",", "c'est-à-dire"]),
        ("plus de 250 000 serveurs à 12h30", "fr", ["plus", "de", "250 000", "serveurs", "à", "12", "h", "30"]),
        ("China's hackers don't rest", "en", ["China's", "hackers", "don't", "rest"]),
        ("China-linked, so-called e-mail", "en", ["China", "-", "linked", ",", "so", "-", "called", "e-mail"]),
        ("non-state anti-Russia", "en", ["non-state", "anti-Russia"]),
        ("CVE-2021-26855 at example.com", "en", ["CVE-2021-26855", "at", "example.com"]),
        ("$2.5 and 40%", "en", ["$", "2.5", "and", "40", "%"]),
        ("die EU-Staaten am 19. Juli", "de", ["die", "EU", "-", "Staaten", "am", "19.", "Juli"]),
        ("l'attacco dell'Italia", "it", ["l'", "attacco", "dell'", "Italia"]),
        ("tornou-se terça-feira", "pt", ["tornou", "-se", "terça-feira"]),
        ("об'єднані кібер-атаки", "uk", ["об'єднані", "кібер-атаки"]),
    ],
)
def test_words_are_cut_as_the_treebank_cuts_them(text: str, language: str, expected: list[str]) -> None:
    assert words(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("U.S. officials blamed Mr. Xi, i.e. China.", "en", 1),
        ("He met U.S. officials in the U.K. They agreed.", "en", 2),
        ("“It was China,” he said. “We know.” Nobody answered.", "en", 3),
        ('"Was it them?" Psaki said. No.', "en", 2),
        ("« C'est faux ! », a déclaré M. Zhao. Pékin proteste.", "fr", 2),
        ("« Absurde. » La Chine nie.", "fr", 2),
        ("La campagne – « massive » – a touché 2.5 millions de comptes, etc. Le NCSC accuse.", "fr", 2),
        ("Am 19. Juli hat Dr. Meier, z. B. in Berlin, China beschuldigt.", "de", 1),
        ("US, allies blame China for hack\nThe White House said so.", "en", 2),
        ("- one\n- two\n\nThree", "en", 3),
        ("He waited… and left.", "en", 1),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, language: str, count: int) -> None:
    assert len(sentences(text, language)) == count, sentences(text, language)


def test_lines_wrapped_at_a_margin_run_on() -> None:
    text = (
        "The White House said on Monday that hackers who work for the Chinese\n"
        "Ministry of State Security were behind the campaign against Microsoft\n"
        "Exchange servers."
    )
    assert len(segment(text, "en")) == 1


def test_paragraphs_are_counted_by_line() -> None:
    assert [s.paragraph for s in segment("Title\nOne. Two.\n\nThree.", "en")] == [0, 1, 1, 2]


def test_a_sentence_without_end_is_cut() -> None:
    found = segment("word " * 3 * LONGEST, "en")
    assert max(len(s.words) for s in found) <= LONGEST


@pytest.mark.parametrize(
    "unit",
    ["a", "a.", "a-", "1 ", "l'", ".", '. "', "x@", "-il", "A.-", "http://", "\n", "a\n", "\u200b", "1-1234", "[."],
)
def test_hostile_lines_take_linear_time(unit: str) -> None:
    started = time.process_time()
    segment(unit * (300_000 // len(unit)), "fr")
    assert time.process_time() - started < 5


@pytest.mark.skipif(not TREEBANKS.exists(), reason="treebanks are not here")
@pytest.mark.parametrize(
    ("name", "floor_words", "floor_sentences"),
    [("fr_sequoia", 99.7, 93.5), ("fr_gsd", 99.7, 95.0), ("en_ewt", 98.0, 84.0), ("de_gsd", 99.5, 93.0)],
)
def test_treebanks_are_cut_no_worse_than_before(name: str, floor_words: float, floor_sentences: float) -> None:
    spec = importlib.util.spec_from_file_location("parser_bench", Path(__file__).parents[2] / "benchmarks" / "parser.py")
    assert spec
    assert spec.loader
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    scores = bench.cutting(TREEBANKS / f"{name}-ud-test.conllu.gz")
    assert scores["words"] >= floor_words
    assert scores["sentences"] >= floor_sentences
