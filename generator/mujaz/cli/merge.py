"""`mujaz merge`: two entities that are one."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import CLEAN, FOUND, note, refusing, site_option
from mujaz.cli.ids import apply, read_written, refused
from mujaz.scaffold.merge import plan_merge


@click.command("merge")
@click.argument("gone", metavar="A")
@click.argument("stays", metavar="B")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; show what would change.")
@site_option
def verb(gone: str, stays: str, dry: bool, root: Path) -> int:
    """Make one entity of two: A is no more, and all that refers to it refers to B.

    Names and aliases of A become aliases of B, which also gets what A says and B does not. Where both say something and
    not the same, nothing is changed, and each such place is named. The id of A is kept in `merged_ids` of B: readers
    who come with its address are led to B. Read what `git diff` shows before you commit it.
    """
    written = read_written(root)
    with refusing():
        one, other = written.find(gone), written.find(stays)
        changes, findings = plan_merge(written, one, other)
    if changes is None:
        refused(findings)
        note(f"`{one}` and `{other}` stay as they are")
        return FOUND
    apply(root, changes, dry=dry)
    note(
        f"`{one}` {'would be' if dry else 'is'} `{other}` now: places changed: {sum(map(len, changes.edits.values()))}"
    )
    return CLEAN
