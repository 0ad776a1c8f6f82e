"""`mujaz new`: the beginning of a brief."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import FOUND, Refusal, brief_id, note, refuse_unknown, refusing, report, site_option, write_plan
from mujaz.engine.shelf import decode_files
from mujaz.engine.workspace import read_files
from mujaz.model.documents import Files
from mujaz.scaffold.new import check_brief_id, plan_brief
from mujaz.syntax.diagnostics import has_errors


@click.command("new")
@click.argument("brief", metavar="BRIEF")
@click.option("--seed", "seeds", metavar="SEED", multiple=True, required=True, help="A seed that it is about.")
@site_option
def verb(brief: str, seeds: tuple[str, ...], root: Path) -> int:
    """Begin a brief on one or more seeds, in briefs/BRIEF.yml; BRIEF is an id or that path.

    What can be known is filled in. What only you can say is proposed in comments: names that the glossary has not, what
    ambiguous forms name, the dates of the article, and the claims, what it reports that somebody says. Nothing of that
    is in the brief until you remove its marks. `mujaz propose` does the same later.
    """
    brief = brief_id(root, brief)
    seeds = tuple(dict.fromkeys(seeds))
    with refusing():
        check_brief_id(brief)
        if (root / f"briefs/{brief}.yml").exists():
            raise Refusal(f"briefs/{brief}.yml exists", "give the new brief another id; nothing is overwritten")
        files, unreadable = read_files(root)
        for id in seeds:
            refuse_unknown(id, files.seeds, "seed", "add the article with `mujaz add` first")
        needed = Files({id: files.seeds[id] for id in seeds}, files.glossaries, {})
        _, findings = decode_files(needed)
        findings += [fault for fault in unreadable if fault.span.source.name.startswith(("seeds/", "briefs/glossary/"))]
        if not has_errors(findings):
            documents, _ = decode_files(Files(needed.seeds, files.glossaries, files.briefs))
            plan, findings = plan_brief(brief, seeds, documents, schemas=(root / "schemas/brief.json").is_file())
    report(findings, "text")
    if has_errors(findings) or plan is None:
        note("nothing was written; mend this first")
        return FOUND
    write_plan(root, dict(plan.files))
    for text in plan.notes:
        note(text)
    note(f"next: read briefs/{brief}.yml from the top, then `mujaz check`")
    return 0
