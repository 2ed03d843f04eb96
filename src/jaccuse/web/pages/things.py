"""The pages of one thing each: an incident, an actor, a document, a claim."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ...ledger.case_rows import Case, Said
from ...ledger.chronicle import history
from ...ledger.filters import Filter
from ...ledger.incident_candidates import candidates_of
from ...ledger.names import actor_page as names_of
from ...ledger.queries import Views
from .. import charts, labels
from ..ask import Ask, page
from ..marked import stretches, values
from ..templating import render

#: Claims of an actor shown for each side; the rest is a list away.
SOME = 6
#: Document ids are looked up by so many characters at least.
_SHA = "sha256:"


def incident(ask: Ask, connection: Connection) -> Response:
    """The case."""
    case = Views(connection).case(ask.request.path_params["id"])
    waiting = candidates_of(connection, case.incident.id)
    accused = sorted({one.accused for one in case.accusations})
    return render(ask, "incident.html", case=case, axis=_axis(ask, case), waiting=waiting, accused=accused)


def _axis(ask: Ask, case: Case) -> charts.Axis | None:
    first = sorted({(one.first.day or "", one.first.claim): one.first for one in case.accusations}.items())
    lanes = (
        ("accusations", [held for _, held in first]),
        ("measures", case.measures),
        ("replies", case.replies),
        ("support", case.support),
    )
    made = [(ask.t(f"case.{name}"), name, [_spot(ask, one) for one in held]) for name, held in lanes if held]
    return charts.axis(made, lambda day: labels.day(day, ask.lang))


def _spot(ask: Ask, one: Said) -> tuple[str, str, str]:
    by = labels.listing([labels.actor(code, ask.lang) for code in one.by], ask.lang) if one.by else ask.t("word.somebody")
    told = f"{labels.day(one.day, ask.lang) if one.day else ''}: {by}"
    return one.day or "", one.claim, told


def actor(ask: Ask, connection: Connection) -> Response:
    """An actor: accuses, is accused, and what it is called by whom."""
    found = names_of(connection, ask.request.path_params["code"])
    if not (found.actor.claims or found.seen or found.claims):
        raise HTTPException(404)
    code, views = found.actor.actor, Views(connection)
    sides = [(side, views.claims(Filter(**{side: code}), limit=SOME)) for side in ("accuser", "accused")]
    if code.startswith("group:"):
        sides.append(("group", views.claims(Filter(group=code), limit=SOME)))
    texts = views.texts({row.document.id for _, held in sides for row in held.rows})
    return render(ask, "actor.html", found=found, code=code, sides=sides, texts=texts)


def document(ask: Ask, connection: Connection) -> Response:
    """The text with its marks, the claims beside it."""
    views = Views(connection)
    row = views.document(_document_id(ask))
    held = views.of_document(row.id)
    text = views.text(row.id)
    most = ask.settings.limits.document_chars
    marked = list(stretches(text, held, most))
    return render(
        ask, "document.html", row=row, held=held, marked=marked, values=values, text=text, cut=len(text) > most, most=most,
        texts={row.id: text},
    )  # fmt: skip


def plain(ask: Ask, connection: Connection) -> Response:
    """The text as it was read."""
    views = Views(connection)
    return PlainTextResponse(views.text(views.document(_document_id(ask)).id))


def _document_id(ask: Ask) -> str:
    name: str = ask.request.path_params["id"]
    return name if name.startswith(_SHA) else _SHA + name


def claim(ask: Ask, connection: Connection) -> Response:
    """One claim: its words, every value with its rule, and what was read and decided about it."""
    views = Views(connection)
    row = views.claim(ask.request.path_params["id"])
    text = views.text(row.document.id)
    events = history(connection, row.id)
    return render(ask, "claim.html", row=row, text=text, values=values, events=events, texts={row.document.id: text})


routes = [
    Route("/{lang:lang}/incidents/{id}", page(incident)),
    Route("/{lang:lang}/actors/{code:path}", page(actor)),
    Route("/{lang:lang}/documents/{id}.txt", page(plain)),
    Route("/{lang:lang}/documents/{id}", page(document)),
    Route("/{lang:lang}/claims/{id}", page(claim)),
]
