"""`mujaz check`: all findings on the content of a site."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import cache_option, exit_code, format_option, kept, note, report, site_option
from mujaz.cli.progress import ProgressBar
from mujaz.pipeline import check_site
from mujaz.report.text import summary


@click.command("check")
@site_option
@click.option("--unused", is_flag=True, help="Also list what nothing uses: entities, aliases, sources, seeds.")
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@cache_option
@format_option
def verb(root: Path, unused: bool, strict: bool, cache: bool, format: str) -> int:
    """Check all content and say what is wrong, where, and how to mend it."""
    with kept(root, cache) as store:
        with ProgressBar() as progress:
            checked = check_site(root, unused=unused, progress=progress, store=store)
        site = checked.site
        counts = f"seeds: {len(site.seeds)}, briefs: {len(site.briefs)}, entities: {len(site.entities)}" if site else ""
    findings = checked.diagnostics
    report(findings, format)
    if format == "text":
        if counts:
            click.echo(counts)
        click.echo(summary(findings))
        if not checked.complete:
            note("further checks wait until these errors are mended")
    return exit_code(findings, strict=strict)
