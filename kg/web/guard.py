"""What every request and response goes through: the check of the Host header, and headers for safety."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "bare_host"]

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
# Paths that scripts of other pages may read. The page itself is not one of them.
_SHARED = ("/sparql", "/api", "/openapi.json")
_EXPOSED = "kg-row-limit, kg-size-limit, kg-cut, kg-total, link"
_SAFETY = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-cache"),
)
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


def bare_host(host: str) -> str:
    """A Host header, or an address, as name alone: in lower case, without port, IPv6 in brackets."""
    host = host.strip().lower()
    if host.count(":") > 1 and not host.startswith("["):
        return f"[{host}]"
    end = host.find("]") + 1 if host.startswith("[") else (host + ":").find(":")
    return host[:end].rstrip(".")


class Guard:
    """Refuses requests with another Host than those allowed: no page can rebind a name to this service."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset((*_LOCAL, *map(bare_host, hosts)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(scope, MutableHeaders(scope=message))
            await send(message)

        host = Headers(scope=scope).getlist("host")
        if len(host) == 1 and bare_host(host[0]) in self._hosts:
            await self._app(scope, receive, send_safe)
        else:
            given = ", ".join(host) or "none"
            refused = PlainTextResponse(f"Host {given!r} is not served here; kg serve --allow-host adds one\n", 403)
            await refused(scope, receive, send_safe)

    def _add_headers(self, scope: Scope, headers: MutableHeaders) -> None:
        for name, value in _SAFETY:
            headers.setdefault(name, value)
        headers.setdefault("content-security-policy", _NOTHING)
        if scope["method"] in ("GET", "HEAD") and scope["path"].startswith(_SHARED):
            headers["access-control-allow-origin"] = "*"
            headers["access-control-expose-headers"] = _EXPOSED
