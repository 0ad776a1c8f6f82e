"""`mujaz propose`: what a brief that exists may still take from its seeds."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import CLEAN, FOUND, brief_id, note, refuse_unknown, refusing, report, site_option
from mujaz.cli.ids import apply
from mujaz.engine.shelf import decode_files
from mujaz.engine.workspace import read_files
from mujaz.scaffold.propose import plan_proposals
from mujaz.syntax.diagnostics import has_errors

_KINDS = {"entities": "names", "mentions": "forms in doubt", "claims": "claims", "timeline": "dates"}


@click.command("propose")
@click.argument("brief", metavar="BRIEF")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; show what would change.")
@site_option
def verb(brief: str, dry: bool, root: Path) -> int:
    """Propose what BRIEF has not yet: names, forms in doubt, claims, dates of its seeds.

    At any time: when a seed was replaced or added, or the glossary has grown. Proposals are comments behind the list
    that each would be part of; nothing that is in force is changed, and nothing that is proposed already is proposed
    again.
    """
    brief = brief_id(root, brief)
    files, unreadable = read_files(root)
    refuse_unknown(brief, files.briefs, "brief", "begin it with `mujaz new`")
    documents, findings = decode_files(files)
    document = next((each for each in documents.briefs if each.id == brief), None)
    if has_errors(findings := [*unreadable, *findings]) or document is None:
        report(findings, "text")
        note("nothing was written; mend this first")
        return FOUND
    with refusing():
        proposed, findings = plan_proposals(document, documents)
    if proposed is None:
        report(findings, "text")
        note("nothing was written; mend this first")
        return FOUND
    apply(root, proposed.changes, dry=dry)
    told = "; ".join(f"{name} {proposed.counts[key]}" for key, name in _KINDS.items() if key in proposed.counts)
    note(f"{'would be proposed' if dry else 'proposed'}: {told}" if told else "nothing is new: all is there already")
    return CLEAN
