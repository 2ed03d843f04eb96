"""What a person is shown: who claims, in which words, and never a verdict."""

from __future__ import annotations

import json

import pytest

from jaccuse.claim import Attribution, Certainty, Measure, Reading, Reply, Span, Support
from jaccuse.render.markdown import escape, markdown
from jaccuse.render.outline import NO_VERDICT, NOTHING, PRESUMED_INNOCENT, outline
from jaccuse.render.page import Piece
from jaccuse.render.phrases import figure, sentence
from jaccuse.render.quote import Mark, quote
from jaccuse.render.safe import json_for_terminal, one_line, visible
from jaccuse.render.table import table
from made_readings import TEXT, actor, at, empty, head, rich

ESCAPES = "\x1b[31mred\x1b[0m \x07 \x9b2J \u202eright to left\u202c\r back"


def claim(**more: object) -> Attribution:
    """An attribution of the White House to China, changed as wanted."""
    given: dict[str, object] = {
        "id": "c1",
        "act": "attribute",
        "status": "stated",
        "claimants": (actor("US/white-house", "The White House"),),
        "accused": (actor("CN", "China", link="state"),),
        "rule": "r",
        "anchors": at("The White House blamed"),
    }
    return Attribution(**{**given, **more})  # type: ignore[arg-type]


def words(reading: Reading, *, explain: bool = False) -> str:
    """The table without line breaks, so that a test need not know where lines end."""
    return " ".join(table(outline(reading, explain=explain)).split())


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "US/white-house says that CN is responsible — alleged"),
        ({"claimants": (actor("US"), actor("EU"))}, "US and EU say that CN is responsible — alleged"),
        ({"claimants": ()}, "somebody unnamed says that CN is responsible — alleged"),
        ({"claimants": (actor("publication"),)}, "the publication itself says that CN is responsible — alleged"),
        ({"status": "suspected"}, "US/white-house suspects that CN is responsible — suspected"),
        ({"status": "hearsay"}, "According to US/white-house, passed on with distance, CN is responsible — hearsay"),
        ({"status": "declined"}, "US/white-house expressly does not hold CN responsible"),
        ({"status": "declined", "accused": ()}, "US/white-house expressly does not hold anybody responsible"),
        ({"status": "withdrawn"}, "US/white-house takes back that CN is responsible"),
        ({"act": "contest"}, "US/white-house disputes that CN is responsible"),
        ({"act": "locate", "accused": (actor("RU", link="located"),)}, "US/white-house places the actors in RU — alleged"),
        ({"act": "charge"}, "US/white-house charges CN — alleged, no finding"),
        ({"act": "self-claim", "status": "suspected"}, "US/white-house claims to have done it, suspected"),
        (
            {"accused": (actor("CN/mss", link="affiliated"),)},
            "US/white-house says that people affiliated with CN/mss are responsible — alleged",
        ),
        (
            {"accused": (actor("group:apt28", link="backed"), actor("RU/gru", link="organ"))},
            "US/white-house says that group:apt28 and RU/gru are responsible — alleged",
        ),
        (
            {"accused": (actor("IR", link="linked"), actor("group:muddywater", link="linked"))},
            "US/white-house says that group:muddywater and people linked to IR are responsible — alleged",
        ),
        ({"accused": (actor("RU", link="organ"),)}, "US/white-house says that an organ of RU is responsible — alleged"),
        ({"claimants": (actor("unknown", role="crew"),), "act": "self-claim"}, "unnamed people (crew) claim to have done it"),
        (
            {"accused": (actor("unknown", count=4, nationality="CN", role="officers"),)},
            "US/white-house says that 4 unnamed people (CN, officers) are responsible — alleged",
        ),
    ],
)
def test_the_sentence_says_who_claims(more: dict[str, object], expected: str) -> None:
    """An attribution's sentence names the claimant and how sure the wording is."""
    assert sentence(claim(**more)) == expected


@pytest.mark.parametrize("status", ["stated", "suspected", "hearsay"])
@pytest.mark.parametrize("act", ["attribute", "locate", "charge"])
def test_no_sentence_is_a_verdict(act: str, status: str) -> None:
    """Whatever the act and status, the sentence carries a word of distance and the claimant."""
    text = sentence(claim(act=act, status=status))
    assert "US/white-house" in text
    assert any(word in text for word in ("alleged", "suspected", "hearsay"))


