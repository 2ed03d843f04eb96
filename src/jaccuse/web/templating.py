"""Templates: Jinja2 with everything escaped, and the few words they are given to speak with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from .. import __version__
from ..claim import Claim, Figure
from ..ledger.case_rows import Accusation, Case, Said
from ..ledger.rows import ClaimRow, IncidentRow, Total
from ..render.page import Piece
from ..render.phrases import figure, names_person
from ..render.safe import visible
from . import labels, texts, wording
from .ask import Ask
from .words import quoted


@lru_cache(1)
def environment() -> Environment:
    """The environment of all templates."""
    made = Environment(
        loader=PackageLoader("jaccuse", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["shown"] = visible
    made.globals.update(LANGUAGES=texts.LANGUAGES, OWN_NAMES=texts.OWN_NAMES, NAV=NAV, VERSION=__version__)
    return made


#: The sections in the head of every page.
NAV = ("incidents", "claims", "actors", "documents", "matrix", "timeline", "read", "method")


class Say:
    """What templates speak with: one language, one page's texts."""

    def __init__(self, ask: Ask, texts_of: Mapping[str, str]) -> None:
        self.ask, self.t, self.said, self.url = ask, ask.t, ask.said, ask.url
        self._texts = texts_of

    def day(self, value: str | None) -> str:
        """A date, as precise as it is."""
        return labels.day(value, self.ask.lang) if value else self.ask.t("word.no_date")

    def n(self, value: float) -> str:
        """A number."""
        return labels.number(value, self.ask.lang)

    def label(self, code: str) -> str:
        """An actor's name."""
        return labels.actor(code, self.ask.lang)

    def name(self, code: str) -> Markup:
        """An actor's name as a link."""
        return wording.name(self.ask, code)

    def names(self, codes: Sequence[str]) -> Markup:
        """Actors' names as links, in a row."""
        return wording.names(self.ask, codes)

    def sentence(self, claim: Claim) -> Markup:
        """A claim in one sentence."""
        return wording.sentence(self.ask, claim)

    def quoted(self, row: ClaimRow) -> tuple[Piece, ...]:
        """The words a claim was read from; none where the page did not bring its text."""
        text = self._texts.get(row.document.id)
        return quoted(row.claim, text) if text is not None else ()

    def label_list(self, codes: Sequence[str]) -> str:
        """Actors' names in a row, without links."""
        return labels.listing([labels.actor(code, self.ask.lang) for code in codes], self.ask.lang)

    def total(self, total: Total) -> str:
        """How many: exactly, or more than so many."""
        number = self.n(total.number)
        return number if total.exact else self.t("word.more_than", n=number)

    def called(self, one: IncidentRow, named: str | None = None) -> str:
        """What an incident is called; without a name, whom the accusations are against, or what was done."""
        name = one.name or named
        if name:
            return visible(name)
        if one.accusations and one.accused:
            accused = [labels.in_sentence(code, self.ask.lang) for code in one.accused[:3]]
            return self.t("incident.against", names=labels.listing(accused, self.ask.lang))
        return self.activities(one.activities) or self.t("word.unnamed_incident")

    def activities(self, codes: Sequence[str]) -> str:
        """Activities in words."""
        return ", ".join(self.t(f"activity.{code}") for code in codes)

    def ways(self, ways: Mapping[str, int]) -> str:
        """`stated 3, suspected 1`."""
        return ", ".join(f"{self.t(f'status.{way}')} {self.n(number)}" for way, number in ways.items())

    def accuses(self, one: Accusation) -> Markup:
        """An accuser and an accused, with the ties alleged."""
        return wording.accuses(self.ask, one)

    def did(self, one: Said) -> Markup:
        """What a claim of a case says, in one sentence."""
        return wording.did(self.ask, one)

    def figures(self, scale: Sequence[tuple[Figure, str]]) -> str:
        """Figures in words, each once."""
        return " · ".join(dict.fromkeys(figure(value) for value, _ in scale))

    @staticmethod
    def any_person(case: Case) -> bool:
        """Whether a person is accused, or aimed at, in a case."""
        codes = [one.accused for one in case.accusations] + [code for one in case.measures for code in one.to]
        return any(code.startswith("person:") for code in codes)

    @staticmethod
    def names_person(claim: Claim) -> bool:
        """Whether a claim is made against a person named."""
        return names_person(claim)

    @staticmethod
    def link(url: str | None) -> str | None:
        """An address that may be followed: http or https, nothing else."""
        return url if url and url.lower().startswith(("http://", "https://")) else None

    @staticmethod
    def has(key: str) -> bool:
        """Whether there is such a text."""
        return texts.has(key)

    @staticmethod
    def short(document: str) -> str:
        """A document's id as it stands in addresses."""
        return document.removeprefix("sha256:")[:16]


def render(ask: Ask, template: str, /, status_code: int = 200, **values: object) -> Response:
    """A page. `texts`: the texts of documents that it quotes."""
    texts_of = values.pop("texts", {})
    assert isinstance(texts_of, Mapping)
    say = Say(ask, texts_of)
    found = environment().get_template(template)
    body = found.render(ask=ask, say=say, t=say.t, said=say.said, url=say.url, day=say.day, n=say.n, label=say.label, **values)
    return HTMLResponse(body, status_code)
