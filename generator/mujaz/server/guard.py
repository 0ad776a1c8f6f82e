"""What every question passes before it is answered, and what every answer says: the rules of a server for one user."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mujaz.server.visitors import Visitors

_READING = ("GET", "HEAD")
_TOKEN = "token"  # noqa: S105  # the name of a parameter
_READ_ONLY = "Nothing can be sent to this server."
_NO_TOKEN = "This server answers who opens the address that it shows in the terminal."  # noqa: S105
_NOT_ITS_FORM = "Only a form of this server's own pages can send something to it."
_ELSEWHERE = "A server that others in the network can reach takes nothing."
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # Pages of other sites may not have what is not published yet, not even as a script or a picture.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with `no-referrer`, forms would not say where they stand
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
}


def application(routes: Sequence[BaseRoute], visitors: Visitors, token: str = "") -> ASGIApp:
    """An application in which every route is guarded.

    Args:
        routes: what is answered, in the order in which addresses are compared.
        visitors: who may ask.
        token: what a browser has to bring, for routes that change something; empty for a server that only shows. It is
            brought once, as `token` in the query of any address, and then kept by the browser as a cookie.
    """
    return _Guard(Starlette(routes=routes), visitors, token)


def redirect(address: str, query: str = "") -> Response:
    """Lead to another address of this server; `//name` and `/\\name` would be another host."""
    return RedirectResponse("/" + address.lstrip("/\\") + (f"?{query}" if query else ""), 302)


class _Guard:
    """The outermost layer, so that no answer is without its headers, refusals and faults included."""

    def __init__(self, app: ASGIApp, visitors: Visitors, token: str) -> None:
        self._app, self._visitors, self._token = app, visitors, token
        self._cookie = f"mujaz-{visitors.port}"  # cookies are of a host and all its ports

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        answer = self._refusal(request) or (self._unlocked(request) if self._token else None)
        await (answer or self._app)(scope, receive, send_guarded)

    def _refusal(self, request: Request) -> Response | None:
        refusal = self._visitors.refusal(request.headers, request["client"], request["server"])
        if refusal:
            return _refused(refusal)
        if request.method in _READING:
            return None
        if not self._token:
            return PlainTextResponse(f"{_READ_ONLY}\n", 405, {"Allow": ", ".join(_READING)})
        if not self._visitors.loopback:
            return _refused(_ELSEWHERE)
        # Where there is an origin, `Visitors` has compared it. Browsers send one with whatever is no GET or HEAD.
        if "Origin" not in request.headers or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return _refused(_NOT_ITS_FORM)
        return None

    def _unlocked(self, request: Request) -> Response | None:
        """Ask for the token, and put it out of sight: an address stays in the history, and in what is copied."""
        if request.method in _READING and self._is_token(request.query_params.get(_TOKEN)):
            query = request["query_string"].decode("latin-1")
            rest = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if key != _TOKEN]
            answer = redirect(request["raw_path"].decode("ascii"), urlencode(rest))
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
            return answer
        return None if self._is_token(request.cookies.get(self._cookie)) else _refused(_NO_TOKEN)

    def _is_token(self, offered: str | None) -> bool:
        return offered is not None and secrets.compare_digest(offered.encode(), self._token.encode())


def _refused(reason: str) -> Response:
    return PlainTextResponse(f"{reason}\n", 403)
