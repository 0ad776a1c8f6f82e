"""`mujaz fmt`: content files in the house style."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
from msgspec import Struct

from mujaz.cli.common import CLEAN, FOUND, Refusal, note, report, say, site_option
from mujaz.engine.cache.executors import LOCAL
from mujaz.engine.workspace import list_files, read_text, write_files
from mujaz.fmt.format import ChangedError, formatted, kind_of
from mujaz.syntax.diagnostics import Diagnostic


@click.command("fmt")
@click.argument("paths", metavar="[PATHS]...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@site_option
@click.option("--check", is_flag=True, help="Write nothing; say which files are not in the house style.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--format",
    type=click.Choice(("text", "rdjson")),
    default="text",
    help="With rdjson write nothing: what would change is suggestions, which Reviewdog offers line by line.",
)
def verb(paths: tuple[Path, ...], root: Path, check: bool, diff: bool, format: str) -> int:
    """Write the YAML of a site's content in the house style: all of it, or the files and folders of PATHS.

    Comments stay, and what a file means stays, which is proved before it is written. A file with errors is left as
    it is.
    """
    findings: list[Diagnostic] = []
    changed: dict[str, str] = {}
    before: dict[str, str] = {}
    names = _names(root, paths)
    looks = dict(LOCAL.run(partial(_look_at, root), names, lambda done: None, lambda number: None))
    for name in names:
        look = looks[name]
        if look.fault:
            help = "no file was changed; leave this one out, and report it to the makers of mujaz as a fault"
            raise Refusal(f"{name} cannot be put into the house style: {look.fault}", help)
        findings += look.findings
        if look.text is not None:
            changed[name], before[name] = look.text, look.before
            if diff:
                for line in _diff(name, look.before, look.text):
                    say(line)
    if format == "rdjson":
        from mujaz.fmt.suggestions import suggestions  # late: few ask for it
        from mujaz.report.json import dumps
        from mujaz.report.text import render

        click.echo(dumps(suggestions((name, before[name], text) for name, text in changed.items())))
        if findings:
            click.echo(render(findings) + "\n", err=True)
        return FOUND if findings or changed else CLEAN
    dry = check or diff
    if not dry:
        write_files(root, changed, replace=True)
    for name in changed:
        if not diff:
            say(f"{'would change' if dry else 'wrote'} {name}")
    report(findings, "text")
    failed = {finding.span.source.name for finding in findings}
    note(
        f"files: {len(names)}, {'to be changed' if dry else 'changed'}: {len(changed)}"
        + (f", with errors and left as they are: {len(failed)}" if failed else "")
    )
    return FOUND if findings or (dry and changed) else CLEAN


class _Look(Struct, frozen=True):
    """What a file is like: its errors, its text before and in the house style where that is another, or why not."""

    findings: tuple[Diagnostic, ...]
    before: str = ""
    text: str | None = None
    fault: str = ""


def _look_at(root: Path, name: str) -> _Look:
    source, _, faults = read_text(root, root / name)
    kind = kind_of(name)
    if source is None or kind is None:
        return _Look(tuple(faults))
    try:
        result = formatted(source, kind)
    except ChangedError as problem:
        return _Look((), fault=str(problem))
    if result.text is None or result.text.encode() == (root / name).read_bytes():
        return _Look((*faults, *result.findings))
    return _Look((*faults, *result.findings), source.text, result.text)


def _names(root: Path, paths: Sequence[Path]) -> list[str]:
    """The content files of a site that are asked for, relative to its root, in their order.

    Raises:
        Refusal: a path is not, and holds no, such file of this site.
    """
    listing, _ = list_files(root)
    known = [name for name in listing if kind_of(name)]
    if not paths:
        return known
    wanted: set[str] = set()
    for path in paths:
        # A folder may be reached through a link; a file that is one is a finding of its own.
        place = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
        below = f"{place.relative_to(root).as_posix()}/" if place.is_relative_to(root) else "/"
        found = {name for name in known if below == "./" or f"{name}/".startswith(below)}
        if not found:
            help = "name .yml files below seeds/ and briefs/, or folders of them, or editorial.yml"
            raise Refusal(f"{path} is no content file of the site in {root}", help)
        wanted.update(found)
    return [name for name in known if name in wanted]


def _diff(name: str, before: str, after: str) -> list[str]:
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line.removesuffix("\n") for line in difflib.unified_diff(*lines, f"a/{name}", f"b/{name}")]
