"""Logging in and out."""

from __future__ import annotations

from math import ceil

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..access import Role, cookie_name
from ..ask import Ask, form_of
from ..templating import render


async def login(request: Request) -> Response:
    """The form; sent, a session or a refusal."""
    ask = Ask(request)
    door = request.app.state.door
    if request.method in ("GET", "HEAD"):
        return _form(ask, local(request.query_params.get("next")))
    form = await form_of(request)
    after = local(form.get("next"))
    if door is None:
        raise HTTPException(403)
    name, address = form.get("name", "")[:100], request.client.host if request.client else ""
    if (wait := door.wait(name, address)) > 0:
        answer = _form(ask, after, "login.wait", status=429, minutes=ceil(wait / 60))
        answer.headers["retry-after"] = str(ceil(wait))
        return answer
    cookie = await door.log_in(name, form.get("password", "")[:1000], address)
    if cookie is None:
        return _form(ask, after, "login.wrong", status=403)
    answer = RedirectResponse(after or ask.url(), 303)
    answer.set_cookie(
        cookie_name(ask.settings), cookie, httponly=True, samesite="lax", secure=ask.settings.secure, path="/",
        max_age=ask.settings.limits.session_hours * 3600,
    )  # fmt: skip
    return answer


async def logout(request: Request) -> Response:
    """End the session."""
    ask = Ask(request)
    form = await form_of(request)
    ask.check_csrf(form.get("csrf", ""))
    name = cookie_name(ask.settings)
    if (cookie := request.cookies.get(name)) and request.app.state.door:
        await request.app.state.door.log_out(cookie)
    answer = RedirectResponse(ask.url(), 303)
    answer.delete_cookie(name, path="/", secure=ask.settings.secure, httponly=True, samesite="lax")
    return answer


def local(path: str | None) -> str | None:
    """A path of this site to go on to; nothing that could lead to another."""
    if not path or not path.startswith(("/en/", "/fr/")) or "\\" in path or "//" in path or not path.isprintable():
        return None
    return path


def _form(ask: Ask, after: str | None, wrong: str | None = None, status: int = 200, minutes: int = 0) -> Response:
    told = ask.t(wrong, minutes=minutes) if wrong else None
    answer = render(ask, "login.html", status_code=status, after=after, wrong=told, open_here=ask.who.role >= Role.READER)
    answer.headers["cache-control"] = "no-store"
    return answer


routes = [
    Route("/{lang:lang}/login", login, methods=["GET", "POST"]),
    Route("/{lang:lang}/logout", logout, methods=["POST"]),
]
