"""What the document tells of one operation: name, activities, products, victims, scale, dates, vulnerabilities, malware."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..claim import DateValue, Evidence, Figure, Operation, Span
from .dates import DateMention, find_dates, resolve
from .details import (
    activities_of,
    find_activities,
    find_cves,
    find_named_malware,
    find_operation_names,
    find_products,
    find_victims,
)
from .figures import find_figures, is_scale
from .names import Mention
from .products import hosts
from .segment import Sentence

STATES = {"state", "demonym", "capital"}
BODIES = {"group", "firm", "media", "organ", "igo", "person"}
BESIDE = 3  # characters between the words for a deed and a date that belongs to them


@dataclass(slots=True)
class Story:
    """The document, and who is named in it, as far as the details of its operations need them.

    actors: the words for accused and claimants; accused: the codes of the accused states; said: the dates of the
    claims.
    """

    text: str
    language: str
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    published: str | None
    actors: Sequence[Span] = ()
    accused: frozenset[str] = frozenset()
    said: frozenset[Span] = frozenset()


@dataclass(slots=True)
class _Values:
    """Values in order of the text, each once, with the words that say it."""

    name: str
    rule: str
    values: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def add(self, value: str, span: Span, rule: str = "") -> None:
        if value not in self.values:
            self.values.append(value)
        self.evidence.append(Evidence(field=self.name, value=value, rule=rule or self.rule, anchors=(span,)))


def describe(name: str, story: Story, regions: Sequence[Span], deeds: Sequence[Span], anchors: Sequence[Span]) -> Operation:
    """The operation as its regions of the text tell it; deeds are the words of its claims for what was done."""
    text, language = story.text, story.language
    activities = activities_of(list(regions), text, language)
    evidence = [Evidence(field="activities", value=a.code, rule=f"activity:{a.code}", anchors=(Span(a.start, a.end),))
                for a in activities]  # fmt: skip
    products = _products(story, regions, run_on="supply-chain" in {a.code for a in activities})
    cves = _Values("vulnerabilities", "details:cve")
    for region in regions:
        for cve in find_cves(text[region.start : region.end]):
            cves.add(cve.name, Span(region.start + cve.start, region.start + cve.end))
    malware = _malware(story, regions)
    title = _title(story, regions, deeds)
    victims = _victims(story, regions, products.evidence)
    first, last = _dates(story, regions, deeds)
    for values in (title, products, victims, cves, malware, first, last):
        evidence.extend(values.evidence)
    return Operation(
        id=name,
        name=next(iter(title.values), None),
        activities=tuple(a.code for a in activities),
        products=tuple(products.values),
        victims=tuple(victims.values),
        scale=tuple(_scale(story, regions)),
        start=next(iter(first.values), None),
        end=next(iter(last.values), None),
        vulnerabilities=tuple(cves.values),
        malware=tuple(malware.values),
        evidence=tuple(evidence),
        anchors=tuple(anchors),
    )


def _pieces(story: Story, regions: Sequence[Span]) -> Iterator[Span]:
    """The sentences of the regions, cut to them."""
    ends = [sentence.end for sentence in story.sentences]
    for region in regions:
        for sentence in story.sentences[bisect_right(ends, region.start) :]:
            if sentence.start >= region.end:
                break
            start, end = max(region.start, sentence.start), min(region.end, sentence.end)
            if start < end:
                yield Span(start, end)


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(o.start < span.end and span.start < o.end for o in others)


def _products(story: Story, regions: Sequence[Span], *, run_on: bool) -> _Values:
    """Products that were hit; where a supply chain was, the systems that the tampered code runs on are none."""
    found = [
        (product, Span(region.start + product.start, region.start + product.end))
        for region in regions
        for product in find_products(story.text[region.start : region.end], story.language)
    ]
    only_hosts = all(product.usual in hosts() for product, _ in found)
    values = _Values("products", "details:product")
    worded: dict[str, str] = {}  # the first wording of a product, or a later one with its maker before it
    for product, _ in found:
        if product.name.endswith(f" {worded.setdefault(product.usual, product.name)}"):
            worded[product.usual] = product.name
    for product, span in found:
        name = next((full for full in worded.values() if full.endswith(f" {product.name}")), worded[product.usual])
        if not run_on or only_hosts or product.usual not in hosts():
            values.add(name, span)
    return values


def _malware(story: Story, regions: Sequence[Span]) -> _Values:
    """Known names, and those that a word for malware makes one."""
    found = _Values("malware", "names:malware")
    for mention in story.mentions:
        if mention.kind == "malware" and any(r.start <= mention.start and mention.end <= r.end for r in regions):
            found.add(mention.text, Span(mention.start, mention.end))
    taken = [e.anchors[0] for e in found.evidence] + list(story.actors)
    groups = {m.text for m in story.mentions if m.kind in BODIES}
    for region in _pieces(story, regions):
        for named in find_named_malware(story.text[region.start : region.end], story.language):
            span = Span(region.start + named.start, region.start + named.end)
            if not _overlaps(span, taken) and named.name not in groups:
                found.add(named.name, span, "details:named-malware")
    return found


def _title(story: Story, regions: Sequence[Span], deeds: Sequence[Span]) -> _Values:
    """The first name that the text gives the operation, one inside the words of a claim before others."""
    found = _Values("name", "details:operation-name")
    names = [
        (named.name, Span(region.start + named.start, region.start + named.end))
        for region in _pieces(story, regions)
        for named in find_operation_names(story.text[region.start : region.end], story.language)
    ]
    people = {story.text[a.start : a.end] for a in story.actors} | {m.text for m in story.mentions if m.kind == "group"}
    names = [(name, span) for name, span in names if name not in people]
    for name, span in sorted(names, key=lambda n: (not _overlaps(n[1], deeds), n[1]))[:1]:
        found.add(name, span)
    return found


def _victims(story: Story, regions: Sequence[Span], products: Sequence[Evidence]) -> _Values:
    """Those hit, as worded; a state by its code, alone or beside the words that name it."""
    found = _Values("victims", "details:victim")
    for region in _pieces(story, regions):
        for victim in find_victims(story.text[region.start : region.end], story.language):
            span = Span(region.start + victim.start, region.start + victim.end)
            if _overlaps(span, [e.anchors[0] for e in products]) or _overlaps(span, story.actors):
                continue
            inside = [m for m in story.mentions if span.start <= m.start and m.end <= span.end]
            if any(m.kind == "malware" for m in inside) or any(victim.name in e.value for e in products):
                continue
            states = [m for m in inside if m.kind in STATES and m.state]
            if not any(m.kind != "demonym" and m.end - m.start >= span.end - span.start for m in states):
                found.add(victim.name, span)
            for mention in states:
                if mention.state and mention.state not in story.accused:
                    found.add(mention.state, Span(mention.start, mention.end), f"names:{mention.kind}")
    return found


def _scale(story: Story, regions: Sequence[Span]) -> list[Figure]:
    found: list[Figure] = []
    for piece in _pieces(story, regions):
        sentence = story.text[piece.start : piece.end]
        last = None
        for figure in find_figures(sentence, story.language):
            converted = last is not None and figure.kind == "money" and sentence[last.end : figure.start] == " ("
            last = figure if figure.kind == "money" else None
            if converted:  # "$80m (£67m)"
                continue
            if is_scale(figure, sentence, story.language):
                span = Span(piece.start + figure.start, piece.start + figure.end)
                one = Figure(value=figure.value, unit=figure.unit, bound=figure.bound, rule="figure", anchors=(span,))
                if not any(f.value == one.value and f.unit == one.unit for f in found):
                    found.append(one)
    return [f for f in found if not any(_rounds(f, other) for other in found)]


def _rounds(rough: Figure, fine: Figure) -> bool:
    """Whether one figure is the other with fewer digits: "53 million" of "53.3 million"."""
    if rough.unit != fine.unit or rough.value == fine.value or not rough.value or not fine.value:
        return False
    digits = [len(f"{f.value:.0f}".rstrip("0")) for f in (rough, fine)]
    return digits[0] < digits[1] and float(f"{fine.value:.{digits[0] - 1}e}") == rough.value and digits[0] > 1


def _dates(story: Story, regions: Sequence[Span], deeds: Sequence[Span]) -> tuple[_Values, _Values]:
    """When it began and ended: dates told as a beginning or an end beside words for the deed, or a date inside those words."""
    first, last = _Values("start", "date:start"), _Values("end", "date:end")
    loose = _Values("start", "date:deed")
    for piece in _pieces(story, regions):
        sentence = story.text[piece.start : piece.end]
        told: bool | None = None
        for date in find_dates(sentence, story.language):
            span = Span(piece.start + date.start, piece.start + date.end)
            in_deed = any(d.start <= span.start and span.end <= d.end + BESIDE + date.end - date.start for d in deeds)
            if told is None:
                told = _overlaps(piece, deeds) or bool(find_activities(sentence, story.language))
            if date.ahead or not told:
                continue
            if date.role is not None:
                _note(first if date.role == "start" else last, date, span, story)
            elif in_deed and span not in story.said:
                _note(loose, date, span, story)
    return (first if first.values else loose), last


def _note(values: _Values, date: DateMention, span: Span, story: Story) -> None:
    value = resolve(date, story.published, "past")
    if not values.values and isinstance(value, DateValue):
        values.add(value.value, span)
