"""What the verbs share: finding the site, reading it in part, printing findings, refusing."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from mujaz.engine.cache.faults import MADE_ANEW
from mujaz.engine.cache.place import CACHE, cache_folder
from mujaz.engine.cache.store import Store, opened
from mujaz.engine.cache.version import code_version
from mujaz.engine.workspace import find_root, write_files
from mujaz.model.signoff import FOLDER, target_of
from mujaz.report import json as json_report
from mujaz.report import text as text_report
from mujaz.scaffold.plan import RefusedError
from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.text.visible import visible, visible_line

F = TypeVar("F", bound=Callable[..., Any])

CLEAN, FOUND, REFUSED = 0, 1, 2
_MOST_NAMED = 8


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


def _site_root(ctx: click.Context, option: click.Parameter, directory: Path | None) -> Path:
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


@contextmanager
def kept(root: Path, cache: bool) -> Iterator[Store]:
    """What earlier runs kept for a site; nothing, where the cache is not to be used."""
    # Nothing is kept that could go round in circles, and to look for it costs as much as the work of a small site.
    gc.disable()
    folder = cache_folder(root) if cache else None
    with opened(folder, code_version()) as store:
        if store.is_anew:
            note(f"mujaz: {MADE_ANEW}")
        if cache and not store.is_kept:  # or every run would take as long as the first, and nobody knew why
            note(f"mujaz: nothing is kept of this run: {_why_not(store.unkept)}")
        yield store


def _why_not(fault: OSError | None) -> str:
    if isinstance(fault, BlockingIOError):
        return f"another one is working with {CACHE}"
    return f"{CACHE} cannot be written" + (f", {(fault.strerror or str(fault)).lower()}" if fault is not None else "")


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
    """Refuse an id that there is not, and name those that may be meant.

    Args:
        id: as it was asked for.
        known: all that there are.
        what: what it should be the id of.
        otherwise: what to do if no known one is near; without it they are named.

    Raises:
        Refusal: it is not known.
    """
    from mujaz.model.decode import nearest_word  # late: it is slow to import

    if id in known:
        return
    known = sorted(known)
    nearest = nearest_word(id, known)
    near = [nearest] if nearest else [other for other in known if id in other]
    if near:
        help = f"did you mean {' or '.join(f'`{other}`' for other in near[:_MOST_NAMED])}?"
    elif otherwise:
        help = otherwise
    elif not known:
        help = "there is none yet"
    else:
        more = f" or {len(known) - _MOST_NAMED:,} more" if len(known) > _MOST_NAMED else ""
        help = f"it is one of {', '.join(known[:_MOST_NAMED])}{more}"
    raise Refusal(f"there is no {what} `{id}`", help)


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
