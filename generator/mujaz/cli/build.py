"""`mujaz build`: the pages and the web site, or with `--offline` an edition to be read without a network."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mujaz.cli.common import (
    FOUND,
    Refusal,
    cache_option,
    exit_code,
    format_option,
    kept,
    note,
    report,
    say,
    site_option,
)
from mujaz.cli.consent import agree_if, agreed_when_asked, ask, trust_option
from mujaz.cli.progress import ProgressBar
from mujaz.engine.address import VARIABLE
from mujaz.engine.clock import today
from mujaz.engine.pipeline import generate, load_config
from mujaz.model.documents import NOTHING, LeftOut
from mujaz.report.text import summary
from mujaz.site.past import past_of
from mujaz.site.update import Update, update

if TYPE_CHECKING:
    from mujaz.cli.publishing import Publishable
    from mujaz.engine.cache.store import Store
    from mujaz.review.versions import ReadHistory


@click.command("build")
@site_option
@click.option("--strict/--no-strict", default=True, help="Whether a warning of the build keeps the last site in place.")
@click.option("--publish", is_flag=True, help="Refuse what is not approved, or not to be published yet.")
@click.option("--leave-out", is_flag=True, help="With --publish: build without the briefs that are refused.")
@click.option("--offline", is_flag=True, help="Write a folder and an archive to be read offline, in offline/.")
@click.option("--edition", metavar="NAME", help="What the offline edition is called; its date if not given.")
@click.option("--edition-date", metavar="DATE", help="Its date; the newest day of a brief if not given.")
@click.option(
    "--since",
    metavar="EDITION",
    type=click.Path(exists=True, path_type=Path),
    help="The edition before: its folder, archive or edition.json; the newest in offline/ if not given.",
)
@trust_option
@cache_option
@format_option
def verb(
    root: Path,
    strict: bool,
    publish: bool,
    leave_out: bool,
    offline: bool,
    trust: bool,
    cache: bool,
    format: str,
    **edition: Any,
) -> int:
    """Check all content, write the pages, build the web site.

    The last site stays until all of the new one is made and checked, and is then replaced in one step. With --offline
    an edition to be read from a folder is built instead, and site/ stays as it is.

    Without --publish the site is a preview, in which drafts and embargoed briefs say what they are. With it every brief
    must be approved as the policy asks, published, corrected or withdrawn, and past its embargo. The name of an
    offline edition that is a preview ends in -preview.

    Where the site will be is `site_url` of mkdocs.yml; the environment variable MUJAZ_SITE_URL, if set, goes before it.

    A site that brings code of its own is built only after somebody agreed to that, who is asked on a terminal once, and
    again when it changes.
    """
    if leave_out and not publish:
        raise Refusal("--leave-out is about publishing", "add --publish, or leave --leave-out out")
    publishing: Publishable | None = None
    if publish:
        from mujaz.cli.publishing import publishable  # late: the usual build asks git nothing

        publishing = publishable(root, cache, leave_out=leave_out)
        if publishing.findings:
            report(publishing.findings, format)
            if format == "text":
                say(summary(publishing.findings))
            note("nothing was built: this is not to be published as it is")
            return FOUND
        publishing.tell()
        if not offline and not load_config(root)[0].site_url:
            help = f"set `site_url` in mkdocs.yml, or {VARIABLE}, which the pipelines of `mujaz init` do"
            note(f"the site does not know its address, so that its sitemap is empty and its feeds name no host: {help}")
    agree_if(root, trust)
    if offline:
        if format == "text":
            ask(root)
        return _build_edition(root, strict, cache, format, publishing, **edition)
    for option, value in edition.items():
        if value is not None:
            name = f"--{option.replace('_', '-')}"
            raise Refusal(f"{name} is about an offline edition", f"add --offline, or leave {name} out")

    def run() -> Update:
        with kept(root, cache) as store, ProgressBar() as progress:
            return update(
                root,
                store,
                strict=strict,
                progress=progress,
                without=_without(publishing),
                today=today(),
                history=_past(root, store, publishing),
            )

    updated = run()
    if format == "text" and agreed_when_asked(root, updated.diagnostics):
        updated = run()
    findings, site = updated.diagnostics, updated.site
    report(
        findings,
        format,
        site=str(site) if site else None,
        **_told(publishing),
    )
    if format == "text":
        say(summary(findings))
    if site is None:
        note("nothing was built" + ("; the site of the last build is still there" if (root / "site").is_dir() else ""))
        if updated.has_other_rights:
            note(
                "it was made under other rights, and may show what may not be shown now: mend the errors, or delete it"
            )
        return FOUND
    if format == "text":
        note(updated.redone)
        say(f"the site is in {os.path.relpath(site)}: open {os.path.relpath(site / 'index.html')}")
    return exit_code(findings)


def _without(publishing: Publishable | None) -> LeftOut:
    return publishing.without if publishing is not None else NOTHING


def _past(root: Path, store: Store, publishing: Publishable | None) -> ReadHistory | None:
    past = past_of(root, store)
    return publishing.past(past) if publishing is not None else past


def _told(publishing: Publishable | None) -> dict[str, Any]:
    return publishing.as_data() if publishing is not None else {"left_out": {}}


def _build_edition(
    root: Path,
    strict: bool,
    cache: bool,
    format: str,
    publishing: Publishable | None,
    edition: str | None,
    edition_date: str | None,
    since: Path | None,
) -> int:
    from mujaz.site import offline  # late: the usual build needs none of it
    from mujaz.site.rightsgate import Gate

    if edition is not None and not offline.is_name(edition):
        help = "use letters a to z, digits, and single hyphens or full stops between them"
        raise Refusal(f"`{edition}` cannot be part of a file's name everywhere", help)
    if publishing and (edition or "").endswith(offline.PREVIEW):
        raise Refusal(f"`{edition}` is what a preview is called", f"leave `{offline.PREVIEW}` out of its name")
    day = _day(edition_date) if edition_date is not None else None
    try:
        before = offline.read_edition(since).contents if since else None
    except ValueError as problem:
        raise Refusal(f"{since}: {problem}", "name the folder, the archive or the edition.json of an edition") from None
    with kept(root, cache) as store, ProgressBar() as progress:
        history = _past(root, store, publishing)
        pages = generate(
            root,
            progress=progress,
            store=store,
            without=_without(publishing),
            today=today(),
            history=history,
        )
        built = None
        if not pages.failed and pages.site is not None:
            day = day or offline.newest_day(pages.site)
            if day is None:
                raise Refusal("no brief says when it was published", "date the edition with `--edition-date`")
            built = offline.build_offline(
                root,
                pages.site,
                pages.languages,
                day=day,
                name=(edition or day.isoformat()) + ("" if publishing else offline.PREVIEW),
                before=before,
                strict=strict,
                progress=progress,
                gate=Gate(pages.guards) if pages.guards is not None else None,
            )
    findings = [*pages.diagnostics, *(built.diagnostics if built else ())]
    done = built.edition if built else None
    report(
        findings,
        format,
        edition=done.as_data() if done else None,
        **_told(publishing),
    )
    if format == "text":
        say(summary(findings))
    if done is None:
        note("nothing was built; the editions in offline/ are as they were")
        return FOUND
    if format == "text":
        start = os.path.relpath(done.folder / offline.START)
        what = "offline edition" if publishing else "preview of an offline edition"
        say(f"the {what} is in {os.path.relpath(done.folder)}: open {start}")
        say(f"{os.path.relpath(done.archive)}: {done.size / 1e6:.1f} MB, SHA-256 {done.sha256}")
        since_when = f"briefs changed since {done.before}: {done.changed}" if done.before else "the first edition"
        say(since_when)
    return exit_code(findings)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refusal(f"`{written}` is not a day", "write it as 2023-09-13") from None
