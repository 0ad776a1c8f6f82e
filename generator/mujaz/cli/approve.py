"""`mujaz approve`: somebody who has read a brief, or a part of the glossary, signs it as it is."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import (
    FOUND,
    Refusal,
    brief_id,
    cache_option,
    kept,
    note,
    refusing,
    report,
    say,
    site_option,
    with_history,
    write_plan,
)
from mujaz.editors.signing import Order, sign
from mujaz.engine.clock import now
from mujaz.engine.pipeline import check_site
from mujaz.model.signoff import FOLDER, Edit, Verdict
from mujaz.review.coverage import in_words


@click.command("approve")
@click.argument("targets", metavar="TARGET...", nargs=-1)
@click.option("--as", "role", metavar="ROLE", required=True, help="The role of the policy in which you sign.")
@click.option("--criterion", "criteria", metavar="ID", multiple=True, help="A criterion that the brief meets.")
@click.option("--all-criteria", is_flag=True, help="It meets all criteria of the policy.")
@click.option("--stale", is_flag=True, help="All that you signed in this role and that was changed since.")
@click.option("--editorial", is_flag=True, help="What was changed needs no correction: wording, a tag, a dead URL.")
@click.option("--request-changes", is_flag=True, help="It is to be changed first, as --note says.")
@click.option("--note", "remark", metavar="TEXT", default="", help="What you add.")
@site_option
@cache_option
def verb(
    targets: tuple[str, ...],
    role: str,
    criteria: tuple[str, ...],
    all_criteria: bool,
    stale: bool,
    editorial: bool,
    request_changes: bool,
    remark: str,
    root: Path,
    cache: bool,
) -> int:
    """Approve each TARGET as it is, in a new file below briefs/reviews/.

    TARGET is a brief, by its id or the path of its file: what is signed is what it says, with its articles and all that
    it shows of the glossary. Or it is a part of the glossary, as entity/ID, publication/ID or tag/ID: that holds for
    all briefs that show it. Or a file that no brief shows: editorial.yml, mkdocs.yml, or a page written by hand.

    Whoever wrote something of it since it was approved last cannot sign it. The sign-off counts once it is committed.
    """
    if bool(targets) == stale:
        raise Refusal("say what you approve: TARGET, or --stale", "name a brief, or ask for all with --stale")
    if request_changes and not remark:
        raise Refusal("say what is to be changed", "add --note TEXT")
    order = Order(
        role=role,
        targets=tuple(brief_id(root, target) for target in targets),
        stale=stale,
        criteria=criteria,
        all_criteria=all_criteria,
        verdict=Verdict.REQUEST_CHANGES if request_changes else Verdict.APPROVE,
        edit=Edit.EDITORIAL if editorial else None,
        note=remark,
    )
    with kept(root, cache) as store:
        checked = check_site(root, store=store)
        if checked.content is None:
            report(checked.diagnostics, "text")
            note("nothing was signed; mend this first")
            return FOUND
        with with_history(), refusing():
            signing = sign(root, store, checked, order, now())
    if not signing.signed:
        say(f"nothing that you signed as {role} was changed since")
        return 0
    write_plan(root, signing.files)
    for what in signing.signed:
        verbs = "asks for changes of" if request_changes else "approves"
        since = f" (changed since: {what.asked.since})" if what.asked.since else ""
        say(f"{signing.signer.name} {verbs} {what.asked.target} as {role}{since}")
        if what.left:
            note(f"not signed, since you wrote some of it: {in_words(what.left, signing.names)}")
    if signing.unticked:
        note(f"not ticked: {', '.join(signing.unticked)}")
    gpg = " with `git commit --gpg-sign`" if signing.policy.signed_commits == "required" else ""
    written = next(iter(signing.files)) if len(signing.files) == 1 else f"{FOLDER}/"
    note(f"next: commit {written}{gpg}; it counts from then on")
    return 0
