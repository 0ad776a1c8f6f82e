"""The command. A verb is imported only when it runs, so that `mujaz --help` answers at once."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

VERBS = {
    "init": "Begin a site in an empty folder.",
    "add": "Add an article as a seed.",
    "new": "Begin a brief on one or more seeds.",
    "propose": "Propose what a brief has not yet.",
    "glossary": "Add entities from a pack or from other tools' files.",
    "check": "Check all content and say what is wrong.",
    "trace": "Say what each sentence of a brief rests on.",
    "review": "Say what a change does, from one revision to another.",
    "generate": "Write the pages as Markdown.",
    "build": "Write the pages and build the web site.",
    "approve": "Approve a brief as it is.",
    "ask": "Ask about a brief.",
    "answer": "Answer a question about a brief.",
    "resolve": "Say that a question is settled.",
    "due": "List what editors have to do, and by when.",
    "serve": "Show the site while it is being written.",
    "rename": "Give something another id.",
    "merge": "Make one entity of two.",
    "where": "Say where an id is defined, referred to and named.",
    "log": "Tell who changed, signed, asked and settled what.",
    "fmt": "Write content files in the house style.",
    "schema": "Print the JSON Schemas of the content files.",
}
"""The verbs in the order of work; each is the command `verb` of `mujaz.cli.<verb>`."""

_AFTER_A_FAULT = (
    "run again with MUJAZ_TRACEBACK=1 to see where it is, and report that; if the same goes well with --no-cache,"
    " remove .cache/mujaz"
)
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


class Verbs(click.Group):
    """A group whose commands are modules, and which never shows a traceback unasked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a verb and return its command."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"mujaz.cli.{cmd_name}").verb
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, or say which one may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as problem:
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, 1)
            if not near or "Did you mean" in problem.message:
                raise
            raise click.UsageError(f"{problem.message} Did you mean '{near[0]}'?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and end with its exit code: 0 clean, 1 findings, 2 not done."""

        def run() -> Any:
            return super(Verbs, self).main(args, prog_name, complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return run()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        sys.exit(_exit_code(run))


def _over_a_sound_cache(run: Callable[[], Any]) -> Any:
    """Run a verb, and once more where what earlier runs kept turns out to be damaged, which is then gone.

    Raises:
        click.ClickException: what stands where that is kept was put there by somebody else, or files do not stay as
            they are while they are read.
    """
    try:
        return run()
    except Exception as problem:  # told apart here, and all others raised again: `mujaz --help` imports none of these
        from mujaz.engine.cache.faults import MADE_ANEW, DamagedError, RefusedCacheError
        from mujaz.engine.inventory import MovedError

        if isinstance(problem, RefusedCacheError | MovedError):
            from mujaz.cli.common import Refusal

            if isinstance(problem, RefusedCacheError):
                raise Refusal(str(problem), problem.help) from None
            raise Refusal(f"{problem} was changed while it was read", "run the command again") from None
        if not isinstance(problem, DamagedError):
            raise
    click.echo(f"mujaz: {MADE_ANEW}", err=True)
    return run()


def _exit_code(run: Callable[[], Any]) -> int:
    try:
        result = _over_a_sound_cache(run)
    except click.ClickException as problem:
        vars(problem)["message"] = _visible(problem.message)  # what is said of a file has the file's name in it
        problem.show()
        return problem.exit_code
    except click.Abort:
        click.echo("mujaz: stopped; no file is half written, and the site is the last one or the new one", err=True)
        return INTERRUPTED
    except OSError as problem:
        place = f"{problem.filename}: " if problem.filename else ""
        click.echo(f"mujaz: {_visible(place)}{_visible(problem.strerror or str(problem)).lower()}", err=True)
        return 2
    except Exception as problem:  # what nobody foresaw: it is said, and what to do
        from mujaz.history.git import HistoryError

        if isinstance(problem, HistoryError):  # an object that git lacks is missed while pages are made
            click.echo(f"mujaz: {_visible(str(problem))}\n  help: {_visible(problem.help)}", err=True)
            return 2
        if os.environ.get("MUJAZ_TRACEBACK"):
            raise
        where = [note for note in getattr(problem, "__notes__", ()) if "\n" not in note]
        said = " ".join(", ".join((f"{type(problem).__name__}: {problem}", *where)).split())
        click.echo(f"mujaz: internal error: {_visible(said)}\n  help: {_AFTER_A_FAULT}", err=True)
        return 2
    return result if isinstance(result, int) else 0


def _visible(text: str) -> str:
    from mujaz.text.visible import visible  # late: most runs end well

    return visible(text)


def _print_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from mujaz import __version__

        click.echo(f"mujaz {__version__}")
        ctx.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Print it.")
def main() -> None:
    """Briefing sites from annotated articles.

    A day's work: add an article, begin a brief on it, check, build.
    """
