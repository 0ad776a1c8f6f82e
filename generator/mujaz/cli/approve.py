"""`mujaz approve`: somebody who has read a brief, or a part of the glossary, signs it as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from mujaz.engine.pipeline import CheckResult, check_site, site_files
from mujaz.history.commits import Person
from mujaz.history.git import Repository
from mujaz.model import POLICY, Policy, SignOff
from mujaz.model.signoff import FOLDER, Edit, Verdict, part_of_glossary
from mujaz.review.authorship import file_digest
from mujaz.review.coverage import Covered, covered, covered_of_all, in_words, of_glossary, paths
from mujaz.review.names import Names
from mujaz.review.refusals import Judge
from mujaz.review.signing import signoff_file
from mujaz.review.sitefiles import SiteFiles
from mujaz.scaffold.style import modeline
from mujaz.syntax.source import Source


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
    verdict = Verdict.REQUEST_CHANGES if request_changes else Verdict.APPROVE
    edit = Edit.EDITORIAL if editorial else None
    with kept(root, cache) as store:
        checked = check_site(root, store=store)
        if checked.content is None:
            report(checked.diagnostics, "text")
            note("nothing was signed; mend this first")
            return FOUND
        named = [brief_id(root, target) for target in targets]
        with with_history():
            repository = Repository(root)
            signer = repository.user()
            files = [each for each in named if each in (POLICY, *site_files(root)) and (root / each).is_file()]
            past = Past(root, store, checked.editorial, files)
            policy = checked.editorial.policy
            if POLICY in named:  # who may agree to another policy is for the one that holds to say
                policy = SiteFiles(checked.editorial, past.judge(checked), past.published).holding[0]
            refuse_unknown(role, policy.roles, "role")
            judge = past.judge(checked, policy)
            asked = list(_stale(checked, judge, signer, role)) if stale else []
            for target in named:
                asked.append(_file(root, target) if target in files else _target(target, checked.content))
            if stale and not asked:
                say(f"nothing that you signed as {role} was changed since")
                return 0
            ticked: tuple[str, ...] = ()
            if any(each.is_brief for each in asked) and verdict is Verdict.APPROVE:
                ticked = _ticked(criteria, policy, all_criteria=all_criteria)
            for each in asked:
                if repository.is_changed(each.paths(checked.content)):
                    help = "commit it first: what is signed is what the history has"
                    raise Refusal(f"{each.called}, or what it shows, has changes that are not committed", help)
            signed = [_signed(each, judge, signer, role, ticked, verdict) for each in asked]
    plan: dict[str, str] = {}
    has_schema = (root / "schemas/signoff.json").is_file()
    for what in signed:
        target, own = what.asked.target, ticked if what.asked.is_brief else ()
        try:
            path, text = signoff_file(
                target, role, signer, now(), what.covers, what.writers, own, remark, verdict, edit
            )
        except ValueError as problem:
            raise Refusal(f"{what.asked.called}: {problem}", "mend what you asked for") from None
        plan[path] = _in_house_style(path, (modeline("signoff", path) if has_schema else "") + text)
    write_plan(root, plan)
    for what in signed:
        verbs = "approves" if verdict is Verdict.APPROVE else "asks for changes of"
        since = f" (changed since: {what.asked.since})" if what.asked.since else ""
        say(f"{signer.name} {verbs} {what.asked.target} as {role}{since}")
        if what.left:
            note(f"not signed, since you wrote some of it: {in_words(what.left, judge.names)}")
    left = [criterion for criterion in policy.criteria if criterion not in ticked]
    if left and verdict is Verdict.APPROVE and any(what.asked.is_brief for what in signed):
        note(f"not ticked: {', '.join(left)}")
    gpg = " with `git commit --gpg-sign`" if policy.signed_commits == "required" else ""
    written = next(iter(plan)) if len(plan) == 1 else f"{FOLDER}/"
    note(f"next: commit {written}{gpg}; it counts from then on")
    return 0


class _Asked(Struct, frozen=True):
    """What is to be signed.

    Attributes:
        target: as `model.signoff.target_of`.
        called: what to call it.
        parts: digests by parts.
        is_brief: whether it is a brief, by which criteria are met.
        since: what was changed since an earlier sign-off, in words.
    """

    target: str
    called: str
    parts: Covered
    is_brief: bool = False
    since: str = ""

    def paths(self, content: Content) -> Iterator[str]:
        """The files that it is in."""
        for part in self.parts:
            yield from paths(part, content.index.defined_in, Names.of(content.site))


def _target(target: str, content: Content) -> _Asked:
    kind, _, id = target.partition("/")
    if part_of_glossary(f"glossary/{target}") and target not in content.site.briefs:
        known = {"entity": content.site.entities, "publication": content.site.publications, "tag": content.site.tags}
        refuse_unknown(id, known[kind], kind)
        says = of_glossary(target, content.site)
        return _Asked(
            f"glossary/{target}", f"the {kind} `{id}`", {Names.of(content.site).first_part(target): says or ""}
        )
    refuse_unknown(target, content.site.briefs, "brief")
    return _brief(target, covered(content.site.briefs[target], content.site))


def _brief(id: str, parts: Covered, since: str = "") -> _Asked:
    return _Asked(id, f"the brief `{id}`", parts, is_brief=True, since=since)


def _file(root: Path, path: str) -> _Asked:
    return _Asked(path, f"`{path}`", {f"file/{path}": file_digest(path, (root / path).read_bytes())})


def _stale(checked: CheckResult, judge: Judge, signer: Person, role: str) -> Iterator[_Asked]:
    """The briefs that somebody signed in a role and that say something now which nobody has signed in it."""
    assert checked.content is not None
    editorial = checked.editorial
    for id, parts in covered_of_all(checked.content).items():
        mine = [
            each
            for each in editorial.signoffs(id)
            if each.role.id == role and judge.identities.same(Person(*each.signer), signer)
        ]
        unapproved = [
            part for part, says in parts.items() if not any(of.role.id == role for of in judge.approving(part, says))
        ]
        if mine and unapproved:
            yield _brief(id, parts, in_words(unapproved, judge.names))


class _Signed(Struct, frozen=True):
    """What is signed of what was asked for, who wrote it, and what is left, since the signer wrote it."""

    asked: _Asked
    covers: Covered
    writers: tuple[Person, ...]
    left: tuple[str, ...]


def _signed(asked: _Asked, judge: Judge, signer: Person, role: str, ticked: Iterable[str], verdict: Verdict) -> _Signed:
    """What somebody can sign of something.

    Raises:
        Refusal: nothing, or nothing of the brief itself; or it was signed already.
    """
    covers, left, writers = dict[str, str](), list[str](), dict[Person, None]()
    for part, says in asked.parts.items():
        if not judge.is_committed(part, says):
            raise Refusal(f"no commit has {in_words([part], judge.names)} as it is", "commit it first")
        wrote = judge.writers(part, says)
        own = any(judge.identities.maybe_same(signer, writer) for writer in wrote)
        if own and verdict is Verdict.APPROVE:
            left.append(part)
        else:
            covers[part] = says
            writers |= dict.fromkeys(wrote)
    needed = [part for part in asked.parts if part.startswith("brief/") or not asked.is_brief]
    if not covers or any(part in left for part in needed):
        commit = judge.last_of(signer, {part: asked.parts[part] for part in left})
        where = f": {commit.id[:10]}, «{commit.subject}»" if commit is not None else ""
        message = f"you wrote some of {asked.called} since it was approved last{where}"
        raise Refusal(message, "have somebody else read and sign it")
    again = [
        each
        for part in needed
        for each in judge.covering(part, asked.parts[part])
        if each.role.id == role
        and each.verdict is verdict
        and judge.identities.same(Person(*each.signer), signer)
        and each.covers.items() >= covers.items()
        and {ref.id for ref in each.criteria}.issuperset(ticked)
    ]
    if again and verdict is Verdict.APPROVE:
        help = "commit the sign-off if you have not yet"
        raise Refusal(f"you have signed this state of `{asked.target}` as {role}", help)
    return _Signed(asked, covers, tuple(writers), tuple(left))


def _ticked(criteria: tuple[str, ...], policy: Policy, *, all_criteria: bool) -> tuple[str, ...]:
    """The criteria that are ticked, in the order of the policy."""
    for criterion in criteria:
        refuse_unknown(criterion, policy.criteria, "criterion")
    if policy.criteria and not criteria and not all_criteria:
        listed = "; ".join(f"{id}: {words}" for id, words in policy.criteria.items())
        help = f"tick each that is met with --criterion ID, or all with --all-criteria ({listed})"
        raise Refusal("no criterion is ticked", help)
    return tuple(id for id in policy.criteria if all_criteria or id in criteria)


def _in_house_style(path: str, text: str) -> str:
    from mujaz.fmt.format import formatted  # late: nothing else here lays files out

    return formatted(Source(path, text), SignOff).text or text
