"""`mujaz approve`: an editor signs a brief as it is."""

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
    refuse_unknown,
    report,
    say,
    site_option,
    write_plan,
)
from mujaz.cli.editors import with_history
from mujaz.clock import now
from mujaz.history import Repository
from mujaz.model import Policy
from mujaz.model.signoff import FOLDER
from mujaz.pipeline import check_site
from mujaz.review.authorship import Authorship, covered_paths
from mujaz.review.meaning import content_digest
from mujaz.review.refusals import contributor
from mujaz.review.signing import with_signoff
from mujaz.scaffold.style import modeline
from mujaz.source import Source
from mujaz.workspace import read_text


@click.command("approve")
@click.argument("brief", metavar="BRIEF")
@click.option("--as", "role", metavar="ROLE", required=True, help="The role of the policy in which you sign.")
@click.option("--criterion", "criteria", metavar="ID", multiple=True, help="A criterion that the brief meets.")
@click.option("--all-criteria", is_flag=True, help="It meets all criteria of the policy.")
@click.option("--note", "remark", metavar="TEXT", default="", help="What you add.")
@site_option
@cache_option
def verb(
    brief: str, role: str, criteria: tuple[str, ...], all_criteria: bool, remark: str, root: Path, cache: bool
) -> int:
    """Approve BRIEF as it is, in briefs/reviews/BRIEF.yml; BRIEF is an id or the path of a file.

    What is signed is what the brief says, with its articles and all that it shows of the glossary. Whoever made the
    last change of that cannot sign it. The sign-off counts once you have committed it.
    """
    with kept(root, cache) as store:
        checked = check_site(root, store=store)
        if checked.content is None:
            report(checked.diagnostics, "text")
            note("nothing was signed; mend this first")
            return FOUND
        site, policy = checked.content.site, checked.editorial.policy
        brief = brief_id(root, brief)
        refuse_unknown(brief, site.briefs, "brief")
        refuse_unknown(role, policy.roles, "role")
        ticked = _ticked(criteria, policy, all_criteria=all_criteria)
        entry, defined_in = site.briefs[brief], checked.content.index.defined_in
        with with_history():
            repository = Repository(root)
            authorship = Authorship.of(repository)
            if repository.is_changed(covered_paths(entry, defined_in)):
                help = "commit it first: what is signed is what the history has"
                raise Refusal(f"the brief `{brief}`, or what it shows, has changes that are not committed", help)
            signer, changed = repository.user(), authorship.last_change(entry, defined_in)
        if changed is None:
            raise Refusal(f"no commit has the brief `{brief}`", "commit it first")
        if contributor(signer, changed, authorship.identities) is not None:
            message = f"you made the last change of what you would sign: {changed.id[:10]}, «{changed.subject}»"
            raise Refusal(message, "have somebody else read and sign it")
        digest = content_digest(entry, site)
        if any(
            (each.role.id, each.sha256, each.signer[1].casefold()) == (role, digest, signer.email.casefold())
            and {ref.id for ref in each.criteria}.issuperset(ticked)
            for each in checked.editorial.signoffs(brief)
        ):
            raise Refusal(
                f"you have signed this state of `{brief}` as {role}", "commit the sign-off if you have not yet"
            )
    path = f"{FOLDER}/{brief}.yml"
    written = Source(path, modeline("signoffs", path) if (root / "schemas/signoffs.json").is_file() else "")
    if (root / path).exists():
        found, _, _ = read_text(root, root / path)
        written = found or written
    try:
        text = with_signoff(written, role, signer, now(), digest, ticked, remark)
    except ValueError as problem:
        raise Refusal(f"{path}: {problem}", "mend it there, or in what you asked for") from None
    write_plan(root, {path: text}, replace=True)
    say(f"{signer.name} approves {brief} as {role}: {digest}")
    left = [criterion for criterion in policy.criteria if criterion not in ticked]
    if left:
        note(f"not ticked: {', '.join(left)}")
    note(f"next: commit {path}; it counts from then on")
    return 0


def _ticked(criteria: tuple[str, ...], policy: Policy, *, all_criteria: bool) -> tuple[str, ...]:
    """The criteria that are ticked, in the order of the policy."""
    for criterion in criteria:
        refuse_unknown(criterion, policy.criteria, "criterion")
    if policy.criteria and not criteria and not all_criteria:
        listed = "; ".join(f"{id}: {words}" for id, words in policy.criteria.items())
        help = f"tick each that is met with --criterion ID, or all with --all-criteria ({listed})"
        raise Refusal("no criterion is ticked", help)
    return tuple(id for id in policy.criteria if all_criteria or id in criteria)
