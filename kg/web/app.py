"""The routes of the service."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Call
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.query.saved import bind, saved_queries
from kg.web.description import DESCRIPTION_FORMATS, description
from kg.web.guard import Guard
from kg.web.lookups import LOOKUPS, Lookup
from kg.web.negotiate import chosen
from kg.web.openapi import document
from kg.web.pool import Pool
from kg.web.settings import LARGEST_REQUEST, Reply, Request, Settings

__all__ = ["application"]

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_SPARQL_PARAMETERS = ("query", "default-graph-uri", "named-graph-uri", "format")
_MOST_PARAMETERS = 200
_SLOWEST = 20.0  # seconds in which the body of a request must arrive
_Endpoint = Callable[[Call], Coroutine[Any, Any, Response]]


def application(settings: Settings, pool: Pool) -> Starlette:
    """The application; its start and end are those of the pool."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()

    routes = [
        Route("/", _page(settings)),
        Route("/openapi.json", _openapi),
        Route("/sparql", _sparql(pool), methods=["GET", "POST"]),
        Route("/api/queries", _queries),
        Route("/api/queries/{name}", _saved(pool)),
        *(Route(_route(lookup), _lookup(pool, lookup)) for lookup in LOOKUPS),
    ]
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Guard, hosts=(settings.host, *settings.hosts))],
        exception_handlers={HTTPException: _error},
    )


def _route(lookup: Lookup) -> str:
    """The path of a lookup; an entity's id holds a slash, so the parameter takes all that follows."""
    return lookup.address.replace("}", ":path}")


async def _error(call: Call, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if call.url.path.startswith("/api/"):
        return JSONResponse({"error": error.detail}, error.status_code, error.headers)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, dict((*reply.headers, ("content-type", reply.media))))


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """The parameters of a query string or form. Raises HTTPException if they are not UTF-8, or too many."""
    try:
        return tuple(parse_qsl(text, True, errors="strict", max_num_fields=_MOST_PARAMETERS))
    except ValueError as error:
        raise HTTPException(400, f"the parameters cannot be read: {error}") from error


def _query_string(call: Call) -> str:
    return str(call.scope["query_string"].decode("latin-1"))


def _address(call: Call) -> str:
    return f"{call.url.scheme}://{call.url.netloc}"


def _asked(call: Call, kind: Any, name: str, parameters: tuple[tuple[str, str], ...]) -> Request:
    query = _query_string(call)
    target = call.scope.get("raw_path", b"").decode("latin-1") + (f"?{query}" if query else "")
    accept = ",".join(call.headers.getlist("accept"))
    return Request(kind, name, parameters, accept, _address(call), target)


async def _body(call: Call) -> str:
    """The body as text. Raises HTTPException if it is too large, too slow or not UTF-8."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(_SLOWEST):
            async for part in call.stream():
                size += len(part)
                if size > LARGEST_REQUEST:
                    raise HTTPException(413, f"the request is larger than {LARGEST_REQUEST} bytes")
                parts.append(part)
        return b"".join(parts).decode("utf-8")
    except TimeoutError as error:
        raise HTTPException(408, f"the request did not arrive in {_SLOWEST:g} s") from error
    except ClientDisconnect as error:
        raise HTTPException(400, "the request broke off") from error
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the request is not UTF-8: {error}") from error


async def _posted(call: Call) -> tuple[tuple[str, str], ...]:
    media = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    in_address = _pairs(_query_string(call))
    if media == _FORM:
        return (*in_address, *_pairs(await _body(call)))
    if media == _QUERY:
        return (*in_address, ("query", await _body(call)))
    if media == _UPDATE:
        raise HTTPException(403, "this service only reads; updates are refused")
    raise HTTPException(415, f"send {_QUERY} or {_FORM}, not {media or 'a body without content type'}")


def _sparql(pool: Pool) -> _Endpoint:
    async def sparql(call: Call) -> Response:
        parameters = _pairs(_query_string(call)) if call.method != "POST" else await _posted(call)
        names = {name for name, _ in parameters}
        if "update" in names:
            raise HTTPException(403, "this service only reads; updates are refused")
        if "query" not in names:
            if call.method == "POST" or names:
                raise HTTPException(400, "the parameter `query` is missing")
            return _describe(call)
        known = tuple(pair for pair in parameters if pair[0] in _SPARQL_PARAMETERS)
        return _response(await pool.ask(_asked(call, "sparql", "", known)))

    return sparql


def _describe(call: Call) -> Response:
    picked = chosen(call.headers.get("accept", ""), DESCRIPTION_FORMATS)
    if picked is None:
        offered = ", ".join(medias[0] for medias in DESCRIPTION_FORMATS.values())
        raise HTTPException(406, f"the description of the service can be had as {offered}")
    return Response(
        description(f"{_address(call)}/sparql", picked[0]), media_type=picked[1], headers={"vary": "accept"}
    )


def _lookup(pool: Pool, lookup: Lookup) -> _Endpoint:
    async def answer(call: Call) -> Response:
        placed = tuple((name, str(value)) for name, value in call.path_params.items())
        return _response(await pool.ask(_asked(call, "lookup", lookup.name, placed + _pairs(_query_string(call)))))

    return answer


def _saved(pool: Pool) -> _Endpoint:
    async def answer(call: Call) -> Response:
        name = str(call.path_params["name"])
        return _response(await pool.ask(_asked(call, "saved", name, _pairs(_query_string(call)))))

    return answer


async def _queries(call: Call) -> Response:
    known = [
        {
            "name": query.name,
            "title": query.title,
            "reader": query.reader,
            "parameters": [
                {"name": p.name, "kind": p.kind, "default": p.default, "meaning": p.meaning} for p in query.parameters
            ],
            "text": bind(query, {}),
        }
        for query in saved_queries().values()
    ]
    return Response(json.dumps(known, ensure_ascii=False, indent=2) + "\n", media_type="application/json")


async def _openapi(call: Call) -> Response:
    return JSONResponse(document(_address(call)))


def _page(settings: Settings) -> _Endpoint:
    """The page, with the limits filled in; its policy allows the one script and style that stand in it."""
    text = (files("kg.web") / "page.html").read_text("utf-8")
    limits = {"TIMEOUT": f"{settings.timeout:g}", "ROWS": str(settings.limits.rows), "SIZE": str(settings.limits.size)}
    for name, value in limits.items():
        text = text.replace(f"[[{name}]]", value)
    hashes = {tag: _hash(text, tag) for tag in ("script", "style")}
    policy = (
        f"default-src 'none'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"script-src '{hashes['script']}'; style-src '{hashes['style']}'"
    )

    async def page(call: Call) -> Response:
        return HTMLResponse(text, headers={"content-security-policy": policy})

    return page


def _hash(text: str, tag: str) -> str:
    match = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    digest = hashlib.sha256(match.group(1).encode() if match else b"").digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
