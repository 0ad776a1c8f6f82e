"""`mujaz trace`: what each sentence of a brief rests on."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import (
    brief_id,
    cache_option,
    exit_code,
    format_option,
    kept,
    refuse_unknown,
    report,
    say,
    site_option,
)
from mujaz.engine.pipeline import check_site
from mujaz.trace import as_data, as_text, coverage, untraced, unused


@click.command("trace")
@click.argument("brief", metavar="BRIEF")
@click.option(
    "--require",
    "required",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    help="Fail where less than this share of the sentences of a language is traced; the policy's if not given.",
)
@site_option
@cache_option
@format_option
def verb(brief: str, required: float | None, root: Path, cache: bool, format: str) -> int:
    """Say what each sentence of BRIEF's summary and key points rests on, and which evidence no sentence uses.

    BRIEF is an id or the path of a file. A sentence rests on the claims, notes and sources that it refers to, by
    `[^id]`. The exit code is 1 where a language has less than the share that is demanded, by --require or by `trace` in
    editorial.yml.
    """
    with kept(root, cache) as store:
        checked = check_site(root, store=store)
        if checked.site is None:
            report(checked.diagnostics, format)
            return exit_code(checked.diagnostics)
        brief = brief_id(root, brief)
        refuse_unknown(brief, checked.site.briefs, "brief")
        entry = checked.site.briefs[brief]
        covered = coverage(entry, checked.site)
        left = unused(entry, checked.site, covered)
        required = checked.editorial.policy.trace if required is None else required
        findings = untraced(entry, checked.site, required)
    if format == "text":
        for line in as_text(covered, left, required).split("\n"):
            say(line)
        if findings:
            click.echo()
    report(findings, format, brief=brief, required=required, **as_data(covered, left))
    return exit_code(findings)
