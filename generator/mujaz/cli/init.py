"""`mujaz init`: a working site in an empty folder."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import Refusal, note, say
from mujaz.engine.workspace import write_files
from mujaz.scaffold.init import DEFAULT_NAME, LANGUAGES, plan_site


@click.command("init")
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default=DEFAULT_NAME, show_default=True, help="The site's name, as its readers see it.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice([*LANGUAGES]),
    help="A language that the site has an edition in; both if not given.",
)
def verb(directory: Path, name: str, languages: tuple[str, ...]) -> None:
    """Begin a site in DIR: a small example in Arabic and English that builds at once.

    DIR is made if need be; it must be empty but for a .git folder.
    """
    if directory.is_dir() and any(entry.name != ".git" for entry in directory.iterdir()):
        raise Refusal(f"{directory} is not empty", "name an empty folder, or one that is not there yet")
    name = " ".join(name.split())
    if not name:
        raise Refusal("the name is empty", "name the site with --name, or leave the option out")
    plan = plan_site(name, languages or tuple(LANGUAGES))
    write_files(directory, plan.files, replace=False)
    say(f"wrote {len(plan.files)} files to {directory}")
    note(f"next: cd {directory}, then `mujaz build`; or `mujaz add ARTICLE` for an article of your own")
