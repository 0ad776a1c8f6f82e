"""`mujaz add`: an article becomes a seed, with the record of where it came from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mujaz.cli.common import (
    CLEAN,
    FOUND,
    REFUSED,
    Refusal,
    exit_code,
    note,
    refusing,
    report,
    say,
    site_option,
    write_plan,
)
from mujaz.engine.shelf import decode_files
from mujaz.engine.workspace import read_files
from mujaz.model import Rights, SeedRecord
from mujaz.model.decode import decode
from mujaz.model.documents import Files
from mujaz.rights.budget import count_words
from mujaz.rights.masks import outline, outlined_finding
from mujaz.scaffold.add import Article, Provenance, check_id, id_from_name, plan_seed, read_article, today
from mujaz.scaffold.intake.extract import Extract
from mujaz.scaffold.intake.read import MAX_ORIGINAL, extract
from mujaz.scaffold.known import like, repeated
from mujaz.scaffold.replace import Fate, follow_anchors, plan_replacement
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re

_DETAILS = ("language", "title", "publisher", "author", "url", "published", "grade", "rights")
_ADDRESS = lazy_re(r"(?i)(?:https?|ftp|file)://|www\.")
_SHOWN = 8  # paragraphs that were left out
_FIRST_WORDS = 8
_SCISSORS = "---- below this line nothing is kept: move up what belongs to the article ----\n"


@click.command("add")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@site_option
@click.option("--id", metavar="ID", help="The seed's id; from the file's name if not given.")
@click.option("--publisher", help="Who published it; required where the file does not say it.")
@click.option("--title", help="Its title; what the file says, or the first line, if not given.")
@click.option("--language", metavar="TAG", help="BCP 47 tag; by its letters and words if not given.")
@click.option("--author", help="Who wrote it, as named there.")
@click.option("--url", help="Where it was found.")
@click.option("--published", metavar="DATE", help="When it was published (EDTF).")
@click.option("--retrieved", metavar="DATE", help="When it was collected; today if not given.")
@click.option("--grade", help="Admiralty grade: A-F for the source, 1-6 for the information.")
@click.option("--rights", type=click.Choice(["full", "excerpt", "link"]), help="What may be shown; default: excerpt.")
@click.option("--encoding", metavar="NAME", help="What the article is encoded in, if not UTF-8.")
@click.option("--replace", is_flag=True, help="Put the text in the place of that of a seed that exists.")
@click.option("--edit", is_flag=True, help="Open the text in $EDITOR before it is written, with what was left out.")
@click.option("--dry-run", is_flag=True, help="Print the text and the record; write nothing.")
def verb(sources: tuple[str, ...], root: Path, id: str | None, **options: Any) -> int:
    """Add each SOURCE to seeds/: a file, a folder of files, or - for standard input.

    A text in UTF-8 is kept to the byte. From a saved web page (HTML), an e-mail (EML), a Word document (DOCX), a PDF
    document or a text in another encoding the article's text is taken; the file itself is kept in seeds/originals/,
    which is never published. What such a file says of itself is written into the record as a proposal. Nothing is
    fetched. A file of another kind is refused with what to do.
    """
    names = [name for source in sources for name in _files_of(source)]
    if len(names) == 1:
        return _add(names[0], root, id, **options)
    for option in ("id", "title", "url", "replace"):
        if id if option == "id" else options[option]:
            raise Refusal(f"--{option} is of one article, and {len(names)} are named", "add that one by itself")
    codes = []
    for name in names:
        note(f"{name}:")
        try:
            codes.append(_add(name, root, None, **options))
        except Refusal as problem:
            problem.show()
            codes.append(REFUSED)
    if bad := sum(code != CLEAN for code in codes):
        note(f"{len(names) - bad} of {len(names)} articles were added")
    return max(codes)


def _files_of(source: str) -> list[str]:
    """The files that a source names.

    Raises:
        Refusal: it is an address, or there is nothing to read.
    """
    if source == "-":
        return [source]
    if _ADDRESS.match(source):
        help = "open it in a browser, save the page, and add the file with --url; nothing is fetched"
        raise Refusal(f"{source} is an address, and no file", help)
    path = Path(source)
    if path.is_dir():
        found = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
        shown = [str(each) for each in found if not any(p.startswith(".") for p in each.relative_to(path).parts)]
        if not shown:
            raise Refusal(f"the folder {source} holds no files", "name one that holds articles")
        return shown
    if not path.is_file():
        raise Refusal(f"there is no file {source}", "name a file, a folder, or - for standard input")
    return [source]


def _add(
    article: str,
    root: Path,
    id: str | None,
    encoding: str | None,
    retrieved: str | None,
    replace: bool,
    edit: bool,
    dry_run: bool,
    **details: str | None,
) -> int:
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
        data = _bytes_of(article)
        taken = extract(data, encoding)
        if taken is None:
            read, findings = read_article(name, data, encoding)
            if read is not None and encoding and data != read.text.encode():
                taken = Extract(f"a text in {encoding}", "txt", encoding.lower(), read.text)
        else:
            read, findings = read_article(name, taken.text.encode(), None)
        if read is None:
            report(findings, "text")
            note("nothing was written")
            return FOUND
        for text in (*notes, *(taken.notes if taken else ())):
            note(text)
        if taken and taken.ending != "txt":
            _tell(taken)
        if edit:
            read = _edited(name, read, taken)
        for text in read.notes:
            note(text)
        if replace:
            if taken and taken.ending != "txt":
                raise Refusal(f"--replace takes a text, and this is {taken.kind}", "add it as a seed of its own")
            if dry_run:
                raise Refusal("--dry-run is not for --replace", "try it in a copy of the site")
            return _replace(root, id, read, retrieved, details)
        proposed = {each.key: each for each in taken.proposals if not details[each.key]} if taken else {}
        for each in proposed.values():
            note(f"proposed {each.key}: «{each.value}», from {each.origin}")
        if "publisher" not in proposed and not details["publisher"]:
            details["publisher"] = _ask_publisher(is_stdin)
        given = {key: value for key, value in details.items() if value}
        known = Provenance(
            **{key: each.value for key, each in proposed.items()} | given, retrieved=retrieved or today()
        )
        plan = plan_seed(
            id,
            read,
            known,
            schemas=(root / "schemas/seed.json").is_file(),
            origins={key: each.origin for key, each in proposed.items()},
            original=(f"{id}.{taken.ending}", data, taken.reader) if taken else None,
        )
    for text in (*plan.notes, *_known(root, id, read.source.text)):
        note(text)
    record = plan.files[f"seeds/{id}.yml"]
    if dry_run:
        click.echo(f"{record}\n{read.source.text}", nl=False)
        note("nothing was written")
        return CLEAN
    if taken and taken.ending != "txt" and not edit and _at_terminal():
        click.echo(read.source.text, err=True)
        if not click.confirm("Is this the article?", default=True, err=True):
            note("nothing was written; --edit opens the text in an editor")
            return CLEAN
    write_plan(root, {**plan.files, **plan.binaries})
    if told := _budget(Source(f"seeds/{id}.yml", record), read.source.text):
        note(told)
    note(f"next: `mujaz new BRIEF --seed {id}`")
    return CLEAN


def _at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _bytes_of(article: str) -> bytes:
    try:
        with click.open_file(article, "rb") as file:
            data: bytes = file.read(MAX_ORIGINAL + 1)
    except OSError as problem:
        raise Refusal(f"{article}: {(problem.strerror or 'it cannot be read').lower()}", "look at the file") from None
    if len(data) > MAX_ORIGINAL:
        raise Refusal(f"{article} has more than {MAX_ORIGINAL:,} bytes", "add a file of the article alone")
    return data


def _tell(taken: Extract) -> None:
    """Say what was kept and what was left out of a file."""
    note(f"{taken.kind}, read by {taken.reader}: {taken.kept} paragraphs kept, {len(taken.dropped)} left out")
    for words in taken.dropped[:_SHOWN]:
        note(f"  left out: «{' '.join(words.split()[:_FIRST_WORDS])}»")
    if len(taken.dropped) > _SHOWN:
        note(f"  and {len(taken.dropped) - _SHOWN} more; --edit shows all")


def _edited(name: str, read: Article, taken: Extract | None) -> Article:
    """The article as a person left it in an editor.

    Raises:
        Refusal: the text that was left is no article.
    """
    left_out = "".join(f"\n{words}\n" for words in taken.dropped) if taken else ""
    try:
        text = click.edit(f"{read.text}{_SCISSORS}{left_out}", extension=".txt", require_save=False)
    except click.ClickException as problem:
        raise Refusal(problem.message, "set EDITOR to a program that edits a text and waits") from None
    kept = (text or "").partition(_SCISSORS)[0]
    if kept == read.text:
        return read
    edited, findings = read_article(name, kept.encode(), None)
    if edited is None:
        raise Refusal(findings[0].message, "nothing was written: leave the article's words above the line")
    note("the text was edited by hand")
    return edited


def _known(root: Path, id: str, text: str) -> list[str]:
    """What the desk has already of an article."""
    files, _ = read_files(root)
    documents, _ = decode_files(Files({}, (), files.briefs))
    seeds = {each: seed.text for each, seed in files.seeds.items() if seed.text is not None and each != id}
    return [*like(text, seeds), *repeated(text, documents.briefs)]


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
