"""`mujaz init`: a working site in an empty folder."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz import __version__
from mujaz.cli.common import Refusal, note, say
from mujaz.cli.wheel import carried
from mujaz.engine.workspace import write_files
from mujaz.scaffold.init import DEFAULT_NAME, LANGUAGES, plan_site, plan_upgrade


@click.command("init")
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--upgrade", is_flag=True, help="Renew what a desk has of mujaz: wheel, requirements, schemas, pipelines."
)
@click.option("--name", default=DEFAULT_NAME, show_default=True, help="The site's name, as its readers see it.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice([*LANGUAGES]),
    help="A language that the site has an edition in; both if not given.",
)
def verb(directory: Path, name: str, languages: tuple[str, ...], upgrade: bool) -> None:
    """Begin a site in DIR: a small example in Arabic and English that builds at once.

    DIR is made if need be; it must be empty but for a .git folder. With --upgrade DIR is a desk that an earlier mujaz
    began; pipelines that somebody changed are left as they are.
    """
    if upgrade:
        _upgrade(directory)
        return
    if directory.is_dir() and any(entry.name != ".git" for entry in directory.iterdir()):
        raise Refusal(f"{directory} is not empty", "name an empty folder, or one that is not there yet")
    name = " ".join(name.split())
    if not name:
        raise Refusal("the name is empty", "name the site with --name, or leave the option out")
    plan = plan_site(name, languages or tuple(LANGUAGES), carried())
    write_files(directory, {**plan.files, **plan.binaries}, replace=False)
    say(f"wrote {len(plan.files) + len(plan.binaries)} files to {directory}")
    note(f"next: cd {directory}, then `mujaz build`; or `mujaz add ARTICLE` for an article of your own")


def _upgrade(directory: Path) -> None:
    if not (directory / "mkdocs.yml").is_file():
        raise Refusal(f"{directory} is no desk: it has no mkdocs.yml", "name the folder of a desk")

    def read(path: str) -> bytes | None:
        try:
            return (directory / path).read_bytes()
        except OSError:
            return None

    found = plan_upgrade(read, carried())
    write_files(directory, found.files, replace=True)
    for path in found.gone:
        (directory / path).unlink()
    for path in sorted(found.files):
        say(f"wrote {path}")
    for path in found.gone:
        say(f"removed {path}")
    for path in found.kept:
        note(f"left as it is, since somebody changed it: {path}")
    if not found.files and not found.gone:
        say(f"nothing to renew: {directory} has what mujaz {__version__} writes")
