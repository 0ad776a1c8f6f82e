"""`mujaz add`: an article becomes a seed, with the record of where it came from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from mujaz.cli.common import CLEAN, FOUND, Refusal, exit_code, note, refusing, report, say, site_option, write_plan
from mujaz.engine.shelf import decode_files
from mujaz.engine.workspace import MAX_BYTES, read_files
from mujaz.model import Rights, SeedRecord
from mujaz.model.decode import decode
from mujaz.model.documents import Files
from mujaz.rights.budget import count_words
from mujaz.rights.masks import outline, outlined_finding
from mujaz.scaffold.add import Article, Provenance, check_id, id_from_name, plan_seed, read_article, today
from mujaz.scaffold.replace import Fate, follow_anchors, plan_replacement
from mujaz.syntax.source import Source, Span

_DETAILS = ("language", "title", "publisher", "author", "url", "published", "grade", "rights")


@click.command("add")
@click.argument("article", metavar="ARTICLE", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@site_option
@click.option("--id", metavar="ID", help="The seed's id; from the file's name if not given.")
@click.option("--publisher", help="Who published it; required.")
@click.option("--title", help="Its title; the first line if not given.")
@click.option("--language", metavar="TAG", help="BCP 47 tag; by its letters and words if not given.")
@click.option("--author", help="Who wrote it, as named there.")
@click.option("--url", help="Where it was found.")
@click.option("--published", metavar="DATE", help="When it was published (EDTF).")
@click.option("--retrieved", metavar="DATE", help="When it was collected; today if not given.")
@click.option("--grade", help="Admiralty grade: A-F for the source, 1-6 for the information.")
@click.option("--rights", type=click.Choice(["full", "excerpt", "link"]), help="What may be shown; default: excerpt.")
@click.option("--encoding", metavar="NAME", help="What the article is encoded in, if not UTF-8.")
@click.option("--replace", is_flag=True, help="Put the text in the place of that of a seed that exists.")
def verb(
    article: str,
    root: Path,
    id: str | None,
    encoding: str | None,
    retrieved: str | None,
    replace: bool,
    **details: str | None,
) -> int:
    """Add ARTICLE, a text file or - for standard input, to seeds/.

    The bytes are kept as they are. Nothing is normalised, and no encoding but UTF-8 is assumed: of another, it is shown
    what the article would read like. A file of another kind, such as a web page or a PDF, is refused with what to do.
    """
    is_stdin = article == "-"
    name = "standard input" if is_stdin else article
    with refusing():
        if id is None:
            if is_stdin:
                raise Refusal("an article from standard input has no name", "name its seed with --id")
            id, notes = id_from_name(name)
        else:
            notes = ()
        check_id(id)
        if not replace:
            _refuse_existing(root, id)
        with click.open_file(article, "rb") as file:
            read, findings = read_article(name, file.read(MAX_BYTES + 1), encoding)
        if read is None:
            report(findings, "text")
            note("nothing was written")
            return FOUND
        for text in notes:
            note(text)
        if replace:
            return _replace(root, id, read, retrieved, details)
        publisher = details["publisher"] or _ask_publisher(is_stdin)
        known = Provenance(
            **{key: value for key, value in details.items() if value and key != "publisher"},
            publisher=publisher,
            retrieved=retrieved or today(),
        )
        plan = plan_seed(id, read, known, schemas=(root / "schemas/seed.json").is_file())
    for text in plan.notes:
        note(text)
    write_plan(root, dict(plan.files))
    if told := _budget(Source(f"seeds/{id}.yml", plan.files[f"seeds/{id}.yml"]), read.source.text):
        note(told)
    note(f"next: `mujaz new BRIEF --seed {id}`")
    return 0


def _budget(record: Source, text: str) -> str:
    """How much of an article may be quoted, as its record says or leaves it; empty where that is not counted."""
    seed, _ = decode(record, SeedRecord)
    if seed is None or seed.rights is not Rights.EXCERPT:
        return ""
    words = count_words(text)
    return (
        f"briefs may quote {words * seed.excerpt_budget // 100} of its {words} words, {seed.excerpt_budget} %, as long "
        f"as {record.name} sets no other `rights` or `excerpt_budget`"
    )


def _outlined(stored: Source) -> Callable[[Span], Span]:
    """Gives places as they may be shown of a seed of which no word may be."""
    return lambda span: outline(span) if span.source is stored else span


def _refuse_existing(root: Path, id: str) -> None:
    there = [f"seeds/{id}.{ending}" for ending in ("txt", "yml") if os.path.lexists(root / f"seeds/{id}.{ending}")]
    if len(there) == 1:
        return  # one half is no seed: it is completed, unless its text is another
    if there:
        help = "name another with --id, or put the new text in its place with --replace"
        raise Refusal(f"the seed `{id}` exists: {there[0]}", help)


def _ask_publisher(is_stdin: bool) -> str:
    if is_stdin or not sys.stdin.isatty():
        raise Refusal("the publisher is not known", "say who published the article with --publisher")
    return str(click.prompt("Publisher", err=True))


def _replace(root: Path, id: str, article: Article, retrieved: str | None, details: dict[str, str | None]) -> int:
    given = [f"--{key}" for key in _DETAILS if details[key]]
    if given:
        help = f"edit seeds/{id}.yml for the rest"
        raise Refusal(f"--replace changes the text only, and {given[0]} is of the record", help)
    files, faults = read_files(root)
    seed, names = files.seeds.get(id), [f"seeds/{id}.{ending}" for ending in ("txt", "yml")]
    if faults := [fault for fault in faults if fault.span.source.name in names]:
        report(faults, "text")
        note("nothing was written; mend the seed first")
        return FOUND
    if odd := [name for name in names if (root / name).is_dir()]:
        raise Refusal(f"{odd[0]} is a folder", "move it away: a seed is two plain files")
    if seed is None or seed.record is None:
        raise Refusal(f"there is no seed `{id}` to replace", "leave --replace out to add it")
    plan, findings = plan_replacement(id, seed.record, article, retrieved)
    if plan is None:
        report(findings, "text")
        note("nothing was written; mend the record first")
        return FOUND
    if len(plan.files) == 1 and seed.sha256 == article.sha256:
        note(f"the seed `{id}` has this text already; nothing was written")
        return CLEAN
    documents, _ = decode_files(Files({}, (), files.briefs))
    stored = Source(f"seeds/{id}.txt", article.source.text)
    changes, findings = follow_anchors(id, seed.text, stored, documents.briefs)
    record, _ = decode(seed.record, SeedRecord)
    if record is not None and record.rights is Rights.LINK:
        findings = [
            outlined_finding(each, lambda words: words.name == stored.name, _outlined(stored)) for each in findings
        ]
    for text in plan.notes:
        note(text)
    write_plan(root, dict(plan.files), replace=True)
    for change in changes:
        say(str(change))
    if findings:
        click.echo()
    report(findings, "text")
    counts = ", ".join(f"{sum(change.fate is fate for change in changes)} {fate}" for fate in Fate)
    say(f"anchors on `{id}`: {counts}")
    for brief in files.briefs.keys() - {document.id for document in documents.briefs}:
        note(f"briefs/{brief}.yml has errors of its own: its anchors were not followed")
    return exit_code(findings)
