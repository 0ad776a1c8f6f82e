"""What `build` and `serve` share: asking once whether the code that a site brings may run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from mujaz.cli.common import note
from mujaz.report import text
from mujaz.site.trust import agree, listed, untrusted
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic

F = TypeVar("F", bound=Callable[..., Any])


def trust_option(function: F) -> F:
    """The option `--trust`: the verb gets `trust`."""
    help = "Agree that code which the site brings (hooks, plugins, templates) may run."
    return click.option("--trust", is_flag=True, help=help)(function)


def agree_if(root: Path, trust: bool) -> None:
    """Agree to what a site brings, where the option `--trust` says so."""
    if trust and (code := untrusted(root)[0]) is not None:
        agree(root, code)


def agreed_when_asked(root: Path, findings: Iterable[Diagnostic]) -> bool:
    """Whether a build is to be tried again: it found code that nobody agreed to, and now somebody did.

    Only a terminal is asked.
    """
    if not any(finding.rule is rules.UNTRUSTED_CODE for finding in findings):
        return False
    return ask(root)


def ask(root: Path) -> bool:
    """Ask on the terminal, if there is one, whether what a site brings may run; whether somebody has just agreed."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    code, findings = untrusted(root)
    if code is None or not findings:
        return False
    click.echo(text.render(findings) + "\n", err=True)
    note("it would run with your rights. These files belong to it, and a change in any of them is asked about again:")
    for name in ["mkdocs.yml", *listed(code.files)]:
        note(f"  {name}")
    if not click.confirm("May it run?", default=False, err=True):
        return False
    agree(root, code)
    return True
