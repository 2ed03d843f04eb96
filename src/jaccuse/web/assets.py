"""The files that pages are made of, under addresses that change with what is in them, so that they may be kept for ever."""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from importlib import resources

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .ask import assets

_TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".js": "text/javascript", ".css": "text/css"}


class Assets:
    """Answers `/static/<name of all files>/<file>`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The file, to be kept; under an older name it is found too, and not kept."""
        path: str = scope["path"]
        marked, _, name = path.removeprefix(scope.get("root_path", "")).lstrip("/").partition("/")
        files = _files()
        if name not in files or scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(404)
        tag = f'"{marked}"'
        kept = "public, max-age=31536000, immutable" if marked == assets() else "no-cache"
        headers = {"cache-control": kept, "etag": tag}
        if Headers(scope=scope).get("if-none-match") == tag and marked == assets():
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return
        body, kind = files[name]
        await Response(body, media_type=kind, headers=headers)(scope, receive, send)


@lru_cache(1)
def _files() -> dict[str, tuple[bytes, str]]:
    found: dict[str, tuple[bytes, str]] = {}
    for file in resources.files("jaccuse").joinpath("web/static").iterdir():
        ending = "." + file.name.rpartition(".")[2]
        if file.is_file():
            found[file.name] = (file.read_bytes(), _TYPES.get(ending) or mimetypes.guess_type(file.name)[0] or "text/plain")
    return found
