"""Readings made by hand for the tests of what is printed: the words are found in the text, so that anchors are true."""

from __future__ import annotations

from jaccuse.claim import (
    Actor,
    Attribution,
    Certainty,
    DateValue,
    DocumentHead,
    Empty,
    Evidence,
    Figure,
    Ground,
    Measure,
    Operation,
    Reading,
    Reply,
    Span,
    Support,
    check,
)

TEXT = (
    "The White House blamed hackers affiliated with China's Ministry of State Security, with high confidence, for the "
    "break-in at more than 2,500 Contoso mail servers in July 2021. It cited malware samples. "
    "The Justice Department indicted Wu Example, a programmer. No sanctions were announced. "
    "Beijing denied the charge. Canada condemned the campaign. Le Journal first reported the statement."
)


def at(words: str, text: str = TEXT) -> tuple[Span, ...]:
    """The first place of the words in the text."""
    start = text.index(words)
    return (Span(start, start + len(words)),)


def actor(code: str, words: str | None = None, text: str = TEXT, **more: object) -> Actor:
    """An actor whose name is its words in the text."""
    return Actor(actor=code, name=words, anchors=at(words, text) if words else (), **more)  # type: ignore[arg-type]


def head(text: str = TEXT, **more: object) -> DocumentHead:
    """The head of a document with that text."""
    return DocumentHead(id="sha256:" + "0123456789abcdef" * 4, language="en", text=text, **more)  # type: ignore[arg-type]


def rich() -> Reading:
    """A reading with every kind of claim and every kind of value."""
    white_house = actor("US/white-house", "The White House", rule="names:organ")
    china = actor("CN", "Beijing", rule="names:capital")
    operation = Operation(
        id="o1",
        name="the break-in",
        activities=("access-only",),
        products=("Contoso mail",),
        victims=("mail servers",),
        scale=(Figure(value=2500, unit="servers", bound="at-least", rule="figures:bound", anchors=at("more than 2,500")),),
        start="2021-07",
        vulnerabilities=("CVE-2021-0001",),
        malware=("SampleShell",),
        evidence=(Evidence(field="activities", value="access-only", rule="activities:break-in", anchors=at("break-in")),),
        empty=(Empty(field="end", reason="the text names no end"),),
        anchors=at("break-in at more than 2,500 Contoso mail servers"),
    )
    claims = (
        Attribution(
            id="c1",
            act="attribute",
            status="stated",
            operation="o1",
            reported_by=actor("org:le-journal", "Le Journal", rule="names:media"),
            claimants=(white_house,),
            accused=(actor("CN/mss", "Ministry of State Security", link="affiliated", rule="names:service"),),
            certainty=Certainty(
                words="with high confidence",
                axis="confidence",
                level="high",
                scope="authorship",
                rule="certainty:confidence",
                anchors=at("with high confidence"),
            ),
            grounds=(Ground(words="malware samples", rule="grounds:cite", anchors=at("malware samples")),),
            date=DateValue(value="2021-07", precision="month", rule="dates:month", anchors=at("July 2021")),
            rule="blame.verb",
            anchors=at("The White House blamed hackers affiliated with China's Ministry of State Security"),
        ),
        Attribution(
            id="c2",
            act="charge",
            status="hearsay",
            claimants=(actor("US/doj", "The Justice Department"),),
            accused=(actor("person:wu-example", "Wu Example", link="none"),),
            rule="indict.verb",
            empty=(Empty(field="date", reason="no date is given"),),
            anchors=at("The Justice Department indicted Wu Example"),
        ),
        Measure(
            id="c3",
            measure="indictment",
            status="adopted",
            by=(actor("US/doj", "The Justice Department"),),
            against=(actor("unknown"),),
            count=1,
            nationality="CN",
            rule="indict.verb",
            anchors=at("The Justice Department indicted Wu Example"),
        ),
        Measure(
            id="c4",
            operation="o1",
            measure="sanctions",
            status="absent",
            by=(),
            against=(),
            rule="measure.none",
            anchors=at("No sanctions were announced"),
        ),
        Reply(id="c5", operation="o1", reply="denial", by=(china,), to=(white_house,), rule="deny.verb", anchors=at("denied")),
        Support(
            id="c6",
            operation="o1",
            support="condemn",
            by=(actor("CA", "Canada"),),
            rule="condemn.verb",
            anchors=at("Canada condemned the campaign"),
        ),
    )
    reading = Reading(document=head(title="Allies blame China", published="2021-07"), operations=(operation,), claims=claims)
    check(reading)
    return reading


def empty(text: str = "The bakery opens at seven.", **more: object) -> Reading:
    """A reading without a claim."""
    return Reading(document=head(text, **more))
