"""Words to trees."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jaccuse.engine.parse import MODELS, MOST, Parse, Parser, best_tree, cycle, tree, windows
from jaccuse.engine.segment import segment

TREEBANKS = Path(__file__).resolve().parents[3] / "shared" / "treebanks"
shipped = pytest.mark.skipif(not (MODELS / "parser.onnx").exists(), reason="no model is here")


def read(text: str, language: str) -> tuple[list[str], Parse]:
    words = [word.text for sentence in segment(text, language) for word in sentence.words]
    return words, Parser.load().parse([words])[0]


def is_tree(heads: list[int]) -> bool:
    return heads.count(-1) == 1 and cycle([0, *(head + 1 for head in heads)]) is None


def squares(size: int) -> st.SearchStrategy[np.ndarray]:
    return st.lists(st.floats(-5, 5, width=16), min_size=size * size, max_size=size * size).map(
        lambda values: np.array(values, dtype=np.float64).reshape(size, size)
    )


@given(st.integers(2, 5).flatmap(squares))
@settings(max_examples=150, deadline=None)
def test_the_best_tree_is_the_best_of_all_trees(scores: np.ndarray) -> None:
    np.fill_diagonal(scores, -np.inf)
    size = len(scores)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[word, head] for word, head in enumerate(heads, 1)))

    every = itertools.product(range(size), repeat=size - 1)
    trees = [heads for heads in every if all(h != w for w, h in enumerate(heads, 1)) and cycle([0, *heads]) is None]
    found = best_tree(scores)
    assert cycle(found) is None
    assert total(tuple(found[1:])) == pytest.approx(max(map(total, trees)))


@given(st.integers(2, 9).flatmap(squares))
@settings(deadline=None)
def test_whatever_the_scores_there_is_one_root_and_no_ring(scores: np.ndarray) -> None:
    scores = scores.astype(np.float32)
    np.fill_diagonal(scores, -1e9)
    heads = tree(scores[1:].argmax(1).tolist(), scores)
    assert heads.count(0) == 1
    assert cycle([0, *heads]) is None


def test_long_sentences_are_read_in_windows_cut_at_a_comma() -> None:
    words = ["a"] * 900
    words[380] = ","
    cut = list(windows(words, [1] * 900))
    assert cut[0] == (0, 381)
    assert cut[-1][1] == 900
    assert all(end - start <= MOST for start, end in cut)
    assert [end for _, end in cut[:-1]] == [start for start, _ in cut[1:]]


@shipped
@pytest.mark.parametrize(
    "words", [[], ["x"], ["-"] * 3, ["word"] * 1200, ["a" * 5000], ["\u200b", "\ud800", "🏴"], ["ça", ","] * 300]
)
def test_any_words_become_one_tree(words: list[str]) -> None:
    parse = Parser.load().parse([words])[0]
    assert len(parse.tags) == len(parse.heads) == len(parse.labels) == len(words)
    if words:
        assert is_tree(parse.heads)
        assert [label == "root" for label in parse.labels] == [head == -1 for head in parse.heads]


@shipped
def test_a_sentence_has_the_same_parse_whatever_stands_beside_it() -> None:
    parser = Parser.load()
    one, other = ["US", ",", "allies", "blame", "China", "for", "hack"], ["Huge", "!!!!", "999"] * 40
    assert parser.parse([one])[0] == parser.parse([other, one, other])[1]


@shipped
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Lundi, la Chine a été accusée par les États-Unis.", "fr", {"Chine": "nsubj:pass", "États-Unis": "obl:agent"}),
        ("La Maison Blanche a accusé la Chine d’utiliser des pirates.", "fr", {"Maison": "nsubj", "Chine": "obj"}),
        ("US, allies blame China for hack", "en", {"US": "nsubj", "China": "obj"}),
        ("The attack was carried out by hackers, the ministry said.", "en", {"attack": "nsubj:pass", "ministry": "nsubj"}),
        ("Berlin macht Russland für den Angriff verantwortlich.", "de", {"Berlin": "nsubj", "Russland": "obj"}),
        ("Gli Stati Uniti accusano la Cina di spionaggio.", "it", {"Stati": "nsubj", "Cina": "obj"}),
        ("USA oskarżają Chiny o cyberataki.", "pl", {"USA": "nsubj", "Chiny": "obj"}),
        ("США звинуватили Росію у кібератаці.", "uk", {"США": "nsubj", "Росію": "obj"}),
    ],
)
def test_it_knows_who_accuses_whom(text: str, language: str, expected: dict[str, str]) -> None:
    words, parse = read(text, language)
    found = {word: label for word, label in zip(words, parse.labels, strict=True) if word in expected}
    assert found == expected


@shipped
def test_a_long_list_of_agents_is_one_chain() -> None:
    text = "La Chine a été accusée par les États-Unis, l'UE, l'OTAN, le Canada, l'Australie, la Nouvelle-Zélande et le Japon."
    words, parse = read(text, "fr")
    agent = words.index("États-Unis")
    listed = [words.index(name) for name in ("UE", "OTAN", "Canada", "Australie", "Nouvelle-Zélande", "Japon")]
    assert [(parse.heads[k], parse.labels[k]) for k in listed] == [(agent, "conj")] * 6


@shipped
def test_model_and_tokenizer_weigh_no_more_than_fifty_megabytes() -> None:
    assert sum((MODELS / name).stat().st_size for name in ("parser.onnx", "tokenizer.json")) < 50e6


@shipped
@pytest.mark.skipif(not TREEBANKS.exists(), reason="treebanks are not here")
@pytest.mark.parametrize(("name", "floor"), [("fr_gsd", 85.5), ("uk_parlamint", 81.2), ("es_gsd", 81.8)])
def test_treebanks_are_parsed_no_worse_than_before(name: str, floor: float) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
    import parser as bench

    assert bench.parsing(Parser.load(), TREEBANKS / f"{name}-ud-test.conllu.gz")["las"] >= floor
