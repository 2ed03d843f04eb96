"""One request as pages see it: its language, who asks, what is asked for, and the addresses of other views of the same."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import fields
from functools import cached_property, lru_cache
from hashlib import sha256
from urllib.parse import quote, urlencode

from sqlalchemy import Connection
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .. import __version__
from ..errors import BadRequest
from ..ledger.filters import Filter
from ..ledger.state import state_of
from . import texts
from .access import Role, Who
from .settings import Settings
from .store import Store

#: What a list's address may hold beside its filters.
PAGING = ("limit", "after", "count")
FILTERS = tuple(field.name for field in fields(Filter))

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

Work = Callable[["Ask", Connection], Response]


class _Language(Convertor[str]):
    """The first part of a page's address."""

    regex = "|".join(texts.LANGUAGES)

    def convert(self, value: str) -> str:
        """As it is."""
        return value

    def to_string(self, value: str) -> str:
        """As it is."""
        return value


register_url_convertor("lang", _Language())


class Ask:
    """A request for a page."""

    def __init__(self, request: Request, language: str | None = None) -> None:
        self.request = request
        head = request.url.path.split("/")[1]
        wanted = language or (head if head in texts.LANGUAGES else None)
        self.lang: str = wanted or texts.preferred(request.headers.get("accept-language", ""))
        self.who: Who = getattr(request.state, "who", Who(Role.NOBODY))
        self.settings: Settings = request.app.state.settings
        self.store: Store = request.app.state.store

    def t(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return texts.text(self.lang, key, **values)

    def said(self, section: str, code: str) -> str:
        """The words for a code of the codebook; the code itself where there are none."""
        key = f"{section}.{code}"
        return texts.text(self.lang, key) if texts.has(key) else code

    def param(self, name: str) -> str | None:
        """What the address says under a name; None for nothing. Raises BadRequest where it says it twice."""
        given = [value for value in self.request.query_params.getlist(name) if value.strip()]
        if len(given) > 1:
            raise BadRequest(f"{name}: is given {len(given)} times", remedy="give it once")
        value = given[0].strip() if given else None
        if value is not None and (len(value) > 300 or "\0" in value):
            raise BadRequest(f"{name}: is longer than 300 characters, or has a character that no value has")
        return value

    def number(self, name: str, usual: int, most: int) -> int:
        """A whole number from 1 on. Raises BadRequest."""
        word = self.param(name)
        if word is None:
            return usual
        if not (word.isascii() and word.isdecimal() and len(word) < 10 and 1 <= int(word) <= most):
            raise BadRequest(f"{name}: {word!r} is no number from 1 to {most:,}")
        return int(word)

    @cached_property
    def filter(self) -> Filter:
        """The filter in the address. Raises BadRequest."""
        asked = self.asked
        for name in ("since", "until"):
            if name in asked and not _DATE.fullmatch(asked[name]):
                raise BadRequest(f"{name}: {asked[name]!r} is no date", remedy="write 2021, 2021-07 or 2021-07-19")
        return Filter(**asked)

    @property
    def asked(self) -> dict[str, str]:
        """The filters in the address that are set, in order."""
        return {name: value for name in FILTERS if (value := self.param(name)) is not None}

    @property
    def path(self) -> str:
        """The address of this page below its language."""
        path: str = self.request.url.path
        return path[4:] if path[:4] in {f"/{lang}/" for lang in texts.LANGUAGES} else path.lstrip("/")

    def url(self, path: str = "", /, **query: object) -> str:
        """The address of another page in this language."""
        return f"/{self.lang}/{quote(path, safe='/:')}{_query(query)}"

    def again(self, **changes: object) -> str:
        """The address of this page with other values in its query; None takes one out. It begins at the first page."""
        query: dict[str, object] = {k: v for k, v in self.request.query_params.items() if k not in ("after",)}
        return self.url(self.path, **(query | changes))

    def other(self, language: str) -> str:
        """The address of this page in another language."""
        return f"/{language}/{quote(self.path, safe='/:')}{_query(dict(self.request.query_params))}"

    def static(self, name: str) -> str:
        """The address of a file that pages are made of; it changes with what is in it."""
        return f"/static/{assets()}/{name}"

    def need(self, role: Role) -> None:
        """Raise HTTPException where who asks may not do this."""
        if self.who.role < role:
            raise HTTPException(403 if self.who.name else 401)

    @property
    def csrf(self) -> str:
        """The session's token for forms, masked anew each time, so that its bytes tell nothing through compression."""
        if not self.who.csrf:
            return ""
        secret = bytes.fromhex(self.who.csrf)
        pad = secrets.token_bytes(len(secret))
        return (pad + bytes(a ^ b for a, b in zip(pad, secret, strict=True))).hex()

    @property
    def door_open(self) -> bool:
        """Whether there are accounts to log in to."""
        return getattr(self.request.app.state, "door", None) is not None

    @property
    def here(self) -> str | None:
        """The address of this page, to come back to; None for pages that one does not come back to."""
        if self.path in ("", "login") or self.request.method not in ("GET", "HEAD"):
            return None
        return self.url(self.path, **dict(self.request.query_params))

    @property
    def can_review(self) -> bool:
        """Whether who asks may decide."""
        return self.who.role >= Role.REVIEWER

    def check_csrf(self, given: str) -> None:
        """Raise HTTPException where a form of a session lacks its token."""
        if self.who.by != "session":
            return
        try:
            raw = bytes.fromhex(given)
        except ValueError:
            raw = b""
        half = len(raw) // 2
        secret = bytes(a ^ b for a, b in zip(raw[:half], raw[half:], strict=False))
        if not hmac.compare_digest(secret.hex(), self.who.csrf):
            raise HTTPException(403)


async def form_of(request: Request) -> dict[str, str]:
    """What a form sent: texts only. Raises HTTPException for what is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise HTTPException(415)
    most = request.app.state.settings.limits.body_bytes
    async with request.form(max_files=0, max_fields=40, max_part_size=most) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def page(work: Work, role: Role = Role.READER) -> Callable[[Request], object]:
    """An endpoint that answers with what `work` makes of the ledger; what has not changed is not made again."""

    async def endpoint(request: Request) -> Response:
        ask = Ask(request)
        ask.need(role)
        return await ask.store.read(lambda connection: conditional(ask, connection, work))

    return endpoint


def conditional(ask: Ask, connection: Connection, work: Work) -> Response:
    """What `work` makes, with a tag of the state it was made from; nothing where who asks has just that."""
    tag = etag(ask, connection)
    given = ask.request.headers.get("if-none-match", "")
    if tag in (part.strip() for part in given.split(",")):
        return Response(status_code=304, headers={"etag": tag, "vary": "cookie, authorization"})
    answer = work(ask, connection)
    if answer.status_code == 200:
        answer.headers.setdefault("etag", tag)
        answer.headers.setdefault("vary", "cookie, authorization")
    return answer


def etag(ask: Ask, connection: Connection) -> str:
    """A tag of all that an answer is made of: program, files, state of the ledger, address and who asks."""
    url = ask.request.url
    who = ask.who
    parts = (
        __version__,
        assets(),
        ask.store.ledger.id,
        state_of(connection),
        url.path,
        url.query,
        who.role.name,
        who.name,
        who.csrf,
    )
    return 'W/"' + sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:24] + '"'


@lru_cache(1)
def assets() -> str:
    """A name for what all files that pages are made of hold."""
    from importlib import resources

    digest = sha256()
    web = resources.files("jaccuse").joinpath("web")
    for folder in ("static", "templates"):
        for file in sorted(web.joinpath(folder).iterdir(), key=lambda one: one.name):
            if file.is_file():
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    digest.update(web.joinpath("texts.toml").read_bytes())
    return digest.hexdigest()[:12]


def _query(query: dict[str, object]) -> str:
    kept = {name: value for name, value in query.items() if value not in (None, "")}
    return f"?{urlencode(kept, encoding='utf-8', errors='replace')}" if kept else ""
