"""`mujaz review`: what a change does, what it risks, and whether it may be published."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click
from click.core import ParameterSource
from msgspec.structs import replace

from mujaz.cli.common import CLEAN, FOUND, Refusal, cache_option, note, refusing, site_option, with_history
from mujaz.editors.past import terms_of
from mujaz.editors.states import two_states
from mujaz.engine.cache.place import CACHE, cache_folder
from mujaz.engine.clock import today
from mujaz.engine.workspace import write_file
from mujaz.review.compare import compare
from mujaz.review.documents import no_pages
from mujaz.review.formats import FORMATS, WITH_PAGES, renderer
from mujaz.review.pages import pages_of_changes


@click.command("review")
@site_option
@click.argument("span", metavar="BASE[..HEAD]")
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How the review is written.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to FILE instead of standard output; missing folders are made.",
)
@click.option(
    "--language",
    type=click.Choice(["ar", "en"]),
    default="en",
    show_default=True,
    help="Of the headings, changes and checklists in html and markdown; findings stay English.",
)
@click.option("--open", "opens", is_flag=True, help="Write it as html, and open it in a browser.")
@cache_option
def verb(root: Path, span: str, format: str, output: Path | None, language: str, opens: bool, cache: bool) -> int:
    """Review what changed from BASE to HEAD, both revisions of git.

    BASE...HEAD begins where the two lines of history part, and so does BASE alone, which leads to the working tree:
    what others did on BASE since is not yours. The review says what changed in meaning, what became of the quotes,
    which risks the change brings and what an editor should look at. It ends with 1 where something keeps the change
    from being published.

    With --open it is read in a browser, as one file that asks nothing of any host: `mujaz review main...proposal
    --open`, once `git fetch` has brought the proposal. Without --output the file is .cache/mujaz/review.html.
    """
    if opens:
        given = click.get_current_context().get_parameter_source("format")
        if format != "html" and given is not ParameterSource.DEFAULT:
            raise Refusal(f"a browser shows html, not {format}", "leave --format out, or --open")
        folder = cache_folder(root) if output is None else output.parent
        if folder is None:
            raise Refusal(f"{CACHE} cannot be written", "name a file with --output")
        format, output = "html", output or folder / "review.html"
    with refusing(), with_history(), two_states(root, span, cache=cache, note=note) as (base, head):
        pages = pages_of_changes(base, head) if format in WITH_PAGES else no_pages
        terms = terms_of(root, head, today())
        review = compare(base, head, replace(terms, pages=pages))
        text = renderer(format, language)(review)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_file(output, text if text.endswith("\n") else f"{text}\n")
        note(f"wrote {output}")
    if opens and output is not None and not webbrowser.open(output.resolve().as_uri()):
        note("there is no browser that can be started; open that file with one")
    return CLEAN if review.ready else FOUND
