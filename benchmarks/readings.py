"""Readings made by a generator, for measuring the ledger: a mix that resembles what the reader finds in news.

The same seed gives the same readings. Nothing in them is anybody's words: texts are made of a small vocabulary.

- Two documents of five carry no claim (headlines and notices that only look like it).
- Incidents have sizes by Zipf's law: most are told by one document, a few by hundreds; a document tells one, rarely two.
- A fifth of the documents on an incident are near copies of an earlier one: another publisher, a word or two changed.
- Six languages; dates of an incident lie within some weeks; what is told of an operation differs in how much of it is told.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from jaccuse.claim import (
    Activity,
    Actor,
    Attribution,
    Certainty,
    Claim,
    DateValue,
    DocumentHead,
    Empty,
    Evidence,
    Figure,
    Ground,
    Link,
    Measure,
    Operation,
    Reading,
    Reply,
    Span,
    Status,
    Support,
)

WITHOUT_CLAIM = 0.4
NEAR_COPY = 0.2
SECOND_OPERATION = 0.07
LANGUAGES = ("en", "en", "en", "en", "en", "fr", "fr", "de", "es", "it", "nl")
STATES = ("RU", "CN", "KP", "IR", "US", "IL", "IN", "PK", "VN", "TR", "BY", "SY")
ACCUSERS = (
    "US/white-house", "US/doj", "US/fbi", "US/cisa", "GB/ncsc", "GB", "EU", "DE", "FR", "PL", "UA", "AU", "CA", "JP", "KR",
    "org:microsoft", "org:mandiant", "org:crowdstrike", "org:eset", "org:google", "publication",
)  # fmt: skip
ORGANS = {"RU": "RU/gru", "CN": "CN/mss", "IR": "IR/irgc", "KP": "KP/rgb"}
ACTIVITIES: tuple[Activity, ...] = (
    "espionage", "ip-theft", "financial-theft", "extortion", "influence", "disruption", "sabotage", "data-theft",
    "hack-and-leak", "ransomware", "ddos", "wiper", "supply-chain", "phishing", "exploit",
)  # fmt: skip
LINKS: tuple[Link, ...] = ("state", "organ", "directed", "backed", "affiliated", "linked", "none")
STATUSES: tuple[Status, ...] = ("stated", "stated", "stated", "suspected", "hearsay", "declined")
_VOCABULARY = """
agency network report week official system group mail server power bank port ministry election firm data breach tool
access month vote factory hospital pipeline satellite router cloud update password court statement allied spring harbour
valley north coast press budget market village river bridge winter council engine library museum season garden planet
signal orange table window yellow mountain street paper number morning evening history science record member office
project account control service public local central common early modern open quick silent simple strong former recent
"""
WORDS = tuple(_VOCABULARY.split())


@dataclass(slots=True)
class Incident:
    """What several documents tell of. told: texts of the documents so far, for near copies."""

    number: int
    state: str
    group: str
    day: int
    activities: tuple[Activity, ...]
    products: tuple[str, ...]
    victims: tuple[str, ...]
    malware: tuple[str, ...]
    vulnerabilities: tuple[str, ...]
    told: list[str] = field(default_factory=list)


class Maker:
    """Makes readings, one after another, for ever."""

    def __init__(self, seed: int = 1, exponent: float = 1.6) -> None:
        self._random = random.Random(seed)
        self._exponent = exponent
        self._incidents: list[Incident] = []
        self._number = 0

    def readings(self, count: int) -> Iterator[Reading]:
        """So many documents."""
        for _ in range(count):
            yield self._reading()

    def _reading(self) -> Reading:
        chance = self._random
        self._number += 1
        language = chance.choice(LANGUAGES)
        if chance.random() < WITHOUT_CLAIM:
            text = self._text(chance.randint(15, 90))
            return Reading(document=self._head(text, language, chance.randint(0, 3650)))
        incident = self._incident()
        copied = incident.told and chance.random() < NEAR_COPY
        text = (
            self._copy(chance.choice(incident.told)) if copied else self._text(min(900, int(40 + chance.expovariate(1 / 90))))
        )
        if len(incident.told) < 8:
            incident.told.append(text)
        told = [incident]
        if chance.random() < SECOND_OPERATION:
            told.append(self._incident())
        operations = tuple(self._operation(one, f"o{number}", text) for number, one in enumerate(told, 1))
        claims: list[Claim] = []
        for one, operation in zip(told, operations, strict=True):
            for _ in range(1 + min(int(chance.expovariate(1 / 4.1)), 40)):
                claims.append(self._claim(one, operation, f"c{len(claims) + 1}", text))
        head = self._head(text, language, incident.day + int(chance.expovariate(1 / 12)))
        return Reading(document=head, operations=operations, claims=tuple(claims))

    def _incident(self) -> Incident:
        """A new one, or an old one by its rank: sizes follow Zipf's law, as in a Yule process."""
        chance = self._random
        if self._incidents and chance.random() > 1 / self._exponent:
            known = self._incidents
            return known[int(len(known) * chance.random() ** 3)]
        number = len(self._incidents) + 1
        state = chance.choice(STATES)
        made = Incident(
            number,
            state,
            f"group:{chance.choice(('apt', 'storm', 'unc'))}{chance.randint(1, 400)}",
            chance.randint(0, 3600),
            tuple(chance.sample(ACTIVITIES, chance.randint(1, 3))),
            tuple(f"{chance.choice(WORDS)} {chance.choice(WORDS)}" for _ in range(chance.randint(0, 2))),
            tuple(f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number % 9973}" for _ in range(chance.randint(0, 3))),
            tuple(f"{chance.choice(WORDS)}{chance.choice(WORDS)}".title() for _ in range(chance.randint(0, 2))),
            tuple(f"CVE-20{chance.randint(15, 25)}-{chance.randint(1000, 49999)}" for _ in range(chance.random() < 0.3)),
        )
        self._incidents.append(made)
        return made

    def _text(self, words: int) -> str:
        return " ".join(self._random.choices(WORDS, k=words)) + f" {self._number}."

    def _copy(self, text: str) -> str:
        words = text.split(" ")
        for _ in range(self._random.randint(1, 3)):
            words[self._random.randrange(len(words))] = self._random.choice(WORDS)
        return " ".join(words)

    def _head(self, text: str, language: str, day: int) -> DocumentHead:
        chance = self._random
        year, rest = divmod(day, 365)
        month, date = divmod(rest, 31)
        return DocumentHead(
            id="sha256:" + sha256(f"{self._number} {text}".encode()).hexdigest(),
            language=language,
            title=text[:60],
            published=f"{2015 + year}-{month + 1:02}-{min(date + 1, 28):02}",
            publisher=f"Paper {int(chance.expovariate(1 / 60))}",
            url=f"https://paper{chance.randint(1, 400)}.example/{year + 2015}/{self._number}",
            text=text,
        )

    def _some(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value for value in values if self._random.random() < 0.7)

    def _at(self, text: str) -> tuple[Span, ...]:
        start = self._random.randrange(max(1, len(text) - 40))
        return (Span(start, min(len(text), start + self._random.randint(4, 40))),)

    def _operation(self, incident: Incident, name: str, text: str) -> Operation:
        chance = self._random
        products, victims = self._some(incident.products), self._some(incident.victims)
        malware, holes = self._some(incident.malware), self._some(incident.vulnerabilities)
        scale = (
            Figure(
                value=float(chance.randint(2, 9000)),
                unit="servers",
                bound="about",
                rule="figures:about",
                anchors=self._at(text),
            ),
        )
        told = [("activities", value) for value in incident.activities]
        told += [
            (key, value)
            for key, values in (("products", products), ("victims", victims), ("malware", malware))
            for value in values
        ]
        year, rest = divmod(incident.day, 365)
        return Operation(
            id=name,
            name=f"the {chance.choice(WORDS)} {chance.choice(('attack', 'breach', 'campaign'))}"
            if chance.random() < 0.5
            else None,
            activities=incident.activities,
            products=products,
            victims=victims,
            scale=scale if chance.random() < 0.2 else (),
            start=f"{2015 + year}-{rest // 31 + 1:02}" if chance.random() < 0.4 else None,
            vulnerabilities=holes,
            malware=malware,
            evidence=tuple(Evidence(field=key, value=value, rule=f"{key}:name", anchors=self._at(text)) for key, value in told),
            empty=(Empty(field="end", reason="the text names no end"),),
            anchors=self._at(text),
        )

    def _actor(self, code: str, text: str, link: Link | None = None) -> Actor:
        span = self._at(text)
        return Actor(actor=code, name=text[span[0].start : span[0].end], link=link, rule="names:organ", anchors=span)

    def _claim(self, incident: Incident, operation: Operation, name: str, text: str) -> Claim:
        chance = self._random
        accuser = self._actor(chance.choice(ACCUSERS), text)
        code = chance.choice((incident.state, ORGANS.get(incident.state, incident.state), incident.group))
        accused = self._actor(code, text, chance.choice(LINKS))
        kind, span, rule = chance.random(), self._at(text), f"{chance.choice(WORDS)}.verb"
        if kind < 0.72:
            sure = Certainty(
                words="likely",
                axis="likelihood",
                level="likely",
                scope="authorship",
                rule="certainty:likely",
                anchors=self._at(text),
            )
            ground = Ground(words="samples", rule="grounds:cite", anchors=self._at(text))
            date = DateValue(value="2021-07", precision="month", rule="dates:month", anchors=self._at(text))
            return Attribution(
                id=name, operation=operation.id, act="attribute", status=chance.choice(STATUSES), claimants=(accuser,),
                accused=(accused, self._actor(incident.group, text, "none"))[: chance.randint(1, 2)],
                certainty=sure if chance.random() < 0.15 else None,
                grounds=(ground,) if chance.random() < 0.1 else (),
                date=date if chance.random() < 0.2 else None,
                evidence=(Evidence(field="status", value="stated", rule=rule, anchors=span),), rule=rule, anchors=span,
            )  # fmt: skip
        if kind < 0.85:
            return Measure(
                id=name, operation=operation.id, measure=chance.choice(("indictment", "sanctions", "expulsion", "advisory")),
                status="adopted", by=(accuser,), against=(accused,), rule=rule, anchors=span,
            )  # fmt: skip
        if kind < 0.95:
            return Reply(
                id=name, operation=operation.id, reply=chance.choice(("denial", "dismissal", "no-comment")),
                by=(accused,), to=(accuser,), rule=rule, anchors=span,
            )  # fmt: skip
        return Support(id=name, operation=operation.id, support="condemn", by=(accuser,), rule=rule, anchors=span)
