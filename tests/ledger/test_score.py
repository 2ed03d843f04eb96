"""What two reports share, and what that gives: wording, names, tools, products."""

from __future__ import annotations

from typing import Any

import pytest

from jaccuse.claim import Actor, Attribution, DocumentHead, Operation, Span
from jaccuse.ledger.features import Features, features_of
from jaccuse.ledger.leads import KEPT, family_level, lead_of, stem
from jaccuse.ledger.likeness import told_points
from jaccuse.ledger.score import MERGE, compare


def operation(
    title: str, whom: str = "RU", published: str = "2023-03-06", name: str = "o", called: str | None = None, **more: Any
) -> Features:
    """The features of the only operation of a report of one line."""
    whole = Span(0, len(title))
    head = DocumentHead(id=f"sha256:{name}", language="en", published=published, text=title)
    told = Operation(id="o1", name=called, activities=("espionage",), anchors=(whole,), **more)
    by, against = Actor(actor="publication"), Actor(actor=whom, link="none" if ":" in whom else "state")
    claim = Attribution(
        id="c1",
        operation="o1",
        act="attribute",
        status="stated",
        claimants=(by,),
        accused=(against,),
        rule="made",
        anchors=(whole,),
    )
    return features_of(name, ord(name), head, told, (claim,))


def points(left: Features, right: Features) -> dict[str, float]:
    """What each feature gives."""
    return {found.feature: found.points for found in compare(left, right).contributions}


@pytest.mark.parametrize(
    "forms", [("hacked", "hackers", "hacking"), ("charges", "charged", "charge"), ("attaque", "attaques"), ("blames", "blamed")]
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_short_words_keep_their_endings() -> None:
    assert (stem("iris"), stem("user"), stem("des")) == ("iris", "user", "des")


def test_a_verb_in_a_headline_is_as_ordinary_as_its_other_forms() -> None:
    assert family_level("researching") < family_level("whiskerspy")


def test_a_lead_holds_what_tells_without_everyday_words_and_actors() -> None:
    lead = dict(lead_of("Hackers stole the vaccine formula of a Fabrikam laboratory, says Moscow", "en", {"moscow"}))
    assert {stem("vaccine"), stem("formula"), stem("laboratory")} <= lead.keys()
    assert not {"the", "hack", "say", "moscow"} & lead.keys()
    assert lead[stem("fabrikam")] > lead[stem("vaccine")]


def test_rare_words_weigh_little_in_a_language_of_which_few_texts_were_counted() -> None:
    assert max(dict(lead_of("zymbolique quarrefour", "fr", ())).values()) < max(dict(lead_of("zymbolic", "en", ())).values())


def test_a_lead_keeps_so_many_words() -> None:
    assert len(lead_of(" ".join(f"zq{letter}x{other}" for letter in "abcdefg" for other in "abcdefg"), "en", ())) == KEPT


def test_two_reports_of_one_day_in_like_words_are_one_and_in_other_words_are_not() -> None:
    first = operation("Intruders emptied the vaccine registry of the harbour clinic", name="a")
    again = operation("Harbour clinic: vaccine registry emptied by intruders", name="b")
    another = operation("Intruders left slogans on the pages of a chess federation", name="c")
    assert compare(first, again).points >= MERGE > compare(first, another).points
    assert points(first, again)["told alike"] > 2


def test_the_score_is_the_same_both_ways() -> None:
    first = operation("Intruders emptied the vaccine registry of the harbour clinic", name="a")
    again = operation("Harbour clinic: vaccine registry emptied", name="b", whom="CN")
    assert compare(first, again) == compare(again, first)


def test_words_that_count_as_a_product_do_not_count_again_as_wording() -> None:
    first = operation("Zymbol gateways corrupted", name="a", products=("Zymbol",))
    second = operation("Who corrupted Zymbol", name="b", products=("Zymbol",))
    alike = next(found for found in compare(first, second).contributions if found.feature == "told alike")
    assert stem("zymbol") not in alike.values and stem("corrupted") in alike.values


def test_a_longer_lead_needs_more_in_common() -> None:
    assert told_points(6, 10) > told_points(6, 40) > told_points(2, 40)


def test_one_tool_in_the_hands_of_two_groups_is_no_one_operation() -> None:
    first = operation("Zymkit opens telephones", "group:fancy-one", name="a", malware=("Zymkit",))
    same = operation("Telephones are opened by Zymkit", "group:fancy-one", name="b", malware=("Zymkit",))
    others = operation("Telephones are opened by Zymkit", "group:quiet-two", name="c", malware=("Zymkit",))
    assert points(first, same)["malware"] == 2 * points(first, others)["malware"]
    assert compare(first, others).points < MERGE


def test_one_of_several_products_tells_less_than_the_only_one() -> None:
    first = operation("Zymbol gateways opened", name="a", products=("Zymbol",))
    second = operation("Zymbol gateways are open", name="b", products=("Zymbol",))
    report = operation("Zymbol and others: a campaign", name="c", products=("Zymbol", "Quorvax", "Plenthor"))
    assert points(first, second)["products"] == points(first, report)["products"] + 0.5


def test_headlines_that_name_different_victims_speak_against() -> None:
    first = operation("Quorvax shops robbed again", name="a", victims=("Quorvax",))
    second = operation("Plenthor shops robbed again", name="b", victims=("Plenthor",))
    assert points(first, second)["headlines apart"] < -3


def test_a_body_accused_twice_tells_less_than_a_person_and_is_known_however_it_is_spaced() -> None:
    first, second = operation("One story", "org:zymbol-2fa", name="a"), operation("Another tale", "org:zymbol2fa", name="b")
    assert points(first, second)["accused"] == 2
    first, second = operation("One story", "person:ann-quorvax", name="a"), operation("Another", "person:a-quorvax", name="b")
    assert points(first, second)["accused"] == 4


def test_an_operation_named_alike_but_for_spaces_has_one_name() -> None:
    first = operation("What passed by night", name="a", called="Zymbol Storm")
    second = operation("What was done", name="b", called="Zymbolstorm")
    assert points(first, second)["name"] > 0
