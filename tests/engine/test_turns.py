"""Transcripts and statements: who "we" is, line by line."""

from __future__ import annotations

import jaccuse
from jaccuse.claim import Attribution, Reply, Support
from jaccuse.engine.names import find_mentions
from jaccuse.engine.turns import turns
from jaccuse.engine.words import load_words

BRIEFING = """Excerpts from the weekly briefing of Russian Foreign Ministry spokeswoman Maria Zakharova

Question: Norway said last week that Russian hackers attacked a dam. What do you say to that?

Maria Zakharova: It is the height of the season for stories. We reject these inventions.

Ukraine's special services have been hacking the systems of Russian hospitals since June.

Question: Will there be more briefings?

Maria Zakharova: Next week."""


def read(text: str, language: str = "en", publisher: str | None = None) -> jaccuse.Reading:
    return jaccuse.read(jaccuse.Document.from_text(text, language=language, publisher=publisher))


def edges(reading: jaccuse.Reading) -> set[tuple[str, str]]:
    return {(c.actor, a.actor) for x in reading.claims if isinstance(x, Attribution) for c in x.claimants for a in x.accused}


def test_the_turns_of_a_briefing_run_from_label_to_label() -> None:
    """Each turn has its speaker; who only asks is nobody."""
    found = turns(BRIEFING, find_mentions(BRIEFING, "en"), load_words("en"), ())
    assert [t.actors for t in found] == [(), ("RU/maria-zakharova",), (), ("RU/maria-zakharova",)]
    assert all(BRIEFING[t.start - 1] == ":" for t in found)


def test_what_is_told_in_a_turn_is_said_by_whoever_speaks() -> None:
    """A later paragraph without a label goes on with the turn; the question's accusation stays its own claimant's."""
    assert {("RU/maria-zakharova", "UA/intelligence"), ("NO", "RU")} <= edges(read(BRIEFING))


def test_a_we_in_a_turn_answers_for_its_speaker() -> None:
    """ "We reject these inventions" is the spokeswoman's reply."""
    replies = [c for c in read(BRIEFING).claims if isinstance(c, Reply)]
    assert [(r.reply, [p.actor for p in r.by]) for r in replies] == [("dismissal", ["RU/maria-zakharova"])]


def test_a_spokesperson_without_a_name_is_the_publishers() -> None:
    """In a ministry's own record "Spokesperson:" speaks for the ministry, and for nobody where no publisher is known."""
    text = """Record of the press conference

Question: A British agency said Chinese hackers broke into its servers.

Spokesperson: The hackers of the NSA attacked the servers of our universities."""
    found = turns(text, find_mentions(text, "en"), load_words("en"), ("CN/mfa",))
    assert [t.actors for t in found] == [(), ("CN/mfa",)]
    assert turns(text, find_mentions(text, "en"), load_words("en"), ()) == ()


def test_headings_with_a_colon_are_no_transcript() -> None:
    """An article with "Background:" and "Analysis:" has no turns, and accuses in nobody else's name."""
    text = "Background: Russian hackers broke into the ministry.\n\nAnalysis: the FBI said it was watching."
    assert turns(text, find_mentions(text, "en"), load_words("en"), ()) == ()
    assert ("US/fbi", "RU") not in edges(read(text))


def test_a_statement_condemns_in_the_name_of_who_issues_it() -> None:
    """ "We condemn this behaviour" is said by the body on whose behalf the statement is made."""
    text = """Statement by the High Representative on behalf of the European Union on malicious cyber activities

The Czech Republic has attributed the cyberattack on its ministry to China. We strongly condemn this behaviour."""
    support = [c for c in read(text).claims if isinstance(c, Support)]
    assert [(c.support, [p.actor for p in c.by]) for c in support] == [("condemn", ["EU"])]


def test_a_newspapers_we_speaks_for_nobody_else() -> None:
    """Without an issuer "we" stays the publication's, and condemns in no one's name."""
    text = "The Czech Republic has attributed the cyberattack to China. We strongly condemn this behaviour."
    assert not [c for c in read(text, publisher="The Daily Post").claims if isinstance(c, Support)]


def test_they_are_the_diplomats_who_were_expelled_and_no_gang_named_before() -> None:
    """A plural pronoun after a state's people stands for them."""
    text = (
        "The so-called IT Army had hacked the port. "
        "Romania declared two Russian diplomats persona non grata and said they had coordinated cyberattacks on its electoral authority."
    )
    found = edges(read(text))
    assert ("RO", "RU/officials") in found
    assert not {e for e in found if e[0] == "RO" and e[1].startswith("group:")}
