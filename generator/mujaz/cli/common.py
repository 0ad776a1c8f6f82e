"""What the verbs share: finding the site, reading it in part, printing findings, refusing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from mujaz.editors.kept import kept as kept_with
from mujaz.editors.refused import refuse_unknown as unknown
from mujaz.engine.address import fault_of_given
from mujaz.engine.cache.store import Store
from mujaz.engine.workspace import find_root, write_files
from mujaz.history.git import HistoryError
from mujaz.model.signoff import FOLDER, target_of
from mujaz.report import json as json_report
from mujaz.report import text as text_report
from mujaz.scaffold.plan import RefusedError
from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.text.visible import visible, visible_line

F = TypeVar("F", bound=Callable[..., Any])

CLEAN, FOUND, REFUSED = 0, 1, 2


class Refusal(click.ClickException):
    """Ends the command with exit code 2, a line that says why and one that says what to do."""

    exit_code = REFUSED

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help

    def show(self, file: Any = None) -> None:
        """Print both lines to stderr."""
        click.echo(f"mujaz: {visible(self.message)}\n  help: {visible(self.help)}", err=True)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the planning functions refuse into a message of the command line."""
    try:
        yield
    except RefusedError as problem:
        where = f"{problem.option}: " if problem.option else ""
        raise Refusal(f"{where}{problem.message}", problem.help) from None


def refuse_address() -> None:
    """Refuse where the environment says that the site will be where none can be.

    Raises:
        Refusal: that is so.
    """
    if fault := fault_of_given():
        raise Refusal(*fault)


def _site_root(ctx: click.Context, option: click.Parameter, directory: Path | None) -> Path:
    refuse_address()
    settings = (directory or Path()) / "mkdocs.yml"
    if settings.exists() and not settings.is_file():
        raise Refusal(f"{settings} is not a plain file", "put a file of its own in its place: nothing else is read")
    if directory is None:
        root = find_root(Path.cwd())
        if root is None:
            help = "go into a site, name one with -C, or begin one with `mujaz init DIR`"
            raise Refusal("there is no mkdocs.yml here or in a folder above", help)
        return root
    if not (directory / "mkdocs.yml").is_file():
        help = "name the folder that holds it, or begin a site with `mujaz init DIR`"
        raise Refusal(f"there is no mkdocs.yml in {directory}", help)
    return directory.resolve()


def site_option(function: F) -> F:
    """The option `-C`: the verb gets the site's folder as `root`."""
    return click.option(
        "-C",
        "--directory",
        "root",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=_site_root,
        help="The site's folder; the nearest one above with a mkdocs.yml if not given.",
    )(function)


def format_option(function: F) -> F:
    """The option `--format`: the verb gets `format`, `text` or `json`."""
    return click.option(
        "--format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How findings are printed.",
    )(function)


def cache_option(function: F) -> F:
    """The option `--no-cache`: the verb gets `cache`, whether what earlier runs kept in `.cache/` is used."""
    return click.option(
        "--cache/--no-cache", default=True, help="Whether to use, and keep, results of earlier runs in .cache/."
    )(function)


def kept(root: Path, cache: bool) -> AbstractContextManager[Store]:
    """As `editors.kept`, with its notes on stderr."""
    return kept_with(root, cache, note)


@contextmanager
def with_history() -> Iterator[None]:
    """Turn what git cannot tell into a message of the command line."""
    try:
        yield
    except HistoryError as problem:
        raise Refusal(str(problem), problem.help) from None


def brief_id(root: Path, named: str) -> str:
    """The id of a brief that is named by its id, or by the path of its file or of the file of its sign-offs."""
    if not named.endswith(".yml"):
        return named
    places = [Path(os.path.normpath(start / named)) for start in (Path.cwd(), root)]
    below = [path for path in places if path.is_relative_to(root / "briefs")]
    # From briefs/ itself briefs/x.yml is the one of the site, unless there is a folder of that name.
    path = next((path for path in below if path.is_file()), below[-1] if below else None)
    if path is None:
        return named
    name = path.relative_to(root).as_posix()
    return target_of(name) if name.startswith(f"{FOLDER}/") else name.removeprefix("briefs/").removesuffix(".yml")


def refuse_unknown(id: str, known: Collection[str], what: str, otherwise: str = "") -> None:
    """As `editors.refused.refuse_unknown`.

    Raises:
        Refusal: it is not known.
    """
    with refusing():
        unknown(id, known, what, otherwise)


def note(text: str) -> None:
    """Say something by the way, a line on stderr."""
    click.echo(visible_line(text), err=True)


def say(text: str) -> None:
    """Say what a verb found or did, a line on stdout."""
    click.echo(visible_line(text))


def report(findings: Iterable[Diagnostic], format: str, **results: Any) -> None:
    """Print findings to stdout; in JSON together with the results of the verb, so that stdout is one object."""
    findings = tuple(findings)
    if format == "json":
        data = {
            "version": json_report.FORMAT_VERSION,
            "findings": [json_report.as_data(finding) for finding in findings],
            **results,
        }
        click.echo(json_report.dumps(data))
    elif findings:
        terminal = sys.stdout.isatty()
        colour = terminal and "NO_COLOR" not in os.environ
        click.echo(text_report.render(findings, colour=colour, isolate=terminal) + "\n")


def exit_code(findings: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """1 where a finding is an error, or with `strict` a warning; 0 otherwise."""
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return FOUND if any(finding.severity in bad for finding in findings) else CLEAN


def write_plan(root: Path, files: Mapping[str, str | bytes], *, replace: bool = False) -> None:
    """Write the files of a plan, all or none, and say which."""
    try:
        write_files(root, files, replace=replace)
    except FileExistsError as problem:
        raise Refusal(f"{problem.filename} exists", "name another, or remove it first") from None
    for path in files:
        say(f"wrote {path}")
