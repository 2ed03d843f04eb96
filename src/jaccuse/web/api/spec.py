"""An endpoint as data, and the OpenAPI 3.1 document made of all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from ... import __version__
from ...errors import BadRequest
from ..access import Role
from .shapes import Problem

#: A date as precise as it is known.
DATE = "^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
#: Characters of a value that is given as text.
LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Param:
    """A parameter. kind: text, integer or boolean; choices: all it may be; pattern: what a text must match."""

    name: str
    meaning: str
    kind: Literal["text", "integer", "boolean"] = "text"
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    usual: int | None = None
    most: int | None = None
    required: bool = False
    where: Literal["query", "path"] = "query"

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        if self.kind == "integer":
            return {"type": "integer", "minimum": 1, "maximum": self.most, "default": self.usual}
        if self.kind == "boolean":
            return {"type": "boolean", "default": False}
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        made: dict[str, Any] = {"type": "string", "maxLength": LONGEST, "pattern": self.pattern or "^[^\\x00]*$"}
        return made | ({"minLength": 1} if self.where == "path" or self.required else {})

    def value(self, word: str) -> Any:
        """What a word of the address means. Raises BadRequest."""
        if self.kind == "integer":
            if not (word.isascii() and word.isdecimal() and len(word) < 10 and 1 <= int(word) <= (self.most or 10**9)):
                raise BadRequest(f"{self.name}: {word!r} is no number from 1 to {self.most:,}")
            return int(word)
        if self.kind == "boolean":
            if word not in ("true", "false"):
                raise BadRequest(f"{self.name}: {word!r} is neither true nor false")
            return word == "true"
        if self.choices and word not in self.choices:
            raise BadRequest(f"{self.name}: {word!r} is none of {', '.join(self.choices)}")
        if len(word) > LONGEST or "\0" in word or (self.required and not word):
            raise BadRequest(f"{self.name}: has 1 to {LONGEST} characters, and none that is NUL")
        if self.pattern and not (re.search(self.pattern, word) and not word.endswith("\n")):
            raise BadRequest(f"{self.name}: {word!r} is not as it must be", remedy=self.meaning)
        return word


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One endpoint. work: what makes the answer; body: the shape of what is sent; errors: statuses it may answer beside."""

    path: str
    name: str
    summary: str
    result: Any
    work: Callable[..., Any]
    method: Literal["GET", "POST"] = "GET"
    params: Sequence[Param] = ()
    body: Any = None
    role: Role = Role.READER
    errors: Sequence[int] = ()
    status: int = 200
    tags: Sequence[str] = field(default_factory=tuple)

    def given(self, path: Mapping[str, Any], query: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """The values of its parameters. Raises BadRequest for one that is unknown, given twice, missing or wrong."""
        known = {param.name: param for param in self.params}
        found: dict[str, Any] = {param.name: param.usual for param in self.params}
        found |= {param.name: False for param in self.params if param.kind == "boolean"}
        seen: set[str] = set()
        for name, word in [*((name, str(word)) for name, word in path.items()), *query]:
            if name not in known:
                raise BadRequest(f"there is no parameter {name!r} here", remedy=f"there are: {', '.join(known) or 'none'}")
            if name in seen:
                raise BadRequest(f"{name}: is given twice")
            seen.add(name)
            found[name] = known[name].value(word)
        if missing := [name for name, param in known.items() if param.required and name not in seen]:
            raise BadRequest(f"{missing[0]}: is needed")
        return found


_MEANINGS = {
    400: "A parameter or the body is wrong.",
    401: "An account or token is needed, or the token is none.",
    403: "Whose token it is may not do this.",
    404: "Nothing has that id.",
    409: "The decision cannot be kept.",
    413: "The body is too large.",
    415: "The body is no JSON.",
    422: "The text or page cannot be read.",
    429: "Too many requests.",
    503: "Others have been writing for too long.",
}


def openapi(endpoints: Sequence[Endpoint], root: str) -> dict[str, Any]:
    """The document."""
    shapes = [Problem, *(one.result for one in endpoints), *(one.body for one in endpoints if one.body)]
    made, components = msgspec.json.schema_components(shapes, ref_template="#/components/schemas/{name}")
    schemas = dict(zip(map(_key, shapes), made, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for one in endpoints:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "jaccuse",
            "version": __version__,
            "summary": "Who is shown accusing whom of which cyber operation, and in which words.",
            "description": "Each row is what somebody is shown claiming, not a finding that it is true. "
            "Persons named are presumed innocent.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _operation(one: Endpoint, schemas: Mapping[str, Any]) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": schemas[_key(Problem)]}}
    made: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "tags": list(one.tags),
        "parameters": [
            {
                "name": param.name,
                "in": param.where,
                "required": param.required or param.where == "path",
                "description": param.meaning,
                "schema": param.schema(),
            }
            for param in one.params
        ],
        "responses": {
            str(one.status): {
                "description": "The answer.",
                "content": {"application/json": {"schema": schemas[_key(one.result)]}},
            },
            **{str(n): {"description": _MEANINGS[n], "content": problem} for n in sorted({400, 401, *one.errors})},
        },
    }
    if one.method == "GET":
        made["responses"]["304"] = {"description": "Nothing has changed since the tag in If-None-Match."}
    if one.body:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": schemas[_key(one.body)]}}}
    if one.role > Role.READER:
        made["security"] = [{"token": []}]
    return made


def _key(shape: Any) -> str:
    return getattr(shape, "__name__", str(shape))