def test_measures_replies_and_support_read_as_plain_sentences() -> None:
    """The other kinds of claim, one sentence each."""
    anchors = at("denied")
    charge = Measure(
        id="m", measure="charges", status="adopted", by=(actor("US/doj"),), against=(), count=4, rule="", anchors=anchors
    )
    assert sentence(charge) == "US/doj: charges (4 persons) — an accusation, no finding"
    threat = Measure(
        id="m", measure="travel-ban", status="threatened", by=(actor("EU"),), against=(actor("RU"),), rule="", anchors=anchors
    )
    assert sentence(threat) == "EU: travel ban against RU — threatened"
    none = Measure(id="m", measure="sanctions", status="absent", by=(), against=(actor("CN"),), rule="", anchors=anchors)
    assert sentence(none) == "The document says that there is no such measure: sanctions against CN"
    reply = Reply(id="r", reply="none-yet", by=(actor("CN/mfa"),), rule="", anchors=anchors)
    assert sentence(reply) == "CN/mfa has not answered yet"
    support = Support(id="s", support="endorse", by=(actor("CA"), actor("AU")), of=(actor("US"),), rule="", anchors=anchors)
    assert sentence(support) == "CA and AU back the accusation (of US)"


def test_figures_show_their_bound() -> None:
    """A figure is worded with its bound and thousands."""
    assert figure(rich().operations[0].scale[0]) == "at least 2,500 servers"


def test_the_table_shows_every_value_with_its_words() -> None:
    """Head, operation and claims, each with the words of the text."""
    shown = words(rich())
    for expected in (
        "Allies blame China",
        "published 2021-07",
        "publisher not given",
        "6 claims about 1 operation",
        "Operation o1: the break-in",
        "at least 2,500 servers",
        "CVE-2021-0001",
        "SampleShell",
        "from 2021-07",
        "**The White House** blamed hackers affiliated with China's **Ministry of State Security**",
        "confidence high, about the authorship: **with high confidence**",
        "(link affiliated: affiliated with it)",
        "date 2021-07 (to the month)",
        "It cited **malware samples**. […] **Le Journal** first reported",
        "Claims about no particular operation",
        "no such measure: sanctions",
        "CN denies it (to US/white-house)",
        NO_VERDICT,
    ):
        assert expected in shown


def test_persons_are_presumed_innocent() -> None:
    """A reading that names an accused person says so; one that names none does not."""
    assert PRESUMED_INNOCENT in words(rich())
    without = Reading(document=head(), claims=(claim(),))
    assert PRESUMED_INNOCENT not in words(without)


def test_no_claim_is_said_plainly() -> None:
    """Where nothing was found the page says so, and what was looked for."""
    assert NOTHING in words(empty())
    assert NO_VERDICT not in words(empty())


def test_explain_names_rule_words_and_reasons_for_gaps() -> None:
    """Each value's rule and words, and why a field is empty; nothing of that without --explain."""
    shown = words(rich(), explain=True)
    assert "claim attribution: rule blame.verb, words **The White House blamed hackers affiliated" in shown
    assert "claimant US/white-house: rule names:organ, words **The White House**" in shown
    assert "activities access-only: rule activities:break-in, words **break-in**" in shown
    assert "date: no date is given" in shown
    assert "end: the text names no end" in shown
    assert "rule " not in words(rich())


def test_ambiguous_actors_show_their_candidates() -> None:
    """A name that could be somebody else says so."""
    reading = Reading(document=head(), claims=(claim(accused=(actor("unnamed", "China", candidates=("CN", "TW")),)),))
    assert "(could also be CN, TW)" in words(reading)


def test_a_piped_table_is_plain_and_the_same_each_time() -> None:
    """No escape codes, no trailing blanks, 100 columns, the same bytes again."""
    first = table(outline(rich(), explain=True))
    assert first == table(outline(rich(), explain=True))
    assert "\x1b" not in first
    assert all(len(line) <= 100 and line == line.rstrip() for line in first.splitlines())


