"""What open pages are told: that they have changed, or what is wrong with the content they were made from."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from mujaz.report.text import excerpt
from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.syntax.source import Span
from mujaz.text.visible import visible

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
        self._closed = False
        self._told = threading.Condition()

    @property
    def mark(self) -> str:
        """The state that pages are served in now."""
        return f"{self._token}.{self._generation}"

    def served(self, address: str, content: bytes | None) -> None:
        """Somebody has got an address with this content, or None."""
        digest = _digest(content)
        with self._told:
            self._digests.setdefault(address, digest)
            while len(self._digests) > _ADDRESSES:
                forgotten = next(iter(self._digests))
                del self._digests[forgotten]
                self._changed.pop(forgotten, None)

    def publish(self, news: News) -> None:
        """Tell all who listen what a build gave."""
        with self._told:
            known = dict(self._digests)
        now = {address: _digest(self._read(address)) for address in known} if news.good else known
        with self._told:
            if news.good:
                self._generation += 1
                self._changed.update((name, self._generation) for name in known if now[name] != known[name])
                self._digests.update(now)
            self._news = news
            self._version += 1
            self._told.notify_all()

    def wait(self, version: int, timeout: float) -> int | None:
        """Wait for news after those of a version.

        Args:
            version: what is known; 0 for nothing.
            timeout: seconds.

        Returns:
            the version of the last news, which is the same one after the timeout; None where there will be no more.
        """
        with self._told:
            self._told.wait_for(lambda: self._closed or self._version != version, timeout)
            return None if self._closed else self._version

    def message(self, mark: str) -> dict[str, Any]:
        """The news for a page.

        Args:
            mark: the state in which it was served.

        Returns:
            a value for JSON: `version`; `changed`, the addresses that have changed since, None where that is unknown;
            and the fields of `News`.
        """
        token, _, number = mark.rpartition(".")
        with self._told:
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

    def close(self) -> None:
        """End all waiting."""
        with self._told:
            self._closed = True
            self._told.notify_all()


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
