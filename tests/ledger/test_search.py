"""Search finds the same on both databases: accents and case do not count, phrases and open ends do."""

from __future__ import annotations

import pytest
from made_ledgers import Made, filled

from jaccuse.errors import BadRequest
from jaccuse.ledger import Ledger, search
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.queries import Views
from jaccuse.ledger.words import fold

TEXTS = {
    "accents": "L'Élysée accuse des pirates liés à l'État chinois. Łódź, Straße et cœur.",
    "phrase": "The ministry said that state security was at stake; no ministry of state security is named.",
    "apart": "Security of the state is a matter for the ministry of state affairs.",
    "plain": "Microsoft Exchange servers were hit; don't panic, it's CVE-2021-26855 on 50% of them: SELECT * FROM x; -- ok",
}


@pytest.fixture
def found(ledger: Ledger) -> Ledger:
    """A ledger of these texts."""
    made = []
    for title, text in TEXTS.items():
        one = Made(title, published="2021-07-19", language="fr" if title == "accents" else "en")
        one.text += text + " "
        made.append(one.accuse("US", "RU").reading())
    return filled(ledger, made)


@pytest.mark.parametrize(
    ("sought", "titles"),
    [
        ("elysee", {"accents"}),
        ("ÉLYSÉE chinois", {"accents"}),
        ("lodz strasse coeur", {"accents"}),
        ("Straße", {"accents"}),
        ('"ministry of state security"', {"phrase"}),
        ("ministry state security", {"phrase", "apart"}),
        ("secur*", {"phrase", "apart"}),
        ('"state secur*', {"phrase", "apart"}),
        ("servers microsoft", {"plain"}),
        ("CVE-2021-26855", {"plain"}),
        ("don't", {"plain"}),
        ("nothing-like-that", set()),
        ("' OR 1=1", set()),
        ("AND OR NOT NEAR", set()),
        ("phrase", {"phrase"}),
    ],
)
def test_words_find_what_holds_them(found: Ledger, sought: str, titles: set[str]) -> None:
    """In titles and texts; whatever is typed is searched for, not executed."""
    with found.reading() as connection:
        page = Views(connection).search(sought)
    assert {hit.document.title for hit in page.rows} == titles and page.total.number == len(titles)


def test_a_hit_is_shown_where_it_stands(found: Ledger) -> None:
    """The spans are those of the words in the text as it is written."""
    with found.reading() as connection:
        (hit,) = Views(connection).search("etat elysee").rows
    assert [hit.text[span.start : span.end] for span in hit.spans] == ["Élysée", "État"]


def test_filters_and_pages_hold_for_search(found: Ledger) -> None:
    """By language and date; page by page."""
    with found.reading() as connection:
        views = Views(connection)
        assert {hit.document.title for hit in views.search("us", Filter(language="fr")).rows} == {"accents"}
        assert not views.search("us", Filter(since="2022")).rows
        first = views.search("us", limit=3)
        second = views.search("us", limit=3, last=first.after)
    assert len({hit.document.id for hit in (*first.rows, *second.rows)}) == 4 and second.after is None


@pytest.mark.parametrize("sought", ["", "  ", "?!", '""', "*"])
def test_nothing_to_search_for_is_told(found: Ledger, sought: str) -> None:
    """An empty search is no list of everything."""
    with found.reading() as connection, pytest.raises(BadRequest):
        Views(connection).search(sought)


def test_words_far_apart_in_a_long_text_are_found(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the index has to hold the text in parts."""
    monkeypatch.setattr(search, "_PART", 50)
    made = Made("long")
    made.text += "alpha " + "and so on " * 100 + "omega end "
    filled(ledger, [made.accuse("US", "RU").reading()])
    with ledger.reading() as connection:
        views = Views(connection)
        assert [len(views.search(words).rows) for words in ("alpha omega", '"omega end"', "alpha beta")] == [1, 1, 0]


def test_actors_are_found_by_code_and_by_name(found: Ledger) -> None:
    """The words may be part of a code or of a name in a document."""
    with found.reading() as connection:
        assert [row.actor for row in Views(connection).actors_named("us")] == ["RU", "US"][1:]


@pytest.mark.parametrize(
    ("text", "folded"), [("ABC", "abc"), ("Élysée", "elysee"), ("Řež", "rez"), ("Москва́", "москва"), ("ﬁn", "fin")]
)
def test_folding(text: str, folded: str) -> None:
    """Accents and case go, letters stay."""
    assert fold(text) == folded
