"""What open pages are told: that they have changed, or what is wrong with the content they were made from."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from functools import partial
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from mujaz.report.text import excerpt
from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.syntax.source import Span
from mujaz.text.visible import visible

EVENTS = "/.mujaz/events"
"""The address of the news, as server-sent events (HTML Standard, 9.2)."""

_STREAM = "text/event-stream"
_HEARTBEAT = 15.0  # seconds between two signs of life, which also show that a browser has gone
_RETRY = 500  # milliseconds after which a browser looks for a server that was ended
_SHOWN = 50  # findings
_ADDRESSES = 5000  # that are compared after each build; who asks for more has forgotten the first
_DIGITS = 10  # of the number of a state; what is longer is not one of ours

Read = Callable[[str], bytes | None]
"""Gives the content that an address of the site has now; None for an address without any."""


class News(Struct, frozen=True):
    """What one build gave, for people who look at a page.

    Attributes:
        good: whether the site is a new one.
        headline: the result in few words.
        findings: the first of them, as values for JSON.
        more: how many there are besides.
    """

    good: bool
    headline: str
    findings: tuple[dict[str, Any], ...] = ()
    more: int = 0


class Live:
    """The news of the last build, and which of the addresses that were asked for have changed since when.

    An address that nobody has asked for is on nobody's screen: only the others are compared, by content, after each
    good build. A page names the state in which it was served, its *mark*; so it can be told what it has missed, too.
    """

    def __init__(self, read: Read) -> None:
        """Begin without news.

        Args:
            read: gives the content of an address.
        """
        self._read = read
        self._token = secrets.token_hex(8)  # of this server: the pages of one before it know nothing of its states
        self._generation = 0
        self._digests: dict[str, bytes | None] = {}
        self._changed: dict[str, int] = {}
        self._news = News(True, "")
        self._version = 0
        self._lock = threading.Lock()  # builds are in one thread, answers in others
        self._listeners: set[Callable[[], object]] = set()

    @property
    def mark(self) -> str:
        """The state that pages are served in now."""
        return f"{self._token}.{self._generation}"

    def served(self, address: str, content: bytes | None) -> None:
        """Somebody has got an address with this content, or None."""
        digest = _digest(content)
        with self._lock:
            self._digests.setdefault(address, digest)
            while len(self._digests) > _ADDRESSES:
                forgotten = next(iter(self._digests))
                del self._digests[forgotten]
                self._changed.pop(forgotten, None)

    def publish(self, news: News) -> None:
        """Tell all who listen what a build gave."""
        with self._lock:
            known = dict(self._digests)
        now = {address: _digest(self._read(address)) for address in known} if news.good else known
        with self._lock:
            if news.good:
                self._generation += 1
                self._changed.update((name, self._generation) for name in known if now[name] != known[name])
                self._digests.update(now)
            self._news = news
            self._version += 1
            listeners = tuple(self._listeners)
        for tell in listeners:
            tell()

    async def follow(self, mark: str) -> AsyncGenerator[str]:
        """The last news and all that come, as a stream of events without end.

        Args:
            mark: the state in which the page was served that listens.
        """
        told = asyncio.Event()
        tell = partial(asyncio.get_running_loop().call_soon_threadsafe, told.set)
        with self._lock:
            self._listeners.add(tell)
        try:
            yield f"retry: {_RETRY}\n\n"
            known = 0
            while True:
                told.clear()
                news = self.message(mark)
                data = f"data: {json.dumps(news, ensure_ascii=False)}\n\n"
                yield ":\n\n" if news["version"] == known else data
                known = news["version"]
                try:
                    await asyncio.wait_for(told.wait(), _HEARTBEAT)
                except TimeoutError:
                    continue
        finally:
            with self._lock:
                self._listeners.discard(tell)

    def message(self, mark: str) -> dict[str, Any]:
        """The news for a page.

        Args:
            mark: the state in which it was served.

        Returns:
            a value for JSON: `version`; `changed`, the addresses that have changed since, None where that is unknown;
            and the fields of `News`.
        """
        token, _, number = mark.rpartition(".")
        with self._lock:
            known = token == self._token and number.isdecimal() and len(number) < _DIGITS
            changed = sorted(name for name, when in self._changed.items() if when > int(number)) if known else None
            return {
                "version": self._version,
                "changed": changed,
                "good": self._news.good,
                "headline": self._news.headline,
                "findings": self._news.findings,
                "more": self._news.more,
            }


def routes(live: Live) -> list[BaseRoute]:
    """The news of a site, by their address."""

    async def events(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type=_STREAM)
        return StreamingResponse(live.follow(request.query_params.get("mark", "")), media_type=_STREAM)

    return [Route(EVENTS, events)]


def _digest(content: bytes | None) -> bytes | None:
    return None if content is None else hashlib.blake2b(content, digest_size=16).digest()


def news_of(good: bool, headline: str, findings: Sequence[Diagnostic]) -> News:
    """The news of a build from its findings, errors first: a page shows what a person can read, the terminal all."""
    weighed = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)[:_SHOWN]
    return News(good, headline, tuple(_shown(finding) for finding in weighed), len(findings) - len(weighed))


def _shown(finding: Diagnostic) -> dict[str, Any]:
    """A finding with all that the terminal shows of it; a value for JSON."""

    def place(span: Span) -> dict[str, str]:
        return {"place": str(span), "excerpt": excerpt(span).strip()}

    return {
        **place(finding.span),
        "severity": finding.severity.value,
        "rule": finding.rule.name,
        "message": visible(finding.message),
        "help": visible(finding.help),
        "related": [{**place(label.span), "message": visible(label.message)} for label in finding.related],
    }
