"""Words become the pieces with the best sum of scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from jaccuse.engine.unigram import UNKNOWN, cutter, unigram

PIECES = ["▁", "▁acc", "use", "d", "a", "c", "u", "s", "e", "▁accuse", "fi"]
SCORES = {piece: (-float(len(PIECES) - len(piece)), number) for number, piece in enumerate(PIECES, 4)}


def names(word: str) -> list[str]:
    """The pieces of the word, `?` for one that is not known."""
    return ["?" if number == UNKNOWN else PIECES[number - 4] for number in cutter(SCORES)(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("accuse", ["▁accuse"]),
        ("accused", ["▁accuse", "d"]),
        ("", []),
        ("cd", ["▁", "c", "d"]),
        ("ж", ["▁", "?"]),
        ("жжжd", ["▁", "?", "d"]),
        ("ﬁ", ["▁", "fi"]),
    ],
)
def test_the_best_sum_wins(word: str, expected: list[str]) -> None:
    """Longer pieces where they score better; unknown characters are one piece together; compatibility forms are unfolded."""
    assert names(word) == expected


def test_it_cuts_as_the_library_does() -> None:
    """Where `tokenizers` and the model's vocabulary are at hand, both give the same."""
    tokenizers = pytest.importorskip("tokenizers")
    file = Path(__file__).parents[2] / "src" / "jaccuse" / "models" / "tokenizer.json"
    if not file.is_file():
        pytest.skip("no vocabulary here")
    library, own = tokenizers.Tokenizer.from_file(str(file)), unigram(file)
    text = "Les États-Unis accusent officiellement la Chine d' être responsable … Microsoft Exchange 250 000 „mutmaßlich“"
    for word in f"{text} 中国 ½ ＡＰＴ２８ e\u0301te\u0301".split():
        assert list(own(word)) == library.encode(word, add_special_tokens=False).ids
