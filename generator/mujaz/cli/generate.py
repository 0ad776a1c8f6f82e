"""`mujaz generate`: the pages as Markdown, or whether they are stale."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import FOUND, cache_option, exit_code, format_option, kept, note, report, say, site_option
from mujaz.cli.progress import ProgressBar
from mujaz.engine.clock import today
from mujaz.engine.pipeline import generate
from mujaz.report.text import summary
from mujaz.site.past import past_of


@click.command("generate")
@site_option
@click.option("--check", "dry", is_flag=True, help="Write nothing; fail if a page is not what the content gives.")
@cache_option
@format_option
def verb(root: Path, dry: bool, cache: bool, format: str) -> int:
    """Check all content, then bring the generated pages under docs/ up to date."""
    with kept(root, cache) as store, ProgressBar() as progress:
        history = past_of(root, store)
        result = generate(root, dry=dry, progress=progress, store=store, today=today(), history=history)
    done = result.summary
    written, deleted = (done.written, done.deleted) if done else ((), ())
    names = ("stale", "obsolete") if dry else ("written", "deleted")
    report(result.diagnostics, format, **{names[0]: list(written), names[1]: list(deleted)})
    if format == "text" and dry:
        for name, pages in zip(names, (written, deleted), strict=True):
            for page in pages:
                say(f"{name}: {page}")
    if format == "text":
        say(summary(result.diagnostics))
    if done is None:
        note("nothing was written" if not dry else "the pages were not looked at")
    elif not dry:
        note(f"pages written: {len(written)}, unchanged: {done.unchanged}, deleted: {len(deleted)}")
    elif done.stale:
        note("run `mujaz generate`")
    return FOUND if dry and done and done.stale else exit_code(result.diagnostics)
