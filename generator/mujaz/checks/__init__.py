"""Checks of the resolved site: a tuple of pure functions, each of which knows one subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mujaz.checks.claims import check_claims
from mujaz.checks.dates import check_dates
from mujaz.checks.languages import check_languages
from mujaz.checks.prose import check_prose
from mujaz.checks.rights import check_rights
from mujaz.checks.unused import find_unused
from mujaz.diagnostics import Diagnostic
from mujaz.resolved import Site

Check = Callable[[Site], Iterable[Diagnostic]]

CHECKS: tuple[Check, ...] = (check_claims, check_dates, check_languages, check_prose, check_rights)


def run_checks(site: Site, *, unused: bool = False) -> list[Diagnostic]:
    """All findings of all checks; those on what nothing uses only on request."""
    checks = (*CHECKS, find_unused) if unused else CHECKS
    return [finding for check in checks for finding in check(site)]
