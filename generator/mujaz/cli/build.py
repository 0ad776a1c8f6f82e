"""`mujaz build`: the pages and the web site, or with `--offline` an edition to be read without a network."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct, field

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
from mujaz.clock import today
from mujaz.diagnostics import Diagnostic
from mujaz.pipeline import check_site, generate
from mujaz.report.text import summary
from mujaz.site.past import past_of
from mujaz.site.update import Update, update


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

    The last site stays until all of the new one is made and checked; then what changed is moved into place, file by
    file. With --offline an edition to be read from a folder is built
    instead, and site/ stays as it is.

    Without --publish the site is a preview, in which drafts and embargoed briefs say what they are. With it every brief
    must be approved as the policy asks, published, corrected or withdrawn, and past its embargo. The name of an
    offline edition that is a preview ends in -preview.

    A site that brings code of its own is built only after somebody agreed to that, who is asked on a terminal once, and
    again when it changes.
    """
    if leave_out and not publish:
        raise Refusal("--leave-out is about publishing", "add --publish, or leave --leave-out out")
    refused = _refused(root, cache, leave_out=leave_out) if publish else Refused()
    if refused.findings:
        report(refused.findings, format)
        if format == "text":
            say(summary(refused.findings))
        note("nothing was built: these briefs are not to be published as they are")
        return FOUND
    for brief, why in refused.left_out.items():
        note(f"left out: {brief}: {'; '.join(why)}")
    agree_if(root, trust)
    if offline:
        if format == "text":
            ask(root)
        return _build_edition(root, strict, cache, format, refused, publish=publish, **edition)
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
                without=refused.left_out.keys(),
                today=today(),
                history=past_of(root, store),
            )

    updated = run()
    if format == "text" and agreed_when_asked(root, updated.diagnostics):
        updated = run()
    findings, site = updated.diagnostics, updated.site
    report(findings, format, site=str(site) if site else None, left_out=refused.as_data())
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


class Refused(Struct, frozen=True):
    """What may not be published: findings that keep all of it back, or briefs to be left out, each with the reasons."""

    findings: tuple[Diagnostic, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def as_data(self) -> dict[str, list[str]]:
        """What is left out, as plain data."""
        return {brief: list(why) for brief, why in self.left_out.items()}


def _refused(root: Path, cache: bool, *, leave_out: bool) -> Refused:
    """What of a site may not be published. Errors in its content are left to the build, which finds them again."""
    from mujaz.cli.editors import unpublishable, with_history  # late: the usual build asks git nothing

    left_out: dict[str, tuple[str, ...]] = {}
    with kept(root, cache) as store, ProgressBar() as progress, with_history():
        while True:
            checked = check_site(root, progress=progress, store=store, without=left_out.keys())
            if checked.content is None:
                return Refused(checked.diagnostics if left_out else (), left_out)
            found = unpublishable(root, checked, today(), left_out.keys())
            if not found or not leave_out:
                return Refused(tuple(finding for each in found.values() for finding in each), left_out)
            # What is left may show less of the glossary than was approved: it is asked again.
            left_out |= {id: tuple(_reasons(found[id])) for id in sorted(found)}


def _reasons(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Why a brief is left out: each reason once, with how often it was found."""
    for (message, rule), count in Counter((each.message, each.rule.name) for each in findings).items():
        yield f"{message}{f', {count} times' if count > 1 else ''} [{rule}]"


def _build_edition(
    root: Path,
    strict: bool,
    cache: bool,
    format: str,
    refused: Refused,
    edition: str | None,
    edition_date: str | None,
    since: Path | None,
    *,
    publish: bool,
) -> int:
    from mujaz.site import offline  # late: the usual build needs none of it
    from mujaz.site.rightsgate import Gate

    if edition is not None and not offline.is_name(edition):
        help = "use letters a to z, digits, and single hyphens or full stops between them"
        raise Refusal(f"`{edition}` cannot be part of a file's name everywhere", help)
    if publish and (edition or "").endswith(offline.PREVIEW):
        raise Refusal(f"`{edition}` is what a preview is called", f"leave `{offline.PREVIEW}` out of its name")
    day = _day(edition_date) if edition_date is not None else None
    try:
        before = offline.read_edition(since).contents if since else None
    except ValueError as problem:
        raise Refusal(f"{since}: {problem}", "name the folder, the archive or the edition.json of an edition") from None
    with kept(root, cache) as store, ProgressBar() as progress:
        history, left_out = past_of(root, store), refused.left_out.keys()
        pages = generate(root, progress=progress, store=store, without=left_out, today=today(), history=history)
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
                name=(edition or day.isoformat()) + ("" if publish else offline.PREVIEW),
                before=before,
                strict=strict,
                progress=progress,
                gate=Gate(pages.guards) if pages.guards is not None else None,
            )
    findings = [*pages.diagnostics, *(built.diagnostics if built else ())]
    done = built.edition if built else None
    report(findings, format, edition=done.as_data() if done else None, left_out=refused.as_data())
    if format == "text":
        say(summary(findings))
    if done is None:
        note("nothing was built; the editions in offline/ are as they were")
        return FOUND
    if format == "text":
        start = os.path.relpath(done.folder / offline.START)
        what = "offline edition" if publish else "preview of an offline edition"
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