def test_colours_are_left_out_where_they_are_not_wanted() -> None:
    """On a terminal with NO_COLOR words are bold or underlined, without a colour."""
    plain = table(outline(rich()), terminal=True, colour=False)
    assert "\x1b[1m" in plain
    assert "\x1b[1;36m" not in plain
    assert "\x1b[1;36m" in table(outline(rich()), terminal=True, colour=True)


def test_nothing_in_a_document_is_obeyed_by_a_terminal() -> None:
    """Escape sequences and direction overrides are shown as pictures, in titles, names and quotes."""
    text = f"{ESCAPES} blamed Ruritania."
    name = actor("org:x", ESCAPES, text)
    one = Attribution(
        id="c1", act="attribute", status="stated", claimants=(name,), accused=(), rule="r", anchors=at("blamed", text)
    )
    reading = Reading(document=head(text, title=ESCAPES, publisher=ESCAPES), claims=(one,))
    for shown in (table(outline(reading, explain=True)), markdown(outline(reading, explain=True))):
        assert not set(shown) & set("\x1b\x07\x9b\r\u202e\u202c")
    assert "␛[31mred" in table(outline(reading))


def test_visible_keeps_letters_of_every_script() -> None:
    """Accents, Cyrillic, Hebrew, Chinese and emoji stay as they are; controls become pictures."""
    assert visible("é ё א 中 👩‍💻") == "é ё א 中 👩‍💻"
    assert visible("\x1b\x7f\u202e\ud800") == "␛␡<U+202E><U+D800>"
    assert one_line(" a \n\t b\u00a0c ") == "a b c"


def test_json_on_a_terminal_is_the_same_data() -> None:
    """Escaping for a terminal changes bytes, not values."""
    data = json.dumps({"t": "a\u202eb\x9bc\u2028 é"}, ensure_ascii=False).encode()
    safe = json_for_terminal(data)
    assert json.loads(safe) == json.loads(data)
    assert not set(safe.decode()) & set("\u202e\x9b\u2028")


def test_markdown_takes_nothing_for_markup() -> None:
    """Words with stars, links or tags come out as words."""
    assert escape("*a* [b](c) <script> & `x` https://e.org") == (
        "\\*a\\* \\[b\\](c) \\<script\\> &amp; \\`x\\` https\\://e.org"
    )
    shown = markdown(outline(rich()))
    assert shown.startswith("# Allies blame China\n")
    assert "## Operation o1: the break-in" in shown
    assert "### c1  US/white-house says that people affiliated with CN/mss are responsible — alleged" in shown
    assert "- words: “**The White House** blamed" in shown
    assert "\n\n\n" not in shown


def test_a_quote_goes_as_far_as_its_sentence() -> None:
    """Context ends at the sentence, and is marked where it is cut."""
    marks = [Mark(at("Canada")[0], "claimant")]
    assert quote(TEXT, at("condemned"), marks) == (Piece("Canada", "claimant"), Piece(" condemned the campaign."))


def test_overlapping_marks_are_each_shown_once() -> None:
    """Where words serve two values, no character is printed twice."""
    marks = [Mark(Span(0, 9), "claimant"), Mark(Span(4, 15), "accused")]
    shown = quote(TEXT, [Span(0, 20)], marks)
    assert "".join(piece.text for piece in shown) in TEXT


def test_a_line_of_a_megabyte_is_quoted_briefly() -> None:
    """Long texts without a full stop give short quotes."""
    text = "word " * 200_000 + "blamed " + "word " * 1000
    start = text.index("blamed")
    shown = "".join(piece.text for piece in quote(text, [Span(start, start + 6)], [Mark(Span(start, start + 6), "value")]))
    assert len(shown) < 400
    whole = "".join(piece.text for piece in quote(text, [Span(0, len(text))], []))
    assert len(whole) < 700


def test_a_certainty_is_never_turned_into_another_axis() -> None:
    """Likelihood and confidence are shown as they are."""
    sure = Certainty(words="blamed", axis="likelihood", level="very-likely", scope="purpose", anchors=at("blamed"))
    assert "likelihood very-likely, about the purpose" in words(Reading(document=head(), claims=(claim(certainty=sure),)))
