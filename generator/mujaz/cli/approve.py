"""`mujaz approve`: an editor signs a brief as it is."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec import Struct

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
from mujaz.cli.editors import Past, with_history
from mujaz.engine.clock import now
from mujaz.engine.content import Content
from mujaz.engine.pipeline import check_site, site_files
from mujaz.engine.workspace import read_text
from mujaz.history.commits import Commit
from mujaz.history.git import Repository
from mujaz.model import POLICY, Policy, SignOffs
from mujaz.model.signoff import FOLDER
from mujaz.review.authorship import covered_paths, file_digest
from mujaz.review.meaning import content_digest
from mujaz.review.refusals import contributor
from mujaz.review.signing import with_signoff
from mujaz.review.sitefiles import SiteFiles
from mujaz.scaffold.style import modeline
from mujaz.syntax.source import Source


@click.command("approve")
@click.argument("brief", metavar="BRIEF|FILE")
@click.option("--as", "role", metavar="ROLE", required=True, help="The role of the policy in which you sign.")
@click.option("--criterion", "criteria", metavar="ID", multiple=True, help="A criterion that the brief meets.")
@click.option("--all-criteria", is_flag=True, help="It meets all criteria of the policy.")
@click.option("--note", "remark", metavar="TEXT", default="", help="What you add.")
@site_option
@cache_option
def verb(
    brief: str, role: str, criteria: tuple[str, ...], all_criteria: bool, remark: str, root: Path, cache: bool
) -> int:
    """Approve BRIEF as it is, in briefs/reviews/BRIEF.yml; BRIEF is an id or the path of its file.

    What is signed is what the brief says, with its articles and all that it shows of the glossary. Whoever made the
    last change of that cannot sign it. The sign-off counts once you have committed it.

    FILE is what no brief shows: editorial.yml, mkdocs.yml, or a page written by hand.
    """
    with kept(root, cache) as store:
        checked = check_site(root, store=store)
        if checked.content is None:
            report(checked.diagnostics, "text")
            note("nothing was signed; mend this first")
            return FOUND
        brief, policy = brief_id(root, brief), checked.editorial.policy
        with with_history():
            repository = Repository(root)
            if brief in (POLICY, *site_files(root)) and (root / brief).is_file():
                past = Past(root, store, checked.editorial, [brief])
                asked = _file(root, brief, past)
                if brief == POLICY:  # who may agree to another policy is for the one that holds to say
                    policy = SiteFiles(checked.editorial, past.authorship, past.published, now()).holding[0]
            else:
                past = Past(root, store, checked.editorial)
                asked = _brief(brief, checked.content, past)
            authorship = past.authorship
            refuse_unknown(role, policy.roles, "role")
            ticked = _ticked(criteria, policy, all_criteria=all_criteria) if asked.is_brief else ()
            if repository.is_changed(asked.paths):
                help = "commit it first: what is signed is what the history has"
                raise Refusal(f"{asked.called}, or what it shows, has changes that are not committed", help)
            signer, changed = repository.user(), asked.changed
        if changed is None:
            raise Refusal(f"no commit has {asked.called}", "commit it first")
        if contributor(signer, changed, authorship.identities) is not None:
            message = f"you made the last change of what you would sign: {changed.id[:10]}, «{changed.subject}»"
            raise Refusal(message, "have somebody else read and sign it")
        digest = asked.digest
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
    write_plan(root, {path: _in_house_style(written, text)}, replace=True)
    say(f"{signer.name} approves {brief} as {role}: {digest}")
    left = [criterion for criterion in policy.criteria if criterion not in ticked]
    if left and asked.is_brief:
        note(f"not ticked: {', '.join(left)}")
    signed = " with `git commit --gpg-sign`" if policy.signed_commits == "required" else ""
    note(f"next: commit {path}{signed}; it counts from then on")
    return 0


class _Asked(Struct, frozen=True):
    """What is to be signed: how to call it, the files that it is in, who changed it last, and its hash."""

    called: str
    paths: tuple[str, ...]
    changed: Commit | None
    digest: str
    is_brief: bool


def _brief(id: str, content: Content, past: Past) -> _Asked:
    site, defined_in = content.site, content.index.defined_in
    refuse_unknown(id, site.briefs, "brief")
    entry = site.briefs[id]
    changed, digest = past.authorship.last_change(entry, defined_in), content_digest(entry, site)
    return _Asked(f"the brief `{id}`", covered_paths(entry, defined_in), changed, digest, is_brief=True)


def _file(root: Path, path: str, past: Past) -> _Asked:
    digest = file_digest(path, (root / path).read_bytes())
    changed = past.authorship.last_change_of_file(path)
    return _Asked(f"`{path}`", (path,), changed, digest, is_brief=False)


def _ticked(criteria: tuple[str, ...], policy: Policy, *, all_criteria: bool) -> tuple[str, ...]:
    """The criteria that are ticked, in the order of the policy."""
    for criterion in criteria:
        refuse_unknown(criterion, policy.criteria, "criterion")
    if policy.criteria and not criteria and not all_criteria:
        listed = "; ".join(f"{id}: {words}" for id, words in policy.criteria.items())
        help = f"tick each that is met with --criterion ID, or all with --all-criteria ({listed})"
        raise Refusal("no criterion is ticked", help)
    return tuple(id for id in policy.criteria if all_criteria or id in criteria)


def _in_house_style(before: Source, text: str) -> str:
    """What is written as `mujaz fmt` would have it, if what stood there was."""
    from mujaz.fmt.format import formatted  # late: nothing else here lays files out

    if before.text and formatted(before, SignOffs).text != before.text:
        return text
    return formatted(Source(before.name, text), SignOffs).text or text
