"""Where the site will be, as whoever publishes it says: a code host knows the address, and `mkdocs.yml` need not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from mujaz.settings.shown import fault_of_address
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.visible import visible

VARIABLE = "MUJAZ_SITE_URL"
"""The environment variable; where it is set and not empty, its value goes before `site_url` of `mkdocs.yml`."""


def given_address() -> str:
    """The address that the environment gives, with a solidus at its end; empty where it gives none."""
    written = os.environ.get(VARIABLE, "").strip()
    return f"{written.rstrip('/')}/" if written else ""


def fault_of_given() -> tuple[str, str] | None:
    """Why pages cannot be where the environment says, and what to do; None where they can, or it says nothing."""
    address = given_address()
    message = _fault(address) if address else ""
    if not message:
        return None
    help = f"set {VARIABLE} to an address such as `https://desk.example/briefs/`, or leave it out"
    return f"the environment variable {VARIABLE}, `{visible(address[:100])}`, {message}", help


def faults_of_given(source: Source) -> Iterator[Diagnostic]:
    """The same as a finding, for whoever asks by no command.

    Args:
        source: `mkdocs.yml`, in whose place the address comes.
    """
    if fault := fault_of_given():
        yield rules.INVALID_VALUE.at(Span(source, 0, 0), *fault)


def _fault(address: str) -> str:
    """Why pages cannot be at an address, in words; empty where they can (RFC 3986, section 3)."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no address of the web"
    if parts.scheme not in ("http", "https") or not host:
        return "is no address of the web"
    if parts.username is not None or parts.password is not None:
        return "names a user, whom every page would show"
    if "?" in address or "#" in address:
        return "has a query or a fragment, behind which there are no paths"
    if any(character.isspace() for character in address):
        return "has a space in it"
    if message := fault_of_address(address):
        return f"is {message}"
    return ""
