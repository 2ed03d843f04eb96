"""The box: paste a text, or give an address, and see at once what it says. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...claim import Reading
from ...errors import JaccuseError
from ...ledger.rows import ClaimRow, DocumentRow
from ..ask import Ask, form_of
from ..marked import stretches, values
from ..reader import Slow
from ..spot import read_on_the_spot
from ..templating import render

LANGUAGES = ("en", "fr")


async def box(request: Request) -> Response:
    """The form; sent, what the text says."""
    ask = Ask(request)
    if request.method in ("GET", "HEAD"):
        return _page(ask, {})
    form = await form_of(request)
    ask.check_csrf(form.get("csrf", ""))
    url, text = form.get("url", "").strip(), form.get("text", "").replace("\r\n", "\n")
    language = form.get("language") if form.get("language") in LANGUAGES else None
    published = form.get("published", "").strip() or None
    try:
        reading = await read_on_the_spot(
            ask, text=None if url else text, url=url or None, language=language, published=published
        )  # fmt: skip
    except HTTPException as error:
        return _page(ask, form, wrong=ask.t(f"problem.{error.status_code}"), status=error.status_code)
    except JaccuseError as error:
        return _page(ask, form, wrong=str(error), status=503 if isinstance(error, Slow) else 422)
    return _page(ask, form, reading=reading)


def _page(
    ask: Ask, form: dict[str, str], *, reading: Reading | None = None, wrong: str | None = None, status: int = 200
) -> Response:
    shown: dict[str, Any] = {"row": None, "held": [], "marked": [], "text": ""}
    if reading is not None:
        head = DocumentRow(
            id=reading.document.id, title=reading.document.title, published=reading.document.published,
            publisher=reading.document.publisher, language=reading.document.language, url=reading.document.url,
            size=len(reading.document.text),
        )  # fmt: skip
        held = [
            ClaimRow(
                id=one.id, document=head, operation=one.operation, incident=None,
                day=one.date.value if one.date else head.published,
                standing="counts", reviewed="", differs=False, doubt=0, claim=one,
            )
            for one in reading.claims
        ]  # fmt: skip
        text = reading.document.text
        shown = {"row": head, "held": held, "marked": list(stretches(text, held, len(text))), "text": text}
    limits = ask.settings.limits
    answer = render(
        ask, "read.html", status_code=status, form=form, wrong=wrong, values=values, most=limits.paste_chars,
        languages=LANGUAGES, **shown,
    )  # fmt: skip
    answer.headers["cache-control"] = "no-store"
    return answer


routes = [Route("/{lang:lang}/read", box, methods=["GET", "POST"])]
