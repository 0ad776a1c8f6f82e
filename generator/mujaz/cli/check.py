"""`mujaz check`: all findings on the content of a site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mujaz.cli.common import cache_option, exit_code, format_option, kept, note, report, say, site_option
from mujaz.cli.progress import ProgressBar
from mujaz.engine.pipeline import CheckResult, check_site, load_config
from mujaz.model import Rights
from mujaz.report.text import summary
from mujaz.site.target import linked
from mujaz.syntax.diagnostics import Diagnostic, in_order

if TYPE_CHECKING:
    from mujaz.rights.budget import Excerpts


@click.command("check")
@site_option
@click.option("--unused", is_flag=True, help="Also list what nothing uses: entities, aliases, sources, seeds.")
@click.option("--excerpts", is_flag=True, help="Also list how much of each seed is quoted of what its rights allow.")
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@cache_option
@format_option
def verb(root: Path, unused: bool, excerpts: bool, strict: bool, cache: bool, format: str) -> int:
    """Check all content and say what is wrong, where, and how to mend it.

    What build refuses is told here, at its place, and that it will ask about
    code that the site brings; except for what only the finished pages show:
    links and ids of pages that people wrote, scripts in them, and what MkDocs
    and its plugins say.

    Of a seed with `rights: link` findings show the place and the outline, with points for letters, and no words.
    """
    with kept(root, cache) as store:
        with ProgressBar() as progress:
            checked = check_site(root, unused=unused, progress=progress, store=store)
        site = checked.site
        listed = _excerpts(checked) if excerpts else {}
        counts = f"seeds: {len(site.seeds)}, briefs: {len(site.briefs)}, entities: {len(site.entities)}" if site else ""
    findings = in_order((*checked.diagnostics, *_link_of_the_site(root)))
    report(findings, format, **({"excerpts": _as_data(listed)} if excerpts else {}))
    if format == "text":
        for id, found in listed.items():
            _show(id, found)
        if counts:
            say(counts)
        say(summary(findings))
        if not checked.complete:
            note("further checks wait until these errors are mended")
        elif unasked := _unasked(root):
            note(f"`mujaz build` will ask before it runs code that mkdocs.yml brings: {unasked}")
    return exit_code(findings, strict=strict)


def _link_of_the_site(root: Path) -> list[Diagnostic]:
    """The finding on a link where the site would be written."""
    config, _ = load_config(root)
    return linked(root, config.site_dir)


def _unasked(root: Path) -> str:
    """What the site brings that nobody here agreed to, in words; empty where there is no such thing."""
    from mujaz.site.trust import listed, untrusted  # late: it is needed for complete checks only

    code, findings = untrusted(root)
    return ", ".join(listed((item.what for item in code.items), 5)) if code is not None and findings else ""


def _excerpts(checked: CheckResult) -> dict[str, Excerpts]:
    """How much is quoted of each seed with the rights `excerpt`, by id."""
    content = checked.read
    if content is None or not checked.complete:
        return {}
    quoted, seeds = content.index.quoted, content.site.seeds
    from mujaz.rights.budget import excerpts_of  # late: most runs do not ask for it

    restricted = (id for id, record in content.site.records.items() if record.rights is Rights.EXCERPT)
    return {id: excerpts_of(seeds[id], quoted.get(id, ()), content.quoting(id)) for id in restricted}


def _show(id: str, found: Excerpts) -> None:
    left = found.most - found.words
    rest = f"{left} are left" if left >= 0 else f"{-left} too many"
    say(
        f"{id}: {found.words} of {found.total} words are quoted, {found.share(found.words)}; "
        f"the budget is {found.budget} %, {found.most} words{', by default' if found.by_default else ''}: {rest}"
    )
    for quote in found.quotes:
        say(f"  {quote.at}: {quote.words} words, {found.share(quote.words)}")


def _as_data(listed: dict[str, Excerpts]) -> dict[str, Any]:
    return {
        id: {
            "quoted": found.words,
            "words": found.total,
            "budget": found.budget,
            "most": found.most,
            "by_default": found.by_default,
            "quotes": [{"at": str(quote.at), "words": quote.words} for quote in found.quotes],
        }
        for id, found in listed.items()
    }
