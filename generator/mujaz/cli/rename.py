"""`mujaz rename`: another id, wherever it is written."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import CLEAN, FOUND, note, refusing, site_option
from mujaz.cli.ids import apply, read_written, refused
from mujaz.scaffold.rename import new_address, plan_rename


@click.command("rename")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; show what would change.")
@site_option
def verb(old: str, new: str, dry: bool, root: Path) -> int:
    """Give a brief, an entity, a claim, a note, a seed, a source or a tag another id.

    OLD is an id, or `entity/ID`, `brief/ID`, `seed/ID`, `source/ID`, `tag/ID` where an id alone may be several things;
    of what stands in a brief `BRIEF#ID`, or `brief/BRIEF/claim/ID`. All that refers to it is changed, and nothing else;
    all files are written, or none. The id of before is kept in `former_ids`: readers who come with an old address are
    led to the new one, and sign-offs go on to hold.
    """
    written = read_written(root)
    with refusing():
        address = written.find(old)
        target = new_address(address, new)
    changes, findings = plan_rename(written, address, target)
    if changes is None:
        refused(findings)
        note(f"`{address}` stays as it is")
        return FOUND
    apply(root, changes, dry=dry)
    note(f"{'would be' if dry else 'is'} `{target}` now: places changed: {sum(map(len, changes.edits.values()))}")
    return CLEAN
