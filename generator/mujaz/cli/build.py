"""`mujaz build`: the pages and the web site."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mujaz.cli.common import FOUND, exit_code, format_option, note, report, site_option
from mujaz.cli.progress import ProgressBar
from mujaz.pipeline import generate
from mujaz.report.text import summary
from mujaz.site.build import build


@click.command("build")
@site_option
@click.option("--strict/--no-strict", default=True, help="Whether a warning of the build keeps the last site in place.")
@format_option
def verb(root: Path, strict: bool, format: str) -> int:
    """Check all content, write the pages, build the web site.

    The last site is replaced only by a whole new one.
    """
    with ProgressBar() as progress:
        pages = generate(root, progress=progress)
        built = None if pages.failed else build(root, strict=strict, progress=progress)
    findings = [*pages.diagnostics, *(built.diagnostics if built else ())]
    site = built.site if built else None
    report(findings, format, site=str(site) if site else None)
    if format == "text":
        click.echo(summary(findings))
    if site is None:
        note("nothing was built" + ("; the site of the last build is still there" if (root / "site").is_dir() else ""))
        return FOUND
    if format == "text":
        click.echo(f"the site is in {os.path.relpath(site)}: open {os.path.relpath(site / 'index.html')}")
    return exit_code(findings)
