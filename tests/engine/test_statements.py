"""Longer texts: police notices, government statements, courts, and articles with doubters."""

from __future__ import annotations

import jaccuse
from jaccuse.claim import Attribution, Measure, Reading, Support


def read(text: str) -> Reading:
    return jaccuse.read(jaccuse.Document.from_text(text, language="en", published="2025-07-18"))


def attributions(reading: Reading) -> list[Attribution]:
    return [c for c in reading.claims if isinstance(c, Attribution)]


def measures(reading: Reading) -> list[tuple[str, str, str | None, int | None]]:
    return [(c.measure, c.by[0].actor, c.nationality, c.count) for c in reading.claims if isinstance(c, Measure)]


RAID = (
    "A police operation coordinated by Europol has disrupted the servers of the hacktivist group KillNet. Police searched "
    "24 houses. Two men were arrested in France and Spain. Five profiles were published. The group claimed responsibility "
    "for DDoS attacks on Swedish banks."
)


def test_the_group_of_a_self_claim_is_never_the_police_body_named_before() -> None:
    """Europol leads a raid; the group that claims an attack is the one that it raided."""
    found = attributions(read(RAID))
    assert [(a.act, [p.actor for p in a.accused]) for a in found] == [("self-claim", ["group:killnet"])]


CASE = (
    "A Dutch court sentenced a 31-year-old Latvian national to seven years in prison for ransomware attacks. Janis Example was "
    "arrested in Georgia in December. He pleaded guilty to conspiracy to commit computer fraud."
)


def test_the_case_of_one_man_is_told_over_several_sentences() -> None:
    """His nationality and his court are said once and hold for the arrest and the plea."""
    found = measures(read(CASE))
    assert ("arrest", "unnamed", "LV", 1) in found
    assert any(code == "plea" and by.startswith("NL") and nation == "LV" for code, by, nation, _ in found)


def test_who_charged_them_is_the_one_justice_that_the_document_names() -> None:
    """A headline without agent takes the department that the body names."""
    text = "Two hackers charged over the breach of a bank\n\nThe Justice Department says that they stole the data of thousands."
    assert [by for code, by, _, _ in measures(read(text)) if code == "charges"] == ["US/doj"]


def test_confidence_in_a_sentence_of_its_own_is_that_of_the_attribution_before() -> None:
    """ "The agencies have high confidence in this assessment." hedges no other sentence."""
    text = "The United States attributes the cyberattack on its ports to Iran. The agencies have high confidence in this assessment."
    sure = [a.certainty for a in attributions(read(text))]
    assert [(c.axis, c.level) for c in sure if c is not None] == [("confidence", "high")]
    elsewhere = (
        "The United States attributes the cyberattack on its ports to Iran. The agencies have high confidence in their staff."
    )
    assert [a.certainty for a in attributions(read(elsewhere))] == [None]


def test_who_issues_a_statement_that_attributes_is_the_claimant() -> None:
    """The statement's verb is theirs."""
    text = "Canada and Norway issued statements attributing the cyberattack to Russia."
    assert {p.actor for a in attributions(read(text)) for p in a.claimants} == {"CA", "NO"}


def test_stopping_short_of_blame_is_no_blame() -> None:
    """It declines, and nobody is accused."""
    found = attributions(read("The ministry of Norway stopped short of blaming China for the hack of its servers."))
    assert [a.status for a in found] == ["declined"]


def test_a_denied_allegation_is_neither_made_nor_declined() -> None:
    """What the accused rejects is declined by nobody."""
    text = "Microsoft says China-linked hackers accessed government emails\n\nChina rejects allegations that its hackers hit the accounts."
    assert [a.status for a in attributions(read(text))] == ["stated"]


def test_the_hedge_of_one_clause_is_not_that_of_the_sentence_set_beside_it() -> None:
    """Hackers *believed* to be of one state; a group *blamed* outright."""
    text = (
        "Hackers believed to be linked to North Korea stole coins from the exchange in a hack; South Korean officials blamed the "
        "Lazarus group for the hack of a bank."
    )
    blamed = [a for a in attributions(read(text)) if any(p.actor == "group:lazarus-group" for p in a.accused)]
    assert [(a.status, a.certainty) for a in blamed] == [("stated", None)]


def test_a_condemnation_need_not_repeat_that_the_attack_was_in_cyberspace() -> None:
    """The sentence before says so."""
    text = "Ukraine said that Russian hackers knocked out its registers. The European Union condemned the attack."
    assert [(c.support, c.by[0].actor) for c in read(text).claims if isinstance(c, Support)] == [("condemn", "EU")]


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    """The place of writing is not who speaks."""
    found = attributions(read("WASHINGTON, March 3 (Reuters) - Norway accused Russia on Friday of a cyberattack on its ports."))
    assert [[p.actor for p in a.claimants] for a in found] == [["NO"]]
