"""Every example of `measures.toml` is read as it says, and every refusal gives no measure, reply or support.

The format of the examples stands at the head of the lexicons: "text => measure:CODE:BY>AGAINST status count NATIONALITY, …".
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jaccuse.engine.gate import Subject
from jaccuse.engine.names import find_mentions
from jaccuse.engine.parse import Parser
from jaccuse.engine.repairs import repair
from jaccuse.engine.responses import Response, fold, responses
from jaccuse.engine.segment import segment
from jaccuse.engine.tree import Tree
from jaccuse.engine.who import Cast
from jaccuse.engine.words import languages, load_words

KINDS = {"measure", "reply", "support"}


def read(text: str, language: str) -> list[Response]:
    """The responses of a text, sentence by sentence, by the real names and parses."""
    words, sentences = load_words(language), segment(text, language)
    parses = Parser.load().parse([[w.text for w in s.words] for s in sentences])
    cast, cyber = Cast(text, find_mentions(text, language), words), Subject(text, words)
    trees = [Tree(s, p) for s, p in zip(sentences, parses, strict=True)]
    for tree in trees:
        repair(tree, cast.mentions, words)
    return fold([r for tree in trees for r in responses(tree, cast, words, text, cyber=cyber)], cast)


def said(response: Response) -> str:
    """A response in the form of the examples."""
    by, against = ("+".join(p.actor for p in parties) for parties in (response.by, response.other))
    extra = [str(x) for x in (response.status, response.count, response.nationality) if x is not None]
    return " ".join([f"{response.kind}:{response.code}:{by}>{against}", *extra])


def fits(wanted: str, response: Response) -> bool:
    """Whether the response is the one that the example names; what the example leaves out is not looked at."""
    head, *rest = wanted.split()
    kind, code, people = head.split(":", 2)
    by, _, against = people.partition(">")
    status = next((r for r in rest if r.islower()), "adopted" if kind == "measure" else "stated")
    counts, nations = [int(r) for r in rest if r.isdigit()], [r for r in rest if r.isupper()]
    return (
        (kind, code, status) == (response.kind, response.code, response.status)
        and _same(by, [p.actor for p in response.by])
        and (not against or _same(against, [p.actor for p in response.other]))
        and counts in ([], [response.count])
        and nations in ([], [response.nationality])
    )


def _same(wanted: str, actors: list[str]) -> bool:
    return set(wanted.split("+")) in (set(actors), {a.split("/")[0] for a in actors})


def _cases(examples: bool) -> Iterator[object]:
    for language in languages():
        for entry in load_words(language).entries:
            if entry.frame in KINDS:
                for text in entry.examples if examples else entry.refuses:
                    yield pytest.param(language, text, id=f"{language}-{entry.code}-{entry.name}-{text[:40]}")


@pytest.mark.parametrize(("language", "example"), list(_cases(examples=True)))
def test_an_example_is_read_as_it_says(language: str, example: str) -> None:
    text, _, wanted = example.partition("=>")
    found = read(text.strip(), language)
    names = [w.strip() for w in wanted.split(",")]
    missed = [w for w in names if not any(fits(w, r) for r in found)]
    assert not missed and len(found) == len(names), [said(r) for r in found]


@pytest.mark.parametrize(("language", "text"), list(_cases(examples=False)))
def test_a_refusal_gives_nothing(language: str, text: str) -> None:
    assert not [said(r) for r in read(text, language)]


def test_every_entry_has_examples_and_refusals() -> None:
    entries = [(lang, e) for lang in languages() for e in load_words(lang).entries if e.frame in KINDS]
    bare = [f"{lang} {e.name}" for lang, e in entries if not (e.examples and e.refuses)]
    assert not bare


def test_a_headline_and_its_body_are_one_measure() -> None:
    text = (
        "Two Russians charged over hack of airport\n\nThe United States charged two Russian nationals with hacking the airport."
    )
    assert [said(r) for r in read(text, "en")] == ["measure:charges:US>unknown adopted 2 RU"]


def test_measures_of_one_operation_share_their_taker() -> None:
    text = "Une opération coordonnée par Europol contre un botnet a permis de saisir des serveurs et d'arrêter cinq personnes."
    found = {said(r) for r in read(text, "fr")}
    assert found == {"measure:takedown:EU/europol>unknown adopted", "measure:arrest:EU/europol>unknown adopted 5"}


def test_an_epithet_is_no_measure() -> None:
    assert not read("The sanctioned hackers attacked a bank.", "en")
