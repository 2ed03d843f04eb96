"""The review desk: one claim at a time, the most doubtful first; one key decides and goes on. Each decision is durable before
the next claim is shown, carries the name of the account, and can be undone."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ...errors import ReviewRefused, UnknownId
from ...ledger.chronicle import history
from ...ledger.entries import Entry
from ...ledger.ledger import Ledger
from ...ledger.queries import Views
from ...ledger.review import pairs_waiting, parse_correction, queue, review, undo
from ..access import Role
from ..ask import Ask, form_of
from ..correctable import CODES, correctable
from ..marked import values
from ..templating import render

VERDICTS = ("accept", "correct", "reject")
#: Decisions of one's own that are listed below, to be undone.
MINE = 8


async def desk(request: Request) -> Response:
    """The next claim, or the one asked for."""
    ask = Ask(request)
    ask.need(Role.REVIEWER)
    answer = await ask.store.read(lambda connection: _next(ask, connection))
    answer.headers["cache-control"] = "no-store"
    return answer


def _next(ask: Ask, connection: Connection, wrong: str | None = None, status: int = 200) -> Response:
    views = Views(connection)
    after, wanted = ask.param("after"), ask.param("claim")
    try:
        waiting = queue(connection, limit=1, last=after)
    except UnknownId:
        waiting = queue(connection, limit=1)
    row = views.claim(wanted) if wanted else waiting.rows[0] if waiting.rows else None
    texts = views.texts([row.document.id]) if row else {}
    acts = [one for one in history(connection, limit=60) if one.by == ask.who.name and one.what == "review"][:MINE]
    return render(
        ask, "review.html", status_code=status, row=row, texts=texts, text=texts[row.document.id] if row else "",
        values=values, waiting=waiting.total, after=after, acts=acts, wrong=wrong,
        done=ask.param("done"), paths=correctable(row.claim) if row else [], codes=CODES, pairs=pairs_waiting(connection),
    )  # fmt: skip


async def decide(request: Request) -> Response:
    """Record a decision, and go on."""
    ask = Ask(request)
    ask.need(Role.REVIEWER)
    form = await form_of(request)
    ask.check_csrf(form.get("csrf", ""))
    name, verdict = str(request.path_params["id"]), form.get("verdict", "")
    by, reason = ask.who.name or "", form.get("reason", "").strip()[:1000]

    def work(ledger: Ledger) -> Entry:
        if verdict not in VERDICTS:
            raise ReviewRefused(f"{verdict!r} is no decision", remedy=", ".join(VERDICTS))
        path, value = "", None
        if verdict == "correct":
            path, value = parse_correction(f"{form.get('path', '')}={form.get('value', '').strip()}")
        return review(ledger, name, verdict, by=by, reason=reason or ask.t(f"desk.reason_{verdict}"), path=path, value=value)

    try:
        entry = await ask.store.write(work)
    except ReviewRefused as error:
        refused = str(error)
        return await ask.store.read(lambda connection: _next(ask, connection, refused, 409))
    return RedirectResponse(ask.url("review", after=form.get("after"), done=entry.id), 303)


async def take_back(request: Request) -> Response:
    """Undo a decision, and show its claim again."""
    ask = Ask(request)
    ask.need(Role.REVIEWER)
    form = await form_of(request)
    ask.check_csrf(form.get("csrf", ""))
    act = str(request.path_params["id"])

    def work(ledger: Ledger) -> str | None:
        with ledger.reading() as connection:
            about = history(connection, act)[0].about
        undo(ledger, act, by=ask.who.name or "", reason=ask.t("desk.reason_undo"))
        return about

    about = await ask.store.write(work)
    claim = about if about and about.startswith("c") else None
    return RedirectResponse(ask.url("review", claim=claim), 303)


routes = [
    Route("/{lang:lang}/review", desk),
    Route("/{lang:lang}/review/{id}", decide, methods=["POST"]),
    Route("/{lang:lang}/undo/{id}", take_back, methods=["POST"]),
]
