"""`mujaz schema`: the JSON Schemas of the content files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mujaz.cli.common import note, write_plan
from mujaz.model.schema import DOCUMENTS, json_schema, schema_text


@click.command("schema")
@click.argument("name", required=False, type=click.Choice(list(DOCUMENTS)))
@click.option(
    "--write",
    "directory",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write them to DIR instead, each as NAME.json.",
)
def verb(name: str | None, directory: Path | None) -> None:
    """Print the JSON Schema of NAME, or of all in one object, by name.

    An editor with yaml-language-server completes and checks the content files with them: `mujaz init` wires that.
    """
    names = [name] if name else list(DOCUMENTS)
    if directory is not None:
        write_plan(directory, {f"{each}.json": schema_text(each) for each in names}, replace=True)
        note("a comment `# yaml-language-server: $schema=…` at the head of a file names its schema")
    elif name:
        click.echo(schema_text(name), nl=False)
    else:
        click.echo(json.dumps({each: json_schema(each) for each in names}, ensure_ascii=False, indent=2))
